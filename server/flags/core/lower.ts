import type { Attributes } from "#server/flags/core/attributes.ts";
import type { Known } from "#server/flags/core/fold.ts";
import { boundsOf, flagKeyState, valueHash, writtenHashAfter } from "#server/flags/core/fraction.ts";
import { bytesOf, hashAfter, hashedOn, UNHASHED } from "#server/flags/core/hash.ts";
import { COMPARISONS, type Comparison, type Hashing, type Node } from "#server/flags/core/node.ts";
import { EAGER, isEager, textOf } from "#server/flags/core/operations.ts";
import type { Rule } from "#server/flags/core/rule.ts";
import { readVersion, versionTest } from "#server/flags/core/version.ts";

type Operation = Extract<Rule, { kind: "operation" }>;
type Lowering = Known & { attributes: Attributes };
type Lower = (rule: Rule) => Node;

const FLAGD = "$flagd";

const isComparison = (operator: string): operator is Comparison =>
  (COMPARISONS as readonly string[]).includes(operator);

const lowerRead = (rule: Extract<Rule, { kind: "read" }>, { attributes }: Lowering, lower: Lower): Node => {
  const [first, second, ...rest] = rule.path;
  if (first === undefined) return { kind: "rule", rule };
  const isClock = first === FLAGD && second === "timestamp" && rest.length === 0;
  if (first === FLAGD && !isClock) return { kind: "rule", rule };
  const of: Node = isClock ? { kind: "clock" } : { kind: "slot", place: attributes.placeOf(rule.path) };
  return rule.otherwise === null ? of : { kind: "otherwise", of, otherwise: lower(rule.otherwise) };
};

const fixed = (rule: Rule | undefined): unknown => (rule?.kind === "value" ? rule.value : undefined);

const lowerIn = ([needle, hay]: readonly Rule[], lower: Lower): Node | null => {
  const list = fixed(hay);
  return needle !== undefined && Array.isArray(list)
    ? { kind: "among", of: lower(needle), values: list }
    : null;
};

const lowerAffix = ({ operator, args }: Operation, lower: Lower): Node | null => {
  const [text, affix] = args;
  const fixedAffix = fixed(affix);
  return args.length === 2 && text !== undefined && typeof fixedAffix === "string"
    ? { kind: "affix", of: lower(text), affix: fixedAffix, isStart: operator === "starts_with" }
    : null;
};

const lowerVersion = (args: readonly Rule[], lower: Lower): Node | null => {
  const [of, by, right] = args;
  if (args.length !== 3 || of === undefined || right?.kind !== "value") return null;
  const than = readVersion(right.value);
  const operator = fixed(by);
  const test = than === null || typeof operator !== "string" ? null : versionTest(operator, than);
  return than === null || test === null
    ? null
    : { kind: "version", of: lower(of), test, text: String(right.value), by: String(operator), than };
};

// Of what is joined, the text at the start that is always the same, and the one part behind it.
const joined = (rule: Rule): { start: string; of: Rule } | null => {
  if (rule.kind !== "operation" || rule.operator !== "cat") return null;
  const of = rule.args.at(-1);
  const before = rule.args.slice(0, -1);
  if (of === undefined || !before.every(({ kind }) => kind === "value")) return null;
  const start = before.map((each) => textOf(fixed(each))).join("");
  // Half of a surrogate pair would be a whole one with what follows.
  return /[\ud800-\udbff]$/.test(start) ? null : { start, of };
};

const keyHashing = ({ flagKey, bucketing }: Lowering): Hashing => {
  const { hash, word, bytes } = flagKeyState(flagKey, bucketing);
  if (bucketing === "v3")
    return (key) => (typeof key === "string" ? writtenHashAfter(hash, word, bytes, key) : Number.NaN);
  return (key) =>
    key ? hashAfter(hash, word, bytes, typeof key === "string" ? key : textOf(key)) : Number.NaN;
};

const joinedHashing = (start: string): Hashing => {
  const { hash, word, bytes } = hashedOn(UNHASHED, bytesOf(start));
  return (value) => hashAfter(hash, word, bytes, typeof value === "string" ? value : textOf(value));
};

const textHashing: Hashing = (value) =>
  typeof value === "string" ? hashAfter(0, 0, 0, value) : Number.POSITIVE_INFINITY;

const valueHashing: Hashing = (value) => {
  if (value === null || value === undefined) return Number.NaN;
  return Array.isArray(value) ? Number.POSITIVE_INFINITY : (valueHash(value) ?? Number.NaN);
};

const lowerFraction = (rule: Operation, lowering: Lowering, lower: Lower): Node | null => {
  const [first, ...rest] = rule.args;
  if (first === undefined) return null;
  const isByKey = first.kind === "list" || (first.kind === "value" && Array.isArray(first.value));
  const entries = isByKey ? rule.args : rest;
  if (!entries.every(({ kind }) => kind === "value")) return null;
  const bounds = boundsOf(entries.map(fixed));
  if (bounds === null) return null;
  if (isByKey) {
    const place = lowering.attributes.placeOf(["targetingKey"]);
    return { kind: "fraction", of: { kind: "slot", place }, hash: keyHashing(lowering), bounds, rule };
  }
  const parts = lowering.bucketing === "v2" ? joined(first) : null;
  if (parts !== null)
    return { kind: "fraction", of: lower(parts.of), hash: joinedHashing(parts.start), bounds, rule };
  const hash = lowering.bucketing === "v2" ? textHashing : valueHashing;
  return { kind: "fraction", of: lower(first), hash, bounds, rule };
};

const lowerBranch = (args: readonly Rule[], lower: Lower): Node => {
  const last = args.length % 2 === 1 ? args.at(-1) : undefined;
  const pairs = args.slice(0, args.length - (args.length % 2)).map(lower);
  return {
    kind: "branch",
    tests: pairs.filter((_, i) => i % 2 === 0),
    values: pairs.filter((_, i) => i % 2 === 1),
    last: last === undefined ? { kind: "value", value: null } : lower(last),
  };
};

const lowerOperation = (rule: Operation, lowering: Lowering, lower: Lower): Node => {
  const { operator, args } = rule;
  const [left, right] = args;
  const asIs: Node = { kind: "rule", rule };
  switch (operator) {
    case "if":
    case "?:":
      return lowerBranch(args, lower);
    case "and":
    case "or":
      return args.length === 0 ? asIs : { kind: operator, args: args.map(lower) };
    case "!":
    case "!!":
      return left === undefined ? asIs : { kind: "truth", of: lower(left), isNot: operator === "!" };
    case "fractional":
      return lowerFraction(rule, lowering, lower) ?? asIs;
    case "in":
      return lowerIn(args, lower) ?? lowerEager(rule, lower);
    case "starts_with":
    case "ends_with":
      return lowerAffix(rule, lower) ?? lowerEager(rule, lower);
    case "sem_ver":
      return lowerVersion(args, lower) ?? lowerEager(rule, lower);
    default:
      if (isComparison(operator) && args.length === 2 && left !== undefined && right !== undefined)
        return { kind: "compare", by: operator, left: lower(left), right: lower(right) };
      return lowerEager(rule, lower);
  }
};

const lowerEager = (rule: Operation, lower: Lower): Node =>
  isEager(rule.operator)
    ? { kind: "call", run: EAGER[rule.operator], args: rule.args.map(lower) }
    : { kind: "rule", rule };

/** A folded rule as it is run: attributes at their places, constants taken apart; what is rare stays as it is. */
export const lower = (rule: Rule, lowering: Lowering): Node => {
  const down: Lower = (each) => {
    switch (each.kind) {
      case "value":
        return each;
      case "read":
        return lowerRead(each, lowering, down);
      case "list":
        return { kind: "call", run: (values) => [...values], args: each.items.map(down) };
      case "lookup":
        return { kind: "rule", rule: each };
      case "operation":
        return lowerOperation(each, lowering, down);
    }
  };
  return down(rule);
};
