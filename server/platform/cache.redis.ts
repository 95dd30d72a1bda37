import type { Redis } from "ioredis";
import { type Cache, cacheText } from "#server/platform/cache.ts";

const CHUNK = 500;
/** A value begins with when it was made, so many digits of epoch milliseconds, and a line's end. */
const STAMP = 13;

/**
 * A cache on Redis, shared by every process; its size is bounded by the server's own `maxmemory`. A tag is a set of
 * keys that lives as long as the longest of them.
 */
export const createRedisCache = ({
  redis,
  prefix = "roundsman:cache",
  now = Date.now,
}: {
  redis: Redis;
  prefix?: string;
  now?: () => number;
}): Cache => {
  const valueKey = (key: string): string => `${prefix}:v:${key}`;
  const tagKey = (tag: string): string => `${prefix}:t:${tag}`;
  let [hits, misses] = [0, 0];

  return {
    async get<T>(key: string): Promise<T | undefined> {
      const text = await redis.get(valueKey(key));
      if (text === null) {
        misses++;
        return undefined;
      }
      try {
        const value = JSON.parse(text.slice(STAMP + 1)) as T;
        hits++;
        return value;
      } catch {
        // No value of ours: what cannot be read is let go of, or it would be in the way until its time is over.
        misses++;
        await redis.del(valueKey(key));
        return undefined;
      }
    },
    async set(key, value, ttlMs, tags = []) {
      const writes = redis
        .multi()
        .set(valueKey(key), `${now()}\n${cacheText(key, value)}`, "PX", Math.max(1, Math.ceil(ttlMs)));
      for (const tag of tags) {
        writes.sadd(tagKey(tag), valueKey(key));
        // A new set has no time limit, which NX gives it; GT then only ever lengthens it.
        writes.pexpire(tagKey(tag), Math.ceil(ttlMs), "NX").pexpire(tagKey(tag), Math.ceil(ttlMs), "GT");
      }
      const results = await writes.exec();
      const failure = results?.find(([error]) => error !== null)?.[0];
      if (failure) throw failure;
    },
    async invalidate(tag) {
      const keys = await redis.smembers(tagKey(tag));
      let gone = 0;
      for (let i = 0; i < keys.length; i += CHUNK) gone += await redis.del(...keys.slice(i, i + CHUNK));
      // Only what was read is taken out: a key added meanwhile keeps its tag.
      for (let i = 0; i < keys.length; i += CHUNK) await redis.srem(tagKey(tag), ...keys.slice(i, i + CHUNK));
      return gone;
    },
    async stats(tag) {
      let [cursor, entries, bytes] = ["0", 0, 0];
      let oldestMs = Number.POSITIVE_INFINITY;
      if (tag !== undefined) {
        for (const key of await redis.smembers(tagKey(tag))) {
          // A value whose time is over leaves its key in the set, and is weighed until somebody looks whether it is there.
          if ((await redis.exists(key)) === 0) continue;
          const held = await redis.memory("USAGE", key);
          if (held === null) continue;
          [entries, bytes] = [entries + 1, bytes + held];
          oldestMs = Math.min(oldestMs, Number(await redis.getrange(key, 0, STAMP - 1)) || oldestMs);
        }
        const oldestAgeMs = entries === 0 ? null : Math.max(0, now() - oldestMs);
        return { hits, misses, entries, bytes, evictions: 0, oldestAgeMs };
      }
      do {
        const [next, keys] = await redis.scan(cursor, "MATCH", `${prefix}:v:*`, "COUNT", CHUNK);
        cursor = next;
        entries += keys.length;
        for (const key of keys) bytes += (await redis.memory("USAGE", key)) ?? 0;
      } while (cursor !== "0");
      // Evictions are the server's, over all it holds; what it evicts of ours cannot be told apart.
      return { hits, misses, entries, bytes, evictions: 0, oldestAgeMs: null };
    },
  };
};
