import fc from "fast-check";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { createBatch } from "#server/lib/batch.ts";

describe("batch", () => {
  beforeEach(() => {
    vi.useFakeTimers();
  });
  afterEach(() => {
    vi.useRealTimers();
  });

  const doubling = (maxSize: number) => {
    const runs: number[][] = [];
    const batch = createBatch({
      maxSize: () => maxSize,
      maxWaitMs: () => 10,
      run: async (items: readonly number[]) => {
        runs.push([...items]);
        return items.map((each) => each * 2);
      },
    });
    return { batch, runs };
  };

  it("runs when it is full, at once", async () => {
    const { batch, runs } = doubling(2);
    expect(await Promise.all([batch.add(1), batch.add(2)])).toEqual([2, 4]);
    expect(runs).toEqual([[1, 2]]);
  });

  it("runs what came when the first has waited long enough", async () => {
    const { batch, runs } = doubling(10);
    const first = batch.add(1);
    await vi.advanceTimersByTimeAsync(9);
    const second = batch.add(2);
    expect(runs).toEqual([]);
    await vi.advanceTimersByTimeAsync(1);
    expect(await Promise.all([first, second])).toEqual([2, 4]);
    expect(runs).toEqual([[1, 2]]);
  });

  it("runs at a flush without waiting, and not for nothing", async () => {
    const { batch, runs } = doubling(10);
    await batch.flush();
    const result = batch.add(3);
    await batch.flush();
    expect(await result).toBe(6);
    expect(runs).toEqual([[3]]);
  });

  it("fails the items of a failed batch and no others", async () => {
    const batch = createBatch({
      maxSize: () => 2,
      maxWaitMs: () => 10,
      run: async (items: readonly number[]) => {
        if (items.includes(0)) throw new Error("no zero");
        return items;
      },
    });
    const results = await Promise.allSettled([batch.add(1), batch.add(0), batch.add(2), batch.add(3)]);
    expect(results.map((each) => each.status)).toEqual(["rejected", "rejected", "fulfilled", "fulfilled"]);
  });

  it("refuses another number of results, and a size that is none", async () => {
    const batch = createBatch({ maxSize: () => 2, maxWaitMs: () => 10, run: async () => [1] });
    const results = await Promise.allSettled([batch.add(1), batch.add(2)]);
    expect(results.map((each) => each.status)).toEqual(["rejected", "rejected"]);
    expect(() => doubling(0).batch.add(1)).toThrow(/got maxSize 0/);
  });

  it("gives every item its own result and never runs more than fits", async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.nat(), { maxLength: 50 }),
        fc.integer({ min: 1, max: 9 }),
        async (items, size) => {
          const { batch, runs } = doubling(size);
          const results = Promise.all(items.map((each) => batch.add(each)));
          await batch.flush();
          expect(await results).toEqual(items.map((each) => each * 2));
          expect(runs.flat()).toEqual(items);
          expect(Math.max(0, ...runs.map((each) => each.length))).toBeLessThanOrEqual(size);
        },
      ),
    );
  });
});
