import fc from "fast-check";
import { expect, it } from "vitest";
import { joined } from "./joined.ts";

const sums = (items: number[], least: number) =>
  joined(
    items,
    (a, b) => a + b,
    (sum) => sum >= least,
  );

it("puts neighbours together until they are whole, and leaves out what is not", () => {
  expect(sums([1, 1, 1, 5, 2, 1], 3)).toEqual([3, 5, 3]);
  expect(sums([1, 1], 3)).toEqual([]);
  expect(sums([4, 4, 1], 3)).toEqual([4, 4]);
});

it("loses nothing but the last, and makes no sum larger than it must be", () => {
  fc.assert(
    fc.property(fc.array(fc.integer({ min: 1, max: 9 })), fc.integer({ min: 1, max: 20 }), (items, least) => {
      const found = sums(items, least);
      const all = items.reduce((sum, each) => sum + each, 0);
      const left = all - found.reduce((sum, each) => sum + each, 0);
      expect(left).toBeLessThan(least);
      for (const sum of found) expect(sum).toBeLessThan(least + 9);
    }),
  );
});
