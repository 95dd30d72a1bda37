import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { measure, sinkSum, summarize } from "./measure.ts";

describe("summarize", () => {
  it("orders its figures: min, median, p95, p99, max", () => {
    fc.assert(
      fc.property(fc.array(fc.double({ min: 0, max: 1e6, noNaN: true }), { minLength: 1 }), (samples) => {
        const s = summarize(samples);
        expect([s.min, s.median, s.p95, s.p99, s.max]).toEqual(
          [s.min, s.median, s.p95, s.p99, s.max].toSorted((a, b) => a - b),
        );
        expect(s.n).toBe(samples.length);
        expect(s.mean).toBeGreaterThanOrEqual(s.min - 1e-6);
        expect(s.mean).toBeLessThanOrEqual(s.max + 1e-6);
      }),
    );
  });

  it("divides the squares by one less than the samples", () => {
    expect(summarize([2, 4, 4, 4, 5, 5, 7, 9]).sd).toBeCloseTo(Math.sqrt(32 / 7), 12);
    expect(summarize([3]).sd).toBe(0);
  });

  it("refuses no samples", () => {
    expect(() => summarize([])).toThrow("found no samples, expected one or more");
  });
});

describe("measure", () => {
  it("leaves the warm-up out and takes every result", async () => {
    const seen: number[] = [];
    const before = sinkSum();
    const { ms } = await measure({ warmUp: 2, repetitions: 5 }, (i) => {
      seen.push(i);
      return i + 1;
    });
    expect(seen).toEqual([0, 1, 0, 1, 2, 3, 4]);
    expect(ms.n).toBe(5);
    expect(sinkSum()).not.toBe(before);
  });
});
