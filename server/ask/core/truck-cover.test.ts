import { describe, expect, it } from "vitest";
import { coverOf, coverWords, type DepotFleet } from "#server/ask/core/truck-cover.ts";

const need = (depotId: number, stream: string, trucks: number, high = trucks) => ({
  ...{ day: "2026-11-27", depotId, depot: `Depot ${depotId}`, stream, trucks, low: trucks, high },
});
const fleet = (depotId: number, count: number, inWorkshop = 0, brokenDown = 0): DepotFleet => ({
  ...{ depotId, depot: `Depot ${depotId}`, fleet: count, inWorkshop, brokenDown },
});

describe("trucks needed against those in service", () => {
  it("sums a depot's streams, leaves out the workshop and breakdowns, and puts the tightest first", () => {
    const rows = coverOf(
      [need(1, "refuse", 4), need(1, "glass", 2, 3), need(2, "refuse", 5)],
      [fleet(1, 9, 1), fleet(2, 6, 1, 1)],
    );
    expect(
      rows.map(({ depotId, trucks, high, available, spare }) => [depotId, trucks, high, available, spare]),
    ).toEqual([
      [2, 5, 5, 4, -1],
      [1, 6, 7, 8, 2],
    ]);
  });

  it.each<[what: string, needs: ReturnType<typeof need>[], fleets: DepotFleet[], said: string]>([
    ["where they are short", [need(1, "refuse", 5)], [fleet(1, 3)], "Not enough trucks: Depot 1 is 2 short."],
    [
      "where the upper end is not covered",
      [need(1, "refuse", 5, 7)],
      [fleet(1, 6)],
      "Enough trucks for what is expected, but not for the upper end of the range at Depot 1.",
    ],
    [
      "where all is covered",
      [need(1, "refuse", 5, 7)],
      [fleet(1, 7)],
      "Enough trucks at every depot, also at the upper end of the range.",
    ],
    ["where a depot has no truck", [need(3, "refuse", 1)], [], "Not enough trucks: Depot 3 is 1 short."],
  ])("is said %s", (_, needs, fleets, said) => {
    expect(coverWords(coverOf(needs, fleets))).toBe(said);
  });

  it("is said of drivers in their own words", () => {
    expect(coverWords(coverOf([need(1, "refuse", 5)], [fleet(1, 3)]), "drivers")).toBe(
      "Not enough drivers: Depot 1 is 2 short.",
    );
  });
});
