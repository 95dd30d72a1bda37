import { bucketOf, murmur32 } from "#server/flags/core/hash.ts";
import { versionsAgree } from "#server/flags/core/version.ts";

/** Whether JsonLogic takes a value for true: as JavaScript does, but an empty list is false. */
export const isTrue = (value: unknown): boolean => (Array.isArray(value) ? value.length > 0 : Boolean(value));

/** A step into a value: what it holds itself, never what its kind brings along. */
const within = (value: unknown, key: string): unknown =>
  value !== null && value !== undefined && Object.hasOwn(value as object, key)
    ? (value as Record<string, unknown>)[key]
    : undefined;

/** Reads a path of a value; undefined where a step leads nowhere. */
export const at = (value: unknown, path: readonly string[]): unknown => {
  let found = value;
  for (const key of path) {
    found = within(found, key);
    if (found === undefined || found === null) return found;
  }
  return found;
};

/** Text as JsonLogic joins it. */
export const textOf = (value: unknown): string =>
  value === null || value === undefined
    ? ""
    : typeof value === "object" && !Array.isArray(value)
      ? "[object Object]"
      : String(value);

/** A number as JsonLogic reads it out of a value. */
export const numberOf = (value: unknown): number =>
  typeof value === "number" ? value : Number.parseFloat(textOf(value));

/** Whether one value is found in another: text in text, an element in a list. */
export const isIn = (needle: unknown, hay: unknown): boolean => {
  if (typeof hay === "string") return hay.includes(textOf(needle));
  return Array.isArray(hay) && hay.includes(needle);
};

/** A part of a text, as JsonLogic counts: negative from the end, the length too. */
export const partOf = (source: unknown, start: unknown, length: unknown): string => {
  const text = textOf(source);
  const from = Number(start);
  if (typeof length !== "number") return text.substr(from);
  if (length >= 0) return text.substr(from, length);
  const rest = text.substr(from);
  return rest.substr(0, rest.length + length);
};

/** The smallest or largest of some values. */
export const extreme = (values: readonly unknown[], pick: (...numbers: number[]) => number): number =>
  pick(...values.map(Number));

/** `starts_with` and `ends_with`: null unless two texts are given. */
export const affixes = (args: readonly unknown[], isStart: boolean): boolean | null => {
  const [text, affix] = args;
  if (args.length !== 2 || typeof text !== "string" || typeof affix !== "string") return null;
  return isStart ? text.startsWith(affix) : text.endsWith(affix);
};

/** `sem_ver`: null unless two versions and a known comparison are given. */
export const agrees = (args: readonly unknown[]): boolean | null =>
  args.length === 3 ? versionsAgree(args[0], args[1], args[2]) : null;

const HEAVIEST = 2 ** 31 - 1;

type Bucket = { variant: string | number | boolean | null; weight: number };

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

/**
 * `fractional`, by flagd's bucketing v2: a text first is what is hashed, else flag key and targeting key together; null
 * where neither is there, a bucket is none, or the weights sum to more than 2^31 - 1.
 */
export const fraction = (
  args: readonly unknown[],
  flagKey: string,
  targetingKey: unknown,
): Bucket["variant"] => {
  const [first] = args;
  const isNamed = typeof first === "string";
  if (!isNamed && !targetingKey) return null;
  const hashed = isNamed ? first : `${flagKey}${textOf(targetingKey)}`;
  const buckets: Bucket[] = [];
  let total = 0;
  for (const entry of isNamed ? args.slice(1) : args) {
    const bucket = bucketFrom(entry);
    if (bucket === null) return null;
    buckets.push(bucket);
    total += bucket.weight;
  }
  if (total > HEAVIEST) return null;
  const place = bucketOf(murmur32(hashed), total);
  let sum = 0;
  for (const { variant, weight } of buckets) {
    sum += weight;
    if (sum > place) return variant;
  }
  return null;
};
