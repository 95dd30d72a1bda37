import { render, screen } from "@testing-library/react";
import { expect, it } from "vitest";
import { Segmented } from "./segmented.tsx";

it("two groups of one label hold a choice each", () => {
  const choices = [
    { value: "chart", label: "Chart" },
    { value: "table", label: "Table" },
  ] as const;
  render(
    <>
      <Segmented label="View" value="chart" choices={choices} onChange={() => {}} />
      <Segmented label="View" value="chart" choices={choices} onChange={() => {}} />
    </>,
  );
  // A browser lets one radio of a name be checked on a page.
  const names = screen.getAllByRole<HTMLInputElement>("radio", { name: "Chart" }).map(({ name }) => name);
  expect(new Set(names).size).toBe(2);
});
