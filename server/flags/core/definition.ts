import { once } from "#server/flags/core/once.ts";
import {
  DefinitionError,
  parseRule,
  type Rule,
  type RuleBudget,
  type SharedRules,
} from "#server/flags/core/rule.ts";
import { type Metadata, seen } from "#server/flags/schema.ts";

/** A flag as it can be evaluated. */
export type Flag = {
  key: string;
  isEnabled: boolean;
  variants: ReadonlyMap<string, unknown>;
  defaultVariant: string | null;
  /** Null where there is no targeting; a fault where it cannot be used, which is told to who asks for the flag. */
  readonly targeting: Rule | DefinitionError | null;
  metadata: Metadata;
};

/** What flags of a definition have in common. */
export type Common = { evaluators: SharedRules; metadata: Metadata };

/** A set of flags as it can be evaluated. */
export type FlagSet = { flags: ReadonlyMap<string, Flag>; metadata: Metadata; common: Common };

/** Nodes of all rules of a definition, references put in place: a few doublings of one name would fill any memory. */
export const MOST_NODES = 1_000_000;

/** Bytes of the largest definition that is read. */
export const LARGEST = 8 * 2 ** 20;

type Json = Readonly<Record<string, unknown>>;

const isObject = (value: unknown): value is Json =>
  typeof value === "object" && value !== null && !Array.isArray(value);

const objectAt = (value: unknown, place: string): Json => {
  if (!isObject(value)) throw new DefinitionError(place, seen(value), "an object");
  return value;
};

// What a flag gives is handed out as it is: nobody who gets it can change it for the next one.
const frozen = <Value>(value: Value): Value => {
  const open: unknown[] = [value];
  while (open.length > 0) {
    const next = open.pop();
    if (typeof next !== "object" || next === null) continue;
    Object.freeze(next);
    for (const inner of Object.values(next)) open.push(inner);
  }
  return value;
};

const metadataOf = (value: unknown): Metadata => (isObject(value) ? (value as Metadata) : {});

const targetingOf = (
  json: unknown,
  place: string,
  shared: SharedRules,
  budget: RuleBudget,
): Flag["targeting"] => {
  if (json === undefined || json === null || (isObject(json) && Object.keys(json).length === 0)) return null;
  try {
    return parseRule(json, place, shared, budget);
  } catch (error) {
    if (error instanceof DefinitionError) return error;
    throw error;
  }
};

/**
 * Reads one flag of a definition; throws a {@link DefinitionError} where it is none. Its rule is parsed when it is first
 * asked for, but where references could multiply it: the nodes of a definition are counted in its order then.
 */
export const readFlag = (
  key: string,
  json: unknown,
  { evaluators, metadata }: Common,
  budget: RuleBudget = { left: MOST_NODES },
): Flag => {
  const place = `flags/${key}`;
  const { state, variants, defaultVariant, targeting, metadata: own } = objectAt(json, place);
  if (state !== "ENABLED" && state !== "DISABLED")
    throw new DefinitionError(`${place}/state`, seen(state), "ENABLED or DISABLED");
  const values = new Map(Object.entries(frozen(objectAt(variants, `${place}/variants`))));
  const isNamed = typeof defaultVariant === "string" && defaultVariant !== "";
  if (isNamed && !values.has(defaultVariant))
    throw new DefinitionError(
      `${place}/defaultVariant`,
      seen(defaultVariant),
      `one of its variants (${[...values.keys()].slice(0, 5).join(", ")})`,
    );
  const rule = once(() => targetingOf(targeting, `${place}/targeting`, evaluators, budget));
  if (Object.keys(evaluators).length > 0) rule();
  return {
    key,
    isEnabled: state === "ENABLED",
    variants: values,
    defaultVariant: isNamed ? defaultVariant : null,
    get targeting() {
      return rule();
    },
    metadata: frozen({ ...metadata, ...metadataOf(own) }),
  };
};

const flagsOf = (flags: unknown): [string, unknown][] => {
  if (!Array.isArray(flags)) return Object.entries(objectAt(flags, "flags"));
  return flags.map((flag, i) => {
    const { key } = objectAt(flag, `flags/${i}`);
    if (typeof key !== "string" || key === "")
      throw new DefinitionError(`flags/${i}/key`, seen(key), "a key");
    return [key, flag];
  });
};

/** Parses JSON that stands at a place of a definition. */
export const parseJson = (json: string, place: string): unknown => {
  if (json.length > LARGEST)
    throw new DefinitionError(place, `${json.length} characters`, `at most ${LARGEST}`);
  try {
    return JSON.parse(json);
  } catch (error) {
    throw new DefinitionError(place, error instanceof Error ? error.message : String(error), "JSON");
  }
};

/** Whether two values of JSON say the same, their keys in the same order; however deep they are. */
export const sameJson = (one: unknown, other: unknown): boolean => {
  const open: [unknown, unknown][] = [[one, other]];
  for (let pair = open.pop(); pair !== undefined; pair = open.pop()) {
    const [a, b] = pair;
    if (a === b) continue;
    if (typeof a !== "object" || typeof b !== "object" || a === null || b === null) return false;
    if (Array.isArray(a) !== Array.isArray(b)) return false;
    const [ours, theirs] = [Object.entries(a), Object.entries(b)];
    if (ours.length !== theirs.length) return false;
    for (const [i, [key, value]] of ours.entries()) {
      if (theirs[i]?.[0] !== key) return false;
      open.push([value, theirs[i][1]]);
    }
  }
  return true;
};

/**
 * Takes a flagd definition apart as its providers do: each flag as JSON has it, by key. What has no sense as a whole is
 * a {@link DefinitionError}. What the published schemas say beyond that is checked by `FlagDefinition`.
 */
export const splitDefinition = (json: string): { flags: [string, unknown][]; common: Common } => {
  const { flags, $evaluators, metadata } = objectAt(parseJson(json, "the definition"), "the definition");
  const evaluators = $evaluators === undefined ? {} : objectAt($evaluators, "$evaluators");
  return { flags: flagsOf(flags), common: { evaluators, metadata: frozen(metadataOf(metadata)) } };
};
