import fc from "fast-check";
import { expect, it } from "vitest";
import { solveRidge } from "#server/forecast/core/linear-system.ts";

const numbers = (length: number) =>
  fc.array(fc.integer({ min: -50, max: 50 }), { minLength: length, maxLength: length });

it("the answer solves the system", () => {
  fc.assert(
    fc.property(numbers(16), numbers(4), (entries, right) => {
      // A times its transpose is never negative, so a penalty makes it definite.
      const at = (i: number, j: number) => entries[4 * i + j] as number;
      const gram = Float64Array.from({ length: 16 }, (_, k) => {
        const [i, j] = [k >> 2, k & 3];
        return [0, 1, 2, 3].reduce((sum, m) => sum + at(i, m) * at(j, m), 0);
      });
      const x = solveRidge(gram, Float64Array.from(right), new Float64Array(4).fill(1));
      expect(x).not.toBeNull();
      right.forEach((value, i) => {
        const got = [0, 1, 2, 3].reduce(
          (sum, j) => sum + ((gram[4 * i + j] as number) + (i === j ? 1 : 0)) * (x?.[j] ?? Number.NaN),
          0,
        );
        expect(got).toBeCloseTo(value, 5);
      });
    }),
  );
});

it("what is not definite has no answer", () => {
  expect(solveRidge(Float64Array.of(0), Float64Array.of(1), Float64Array.of(0))).toBeNull();
});
