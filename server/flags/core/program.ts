import type { Attributes, Row } from "#server/flags/core/attributes.ts";
import type { Flag } from "#server/flags/core/definition.ts";
import type { Context } from "#server/flags/core/evaluate.ts";
import { type Asked, interpret } from "#server/flags/core/interpret.ts";
import { type Outcome, outcomesOf } from "#server/flags/core/outcome.ts";
import { DefinitionError } from "#server/flags/core/rule.ts";
import type { Bucketing } from "#server/flags/schema.ts";

/** What runs one flag. */
export type Program = {
  /** Runs it for a context. */
  run(context: Context, timestampS: number): Outcome;
  /** Runs it for a row of attributes that were read before. */
  runRow(row: Row): Outcome;
  /** Whether a rule reads the time. */
  readsClock: boolean;
  /** What is run, for people. */
  form(): string;
};

/** Makes what runs a flag. */
export const programOf = (
  flag: Flag,
  { bucketing }: { bucketing: Bucketing; attributes: Attributes },
): Program => {
  const outcomes = outcomesOf(flag);
  const { targeting } = flag;
  const { constant } = outcomes;
  if (constant !== null || targeting === null || targeting instanceof DefinitionError) {
    const only = constant ?? outcomes.of(null);
    return { run: () => only, runRow: () => only, readsClock: false, form: () => only.resolution.reason };
  }
  const ask = (asked: Asked): Outcome => {
    try {
      return outcomes.of(interpret(targeting, asked));
    } catch (error) {
      return outcomes.failed(error);
    }
  };
  return {
    run: (context, timestampS) => ask({ flagKey: flag.key, timestampS, context, bucketing }),
    runRow: (row) =>
      ask({ flagKey: flag.key, timestampS: row[1] as number, context: row[0] as Context, bucketing }),
    readsClock: true,
    form: () => JSON.stringify(targeting, null, 2),
  };
};
