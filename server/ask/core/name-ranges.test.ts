import { describe, expect, it } from "vitest";
import { createLinker } from "#server/ask/core/link.ts";
import { inRuns } from "#server/ask/core/name-ranges.ts";
import { tokenise } from "#server/ask/core/tokens.ts";
import { NAMES } from "#server/ask/fixture-names.ts";

const linker = createLinker(NAMES);
const namesIn = (text: string): string[] =>
  inRuns(
    linker
      .link(tokenise(text), () => false)
      .links.flatMap(({ name, through = [] }) => [name, ...through].map((each) => each.name)),
  );

describe("names that a range of numbers says", () => {
  it.each([
    ["fault codes of trucks 20 to 35", ["Truck 20 to Truck 35"]],
    ["vehicles numbered 1 through 20 that are due", ["Truck 1 to Truck 20"]],
    ["trucks 20-35 with faults", ["Truck 20 to Truck 35"]],
    ["trucks 45 and above", ["Truck 45 to Truck 50"]],
    ["starting voltage of trucks, number 48 and up", ["Truck 48 to Truck 50"]],
    ["drivers on R-5 to R-9", ["R-5 to R-9"]],
    ["routes 3 to 7", ["R-3 to R-7"]],
    ["trucks 40 to 60", ["Truck 40 to Truck 50"]],
  ])("%s", (text, names) => {
    expect(namesIn(text)).toEqual(names);
  });

  it.each([
    ["move four stops from R-5 to R-9", ["R-5", "R-9"]],
    ["compare R-5 to R-9", ["R-5", "R-9"]],
    ["trucks 5 to 10 minutes late", ["Truck 5"]],
  ])("are none where two are named: %s", (text, names) => {
    expect(namesIn(text)).toEqual(names);
  });
});

describe("names in words", () => {
  it("say runs of three and more by their ends", () => {
    expect(inRuns(["R-1", "R-2", "R-3", "R-7", "R-8", "Truck 9"])).toEqual([
      ...["R-1 to R-3", "R-7", "R-8", "Truck 9"],
    ]);
  });
});
