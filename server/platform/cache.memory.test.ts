import fc from "fast-check";
import { expect, it } from "vitest";
import { cacheContract } from "#server/platform/cache.contract.ts";
import { createMemoryCache } from "#server/platform/cache.memory.ts";

cacheContract(async () => {
  let clockMs = 0;
  return {
    cache: createMemoryCache({ maxBytes: 100_000, now: () => clockMs }),
    waitMs: async (ms) => {
      clockMs += ms;
    },
  };
});

it("lets the value go that was unused for longest", async () => {
  const cache = createMemoryCache({ maxBytes: 3 * 420 });
  const value = "x".repeat(100);
  for (const key of ["a", "b", "c"]) await cache.set(key, value, 60_000);
  await cache.get("a");
  await cache.set("d", value, 60_000);
  expect(await Promise.all(["a", "b", "c", "d"].map((key) => cache.get(key)))).toEqual([
    value,
    undefined,
    value,
    value,
  ]);
  expect(await cache.stats()).toMatchObject({ entries: 3, evictions: 1 });
});

it("does not throw everything out for a value that is too large for it", async () => {
  const cache = createMemoryCache({ maxBytes: 1_000 });
  await cache.set("small", 1, 60_000);
  await cache.set("large", "x".repeat(10_000), 60_000);
  expect([await cache.get("small"), await cache.get("large")]).toEqual([1, undefined]);
});

it("never holds more than its bound, nor bytes of what is gone", async () => {
  const step = fc.record({
    key: fc.constantFrom("a", "b", "c", "d", "e"),
    size: fc.nat(2_000),
    tag: fc.constantFrom("x", "y"),
    isInvalidated: fc.boolean(),
  });
  await fc.assert(
    fc.asyncProperty(fc.array(step, { maxLength: 40 }), async (steps) => {
      const cache = createMemoryCache({ maxBytes: 5_000 });
      for (const { key, size, tag, isInvalidated } of steps) {
        if (isInvalidated) await cache.invalidate(tag);
        else await cache.set(key, "v".repeat(size), 60_000, [tag]);
        expect((await cache.stats()).bytes).toBeLessThanOrEqual(5_000);
      }
      await cache.invalidate("x");
      await cache.invalidate("y");
      expect(await cache.stats()).toMatchObject({ entries: 0, bytes: 0 });
    }),
  );
});
