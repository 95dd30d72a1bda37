import { oldestAge } from "#server/lib/oldest-age.ts";
import { createTally } from "#server/lib/tally.ts";
import type { CacheReading } from "#server/platform/caches.ts";

/** How long what was read is taken to hold: the longest a revocation made in another process can take. */
export const REMEMBER_MS = 900;
const MOST_REMEMBERED = 20_000;

/**
 * Remembers for {@link REMEMBER_MS} what was read of each of many ids, so that what every call asks is read about once a
 * second; what is asked for at the same time is read once, and what could not be read is read again.
 */
export const createRemembered = <T>(read: (id: string) => Promise<T>, now: () => number) => {
  const held = new Map<string, { value: Promise<T>; readAtMs: number }>();
  const tally = createTally();
  return {
    /** What stands for an id; throws what reading it threw. */
    of(id: string): Promise<T> {
      const found = held.get(id);
      const isFresh = found !== undefined && now() - found.readAtMs < REMEMBER_MS;
      tally.count(isFresh);
      if (isFresh) return found.value;
      if (held.size >= MOST_REMEMBERED) held.clear();
      const value = read(id);
      held.set(id, { value, readAtMs: now() });
      value.catch(() => held.delete(id));
      return value;
    },
    /** Makes the next look read an id again. */
    forget(id: string): void {
      held.delete(id);
    },
    /** Makes the next look read every id again. */
    forgetAll(): void {
      held.clear();
    },
    /** How it stands, with so many bytes for each id. */
    reading: (bytesEach: number): CacheReading => ({
      ...tally.read(),
      entries: held.size,
      bytes: bytesEach * held.size,
      oldestAgeMs: oldestAge(
        // What is past its time lies there until it is asked for, and is then read again.
        [...held.values()].flatMap(({ readAtMs }) => (now() - readAtMs < REMEMBER_MS ? [readAtMs] : [])),
        now(),
      ),
    }),
  };
};
