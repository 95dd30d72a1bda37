import { describe, expect, it } from "vitest";
import type { Cache } from "#server/platform/cache.ts";

/** What every backend of the cache must do; `make` gives an empty one, `waitMs` lets its time pass. */
export const cacheContract = (
  make: () => Promise<{ cache: Cache; waitMs: (ms: number) => Promise<void> }>,
) => {
  describe("cache contract", () => {
    it("gives back a copy of what was kept, nulls and empty texts too", async () => {
      const { cache } = await make();
      const plan = { stops: [1, 2], note: "gate é" };
      await cache.set("plan", plan, 60_000);
      await cache.set("null", null, 60_000);
      await cache.set("empty", "", 60_000);
      plan.stops.push(3);
      expect(await cache.get("plan")).toEqual({ stops: [1, 2], note: "gate é" });
      expect([await cache.get("null"), await cache.get("empty")]).toEqual([null, ""]);
      expect(await cache.get("other")).toBeUndefined();
    });

    it("refuses what is no JSON", async () => {
      const { cache } = await make();
      await expect(cache.set("key", undefined, 1_000)).rejects.toThrow(/got undefined for key/);
    });

    it("lets go when the time is over, and counts from the last set", async () => {
      const { cache, waitMs } = await make();
      await cache.set("short", 1, 60);
      await cache.set("renewed", 1, 60);
      await cache.set("renewed", 2, 60_000);
      await waitMs(90);
      expect([await cache.get("short"), await cache.get("renewed")]).toEqual([undefined, 2]);
    });

    it("lets go of every value with a tag, and of no other", async () => {
      const { cache } = await make();
      await cache.set("a", 1, 60_000, ["fleet:1", "day"]);
      await cache.set("b", 2, 60_000, ["fleet:1"]);
      await cache.set("c", 3, 60_000, ["fleet:2", "day"]);
      await cache.set("d", 4, 60_000);
      expect(await cache.invalidate("fleet:1")).toBe(2);
      expect(await cache.invalidate("fleet:1")).toBe(0);
      expect(await Promise.all(["a", "b", "c", "d"].map((key) => cache.get(key)))).toEqual([
        undefined,
        undefined,
        3,
        4,
      ]);
      expect(await cache.invalidate("day")).toBe(1);
    });

    it("keeps a tag for as long as its longest value", async () => {
      const { cache, waitMs } = await make();
      await cache.set("short", 1, 60, ["day"]);
      await cache.set("long", 2, 60_000, ["day"]);
      await cache.set("brief", 3, 60, ["day"]);
      await waitMs(90);
      expect(await cache.invalidate("day")).toBe(1);
      expect(await cache.get("long")).toBeUndefined();
    });

    it("tells of the entries of one tag alone", async () => {
      const { cache, waitMs } = await make();
      await cache.set("a", "long enough to weigh something", 60_000, ["fleet:1"]);
      await cache.set("gone", 1, 60, ["fleet:1"]);
      await cache.set("b", 2, 60_000, ["fleet:2"]);
      await waitMs(90);
      const [one, none] = [await cache.stats("fleet:1"), await cache.stats("fleet:9")];
      expect([one.entries, none.entries, none.bytes]).toEqual([1, 0, 0]);
      expect(one.bytes).toBeGreaterThan(30);
    });

    it("tells how long ago the oldest value of a tag was made, once it is made anew from then on", async () => {
      const { cache, waitMs } = await make();
      expect((await cache.stats("day")).oldestAgeMs).toBeNull();
      await cache.set("a", 1, 60_000, ["day"]);
      await waitMs(2_000);
      await cache.set("b", 2, 60_000, ["day"]);
      const { oldestAgeMs: first } = await cache.stats("day");
      expect(first).toBeGreaterThanOrEqual(2_000);
      // Then the oldest is the one made two seconds later.
      await cache.set("a", 3, 60_000, ["day"]);
      expect((await cache.stats("day")).oldestAgeMs).toBeLessThan(first ?? 0);
    });

    it("counts hits, misses and entries", async () => {
      const { cache } = await make();
      await cache.set("a", 1, 60_000);
      await cache.get("a");
      await cache.get("b");
      const stats = await cache.stats();
      expect(stats).toMatchObject({ hits: 1, misses: 1, entries: 1 });
      expect(stats.bytes).toBeGreaterThan(0);
    });
  });
};
