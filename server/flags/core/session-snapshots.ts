import type { CompiledFlags } from "#server/flags/core/compile.ts";
import { sameJson } from "#server/flags/core/definition.ts";
import type { Context } from "#server/flags/core/evaluate.ts";
import type { Snapshot } from "#server/flags/core/snapshot.ts";

type Kept = { flags: CompiledFlags; context: Context; snapshot: Snapshot; madeAtMs: number };

/** Snapshots by session; see {@link createSessionSnapshots}. */
export type SessionSnapshots = ReturnType<typeof createSessionSnapshots>;

const isSame = (one: Context, other: Context): boolean => {
  if (one === other) return true;
  const [ours, theirs] = [Object.keys(one), Object.keys(other)];
  return (
    ours.length === theirs.length &&
    ours.every((key) => Object.hasOwn(other, key) && sameJson(one[key], other[key]))
  );
};

/**
 * Keeps what all flags came to for each session, as long as definition and context are the same; another definition or
 * another context makes it anew. Of more sessions than `most`, those that asked longest ago are forgotten.
 */
export const createSessionSnapshots = ({ most, now = () => 0 }: { most: number; now?: () => number }) => {
  const kept = new Map<string, Kept>();
  let [found, made] = [0, 0];
  return {
    /** The snapshot of a session. */
    of(session: string, flags: CompiledFlags, context: Context): Snapshot {
      const old = kept.get(session);
      if (old !== undefined && old.flags === flags && isSame(old.context, context)) {
        found++;
        return old.snapshot;
      }
      made++;
      const snapshot = flags.evaluateAll(context);
      // Put last, so that the first of all is the one that was made longest ago.
      kept.delete(session);
      kept.set(session, { flags, context, snapshot, madeAtMs: now() });
      const [oldest] = kept.keys();
      if (kept.size > most && oldest !== undefined) kept.delete(oldest);
      return snapshot;
    },
    /** Forgets a session that has ended. */
    end: (session: string): boolean => kept.delete(session),
    /** How many sessions it holds, and when the oldest of them was made: the first of all. */
    held: () => ({ entries: kept.size, oldestAtMs: kept.values().next().value?.madeAtMs ?? null }),
    /** Forgets all of them. */
    clear: () => kept.clear(),
    /** How many reads were found, and how many made anew. */
    counts: () => ({ found, made }),
  };
};
