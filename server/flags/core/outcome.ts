import type { Flag } from "#server/flags/core/definition.ts";
import { DefinitionError } from "#server/flags/core/rule.ts";
import type { ErrorCode, FlagType, Metadata, Reason, Resolution } from "#server/flags/schema.ts";

/** What a flag comes to, before it is known what kind of value was asked for, and what the asker takes else. */
export type Outcome = {
  /** The kind of its value; "open" where the asker's own value is the answer. */
  readonly kind: FlagType | "open";
  /** The answer to who asks for that kind; of an open one, to who asked last. */
  resolution: Resolution;
  /** Where it stands, for messages. */
  readonly place: string;
};

const fault = (
  place: string,
  errorCode: ErrorCode,
  errorMessage: string,
  flagMetadata: Metadata,
): Outcome => ({
  kind: "open",
  place,
  resolution: Object.freeze({ value: undefined, reason: "ERROR", errorCode, errorMessage, flagMetadata }),
});

const open = (place: string, reason: Reason, flagMetadata: Metadata): Outcome => ({
  kind: "open",
  place,
  resolution: Object.freeze({ value: undefined, reason, flagMetadata }),
});

/** Everything that a flag can come to, made beforehand. */
export type Outcomes = ReturnType<typeof outcomesOf>;

/** Makes what a flag can come to: the same objects for everyone, frozen. */
export const outcomesOf = (flag: Flag) => {
  const { key, variants, defaultVariant, metadata } = flag;
  const place = `flags/${key}`;
  const given = (variant: string, reason: Reason): Outcome => {
    const value = variants.get(variant);
    if (value === undefined)
      return fault(
        place,
        "GENERAL",
        `${place}: got the variant ${JSON.stringify(variant)}, expected one that is there`,
        metadata,
      );
    const resolution = Object.freeze({ value, variant, reason, flagMetadata: metadata });
    return { kind: typeof value as FlagType, place, resolution };
  };
  const ofDefault = (reason: Reason): Outcome =>
    // Without a variant of its own the caller's value is the default.
    defaultVariant === null ? open(place, "DEFAULT", metadata) : given(defaultVariant, reason);
  const matches = new Map([...variants.keys()].map((name) => [name, given(name, "TARGETING_MATCH")]));
  const byDefault = ofDefault("DEFAULT");
  return {
    /** What it comes to whoever asks; null where a rule decides. */
    constant:
      flag.targeting instanceof DefinitionError && flag.isEnabled
        ? fault(place, "PARSE_ERROR", flag.targeting.message, metadata)
        : !flag.isEnabled
          ? open(place, "DISABLED", metadata)
          : flag.targeting === null
            ? ofDefault("STATIC")
            : null,
    /** What it comes to by what its rule gave. */
    of(found: unknown): Outcome {
      if (found === null || found === undefined) return byDefault;
      const name = String(found);
      return matches.get(name) ?? given(name, "TARGETING_MATCH");
    },
    /** What it comes to where its rule failed. */
    failed: (error: unknown): Outcome =>
      fault(
        place,
        "GENERAL",
        `${place}/targeting: ${error instanceof Error ? error.message : String(error)}`,
        metadata,
      ),
  };
};

/** The answer to who asks for a key that no flag has. */
export const unknownFlag = (key: string, fallback: unknown, flagMetadata: Metadata): Resolution => ({
  value: fallback,
  reason: "ERROR",
  errorCode: "FLAG_NOT_FOUND",
  errorMessage: `flags/${key}: found none of that key`,
  flagMetadata,
});

const answeredElse = (outcome: Outcome, type: FlagType, fallback: unknown): Resolution => {
  const { kind, place, resolution } = outcome;
  if (kind === "open") {
    // Askers of a flag mostly have the same value of their own.
    if (!Object.is(resolution.value, fallback))
      outcome.resolution = Object.freeze({ ...resolution, value: fallback });
    return outcome.resolution;
  }
  return {
    value: fallback,
    reason: "ERROR",
    errorCode: "TYPE_MISMATCH",
    errorMessage: `${place}: got a ${kind}, expected a ${type}`,
    flagMetadata: resolution.flagMetadata,
  };
};

/** The answer to who asks for a kind of value. */
export const answered = (outcome: Outcome, type: FlagType, fallback: unknown): Resolution =>
  outcome.kind === type ? outcome.resolution : answeredElse(outcome, type, fallback);
