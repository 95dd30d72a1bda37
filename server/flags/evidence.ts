import { blockOf } from "#server/flags/core/release.ts";
import { addEvidence, addExposures, type EvidenceRow, type Exposure } from "#server/flags/release-store.ts";
import type { Guard } from "#server/flags/set.schema.ts";
import { slotKey, slotOf, WASHOUT_MS } from "#server/flags/slots.ts";
import type { Db } from "#server/platform/db.ts";
import type { Labels } from "#server/platform/meter.ts";

/** A release whose samples are counted. */
export type Watched = {
  id: number;
  flag: string;
  stage: number;
  startedAt: Date;
  guards: readonly Guard[];
  /** Whether the arm is told by the time of a sample, not by its labels. */
  isBySlot: boolean;
};

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
export const createEvidence = ({
  db,
  now,
  slotArm,
}: {
  db: Db;
  now: () => number;
  /** The arm that a flag has in a slot of time; null for none. */
  slotArm: (flag: string, slot: number) => "new" | "old" | null;
}) => {
  let watched: readonly Watched[] = [];
  let rows = new Map<string, EvidenceRow>();
  let askers = new Map<string, Exposure>();
  let known = new Set<string>();
  const slotArms = new Map<number, { slot: number; arm: "new" | "old" | null }>();

  /** The arm of this moment; null early in a slot, where work begun in the one before still comes in. */
  const armNow = (release: Watched): "new" | "old" | null => {
    const [slot, sinceMs] = slotOf(now());
    if (sinceMs < WASHOUT_MS) return null;
    const held = slotArms.get(release.id);
    if (held?.slot === slot) return held.arm;
    const arm = slotArm(release.flag, slot);
    slotArms.set(release.id, { slot, arm });
    if (arm !== null) note(release, arm, slotKey(slot));
    return arm;
  };

  const note = (release: Watched, arm: "new" | "old", asker: string): void => {
    if (known.size >= MOST_HELD) return;
    const key = `${release.id}/${release.stage}/${asker}`;
    if (known.has(key)) return;
    known.add(key);
    askers.set(key, { releaseId: release.id, stage: release.stage, asker, arm, firstAt: new Date(now()) });
  };

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
      for (const id of slotArms.keys()) if (!releases.some((each) => each.id === id)) slotArms.delete(id);
      const open = new Set(releases.map(({ id, stage }) => `${id}/${stage}/`));
      known = new Set([...known].filter((key) => [...open].some((prefix) => key.startsWith(prefix))));
    },
    /** Takes a sample of a meter; `by` is more than one where a counter counted several at once. */
    sample(name: string, value: number, labels: Labels, by = 1): void {
      for (const release of watched) {
        const arm = release.isBySlot ? armNow(release) : labels[FLAG_LABEL + release.flag];
        if (arm !== "new" && arm !== "old") continue;
        release.guards.forEach((guard, i) => {
          if (guard.metric === name) add(release, i, arm, isBad(guard, value, labels), value, by);
        });
      }
    },
    /** Notes that somebody was in an arm. */
    seen(releaseId: number, arm: "new" | "old", asker: string): void {
      const release = watched.find(({ id }) => id === releaseId);
      if (release !== undefined) note(release, arm, asker);
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
