import { deviationsOf, usualOf } from "#server/alerts/core/anomaly.ts";
import type { MovedMeter } from "#server/alerts/schema.ts";

/** A meter over a minute: how many values and their sum. */
export type MeterMinute = {
  name: string;
  kind: "histogram" | "counter" | "gauge";
  at: Date;
  count: number;
  sum: number;
};

/** Minutes of the hour before that must be known for a meter to have something usual. */
const LEAST_MINUTES = 10;
/** Deviations below which a meter did not move. */
const LEAST_DEVIATIONS = 3.5;

const measureOf = ({ kind, count, sum }: MeterMinute): number => (kind === "counter" ? sum : sum / count);

/**
 * Maps minutes to the meters that lay farthest from their hour before in the minutes around an instant, farthest first:
 * each by its farthest minute, in robust deviations; a counter by its sum a minute, others by their mean.
 */
export const rankMoved = (
  minutes: readonly MeterMinute[],
  aroundMs: { fromMs: number; toMs: number },
  most: number,
): MovedMeter[] => {
  const byName = new Map<string, MeterMinute[]>();
  for (const minute of minutes) {
    if (minute.count === 0) continue;
    const own = byName.get(minute.name);
    if (own === undefined) byName.set(minute.name, [minute]);
    else own.push(minute);
  }
  const moved: MovedMeter[] = [];
  for (const [name, own] of byName) {
    const before = own.filter(({ at }) => at.getTime() < aroundMs.fromMs);
    const usual = before.length < LEAST_MINUTES ? null : usualOf(before.map(measureOf));
    if (usual === null) continue;
    let farthest: MovedMeter | null = null;
    for (const minute of own) {
      const ms = minute.at.getTime();
      if (ms < aroundMs.fromMs || ms >= aroundMs.toMs) continue;
      const value = measureOf(minute);
      const deviations = deviationsOf(usual, value);
      if (farthest !== null && Math.abs(deviations) <= Math.abs(farthest.deviations)) continue;
      farthest = { name, usual: usual.median, value, at: minute.at.toISOString(), deviations };
    }
    if (farthest !== null && Math.abs(farthest.deviations) >= LEAST_DEVIATIONS) moved.push(farthest);
  }
  return moved.sort((a, b) => Math.abs(b.deviations) - Math.abs(a.deviations)).slice(0, most);
};
