import type { Operator } from "#server/flags/core/rule.ts";
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

// A number as JsonLogic reads it out of a value.
const numberOf = (value: unknown): number =>
  typeof value === "number" ? value : Number.parseFloat(textOf(value));

// Whether one value is found in another: text in text, an element in a list.
const isIn = (needle: unknown, hay: unknown): boolean => {
  if (typeof hay === "string") return hay.includes(textOf(needle));
  return Array.isArray(hay) && hay.includes(needle);
};

// A part of a text, as JsonLogic counts: negative from the end, the length too.
const partOf = (source: unknown, start: unknown, length: unknown): string => {
  const text = textOf(source);
  const from = Number(start);
  if (typeof length !== "number") return text.substr(from);
  if (length >= 0) return text.substr(from, length);
  const rest = text.substr(from);
  return rest.substr(0, rest.length + length);
};

// The smallest or largest of some values.
const extreme = (values: readonly unknown[], pick: (...numbers: number[]) => number): number =>
  pick(...values.map(Number));

// `starts_with` and `ends_with`: null unless two texts are given.
const affixes = (args: readonly unknown[], isStart: boolean): boolean | null => {
  const [text, affix] = args;
  if (args.length !== 2 || typeof text !== "string" || typeof affix !== "string") return null;
  return isStart ? text.startsWith(affix) : text.endsWith(affix);
};

// `sem_ver`: null unless two versions and a known comparison are given.
const agrees = (args: readonly unknown[]): boolean | null =>
  args.length === 3 ? versionsAgree(args[0], args[1], args[2]) : null;

// Compares as JavaScript does, so that "2" is 2; between three values both halves must hold.
const compared =
  (holds: (a: never, b: never) => boolean) =>
  (values: readonly unknown[]): boolean => {
    const [a, b, ...rest] = values as never[];
    return holds(a as never, b as never) && (rest.length === 0 || holds(b as never, rest[0] as never));
  };

const folded =
  (start: number, step: (sum: number, value: number) => number) =>
  (values: readonly unknown[]): number =>
    values.reduce<number>((sum, value) => step(sum, numberOf(value)), start);

const binary =
  (of: (a: number, b: number) => number) =>
  ([a, b]: readonly unknown[]): number =>
    of(numberOf(a), numberOf(b));

/** Operators that run on the values of all their arguments, and on nothing else. */
export const EAGER = {
  // biome-ignore lint/suspicious/noDoubleEquals: JsonLogic's == is JavaScript's
  "==": compared((a, b) => a == b),
  "===": compared((a, b) => a === b),
  // biome-ignore lint/suspicious/noDoubleEquals: JsonLogic's != is JavaScript's
  "!=": compared((a, b) => a != b),
  "!==": compared((a, b) => a !== b),
  "<": compared((a, b) => a < b),
  "<=": compared((a, b) => a <= b),
  ">": compared((a, b) => a > b),
  ">=": compared((a, b) => a >= b),
  "+": folded(0, (sum, value) => sum + value),
  "*": folded(1, (sum, value) => sum * value),
  "-": (values) => (values.length === 1 ? -numberOf(values[0]) : binary((a, b) => a - b)(values)),
  "/": binary((a, b) => a / b),
  "%": binary((a, b) => a % b),
  min: (values) => extreme(values, Math.min),
  max: (values) => extreme(values, Math.max),
  cat: (values) => values.map(textOf).join(""),
  substr: ([source, start, length]) => partOf(source, start, length),
  in: ([needle, hay]) => isIn(needle, hay),
  merge: (values) => values.flat(),
  starts_with: (values) => affixes(values, true),
  ends_with: (values) => affixes(values, false),
  sem_ver: agrees,
} satisfies Partial<Record<Operator, (values: readonly unknown[]) => unknown>>;
/** See {@link EAGER}. */
export type EagerOperator = keyof typeof EAGER;

/** Whether an operator is one of {@link EAGER}. */
export const isEager = (operator: Operator): operator is EagerOperator => Object.hasOwn(EAGER, operator);
