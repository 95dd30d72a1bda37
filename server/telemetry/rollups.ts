import type { Db } from "#server/platform/db.ts";
import type { Rollup } from "#server/platform/meter.ts";
import { mergeBuckets } from "#server/telemetry/core/merge.ts";
import {
  deleteBuckets,
  ROLLED_UP,
  readOldest,
  readRolledUpTo,
  readWindow,
  type StepS,
  storeRollups,
} from "#server/telemetry/store.ts";

const DAY_MS = 86_400_000;

/** How long each width is kept; hours go with their partition. */
const KEPT_MS = { 1: 6 * 3_600_000, 60: 14 * DAY_MS } as const;

/** Late seconds of a slow write still find their minute. */
const SETTLE_MS = 5_000;

/** Maps all buckets of one step to one per series, dated `at`. */
const merged = (buckets: Awaited<ReturnType<typeof readWindow>>, at: Date): Rollup[] => {
  const bySeries = new Map<string, typeof buckets>();
  for (const each of buckets) {
    const key = `${each.name}{${each.labels}`;
    const group = bySeries.get(key);
    if (group === undefined) bySeries.set(key, [each]);
    else group.push(each);
  }
  bySeries.delete(`${ROLLED_UP}{`);
  return [...bySeries.values()].flatMap((group) => {
    const [first] = group;
    const whole = mergeBuckets(group, at);
    if (first === undefined || whole === null) return [];
    return [{ ...whole, name: first.name, labels: first.labels, kind: first.kind }];
  });
};

/** The row that says, in the statement that stores a step, that the step is done. */
const markOf = (at: Date, series: number): Rollup => ({
  at,
  name: ROLLED_UP,
  labels: "",
  kind: "gauge",
  count: 1,
  sum: series,
  min: series,
  max: series,
  p50: null,
  p95: null,
  p99: null,
});

/**
 * The job that makes minutes of seconds and hours of minutes up to the last step that has ended by `now`, then
 * deletes seconds after 6 hours and minutes after 14 days; it goes on where it left off and never counts twice.
 */
export const createRollups = (db: Db) => {
  const rollOne = async (from: StepS, to: StepS, nowMs: number): Promise<number> => {
    const stepMs = to * 1000;
    const end = Math.floor((nowMs - SETTLE_MS) / stepMs) * stepMs;
    let at = (await readRolledUpTo(db, to))?.getTime() ?? 0;
    let made = 0;
    while (at < end) {
      const oldest = await readOldest(db, from, new Date(at));
      if (oldest === null) break;
      at = Math.floor(oldest.getTime() / stepMs) * stepMs;
      if (at >= end) break;
      const rollups = merged(await readWindow(db, from, new Date(at), new Date(at + stepMs)), new Date(at));
      await storeRollups(db, to, [...rollups, markOf(new Date(at), rollups.length)]);
      made += rollups.length;
      at += stepMs;
    }
    return made;
  };

  return async (now: Date): Promise<{ minutes: number; hours: number; deleted: number }> => {
    const nowMs = now.getTime();
    const minutes = await rollOne(1, 60, nowMs);
    const hours = await rollOne(60, 3600, nowMs);
    // Deleting looks at every older row, so it waits for the end of an hour.
    const deleted =
      hours === 0
        ? 0
        : (await deleteBuckets(db, 1, new Date(nowMs - KEPT_MS[1]))) +
          (await deleteBuckets(db, 60, new Date(nowMs - KEPT_MS[60])));
    return { minutes, hours, deleted };
  };
};
