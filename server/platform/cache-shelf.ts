import { createTally, type Tally } from "#server/lib/tally.ts";
import type { Cache } from "#server/platform/cache.ts";
import type { KnownCache } from "#server/platform/caches.ts";

/** A part of a cache with a name of its own, and how it is declared. */
export type Shelf = { cache: Cache; known: KnownCache };

/**
 * A part of a cache that is counted and dropped by itself. Where `tally` is given, whoever keeps values here counts its
 * own looks, for one look of his is several of the cache's.
 */
export const createShelf = (
  cache: Cache,
  facts: Pick<KnownCache, "name" | "isShared" | "endedBy" | "of" | "staleMs">,
  tally?: Tally,
): Shelf => {
  const tag = `shelf/${facts.name}`;
  const own = tally ?? createTally();
  const isCounted = tally === undefined;
  return {
    cache: {
      async get<T>(key: string): Promise<T | undefined> {
        const value = await cache.get<T>(key);
        if (isCounted) own.count(value !== undefined);
        return value;
      },
      set: (key, value, ttlMs, tags = []) => cache.set(key, value, ttlMs, [...tags, tag]),
      invalidate: (other) => cache.invalidate(other),
      stats: (other = tag) => cache.stats(other),
    },
    known: {
      ...facts,
      async read() {
        const { entries, bytes, oldestAgeMs } = await cache.stats(tag);
        return { ...own.read(), entries, bytes, oldestAgeMs };
      },
      drop: () => cache.invalidate(tag),
    },
  };
};
