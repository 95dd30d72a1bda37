import { compileFlags } from "#server/flags/core/compile.ts";
import type { FlagSet } from "#server/flags/core/definition.ts";
import type { FlagType, Resolution } from "#server/flags/schema.ts";

/** What is known of the asker; `targetingKey` is who he is. */
export type Context = Readonly<Record<string, unknown>>;

/** Evaluates flags of one definition. */
export type Evaluator = {
  resolve(type: FlagType, key: string, fallback: unknown, context: Context): Resolution;
  readonly set: FlagSet;
};

/** Makes an evaluator of a definition as flagd writes it; `nowS` is the time in seconds since 1970 that rules may read. */
export const createEvaluator = (json: string, nowS: () => number): Evaluator =>
  compileFlags(json, { mode: "interpreter", bucketing: "v2", nowS });
