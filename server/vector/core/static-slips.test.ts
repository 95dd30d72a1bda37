import * as fc from "fast-check";
import { expect, it } from "vitest";
import { slipsBetween } from "#server/vector/core/static-slips.ts";

/** The same count by trying every way, as it is defined. */
const tried = (a: string, b: string): number => {
  if (a === "" || b === "") return a.length + b.length;
  const ways = [
    tried(a.slice(1), b) + 1,
    tried(a, b.slice(1)) + 1,
    tried(a.slice(1), b.slice(1)) + (a[0] === b[0] ? 0 : 1),
  ];
  if (a.length > 1 && b.length > 1 && a[0] === b[1] && a[1] === b[0])
    ways.push(tried(a.slice(2), b.slice(2)) + 1);
  return Math.min(...ways);
};

it("counts slips as trying every way does, up to more than two", () => {
  const word = fc.string({ unit: fc.constantFrom("a", "b", "c"), maxLength: 6 });
  fc.assert(
    fc.property(word, word, (a, b) => {
      expect(slipsBetween(a, b)).toBe(Math.min(3, tried(a, b)));
    }),
  );
});
