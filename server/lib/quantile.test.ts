import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { mixtureQuantile, quantileOf, type Sketch } from "#server/lib/quantile.ts";

const sketchOf = (values: number[]): Sketch => {
  const sorted = [...values].sort((a, b) => a - b);
  const [min, max] = [quantileOf(sorted, 0), quantileOf(sorted, 1)];
  const [p50, p95, p99] = [0.5, 0.95, 0.99].map((q) => quantileOf(sorted, q)) as [number, number, number];
  return { count: values.length, min, max, p50, p95, p99 };
};

describe("quantile", () => {
  it.each([
    [[7], 0.99, 7],
    [[1, 2, 3, 4], 0.5, 2.5],
    [[1, 2, 3, 4, 5], 0.25, 2],
    [[1, 2], 2, 2],
  ])("of %j at %d is %d", (sorted, q, expected) => {
    expect(quantileOf(sorted, q)).toBe(expected);
  });

  it("refuses an empty list", () => {
    expect(() => quantileOf([], 0.5)).toThrow(/got no values/);
  });
});

describe("quantile of a mixture", () => {
  const values = fc.array(fc.double({ min: 0, max: 1e5, noNaN: true }), { minLength: 1, maxLength: 60 });

  it("gives one part its own quantiles back", () => {
    fc.assert(
      fc.property(values, (all) => {
        const sketch = sketchOf(all);
        for (const [q, own] of [
          [0.5, sketch.p50],
          [0.95, sketch.p95],
          [0.99, sketch.p99],
        ] as const)
          expect(mixtureQuantile([sketch], q)).toBeCloseTo(own ?? Number.NaN, 6);
      }),
    );
  });

  it("lies between the quantiles of its parts, and grows with q", () => {
    fc.assert(
      fc.property(fc.array(values, { minLength: 1, maxLength: 6 }), (parts) => {
        const sketches = parts.map(sketchOf);
        const p95s = sketches.map((each) => each.p95 ?? Number.NaN);
        const [p50, p95, p99] = [0.5, 0.95, 0.99].map((q) => mixtureQuantile(sketches, q) ?? Number.NaN);
        expect(p95).toBeGreaterThanOrEqual(Math.min(...p95s) - 1e-6);
        expect(p95).toBeLessThanOrEqual(Math.max(...p95s) + 1e-6);
        expect(p50).toBeLessThanOrEqual((p95 ?? 0) + 1e-9);
        expect(p95).toBeLessThanOrEqual((p99 ?? 0) + 1e-9);
      }),
    );
  });

  it("weighs the parts by their counts, where a mean of quantiles would not", () => {
    const fast = sketchOf(Array.from({ length: 9_900 }, (_, i) => i / 9_900));
    const slow = sketchOf(Array.from({ length: 100 }, (_, i) => 1_000 + i));
    expect(mixtureQuantile([fast, slow], 0.5)).toBeLessThan(1);
    expect(mixtureQuantile([fast, slow], 0.999)).toBeGreaterThan(1_000);
  });

  it("is null where nothing was counted or no quantiles were kept", () => {
    expect(mixtureQuantile([], 0.5)).toBeNull();
    const counter = { count: 3, min: 1, max: 1, p50: null, p95: null, p99: null };
    expect(mixtureQuantile([counter], 0.5)).toBeNull();
  });
});
