import { screen } from "@testing-library/react";
import { expect, it } from "vitest";
import { showPage } from "#components/fixture-page.tsx";
import type { OverflowUse } from "#server/forecast/schema.ts";
import { UsedCard } from "./used-card.tsx";

const show = (use: Partial<OverflowUse>) => {
  const none: OverflowUse = {
    ...{ isOn: true, chance: 0.6, days: 28, added: 0, done: 0, costCents: 0 },
    ...{ over: 0, expected: 0, overfull: 0, left: 0, leftFull: 0 },
  };
  showPage(<UsedCard depotId={null} />, { "forecast.used": { ...none, ...use } });
};

it("added stops stand with their price, what ran over all the same, and those left alone", async () => {
  show({ added: 4, done: 3, costCents: 5_000, over: 2, expected: 1.7, overfull: 1, left: 9, leftFull: 6 });
  expect(await screen.findByText("of the last 28 days and those ahead; 3 done")).toBeTruthy();
  expect(screen.getByText("\u00a350.00")).toBeTruthy();
  expect(screen.getByText("\u00a312.50 a stop, as planned")).toBeTruthy();
  expect(screen.getByText("1 of 2")).toBeTruthy();
  expect(screen.getByText(/; 1.7 were expected to run over without$/)).toBeTruthy();
  expect(
    screen.getByText(/chance of 60% and more\. Left alone .* 9 containers, of which 6 were full/),
  ).toBeTruthy();
});

it("where none was added, and where that is switched off, it says so", async () => {
  show({ isOn: false });
  expect(await screen.findByText("No plan in force took such a stop in the last 28 days.")).toBeTruthy();
  expect(screen.getByText(/^Plans are not offered stops/)).toBeTruthy();
});
