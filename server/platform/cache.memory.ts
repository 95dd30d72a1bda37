import { type Cache, cacheText } from "#server/platform/cache.ts";

type Entry = { text: string; bytes: number; madeMs: number; endsMs: number; tags: readonly string[] };

/** What an entry costs beside its texts: map slots, the object, its tags' sets. */
const ENTRY_BYTES = 200;

/**
 * A cache in the memory of the process: at most `maxBytes`, the value unused for longest goes first. `now` is in
 * epoch milliseconds.
 */
export const createMemoryCache = ({
  maxBytes,
  now = Date.now,
}: {
  maxBytes: number;
  now?: () => number;
}): Cache => {
  // A Map walks its keys in the order they were put in, so putting a read key in again makes it an LRU list.
  const entries = new Map<string, Entry>();
  const keysByTag = new Map<string, Set<string>>();
  let bytes = 0;
  let [hits, misses, evictions] = [0, 0, 0];

  const drop = (key: string, entry: Entry): void => {
    entries.delete(key);
    bytes -= entry.bytes;
    for (const tag of entry.tags) {
      const keys = keysByTag.get(tag);
      keys?.delete(key);
      if (keys?.size === 0) keysByTag.delete(tag);
    }
  };

  return {
    async get<T>(key: string): Promise<T | undefined> {
      const entry = entries.get(key);
      if (entry !== undefined && entry.endsMs > now()) {
        hits++;
        entries.delete(key);
        entries.set(key, entry);
        return JSON.parse(entry.text) as T;
      }
      if (entry !== undefined) drop(key, entry);
      misses++;
      return undefined;
    },
    async set(key, value, ttlMs, tags = []) {
      const text = cacheText(key, value);
      const held = entries.get(key);
      if (held !== undefined) drop(key, held);
      // Strings take one or two bytes a character; two is the bound that holds.
      const entry = {
        text,
        bytes: 2 * (text.length + key.length) + ENTRY_BYTES,
        madeMs: now(),
        endsMs: now() + ttlMs,
        tags,
      };
      // A value larger than the whole would throw all others out and still not fit.
      if (entry.bytes > maxBytes) return;
      entries.set(key, entry);
      bytes += entry.bytes;
      for (const tag of tags) {
        const keys = keysByTag.get(tag);
        if (keys === undefined) keysByTag.set(tag, new Set([key]));
        else keys.add(key);
      }
      for (const [oldest, old] of entries) {
        if (bytes <= maxBytes) break;
        drop(oldest, old);
        evictions++;
      }
    },
    async invalidate(tag) {
      const keys = [...(keysByTag.get(tag) ?? [])];
      let live = 0;
      for (const key of keys) {
        const entry = entries.get(key);
        if (entry === undefined) continue;
        if (entry.endsMs > now()) live++;
        drop(key, entry);
      }
      return live;
    },
    async stats(tag) {
      if (tag === undefined)
        return { hits, misses, entries: entries.size, bytes, evictions, oldestAgeMs: null };
      const held = [...(keysByTag.get(tag) ?? [])].flatMap((key) => entries.get(key) ?? []);
      const live = held.filter(({ endsMs }) => endsMs > now());
      const own = live.reduce((sum, entry) => sum + entry.bytes, 0);
      const oldestMs = live.reduce((oldest, { madeMs }) => Math.min(oldest, madeMs), now());
      const oldestAgeMs = live.length === 0 ? null : now() - oldestMs;
      return { hits, misses, entries: live.length, bytes: own, evictions, oldestAgeMs };
    },
  };
};
