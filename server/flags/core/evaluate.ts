import type { FlagSet } from "#server/flags/core/definition.ts";
import type { FlagType, Resolution } from "#server/flags/schema.ts";

/** What is known of the asker; `targetingKey` is who he is. */
export type Context = Readonly<Record<string, unknown>>;

/** Evaluates flags of one definition. */
export type Evaluator = {
  resolve(type: FlagType, key: string, fallback: unknown, context: Context): Resolution;
  readonly set: FlagSet;
};
