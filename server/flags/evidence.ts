import { blockOf } from "#server/flags/core/release.ts";
import { addEvidence, addExposures, type EvidenceRow, type Exposure } from "#server/flags/release-store.ts";
import type { Guard } from "#server/flags/set.schema.ts";
import type { Db } from "#server/platform/db.ts";
import type { Labels } from "#server/platform/meter.ts";

/** A release whose samples are counted. */
export type Watched = { id: number; flag: string; stage: number; startedAt: Date; guards: readonly Guard[] };

/** What stands before the key of a flag in a label of a sample. */
export const FLAG_LABEL = "flag.";

/** Askers held before they are written; more are let go, and come again with their next request. */
const MOST_HELD = 50_000;

const isBad = (guard: Guard, value: number, labels: Labels): boolean => {
  if (guard.kind === "above") return value > guard.bound;
  if (guard.kind === "mean") return false;
  const [name, wanted] = guard.bad.split("=") as [string, string];
  return String(labels[name]) === wanted;
};

/**
 * Counts what the meters see of running releases: a sample whose labels name a flag's arm is evidence of every guard on
 * that meter. `flush` adds what this process counted to what all did.
 */
export const createEvidence = ({ db, now }: { db: Db; now: () => number }) => {
  let watched: readonly Watched[] = [];
  let rows = new Map<string, EvidenceRow>();
  let askers = new Map<string, Exposure>();
  let known = new Set<string>();

  const add = (
    release: Watched,
    guard: number,
    arm: "new" | "old",
    bad: boolean,
    value: number,
    by: number,
  ) => {
    const second = Math.max(0, (now() - release.startedAt.getTime()) / 1000);
    const block = blockOf(second);
    const key = `${release.id}/${guard}/${block}/${arm}`;
    let row = rows.get(key);
    if (row === undefined) {
      const blockAt = new Date(release.startedAt.getTime() + block * 1000);
      row = { releaseId: release.id, guard, blockAt, arm, n: 0, bad: 0, sum: 0, squares: 0 };
      rows.set(key, row);
    }
    row.n += by;
    if (bad) row.bad += by;
    row.sum += value * by;
    row.squares += value * value * by;
  };

  return {
    /** Which releases are counted from now on. */
    watch(releases: readonly Watched[]): void {
      watched = releases;
      const open = new Set(releases.map(({ id, stage }) => `${id}/${stage}/`));
      known = new Set([...known].filter((key) => [...open].some((prefix) => key.startsWith(prefix))));
    },
    /** Takes a sample of a meter; `by` is more than one where a counter counted several at once. */
    sample(name: string, value: number, labels: Labels, by = 1): void {
      for (const release of watched) {
        const arm = labels[FLAG_LABEL + release.flag];
        if (arm !== "new" && arm !== "old") continue;
        release.guards.forEach((guard, i) => {
          if (guard.metric === name) add(release, i, arm, isBad(guard, value, labels), value, by);
        });
      }
    },
    /** Notes that somebody was in an arm. */
    seen(releaseId: number, arm: "new" | "old", asker: string): void {
      const release = watched.find(({ id }) => id === releaseId);
      if (release === undefined || known.size >= MOST_HELD) return;
      const key = `${releaseId}/${release.stage}/${asker}`;
      if (known.has(key)) return;
      known.add(key);
      askers.set(key, { releaseId, stage: release.stage, asker, arm, firstAt: new Date(now()) });
    },
    /** Writes what was counted since the last time; what could not be written is kept for the next. */
    async flush(): Promise<void> {
      const [counted, met] = [rows, askers];
      [rows, askers] = [new Map(), new Map()];
      try {
        if (counted.size > 0) await addEvidence(db, [...counted.values()]);
        counted.clear();
        if (met.size > 0) await addExposures(db, [...met.values()]);
      } catch (error) {
        for (const [key, row] of counted) {
          const since = rows.get(key);
          if (since === undefined) rows.set(key, row);
          else
            rows.set(key, {
              ...since,
              n: since.n + row.n,
              bad: since.bad + row.bad,
              sum: since.sum + row.sum,
              squares: since.squares + row.squares,
            });
        }
        for (const [key, exposure] of met) if (!askers.has(key)) askers.set(key, exposure);
        throw error;
      }
    },
  };
};
/** See {@link createEvidence}. */
export type EvidenceCounts = ReturnType<typeof createEvidence>;
