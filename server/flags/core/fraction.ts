import { cborOf, textBytes } from "#server/flags/core/cbor.ts";
import {
  bucketOf,
  bytesOf,
  ended,
  type HashState,
  hashAfter,
  hashedOn,
  murmur32,
  UNHASHED,
} from "#server/flags/core/hash.ts";
import { textOf } from "#server/flags/core/operations.ts";
import type { Bucketing } from "#server/flags/schema.ts";

const HEAVIEST = 2 ** 31 - 1;

/** What a bucket may give. */
export type Bucketed = string | number | boolean | null;
type Bucket = { variant: Bucketed; weight: number };

const bucketFrom = (entry: unknown): Bucket | null => {
  if (!Array.isArray(entry) || entry.length === 0 || entry.length > 2) return null;
  const [variant, raw = 1] = entry as [unknown, unknown?];
  if (entry.length === 2 && (typeof raw !== "number" || !Number.isInteger(raw))) return null;
  // A weight that a rule computes may fall below nothing; it counts as nothing.
  const weight = Math.max(0, Number(raw));
  if (variant === null || variant === undefined) return { variant: null, weight };
  return typeof variant === "string" || typeof variant === "number" || typeof variant === "boolean"
    ? { variant, weight }
    : null;
};

const bucketsFrom = (entries: readonly unknown[]): { buckets: Bucket[]; total: number } | null => {
  const buckets: Bucket[] = [];
  let total = 0;
  for (const entry of entries) {
    const bucket = bucketFrom(entry);
    if (bucket === null) return null;
    buckets.push(bucket);
    total += bucket.weight;
  }
  return total > HEAVIEST ? null : { buckets, total };
};

/** What v3 hashes before a targeting key: the start of a list of two, and the flag's key. */
export const flagKeyState = (flagKey: string, bucketing: Bucketing): HashState =>
  hashedOn(UNHASHED, bucketing === "v2" ? bytesOf(flagKey) : [0x82, ...textBytes(flagKey)]);

/** The hash, with its sign, of a text as v3 writes it after a state given in its parts. */
export const writtenHashAfter = (hash: number, word: number, bytes: number, text: string): number => {
  // A short text of ASCII, the usual one, has one byte before it, and takes no memory.
  let all = text.length;
  for (let i = 0; i < text.length; i++) all |= text.charCodeAt(i) & ~0x7f;
  if (text.length < 24 && all === text.length) {
    const state = word | ((0x60 | text.length) << ((bytes & 3) << 3));
    if ((bytes & 3) !== 3) return hashAfter(hash, state, bytes + 1, text);
  }
  const after = hashedOn({ hash, word, bytes }, textBytes(text));
  return ended(after.hash, after.word, after.bytes);
};

/** The hash, with its sign, of a value that v3 is given to hash; null where it cannot be written. */
export const valueHash = (value: unknown): number | null => {
  if (typeof value === "string") return writtenHashAfter(0, 0, 0, value);
  const bytes = cborOf(value);
  if (bytes === null) return null;
  const state = hashedOn(UNHASHED, bytes);
  return ended(state.hash, state.word, state.bytes);
};

/** The hash of a fraction, and which of its arguments are buckets; null where there is nothing to hash. */
export const hashOf = (
  args: readonly unknown[],
  flagKey: string,
  targetingKey: unknown,
  bucketing: Bucketing,
): { hash: number; entries: readonly unknown[] } | null => {
  const [first, ...rest] = args;
  if (bucketing === "v2") {
    if (typeof first === "string") return { hash: murmur32(first), entries: rest };
    return targetingKey ? { hash: murmur32(`${flagKey}${textOf(targetingKey)}`), entries: args } : null;
  }
  if (first === null || first === undefined) return null;
  const written = Array.isArray(first)
    ? typeof targetingKey === "string"
      ? [0x82, ...textBytes(flagKey), ...textBytes(targetingKey)]
      : null
    : cborOf(first);
  if (written === null) return null;
  const state = hashedOn(UNHASHED, written);
  const hash = ended(state.hash, state.word, state.bytes) >>> 0;
  return { hash, entries: Array.isArray(first) ? args : rest };
};

/**
 * `fractional`. By flagd's bucketing v2 a text first is what is hashed, else flag key and targeting key together; by v3
 * anything first but a list, else both keys in a list, in the bytes of CBOR. Null where there is nothing to hash, a
 * bucket is none, or the weights sum to more than 2^31 - 1.
 */
export const fraction = (
  args: readonly unknown[],
  flagKey: string,
  targetingKey: unknown,
  bucketing: Bucketing,
): Bucketed => {
  const hashed = hashOf(args, flagKey, targetingKey, bucketing);
  const read = hashed && bucketsFrom(hashed.entries);
  if (hashed === null || read === null) return null;
  const place = bucketOf(hashed.hash, read.total);
  let sum = 0;
  for (const { variant, weight } of read.buckets) {
    sum += weight;
    if (sum > place) return variant;
  }
  return null;
};

/** Buckets by the hashes at which they end: 0 to 2^32, each above the one before. */
export type Bounds<Variant = Bucketed> = { ends: readonly number[]; variants: readonly Variant[] };

/** The bucket of a hash from 0 to 2^32 - 1; null where there is none. */
export const bucketAt = <Variant>({ ends, variants }: Bounds<Variant>, hash: number): Variant | null => {
  let low = 0;
  let high = ends.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (hash < (ends[middle] ?? 0)) high = middle;
    else low = middle + 1;
  }
  return variants[low] ?? null;
};

/**
 * The bounds of buckets that are known beforehand; null where they cannot be used. A hash falls below a sum of weights
 * where hash x total / 2^32 does, which is where it is below sum x 2^32 / total, rounded up.
 */
export const boundsOf = (entries: readonly unknown[]): Bounds | null => {
  const read = bucketsFrom(entries);
  if (read === null) return null;
  const ends: number[] = [];
  const variants: Bucketed[] = [];
  let sum = 0n;
  const total = BigInt(read.total);
  for (const { variant, weight } of read.buckets) {
    if (weight === 0) continue;
    sum += BigInt(weight);
    ends.push(Number((sum * 2n ** 32n + total - 1n) / total));
    variants.push(variant);
  }
  return { ends, variants };
};
