import fc from "fast-check";
import { expect, it } from "vitest";
import {
  chanceAtLeast,
  conformalMargins,
  conformalQuantile,
  errorLaw,
  errorScales,
  rising,
} from "#server/forecast/core/conformal.ts";
import { seeded } from "#server/lib/random.ts";

it.each([
  ["the rank counts the value to come", [1, 2, 3, 4, 5, 6, 7, 8, 9], 0.9, 9],
  ["with eleven it is the eleventh of twelve", [1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11], 0.9, 11],
  ["a lower level", [1, 2, 3, 4, 5, 6, 7, 8, 9], 0.8, 8],
  ["too few: the largest is stretched", [2], 0.9, 3.6],
  ["none", [], 0.9, 0],
])("the quantile of errors: %s", (_, errors, level, expected) => {
  expect(conformalQuantile(errors, level)).toBeCloseTo(expected, 12);
});

it("covers the next of exchangeable errors at least as often as it says", () => {
  fc.assert(
    fc.property(
      fc.uniqueArray(fc.integer({ min: 0, max: 1e6 }), { minLength: 10, maxLength: 60 }),
      (errors) => {
        // Each in turn is the one to come: counted over all, that is the chance.
        const inside = errors.filter((next, i) => {
          const rest = errors.filter((_, k) => k !== i).sort((a, b) => a - b);
          return next <= conformalQuantile(rest, 0.8);
        });
        expect(inside.length / errors.length).toBeGreaterThanOrEqual(0.8);
      },
    ),
  );
});

const repeated = (count: number, ...values: number[]): Float64Array =>
  Float64Array.from({ length: count }, (_, i) => values[i % values.length] as number);

it("a farther step is never surer than a nearer one, and gaps are left out", () => {
  const step = (size: number) => repeated(300, size, -size, Number.NaN);
  const { below, above } = conformalMargins([step(2), step(1), step(3)], 0.9);
  expect([...above]).toEqual([1.5, 1.5, 3]);
  expect([...below]).toEqual([1.5, 1.5, 3]);
});

it("few errors are joined by those of the steps around, and tell but their size", () => {
  const { below, above } = conformalMargins(
    [Float64Array.of(1, -1), Float64Array.of(9, 9), Float64Array.of(1, -1)],
    0.5,
  );
  expect([...above]).toEqual([1, 1, 1]);
  expect([...below]).toEqual([1, 1, 1]);
});

it("each end has as many errors beyond it as the other, and what is foretold lies within", () => {
  const skewed = Float64Array.from({ length: 200 }, (_, i) => (i + 0.5) ** 2 / 100 - 20);
  const { below, above } = conformalMargins([skewed], 0.9);
  expect(skewed.filter((error) => error > (above[0] as number))).toHaveLength(9);
  expect(skewed.filter((error) => error < -(below[0] as number))).toHaveLength(9);
  const high = conformalMargins([repeated(200, 3, 4, 5)], 0.9);
  expect([...high.below, ...high.above]).toEqual([0, 5]);
});

it.each([
  ["as large at any level", { power: 0, isOfMean: true }],
  ["with the root of each value", { power: 0.5, isOfMean: false }],
  ["with each value", { power: 1, isOfMean: false }],
  ["with the mean of what is foretold together", { power: 1, isOfMean: true }],
])("finds that errors grow %s", (_, law) => {
  const random = seeded("law");
  const foretold = Float64Array.from({ length: 800 }, (_, i) => (1 + i) * (1 + 9 * (i % 4)));
  const scales = errorScales(foretold, 4, law);
  const actual = foretold.map((value, i) => value + 0.3 * (scales[i] as number) * random.normal());
  expect(errorLaw(foretold, actual, 4)).toEqual(law);
  // Whatever the unit.
  const moved = (values: Float64Array) => values.map((value) => value * 1_024);
  expect(errorLaw(moved(foretold), moved(actual), 4)).toEqual(law);
});

it.each([
  ["something at nought was foretold", Float64Array.of(0, 5, 90), Float64Array.of(0, 6, 120)],
  ["nothing is known", Float64Array.of(1, 2, 3), new Float64Array(3).fill(Number.NaN)],
  ["nothing was missed", Float64Array.of(1, 2, 3), Float64Array.of(1, 2, 3)],
])("errors grow with nothing where %s", (_, foretold, actual) => {
  expect(errorLaw(foretold, actual, 3).power).toBe(0);
});

it("of all that never fall none lies nearer to the values", () => {
  const small = fc.array(fc.integer({ min: 0, max: 4 }), { minLength: 1, maxLength: 5 });
  const off = (a: ArrayLike<number>, b: readonly number[]) =>
    b.reduce((sum, each, i) => sum + (each - (a[i] as number)) ** 2, 0);
  // Every series on a grid of quarters that never falls.
  const grid = Array.from({ length: 17 }, (_, i) => i / 4);
  const all = (length: number, from: number): number[][] =>
    length === 0
      ? [[]]
      : grid
          .filter((each) => each >= from)
          .flatMap((each) => all(length - 1, each).map((rest) => [each, ...rest]));
  const byLength = [0, 1, 2, 3, 4].map((length) => all(length, 0));
  fc.assert(
    fc.property(small, (values) => {
      const found = rising(Float64Array.from(values));
      expect([...found]).toEqual([...found].sort((a, b) => a - b));
      for (const each of byLength[values.length] ?? [])
        expect(off(found, values)).toBeLessThanOrEqual(off(each, values) + 1e-9);
    }),
    { numRuns: 60 },
  );
});

it.each([
  ["far above all errors", 50, 0.5 / 5 / 2],
  ["at the point", 10, 1 - 4.5 / 5 / 2],
  ["between the errors", 12.5, (2 + 0.5) / 5 / 2],
  ["below the point", 7.5, 1 - (2 + 0.5) / 5 / 2],
])("the chance of a limit: %s", (_, limit, expected) => {
  expect(chanceAtLeast(10, [1, 2, 3, 4], limit)).toBeCloseTo(expected, 12);
});

it("a higher limit is never more likely, and no chance is nought or one", () => {
  fc.assert(
    fc.property(
      fc.array(fc.integer({ min: 0, max: 50 }), { maxLength: 12 }),
      fc.integer(),
      fc.nat(),
      (errors, a, more) => {
        const sorted = errors.sort((x, y) => x - y);
        const [low, high] = [chanceAtLeast(0, sorted, a), chanceAtLeast(0, sorted, a + more)];
        expect(high).toBeLessThanOrEqual(low);
        expect(Math.min(low, high)).toBeGreaterThan(0);
        expect(Math.max(low, high)).toBeLessThan(1);
      },
    ),
  );
});
