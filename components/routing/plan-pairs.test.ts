import { describe, expect, it } from "vitest";
import { dayOf, routeOf } from "./fixture-day.ts";
import { isBetter, movedStops, pairRoutes } from "./plan-pairs.ts";

const before = dayOf([routeOf(1, [11, 12]), routeOf(2, [21]), routeOf(3, []), routeOf(4, [41, 42, 43])]);
const after = dayOf([routeOf(1, [11, 21]), routeOf(2, [12]), routeOf(3, []), routeOf(5, [41, 42, 43])]);

describe("pairRoutes", () => {
  it("puts what changes most money first, and leaves out trucks that stand still on both sides", () => {
    const pairs = pairRoutes(before, after);
    expect(pairs.map(({ vehicleId }) => vehicleId)).toEqual([4, 5, 1, 2]);
    expect(pairs[0]).toMatchObject({ vehicle: "Truck 4", after: null, isSame: false });
  });

  it("knows a truck by its stops in their order, not by its figures", () => {
    const same = pairRoutes(dayOf([routeOf(1, [11, 12])]), dayOf([routeOf(1, [11, 12], { costCents: 1 })]));
    const turned = pairRoutes(dayOf([routeOf(1, [11, 12])]), dayOf([routeOf(1, [12, 11])]));
    expect([same[0]?.isSame, turned[0]?.isSame]).toEqual([true, false]);
  });

  it("shows the day as it stands while there is no proposal", () => {
    expect(pairRoutes(before, null)).toHaveLength(3);
    expect(pairRoutes(null, null)).toEqual([]);
  });
});

describe("movedStops", () => {
  it("names the stops that another truck serves", () => {
    expect([...movedStops(before, after)].toSorted()).toEqual([12, 21, 41, 42, 43]);
  });
});

describe("isBetter", () => {
  it.each([
    ["costCents", -5, true],
    ["costCents", 5, false],
    ["stops", 1, true],
    ["stops", -1, false],
    ["violations", 0, null],
  ] as const)("says of %s by %d: %s", (measure, change, expected) => {
    expect(isBetter(measure, change)).toBe(expected);
  });
});
