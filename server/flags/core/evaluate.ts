import { type Flag, type FlagSet, readDefinition } from "#server/flags/core/definition.ts";
import { type Asked, interpret } from "#server/flags/core/interpret.ts";
import { DefinitionError } from "#server/flags/core/rule.ts";
import type { ErrorCode, FlagType, Metadata, Reason, Resolution } from "#server/flags/schema.ts";

/** What is known of the asker; `targetingKey` is who he is. */
export type Context = Readonly<Record<string, unknown>>;

/** Evaluates flags of one definition. */
export type Evaluator = {
  resolve(type: FlagType, key: string, fallback: unknown, context: Context): Resolution;
  readonly set: FlagSet;
};

const failed = (
  value: unknown,
  errorCode: ErrorCode,
  errorMessage: string,
  flagMetadata: Metadata,
): Resolution => ({
  value,
  reason: "ERROR",
  errorCode,
  errorMessage,
  flagMetadata,
});

const resolveFlag = (flag: Flag, type: FlagType, fallback: unknown, asked: Asked): Resolution => {
  const { key, targeting, metadata } = flag;
  if (!flag.isEnabled) return { value: fallback, reason: "DISABLED", flagMetadata: metadata };
  if (targeting instanceof DefinitionError)
    return failed(fallback, "PARSE_ERROR", targeting.message, metadata);
  let variant = flag.defaultVariant;
  let reason: Reason = "STATIC";
  if (targeting !== null) {
    let found: unknown;
    try {
      found = interpret(targeting, asked);
      if (found !== null && found !== undefined) variant = String(found);
    } catch (error) {
      const why = error instanceof Error ? error.message : String(error);
      return failed(fallback, "GENERAL", `flags/${key}/targeting: ${why}`, metadata);
    }
    reason = found === null || found === undefined ? "DEFAULT" : "TARGETING_MATCH";
  }
  // Without a variant of its own the caller's value is the default.
  if (variant === null) return { value: fallback, reason: "DEFAULT", flagMetadata: metadata };
  const value = flag.variants.get(variant);
  if (value === undefined)
    return failed(
      fallback,
      "GENERAL",
      `flags/${key}: got the variant ${JSON.stringify(variant)}, expected one that is there`,
      metadata,
    );
  if (typeof value !== type)
    return failed(
      fallback,
      "TYPE_MISMATCH",
      `flags/${key}: got a ${typeof value}, expected a ${type}`,
      metadata,
    );
  return { value, variant, reason, flagMetadata: metadata };
};

/** Makes an evaluator of a definition as flagd writes it; `nowS` is the time in seconds since 1970 that rules may read. */
export const createEvaluator = (json: string, nowS: () => number): Evaluator => {
  const set = readDefinition(json);
  return {
    set,
    resolve(type, key, fallback, context) {
      const flag = set.flags.get(key);
      if (flag === undefined)
        return failed(fallback, "FLAG_NOT_FOUND", `flags/${key}: found none of that key`, set.metadata);
      return resolveFlag(flag, type, fallback, { flagKey: key, timestampS: nowS(), context });
    },
  };
};
