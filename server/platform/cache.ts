/** What a cache did since it was opened. */
export type CacheStats = {
  hits: number;
  misses: number;
  entries: number;
  bytes: number;
  evictions: number;
  /** How long ago the oldest value of a tag was made; null where it holds none, and for all tags together. */
  oldestAgeMs: number | null;
};

/**
 * Values kept for a while under a key. A value is JSON and comes back as a copy; whoever reads it knows its type and
 * puts the organisation and the version of what it reads into the key.
 */
export type Cache = {
  /** The value of a key; undefined where there is none any more. */
  get<T>(key: string): Promise<T | undefined>;
  /** Keeps a value for so many milliseconds; a tag lets go of all that carry it. */
  set(key: string, value: unknown, ttlMs: number, tags?: readonly string[]): Promise<void>;
  /** Lets go of every value with the tag; maps to how many there were. */
  invalidate(tag: string): Promise<number>;
  /** What it did and holds; with a tag it tells of the entries and bytes of that tag alone. */
  stats(tag?: string): Promise<CacheStats>;
};

/** Maps a value to the JSON text kept of it; refuses what has none. */
export const cacheText = (key: string, value: unknown): string => {
  const text: string | undefined = JSON.stringify(value);
  if (text === undefined) throw new TypeError(`cache: got ${typeof value} for ${key}, expected a JSON value`);
  return text;
};
