import type { Scope } from "#server/lib/scope.ts";
import { shareEvidence } from "#server/lib/sequential-test.ts";
import type { Db } from "#server/platform/db.ts";
import type { Meter } from "#server/platform/meter.ts";
import { readNewestIndexChange } from "#server/tuning/store.ts";
import { IndexSettings } from "#server/vector/schema.ts";

/** Who takes an index change back; what he asked for is not judged again. */
export const INDEX_GUARD = "index guard";

/** The chance that an index that finds as much as before is taken back: that of a guarded release. */
const BOUND = 1 / 0.002;
/** Of each search the ten nearest are compared. */
const NEAREST = 10;
/** A hundredth less found is the price of a cheaper index, not a fault. */
const MISSES_MORE = 1.25;

/** What {@link createIndexGuard} needs. */
export type IndexGuardDeps = {
  db: Db;
  rebuild: (scope: Scope, index: IndexSettings) => Promise<number>;
  scopeOf: (organisationId: number) => Scope;
  meter: Pick<Meter, "record">;
  now: () => number;
};

type Found = { recall: number | null; searches: number };

/** Evidence that an index misses more than the one before it, by the guard's own test over the neighbours of the measures. */
export const indexEvidence = (before: Found, after: Found): number => {
  const of = ({ recall, searches }: Found) => {
    const n = searches * NEAREST;
    return { n, bad: Math.round((1 - (recall ?? 1)) * n) };
  };
  const [old, fresh] = [of(before), of(after)];
  const block = { newN: fresh.n, newBad: fresh.bad, oldN: old.n, oldBad: old.bad };
  return Math.exp(Math.max(0, ...shareEvidence([block], { tolerance: MISSES_MORE, before: old })));
};

/** Takes an index change back whose measure shows that it finds less than the index before it. */
export const createIndexGuard = ({ db, rebuild, scopeOf, meter, now }: IndexGuardDeps) => {
  let judged = 0;
  return {
    /** Looks at the newest change that was measured; maps to the run that takes it back, null where none has to. */
    async look(): Promise<number | null> {
      const change = await readNewestIndexChange(db);
      if (change === null || change.runId === judged || change.askedBy === INDEX_GUARD) return null;
      const before = IndexSettings.safeParse(change.before);
      const isWorse = indexEvidence(change.found.before, change.found.after) >= BOUND;
      // A way back that could not be asked for is asked for again at the next look.
      const run =
        before.success && isWorse ? await rebuild(scopeOf(change.organisationId), before.data) : null;
      judged = change.runId;
      if (run === null) return null;
      meter.record("tuning.rollback_s", (now() - change.finishedAt.getTime()) / 1_000, {
        flag: "vector.index",
      });
      return run;
    },
  };
};
/** See {@link createIndexGuard}. */
export type IndexGuard = ReturnType<typeof createIndexGuard>;
