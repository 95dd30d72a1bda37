import {
  type CurveMinute,
  changedAt,
  fullSince,
  pooled,
  spreadOf,
} from "#server/tuning/core/curve-window.ts";
import { type Law, lawOf, type Promised } from "#server/tuning/core/scaling-law.ts";

/** What the newest times of work by how many are at work tell. */
export type Curve = {
  /** The number that promises most, as sure as it is; that of now where none promises enough. */
  best: number;
  /** Since when work has cost what it costs now. */
  sinceMs: number;
  /** How much more is done with so many instead of so many others. */
  gain: (from: number, to: number) => Promised;
};

/** Fewer samples of a number at work say little of it. */
const FEWEST = 30;
/**
 * A move is looked for each minute, and chance promises something at some time: where next to no work would be touched,
 * so many deviations are taken off what is promised. Where all work begins at the limit, those who come wait ever longer
 * for what is not tried, so what may well be is tried.
 */
const CHANCES = { ofNone: 3, ofAll: -1 };
/** So many of the newest minutes tell how much work begins at the limit. */
const NEWEST = 2;
/** What then promises no more than this of all work is not worth a trial. */
const WORTH = Math.log(1.005);
/** Up to twice as many as were seen, the law is believed. */
const BEYOND = 2;

/** How much of the newest work began at each number at work, what began beyond the limit counted as at it. */
const sharesOf = (minutes: readonly CurveMinute[], limit: number): { atWork: number; share: number }[] => {
  const newest = pooled(minutes.slice(-NEWEST));
  const all = newest.reduce((sum, { samples }) => sum + samples, 0);
  return newest.map(({ atWork, samples }) => ({ atWork: Math.min(atWork, limit), share: samples / all }));
};

/**
 * What another limit promises of all work, as sure as it is. It touches only what begins at the limit, the present one or
 * the lower one to come: that would have begun at the other. So a lower limit that is seldom reached promises little.
 */
const promiseOf = (
  to: number,
  { now, law, shares }: { now: number; law: Law; shares: ReturnType<typeof sharesOf> },
): number => {
  const touched = shares.filter(({ atWork }) => atWork >= Math.min(now, to + 1));
  const ofAll = touched.reduce((sum, { share }) => sum + share, 0);
  const chances = CHANCES.ofNone + ofAll * (CHANCES.ofAll - CHANCES.ofNone);
  return touched.reduce((sum, { atWork, share }) => {
    const { log, chance, misfit } = law.gain(atWork, to);
    return sum + share * (log - chances * chance - misfit);
  }, 0);
};

/**
 * What is known of work by how many are at work: the scalability law of those minutes that agree with the newest ones,
 * with how far its promises may be off. Told up to twice what was seen, for beyond that nobody knows; null where fewer
 * than two numbers were seen.
 */
export const readCurve = (
  minutes: readonly CurveMinute[],
  { min, max, now }: { min: number; max: number; now: number },
): Curve | null => {
  const spread = spreadOf(minutes);
  const sinceMs = changedAt(minutes, spread);
  const fromMs = Math.max(sinceMs, fullSince(minutes) ?? 0);
  const points = pooled(minutes.filter(({ atMs }) => atMs >= fromMs)).filter(
    ({ samples }) => samples >= FEWEST,
  );
  if (points.length < 2) return null;
  const law = lawOf(points, spread);
  if (law === null) return null;
  const most = Math.min(max, Math.floor(BEYOND * Math.max(...points.map(({ atWork }) => atWork))));
  const shares = sharesOf(minutes, now);
  let [best, worth] = [now, WORTH];
  for (let n = min; n <= most; n++) {
    const promised = n === now ? 0 : promiseOf(n, { now, law, shares });
    if (promised > worth) [best, worth] = [n, promised];
  }
  return { best, sinceMs, gain: law.gain };
};

/** Whether all slots have been taken for minutes by work of which nothing tells what other numbers would do. */
export const isOverrun = (minutes: readonly CurveMinute[], curve: Curve | null): boolean =>
  curve === null && fullSince(minutes) !== null;
