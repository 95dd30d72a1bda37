import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { seeded } from "./random.ts";

const take = (count: number, draw: () => number): number[] => Array.from({ length: count }, draw);

describe("seeded", () => {
  it("gives this stream for this seed, on every machine", () => {
    const random = seeded("golden");
    expect(take(4, () => random.int(1_000_000))).toEqual([843993, 142852, 312147, 181813]);
  });

  it("repeats a stream for an equal seed and parts from it for any other", () => {
    fc.assert(
      fc.property(fc.integer(), fc.integer(), (a, b) => {
        const first = seeded(a);
        const again = seeded(a);
        const other = seeded(b);
        const drawn = take(8, first.float);
        expect(take(8, again.float)).toEqual(drawn);
        if (a !== b) expect(take(8, other.float)).not.toEqual(drawn);
      }),
    );
  });

  it("stays in range and spreads evenly", () => {
    const random = seeded(1);
    const counts = new Array<number>(10).fill(0);
    for (let i = 0; i < 100_000; i++) counts[random.int(10)]!++;
    for (const count of counts) expect(Math.abs(count - 10_000)).toBeLessThan(500);
    expect(take(1000, () => random.between(-3, 4)).every((v) => v >= -3 && v < 4)).toBe(true);
  });

  it("draws from a normal distribution of the asked mean and deviation", () => {
    const random = seeded(2);
    const values = take(50_000, () => random.normal(10, 3));
    const mean = values.reduce((a, b) => a + b, 0) / values.length;
    const variance = values.reduce((a, b) => a + (b - mean) ** 2, 0) / values.length;
    expect(mean).toBeCloseTo(10, 1);
    expect(Math.sqrt(variance)).toBeCloseTo(3, 1);
  });

  it("shuffles to a permutation of what it was given", () => {
    fc.assert(
      fc.property(fc.array(fc.integer()), fc.integer(), (items, seed) => {
        const shuffled = seeded(seed).shuffle([...items]);
        expect(shuffled.sort((a, b) => a - b)).toEqual([...items].sort((a, b) => a - b));
      }),
    );
  });

  it("forks a stream that does not move its parent and differs by label", () => {
    const forked = seeded(3);
    const drawn = take(5, forked.fork("a").float);
    expect(take(5, forked.fork("b").float)).not.toEqual(drawn);
    expect(take(5, forked.fork("a").float)).toEqual(drawn);
    expect(forked.float()).toBe(seeded(3).float());
  });

  it("refuses to choose from nothing", () => {
    expect(() => seeded(1).pick([])).toThrow("empty list");
    expect(() => seeded(1).int(0)).toThrow("got 0");
  });
});
