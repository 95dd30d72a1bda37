import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { type Doubt, settle } from "./settle.ts";

const doubts = (...list: [number, boolean?][]): Doubt[] =>
  list.map(([expectedUnits, isFault = false], i) => ({ id: i + 1, expectedUnits, isFault }));

describe("settling doubts", () => {
  it.each([
    ["nothing was billed", doubts([1], [2]), 0, [0, 0]],
    ["all was billed", doubts([1], [2.5]), 3.5, [1, 2.5]],
    ["some was: what adds up to it", doubts([1], [5], [3]), 8, [0, 5, 3]],
    ["those called failed come last", doubts([4, true], [4]), 4, [0, 4]],
    ["tenths add up", doubts([0.3], [0.3], [0.3]), 0.6, [0.3, 0.3, 0]],
  ])("%s", (_, given, billed, units) => {
    const settled = settle(given, billed).sort((a, b) => a.id - b.id);
    expect(settled.map((each) => each.units)).toEqual(units);
  });

  it("always adds up to the counter, and finds whole requests wherever some add up", () => {
    const tenths = fc.integer({ min: 0, max: 300 }).map((n) => n / 10);
    fc.assert(
      fc.property(
        fc.array(fc.tuple(tenths, fc.boolean(), fc.boolean()), { minLength: 1, maxLength: 12 }),
        (all) => {
          const given = doubts(...all.map(([units, isFault]): [number, boolean] => [units, isFault]));
          const billed = all.reduce((sum, [units, , isBilled]) => sum + (isBilled ? units : 0), 0);
          const settled = settle(given, billed);
          expect(settled.reduce((sum, { units }) => sum + units, 0)).toBeCloseTo(billed, 6);
          for (const { id, units } of settled) expect([0, given[id - 1]?.expectedUnits]).toContain(units);
        },
      ),
    );
  });

  it("adds up also where no choice of requests does", () => {
    const settled = settle(doubts([5], [5]), 7);
    expect(settled.reduce((sum, { units }) => sum + units, 0)).toBeCloseTo(7, 9);
  });
});
