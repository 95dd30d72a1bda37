import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { isFound, ndcgOf } from "./scores.ts";

/** Every order of a list. */
const ordersOf = (list: readonly number[]): number[][] =>
  list.length === 0
    ? [[]]
    : list.flatMap((each, i) => ordersOf(list.filter((_, j) => j !== i)).map((rest) => [each, ...rest]));

describe("ndcgOf", () => {
  it("counts places as worked out by hand", () => {
    // (3 + 7 / log2(3)) / (7 + 3 / log2(3))
    expect(ndcgOf([2, 3], [3, 2, 0])).toBeCloseTo((3 + 7 / Math.log2(3)) / (7 + 3 / Math.log2(3)), 12);
    expect(ndcgOf([], [0, 0])).toBe(0);
  });

  it("is 1 for the best of all orders, and for none more", () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 0, max: 3 }), { minLength: 1, maxLength: 5 }), (grades) => {
        fc.pre(grades.some((grade) => grade > 0));
        const values = ordersOf(grades).map((order) => ndcgOf(order, grades));
        expect(Math.max(...values)).toBeCloseTo(1, 12);
      }),
      { numRuns: 40 },
    );
  });
});

it("isFound wants the best grade there is among the first three", () => {
  expect(isFound([0, 2, 3, 0], [0, 2, 3, 0])).toBe(true);
  expect(isFound([2, 2, 2, 3], [3, 2, 2, 2])).toBe(false);
  expect(isFound([0, 0, 0], [0])).toBe(false);
});
