import type { CompiledFlags } from "#server/flags/core/compile.ts";
import type { Context } from "#server/flags/core/evaluate.ts";
import { createSessionSnapshots } from "#server/flags/core/session-snapshots.ts";
import type { Snapshot } from "#server/flags/core/snapshot.ts";
import { type Arm, armsOf } from "#server/flags/core/source.ts";
import { createTraffic } from "#server/flags/core/traffic.ts";
import type { LastGoodFile } from "#server/flags/last-good.ts";
import type { FlagType, Resolution } from "#server/flags/schema.ts";
import { FlagSource } from "#server/flags/set.schema.ts";
import { newestVersion } from "#server/flags/set-store.ts";
import { SLOT } from "#server/flags/slots.ts";
import { AppError } from "#server/lib/errors.ts";
import type { KnownCache } from "#server/platform/caches.ts";
import type { Db } from "#server/platform/db.ts";

/** The set in force: its number, what people wrote, the plain flagd definition made of it, and where it was read. */
export type HeldSet = {
  version: number;
  changedAt: string;
  source: FlagSource;
  compiled: string;
  from: "nothing" | "database" | "disk";
};

/** An asker's arm of one running release. */
export type InPlay = { flag: string; releaseId: number; arm: Arm; who: string };

const NOTHING: HeldSet = {
  version: 0,
  changedAt: "1970-01-01T00:00:00.000Z",
  source: { definition: { flags: {} }, prerequisites: {}, rollouts: {} },
  compiled: '{"flags":{}}',
  from: "nothing",
};

/** One ask in so many teaches the order of tests, and so many are kept; fewer than the least teach nothing. */
const [ASKED_EVERY, ASKED_KEPT, ASKED_LEAST] = [64, 256, 64];

/** What all flags of the product come to takes about so much memory. */
const SNAPSHOT_BYTES = 4_000;
/** Sessions whose flags are kept; a snapshot of the product's flags takes a few kilobytes. */
const MOST_SESSIONS = 2_000;

/** What {@link createFlagSet} needs. */
export type FlagSetDeps = {
  db: Db;
  file: LastGoodFile;
  /** Compiles a plain definition, keeping what did not change since `before`. */
  evaluatorOf: (definition: string, before?: CompiledFlags) => CompiledFlags;
  /** How a flag stands in that form. */
  formOf: (flags: CompiledFlags, key: string) => { mode: string; text: string };
  /** Told of a version that cannot be used and of a database that is away; the set in force stays. */
  report: (error: unknown) => void;
};

/**
 * The platform's set of flags in memory: asking it never waits. `refresh` takes up the newest version; one that cannot
 * be used is reported and the last good one stays, as it does while the database is away. At the start the last good one
 * is read from disk where the database does not answer.
 */
export const createFlagSet = ({ db, file, evaluatorOf, formOf, report }: FlagSetDeps) => {
  let held = NOTHING;
  let evaluator = evaluatorOf(NOTHING.compiled);
  let arms = evaluatorOf(NOTHING.compiled);
  const traffic = createTraffic({ every: ASKED_EVERY, most: ASKED_KEPT });
  const snapshots = createSessionSnapshots({ most: MOST_SESSIONS, now: () => performance.now() });
  const kept: KnownCache = {
    ...{ name: "flag-answers", isShared: false, endedBy: "version", of: "flags", staleMs: 0 },
    read() {
      const { entries, oldestAtMs } = snapshots.held();
      const { found, made } = snapshots.counts();
      const oldestAgeMs = oldestAtMs === null ? null : performance.now() - oldestAtMs;
      return { hits: found, misses: made, entries, bytes: entries * SNAPSHOT_BYTES, oldestAgeMs };
    },
    drop: snapshots.clear,
  };
  let refused = 0;
  let writing: Promise<void> = Promise.resolve();
  let refreshing: Promise<void> | null = null;
  let isAgain = false;
  const listeners = new Set<(set: HeldSet) => void>();

  const take = (next: HeldSet): void => {
    const made = evaluatorOf(next.compiled, evaluator);
    const shares = evaluatorOf(JSON.stringify(armsOf(next.source)), arms);
    [held, evaluator, arms] = [next, made, shares];
    for (const told of listeners) told(held);
  };

  const read = async (): Promise<void> => {
    const newest = await newestVersion(db);
    if (newest === null || newest.id === held.version || newest.id === refused) return;
    const { id: version, compiled, changedAt } = newest;
    try {
      const next = { version, compiled, changedAt: changedAt.toISOString() };
      take({ ...next, source: FlagSource.parse(newest.source), from: "database" });
    } catch (error) {
      refused = version;
      report(
        new AppError(
          "INTERNAL",
          `flags: version ${version} cannot be used, expected one like ${held.version}`,
          {
            cause: error,
          },
        ),
      );
      return;
    }
    const { from: _, ...kept } = held;
    writing = writing.then(() => file.write(kept)).catch(report);
  };

  // Calls while one is under way share the next one: each sees what was committed before it was made.
  const refresh = (): Promise<void> => {
    if (refreshing !== null) {
      isAgain = true;
      return refreshing;
    }
    const run = async (): Promise<void> => {
      do {
        isAgain = false;
        await read();
      } while (isAgain);
    };
    refreshing = run().finally(() => {
      refreshing = null;
    });
    return refreshing;
  };

  const unitOf = (key: string): unknown => held.source.definition.flags[key]?.metadata?.unit;

  return {
    /** Reads the newest version, or what the disk has of the last good one. */
    async open(): Promise<void> {
      try {
        await refresh();
      } catch (error) {
        report(error);
        const kept = await file.read();
        if (kept !== null) take({ ...kept, from: "disk" });
      }
    },
    refresh,
    /** What is kept of what all flags are for each session. */
    kept,
    /** The set in force. */
    held: (): HeldSet => held,
    /** What a flag is for somebody; his fallback where the set has nothing to say. */
    resolve(type: FlagType, key: string, fallback: unknown, context: Context): Resolution {
      traffic.note(context);
      return evaluator.resolve(type, key, fallback, context);
    },
    /** What all flags are for a session, from memory where neither they nor what is known of it changed. */
    snapshotOf(session: string, context: Context): Snapshot {
      traffic.note(context);
      return snapshots.of(session, evaluator, context);
    },
    /** Puts the tests of each flag in the order that the traffic of late teaches; what flags come to stays the same. */
    teach(): void {
      const contexts = traffic.sample();
      if (contexts.length >= ASKED_LEAST) evaluator = evaluator.learned(contexts);
    },
    /** For whom a flag can differ, as its metadata say. */
    unitOf,
    /**
     * The arm of each running release that an asker is in; `contextFor` gives the context by the unit of a flag, null
     * where he is none of that kind.
     */
    inPlay(contextFor: (unit: unknown) => (Context & { targetingKey: string }) | null): InPlay[] {
      return Object.entries(held.source.rollouts).flatMap(([flag, { id: releaseId, isBySlot }]) => {
        const context = contextFor(isBySlot === true ? SLOT : unitOf(flag));
        if (context === null) return [];
        const arm = arms.resolve("string", flag, "none", context).value;
        return arm === "new" || arm === "old" ? [{ flag, releaseId, arm, who: context.targetingKey }] : [];
      });
    },
    /** What the evaluator made of a flag. */
    formOf: (key: string): { mode: string; text: string } => formOf(evaluator, key),
    /** Calls `told` with each new set; maps to the way out. */
    onChange(told: (set: HeldSet) => void): () => void {
      listeners.add(told);
      return () => void listeners.delete(told);
    },
    /** Fulfilled when what was taken up lies on disk. */
    settled: (): Promise<void> => writing,
  };
};
/** The platform's set of flags in memory. */
export type FlagSet = ReturnType<typeof createFlagSet>;
