import * as z from "zod";

/** Deeper rules than any person writes; a deeper one would end the process where it is walked. */
export const DEEPEST = 200;

/** Characters of the largest text of flags that is taken from a page. */
export const LARGEST_TEXT = 1_000_000;

const isObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === "object" && value !== null && !Array.isArray(value);

/** A short sight of a value for a message. */
export const seen = (value: unknown): string => {
  if (Array.isArray(value)) return `a list of ${value.length}`;
  if (isObject(value)) {
    const keys = Object.keys(value);
    return keys.length === 0
      ? "an empty object"
      : `an object of ${keys
          .slice(0, 3)
          .map((key) => short(key))
          .join(", ")}`;
  }
  return short(String(JSON.stringify(value) ?? value));
};

const short = (text: string): string => (text.length > 60 ? `${text.slice(0, 57)}…` : text);

/** Something a published schema of flagd does not allow: where, and what was expected instead. */
type ShapeFault = { path: (string | number)[]; message: string };

type Fault = (path: (string | number)[], found: unknown, expected: string) => void;
type Walk = { fault: Fault; depth: number };
type Shape = (value: unknown, path: (string | number)[], walk: Walk) => void;

const deeper = ({ fault, depth }: Walk): Walk => ({ fault, depth: depth + 1 });

// A list of so many arguments, each a value, a reference or a rule.
const args =
  (least: number, most = Number.POSITIVE_INFINITY): Shape =>
  (value, path, walk) => {
    const expected =
      most === least
        ? `${least}`
        : most === Number.POSITIVE_INFINITY
          ? `${least} or more`
          : `${least} to ${most}`;
    if (!Array.isArray(value) || value.length < least || value.length > most)
      return walk.fault(path, value, `a list of ${expected} arguments`);
    for (const [i, each] of value.entries()) argument(each, [...path, i], walk);
  };

/** A value, a list, a reference, or a rule that is not empty. */
const argument: Shape = (value, path, walk) => {
  if (!isObject(value)) return;
  if (Object.hasOwn(value, "$ref")) return reference(value, path, walk);
  if (Object.keys(value).length === 0) return walk.fault(path, value, "a value, a reference or a rule");
  rule(value, path, walk);
};

const reference = (value: Record<string, unknown>, path: (string | number)[], { fault }: Walk): void => {
  if (Object.keys(value).length > 1) fault(path, value, "$ref alone");
  if (typeof value.$ref !== "string") fault([...path, "$ref"], value.$ref, "the name of an evaluator");
};

const FLAGD_READS = ["$flagd.timestamp", "$flagd.flagKey"];
const read: Shape = (value, path, { fault }) => {
  if (typeof value === "string" && value.startsWith("$flagd.") && !FLAGD_READS.includes(value))
    fault(path, value, FLAGD_READS.join(" or "));
};

const isText = (value: unknown): value is string => typeof value === "string";

const missing: Shape = (value, path, { fault }) => {
  if (!Array.isArray(value) || !value.every(isText)) fault(path, value, "a list of names");
};

const missingSome: Shape = (value, path, { fault }) => {
  const fits =
    Array.isArray(value) &&
    value.length === 2 &&
    typeof value[0] === "number" &&
    Array.isArray(value[1]) &&
    value[1].every(isText);
  if (!fits) fault(path, value, "a number and a list of names");
};

const unary: Shape = (value, path, walk) => {
  if (!Array.isArray(value)) argument(value, path, walk);
};

const affix: Shape = (value, path, walk) => {
  if (!Array.isArray(value) || value.length !== 2)
    return walk.fault(path, value, "a list of 2 texts or rules");
  value.forEach((each, i) => {
    if (!isText(each)) rule(each, [...path, i], walk, "a text or a rule");
  });
};

const COMPARISONS = ["=", "!=", ">", "<", ">=", "<=", "~", "^"];
const VERSION =
  /^(0|[1-9]\d*)\.(0|[1-9]\d*)\.(0|[1-9]\d*)(?:-((?:0|[1-9]\d*|\d*[a-zA-Z-][0-9a-zA-Z-]*)(?:\.(?:0|[1-9]\d*|\d*[a-zA-Z-][0-9a-zA-Z-]*))*))?(?:\+([0-9a-zA-Z-]+(?:\.[0-9a-zA-Z-]+)*))?$/;

const version: Shape = (value, path, walk) => {
  if (
    isText(value) ? VERSION.test(value) : isObject(value) && Object.keys(value).every((key) => key === "var")
  ) {
    if (isObject(value) && Object.hasOwn(value, "var")) read(value.var, [...path, "var"], walk);
    return;
  }
  walk.fault(path, value, 'a version such as "2.0.1", or a "var"');
};

const versions: Shape = (value, path, walk) => {
  if (!Array.isArray(value) || value.length !== 3)
    return walk.fault(path, value, "a version, a comparison and a version");
  version(value[0], [...path, 0], walk);
  if (!COMPARISONS.includes(value[1])) walk.fault([...path, 1], value[1], `one of ${COMPARISONS.join(" ")}`);
  version(value[2], [...path, 2], walk);
};

const bucket: Shape = (value, path, walk) => {
  if (!Array.isArray(value) || value.length < 1 || value.length > 2)
    return walk.fault(path, value, "a variant and its weight");
  argument(value[0], [...path, 0], walk);
  if (value.length === 1) return;
  const [, weight] = value as [unknown, unknown];
  if (isObject(weight)) return rule(weight, [...path, 1], walk);
  if (typeof weight !== "number" || !Number.isInteger(weight) || weight < 0)
    walk.fault([...path, 1], weight, "a whole number from 0, or a rule");
};

const buckets: Shape = (value, path, walk) => {
  if (!Array.isArray(value) || value.length < 1) return walk.fault(path, value, "a list of buckets");
  value.forEach((each, i) => {
    if (i === 0 && !Array.isArray(each))
      rule(each, [...path, 0], walk, "a rule for what is hashed, or a bucket");
    else bucket(each, [...path, i], walk);
  });
};

const several = (names: readonly string[], shape: Shape): Record<string, Shape> =>
  Object.fromEntries(names.map((name) => [name, shape]));

/** Operators by the group in which the schema lets them stand side by side. */
const GROUPS: readonly Readonly<Record<string, Shape>>[] = [
  { var: read },
  { missing },
  { missing_some: missingSome },
  {
    if: args(1),
    ...several(
      ["==", "===", "!=", "!==", ">", ">=", "%", "/", "map", "filter", "all", "none", "some", "in"],
      args(2, 2),
    ),
  },
  several(["substr", "<", "<="], args(2, 3)),
  { "*": args(2) },
  several(["!", "!!"], unary),
  several(["or", "and", "+", "-", "max", "min", "merge", "cat"], args(1)),
  { reduce: args(3, 3) },
  several(["starts_with", "ends_with"], affix),
  { sem_ver: versions },
  { fractional: buckets },
];

const rule = (value: unknown, path: (string | number)[], walk: Walk, expected = "a rule"): void => {
  if (!isObject(value)) {
    walk.fault(path, value, expected);
    return;
  }
  if (walk.depth >= DEEPEST) {
    walk.fault(path, "a deeper rule", `at most ${DEEPEST} rules in each other`);
    return;
  }
  const keys = Object.keys(value);
  const [first] = keys;
  if (first === undefined) return;
  const group = GROUPS.find((each) => Object.hasOwn(each, first));
  if (group === undefined) {
    walk.fault([...path, first], first, "an operator of JsonLogic or flagd");
    return;
  }
  for (const key of keys) {
    const shape = Object.hasOwn(group, key) ? group[key] : undefined;
    if (shape === undefined) walk.fault([...path, key], key, "one operator");
    else shape(value[key], [...path, key], deeper(walk));
  }
};

/** What a targeting rule has that flagd's published schema (`targeting.json`, draft 7) does not allow. */
const targetingFaults = (value: unknown): ShapeFault[] => {
  const faults: ShapeFault[] = [];
  const fault: Fault = (path, found, expected) => {
    faults.push({ path, message: `got ${seen(found)}, expected ${expected}` });
  };
  rule(value, [], { fault, depth: 0 });
  return faults;
};

/** A rule of flagd's targeting language; each fault stands where it is. */
export const Targeting = z.unknown().superRefine((value, context) => {
  for (const { path, message } of targetingFaults(value)) context.addIssue({ code: "custom", path, message });
});

const Name = z.string().min(1);
/** Facts about a flag or a set of flags. */
const Metadata = z.record(z.string(), z.union([z.string(), z.number(), z.boolean()]));
/** See {@link Metadata}. */
export type Metadata = Readonly<z.infer<typeof Metadata>>;

const variantsOf = <Value extends z.ZodType>(value: Value) =>
  z
    .record(Name, value)
    .refine((variants) => Object.keys(variants).length > 0, "got no variant, expected one or more");

const Variants = z.union(
  [
    variantsOf(z.boolean()),
    variantsOf(z.string()),
    variantsOf(z.number()),
    variantsOf(
      z.custom<object>((value) => typeof value === "object" && value !== null && !Array.isArray(value)),
    ),
  ],
  { error: "expected variants of one kind: all true or false, all texts, all numbers or all objects" },
);

const flag = {
  state: z.enum(["ENABLED", "DISABLED"]),
  variants: Variants,
  defaultVariant: z.string().nullable().optional(),
  targeting: Targeting.optional(),
  metadata: Metadata.optional(),
};

const set = { $evaluators: z.record(Name, Targeting).optional(), metadata: Metadata.optional() };
const Flags = z.record(Name, z.looseObject(flag));

/** A definition as flagd's providers read it (`flags.json`): flags by key. */
export const FlagDefinition = z.looseObject({ ...set, flags: Flags });

/** A definition as flagd itself reads it (`flagd.json`): flags by key, or a list of flags with their keys. */
export const FlagdDefinition = z.looseObject({
  ...set,
  flags: z.union([Flags, z.array(z.looseObject({ ...flag, key: Name }))]),
});

/** Kinds of values a flag can be asked for. */
export type FlagType = "boolean" | "string" | "number" | "object";

/** flagd's ways of placing a key in a bucket: by its UTF-8 bytes, or by those of CBOR. */
export type Bucketing = "v2" | "v3";

/** How the platform's own set buckets. */
export const BUCKETING: Bucketing = "v2";

/** Why a value was given, in OpenFeature's words. */
export type Reason = "STATIC" | "DEFAULT" | "TARGETING_MATCH" | "DISABLED" | "ERROR";
/** What went wrong, in OpenFeature's words. */
export type ErrorCode = "FLAG_NOT_FOUND" | "TYPE_MISMATCH" | "PARSE_ERROR" | "GENERAL";

/** What a flag resolved to. */
export type Resolution = {
  value: unknown;
  variant?: string;
  reason: Reason;
  errorCode?: ErrorCode;
  errorMessage?: string;
  flagMetadata: Metadata;
};
