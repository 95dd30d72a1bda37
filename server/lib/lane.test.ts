import fc from "fast-check";
import { describe, expect, it, vi } from "vitest";
import { createLane } from "./lane.ts";

class Bad extends Error {}

const laneOf = (turns: number[][], mostWeight = 10) =>
  createLane<number, number>({
    ...{ mostWeight, weightOf: (n) => Math.abs(n), isOfOne: (error) => error instanceof Bad },
    run: async (items) => {
      turns.push([...items]);
      await Promise.resolve();
      if (items.some((n) => n < 0)) throw new Bad("below nothing");
      if (items.includes(99)) throw new Error("broken");
      return items.map((n) => n * 2);
    },
  });

describe("a lane", () => {
  it("does what finds nobody before it at once, and what came meanwhile together", async () => {
    const turns: number[][] = [];
    const lane = laneOf(turns);
    const all = [1, 2, 3, 4].map((n) => lane.add(n));
    expect(turns).toEqual([[1]]);
    expect(await Promise.all(all)).toEqual([2, 4, 6, 8]);
    expect(turns).toEqual([[1], [2, 3, 4]]);
    expect(await lane.add(5)).toBe(10);
  });

  it("keeps a turn to its weight, and gives what is heavier a turn of its own", async () => {
    const turns: number[][] = [];
    const lane = laneOf(turns);
    await Promise.all([1, 6, 4, 3, 50, 2].map((n) => lane.add(n)));
    expect(turns).toEqual([[1], [6, 4], [3], [50], [2]]);
  });

  it("does the others where one is at fault, and fails all where none is", async () => {
    const turns: number[][] = [];
    const lane = laneOf(turns, 1_000);
    const some = [1, 2, -3, 4].map((n) => lane.add(n));
    expect((await Promise.allSettled(some)).map(({ status }) => status)).toEqual([
      ...["fulfilled", "fulfilled", "rejected", "fulfilled"],
    ]);
    expect(turns).toEqual([[1], [2, -3, 4], [2], [-3], [4]]);
    const other = laneOf(turns, 1_000);
    const broken = [1, 2, 99].map((n) => other.add(n));
    expect((await Promise.allSettled(broken)).map(({ status }) => status)).toEqual([
      ...["fulfilled", "rejected", "rejected"],
    ]);
    expect(await other.add(7)).toBe(14);
  });

  it("keeps turns apart, but for the first after a rest and for full ones", async () => {
    vi.useFakeTimers();
    try {
      const turns: number[][] = [];
      const lane = createLane<number, number>({
        ...{ mostWeight: 10, leastGapMs: () => 20, weightOf: (n) => n, isOfOne: () => false },
        run: async (items) => {
          turns.push([...items]);
          return items;
        },
      });
      const all = [lane.add(1)];
      await vi.advanceTimersByTimeAsync(5);
      all.push(lane.add(2));
      await vi.advanceTimersByTimeAsync(10);
      all.push(lane.add(3));
      await vi.advanceTimersByTimeAsync(4);
      expect(turns).toEqual([[1]]);
      await vi.advanceTimersByTimeAsync(1);
      expect(turns).toEqual([[1], [2, 3]]);
      all.push(lane.add(4), lane.add(6), lane.add(7));
      await vi.advanceTimersByTimeAsync(0);
      expect(turns).toEqual([[1], [2, 3], [4, 6]]);
      await vi.advanceTimersByTimeAsync(20);
      expect(turns).toEqual([[1], [2, 3], [4, 6], [7]]);
      await vi.advanceTimersByTimeAsync(100);
      all.push(lane.add(8));
      expect(turns.at(-1)).toEqual([8]);
      expect(await Promise.all(all)).toEqual([1, 2, 3, 4, 6, 7, 8]);
    } finally {
      vi.useRealTimers();
    }
  });

  it("gives each item its own result, whatever comes when", async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.record({ n: fc.integer({ min: -3, max: 9 }), waits: fc.nat(3) }), { maxLength: 30 }),
        async (items) => {
          const turns: number[][] = [];
          const lane = laneOf(turns);
          const results = await Promise.allSettled(
            items.map(async ({ n, waits }) => {
              for (let i = 0; i < waits; i++) await Promise.resolve();
              return lane.add(n);
            }),
          );
          results.forEach((result, i) => {
            const n = items[i]?.n ?? 0;
            if (n < 0) expect(result.status).toBe("rejected");
            else expect(result).toEqual({ status: "fulfilled", value: n * 2 });
          });
        },
      ),
    );
  });
});
