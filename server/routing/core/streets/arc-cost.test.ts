import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { arcCost, FASTEST_KMH, metresOf, partOfCost, secondsOf } from "./arc-cost.ts";

const street = fc.record({
  lengthM: fc.double({ min: 0, max: 100_000, noNaN: true }),
  kmh: fc.double({ min: 1, max: FASTEST_KMH, noNaN: true }),
});

describe("cost of streets", () => {
  it.each([
    [1000, 36, 100, 1000],
    [12.34, 30, 1.48, 12.3],
    [0, 50, 0.01, 0.1],
    [6_000_000, 130, 166_153.85, 6_000_000],
  ])("holds %d m at %d km/h as %d s and %d m", (lengthM, kmh, seconds, metres) => {
    const cost = arcCost(lengthM, kmh);
    expect([secondsOf(cost), metresOf(cost)]).toEqual([seconds, metres]);
  });

  it("adds up to the sums of both parts, exactly", () => {
    fc.assert(
      fc.property(fc.array(street, { maxLength: 50 }), (streets) => {
        const costs = streets.map(({ lengthM, kmh }) => arcCost(lengthM, kmh));
        const sum = costs.reduce((a, b) => a + b, 0);
        fc.pre(secondsOf(sum) < Number.POSITIVE_INFINITY);
        const hundredths = costs.reduce((a, cost) => a + Math.round(secondsOf(cost) * 100), 0);
        const decimetres = costs.reduce((a, cost) => a + Math.round(metresOf(cost) * 10), 0);
        expect([secondsOf(sum), metresOf(sum)]).toEqual([hundredths / 100, decimetres / 10]);
      }),
    );
  });

  it("parts a street so that a longer share never costs less", () => {
    fc.assert(
      fc.property(
        street,
        fc.double({ min: 0, max: 1, noNaN: true }),
        fc.double({ min: 0, max: 1, noNaN: true }),
        (each, p, q) => {
          const cost = arcCost(each.lengthM, each.kmh);
          expect(partOfCost(cost, Math.min(p, q))).toBeLessThanOrEqual(partOfCost(cost, Math.max(p, q)));
          expect([partOfCost(cost, 0), partOfCost(cost, 1)]).toEqual([0, cost]);
        },
      ),
    );
  });

  it("calls more than 60 hours unreachable", () => {
    const hour = arcCost(100_000, 100);
    expect(secondsOf(59 * hour)).toBe(59 * 3600);
    expect([secondsOf(60 * hour), metresOf(60 * hour)]).toEqual([Infinity, Infinity]);
    expect([secondsOf(Infinity), metresOf(Infinity)]).toEqual([Infinity, Infinity]);
  });
});
