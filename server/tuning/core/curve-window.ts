import { type CurvePoint, lawOf } from "#server/tuning/core/scaling-law.ts";

/** What was seen within a minute that began at an instant. */
export type CurveMinute = { atMs: number; seen: readonly CurvePoint[] };

/** Squared deviations over squared means where nothing tells: those of times that end at random. */
const USUAL_SPREAD = 1;
const [LEAST_SPREAD, MOST_SPREAD] = [0.2, 9];
/** Fewer differences between minutes tell nothing of the spread. */
const FEWEST_DIFFERENCES = 20;
/** Fewer samples of a number say nothing of a difference. */
const FEWEST = 20;
/** So improbable, in deviations, is a difference between minutes that is held for a change of the work. */
const CHANGED = 5;

/** Points of minutes put together, by number at work. */
export const pooled = (minutes: readonly CurveMinute[]): CurvePoint[] => {
  const by = new Map<number, { sum: number; samples: number }>();
  for (const { seen } of minutes)
    for (const { atWork, meanMs, samples } of seen) {
      const held = by.get(atWork) ?? { sum: 0, samples: 0 };
      held.sum += meanMs * samples;
      held.samples += samples;
      by.set(atWork, held);
    }
  return [...by]
    .map(([atWork, { sum, samples }]) => ({ atWork, meanMs: sum / Math.max(1, samples), samples }))
    .sort((a, b) => a.atWork - b.atWork);
};

/** Squared deviations of two means from each other over what one of them alone varies, for each number seen in both. */
const differences = (older: readonly CurvePoint[], newer: readonly CurvePoint[]): number[] => {
  const old = new Map(older.map((point) => [point.atWork, point]));
  return newer.flatMap((point) => {
    const before = old.get(point.atWork);
    if (before === undefined || Math.min(before.samples, point.samples) < FEWEST) return [];
    return [Math.log(point.meanMs / before.meanMs) ** 2 / (1 / before.samples + 1 / point.samples)];
  });
};

/** How widely single times spread, as a squared share of their mean: from how neighbouring minutes differ (von Neumann), which no slow drift widens. */
export const spreadOf = (minutes: readonly CurveMinute[]): number => {
  const all = minutes.slice(1).flatMap(({ seen }, i) => differences(minutes[i]?.seen ?? [], seen));
  if (all.length < FEWEST_DIFFERENCES) return USUAL_SPREAD;
  // The middle of a chi-square with one degree of freedom is 0.455; a mean would follow the one minute of a change.
  all.sort((a, b) => a - b);
  return Math.min(MOST_SPREAD, Math.max(LEAST_SPREAD, (all[all.length >> 1] ?? 0) / 0.455));
};

/** What is so far off a law made of other numbers at work is no longer that work: the law is not the work itself. */
const OFF = 0.1;

/**
 * Squared deviations of times at numbers that were not seen before from what the law of those before would have: a house
 * that is full at once shows no number that it showed when it was not.
 */
const surprises = (older: readonly CurvePoint[], newer: readonly CurvePoint[], spread: number): number[] => {
  const seen = new Set(older.filter(({ samples }) => samples >= FEWEST).map(({ atWork }) => atWork));
  if (seen.size < 3) return [];
  const law = lawOf(older, spread);
  if (law === null) return [];
  return newer.flatMap(({ atWork, meanMs, samples }) => {
    if (seen.has(atWork) || samples < FEWEST) return [];
    const variance = spread / samples + law.sdOf(atWork) ** 2 + OFF ** 2;
    return [Math.log(meanMs / law.took(atWork)) ** 2 / variance];
  });
};

/** How many deviations two spans of minutes differ by, over all numbers at work; null where none was seen in both. */
const deviationsOf = (
  older: readonly CurvePoint[],
  newer: readonly CurvePoint[],
  spread: number,
): number | null => {
  const each = [
    ...differences(older, newer).map((squared) => squared / spread),
    ...surprises(older, newer, spread),
  ];
  const k = each.length;
  if (k === 0) return null;
  const total = each.reduce((sum, squared) => sum + squared, 0);
  // Wilson and Hilferty: a chi-square to the third root is all but normal.
  return (Math.cbrt(total / k) - (1 - 2 / (9 * k))) / Math.sqrt(2 / (9 * k));
};

/** So many minutes after a cut are what comes after it. */
const LOOKS_ON = 5;

/**
 * Since when the work has been like it is now: of all ways to cut the minutes in two, the newest whose halves differ by
 * more than chance explains (adaptive windows, Bifet and Gavaldà, "Learning from time-changing data with adaptive
 * windowing", 2007; here by chi-square over all numbers at work, for lighter work alone may weigh more together).
 */
export const changedAt = (minutes: readonly CurveMinute[], spread: number): number => {
  // The older half begins after the last change found, so one change does not hide the next.
  let first = 0;
  const differBy = (cut: number): number =>
    deviationsOf(pooled(minutes.slice(first, cut)), pooled(minutes.slice(cut, cut + LOOKS_ON)), spread) ?? 0;
  for (let cut = 1; cut < minutes.length; cut++) {
    if (differBy(cut) <= CHANGED) continue;
    // What comes after a cut is seen as soon as the change is within it: the change is where the halves differ most.
    let [at, most] = [cut, differBy(cut)];
    for (let later = cut + 1; later < Math.min(cut + LOOKS_ON, minutes.length); later++) {
      const by = differBy(later);
      if (by > most) [at, most] = [later, by];
    }
    [first, cut] = [at, at];
  }
  return minutes[first]?.atMs ?? 0;
};

/** A minute is full where all but so little of its work began at one of two numbers: those of the two values of a trial. */
const FULL = 0.995;
/** So many full minutes at the end are a full house. */
const FULL_MINUTES = 2;

const isFull = ({ seen }: CurveMinute): boolean => {
  const samples = seen.map((point) => point.samples).sort((a, b) => b - a);
  const all = samples.reduce((sum, each) => sum + each, 0);
  return all > 0 && (samples[0] ?? 0) + (samples[1] ?? 0) >= FULL * all;
};

/**
 * Since when the house has been full, and shows no number but that of its slots: what other numbers cost before may be
 * of other work, and nothing tells. Null where it is not.
 */
export const fullSince = (minutes: readonly CurveMinute[]): number | null => {
  const last = minutes.findLastIndex((minute) => !isFull(minute));
  return minutes.length - 1 - last < FULL_MINUTES ? null : (minutes[last + 1]?.atMs ?? null);
};
