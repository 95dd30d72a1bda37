import { DefinitionError, parseRule, type Rule } from "#server/flags/core/rule.ts";
import { type Metadata, seen } from "#server/flags/schema.ts";

/** A flag as it can be evaluated. */
export type Flag = {
  key: string;
  isEnabled: boolean;
  variants: ReadonlyMap<string, unknown>;
  defaultVariant: string | null;
  /** Null where there is no targeting; a fault where it cannot be used, which is told to who asks for the flag. */
  targeting: Rule | DefinitionError | null;
  metadata: Metadata;
};

/** A set of flags as it can be evaluated. */
export type FlagSet = { flags: ReadonlyMap<string, Flag>; metadata: Metadata };

/** Bytes of the largest definition that is read. */
export const LARGEST = 8 * 2 ** 20;

type Json = Readonly<Record<string, unknown>>;

const isObject = (value: unknown): value is Json =>
  typeof value === "object" && value !== null && !Array.isArray(value);

const objectAt = (value: unknown, place: string): Json => {
  if (!isObject(value)) throw new DefinitionError(place, seen(value), "an object");
  return value;
};

const metadataOf = (value: unknown): Metadata => (isObject(value) ? (value as Metadata) : {});

const targetingOf = (json: unknown, place: string, shared: Json): Flag["targeting"] => {
  if (json === undefined || json === null || (isObject(json) && Object.keys(json).length === 0)) return null;
  try {
    return parseRule(json, place, shared);
  } catch (error) {
    if (error instanceof DefinitionError) return error;
    throw error;
  }
};

const flagOf = (key: string, json: unknown, shared: Json, metadata: Metadata): Flag => {
  const place = `flags/${key}`;
  const { state, variants, defaultVariant, targeting, metadata: own } = objectAt(json, place);
  if (state !== "ENABLED" && state !== "DISABLED")
    throw new DefinitionError(`${place}/state`, seen(state), "ENABLED or DISABLED");
  const values = new Map(Object.entries(objectAt(variants, `${place}/variants`)));
  const isNamed = typeof defaultVariant === "string" && defaultVariant !== "";
  if (isNamed && !values.has(defaultVariant))
    throw new DefinitionError(
      `${place}/defaultVariant`,
      seen(defaultVariant),
      `one of its variants (${[...values.keys()].slice(0, 5).join(", ")})`,
    );
  return {
    key,
    isEnabled: state === "ENABLED",
    variants: values,
    defaultVariant: isNamed ? defaultVariant : null,
    targeting: targetingOf(targeting, `${place}/targeting`, shared),
    metadata: { ...metadata, ...metadataOf(own) },
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

/**
 * Reads a flagd definition as its providers do: what has no sense as a whole is a {@link DefinitionError}, a rule that
 * cannot be used is a fault of its flag alone. What the published schemas say beyond that is checked by `FlagDefinition`.
 */
export const readDefinition = (json: string): FlagSet => {
  if (json.length > LARGEST)
    throw new DefinitionError("the definition", `${json.length} characters`, `at most ${LARGEST}`);
  let parsed: unknown;
  try {
    parsed = JSON.parse(json);
  } catch (error) {
    throw new DefinitionError(
      "the definition",
      error instanceof Error ? error.message : String(error),
      "JSON",
    );
  }
  const { flags, $evaluators, metadata } = objectAt(parsed, "the definition");
  const shared = $evaluators === undefined ? {} : objectAt($evaluators, "$evaluators");
  const common = metadataOf(metadata);
  const read = flagsOf(flags).map(([key, flag]) => [key, flagOf(key, flag, shared, common)] as const);
  return { flags: new Map(read), metadata: common };
};
