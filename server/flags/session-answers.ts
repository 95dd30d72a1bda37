import type { Context } from "#server/flags/core/evaluate.ts";
import type { FlagSet } from "#server/flags/flag-set.ts";
import type { FlagAnswer } from "#server/flags/view.schema.ts";
import { AppError } from "#server/lib/errors.ts";
import type { Meter } from "#server/platform/meter.ts";

/** What {@link createSessionAnswers} needs. */
export type SessionAnswersDeps = { set: Pick<FlagSet, "snapshotOf" | "held">; meter: Pick<Meter, "time"> };

/** Answers who cannot evaluate by himself what flags are for him. */
export const createSessionAnswers = ({ set, meter }: SessionAnswersDeps) => ({
  /** What some flags are for a session; only those that a browser may have, for values of others are the server's own. */
  answers(session: string, context: Context, keys: readonly string[]): Record<string, FlagAnswer> {
    const ended = meter.time("flags.evaluate_ms");
    const snapshot = set.snapshotOf(session, context);
    const answers = keys.map((key): [string, FlagAnswer] => {
      const found = snapshot.found(key);
      if (found?.flagMetadata.client !== true)
        throw new AppError("NOT_FOUND", `flags: found none of the key ${JSON.stringify(key)} for pages`);
      const { value, variant = null, reason } = found;
      return [key, { value, variant, reason }];
    });
    ended();
    return Object.fromEntries(answers);
  },
});
