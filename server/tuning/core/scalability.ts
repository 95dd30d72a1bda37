import {
  type CurveMinute,
  changedAt,
  fullSince,
  pooled,
  spreadOf,
} from "#server/tuning/core/curve-window.ts";
import { type CurvePoint, lawOf, type Promised } from "#server/tuning/core/scaling-law.ts";

/** What the newest times of work by how many are at work tell. */
export type Curve = {
  /** The number at which most is done; that of now where nothing else promises enough. */
  best: number;
  /** Since when work has cost what it costs now. */
  sinceMs: number;
  /** How much more is done with so many instead of so many others. */
  gain: (from: number, to: number) => Promised;
};

/** Fewer samples of a number at work say little of it. */
const FEWEST = 30;
/**
 * A move is looked for each minute, and chance promises something at some time: so many of its deviations are taken off
 * first while slots are free, when a wrong value costs little but is not found out, and so many while all are taken,
 * when to stay costs most.
 */
const CHANCES = { free: 3, taken: 0.5 };
/** So many of the newest minutes tell how many of the slots are taken. */
const NEWEST = 5;
/** What then promises no more than this is not worth a trial. */
const WORTH = Math.log(1.005);
/** Up to twice as many as were seen, the law is believed. */
const BEYOND = 2;

/** How much of the newest work began when all slots were taken. */
const takenShare = (minutes: readonly CurveMinute[], slots: number): number => {
  const newest = minutes.slice(-NEWEST).flatMap(({ seen }) => seen);
  const samples = (of: readonly CurvePoint[]) => of.reduce((sum, point) => sum + point.samples, 0);
  return samples(newest.filter(({ atWork }) => atWork >= slots)) / Math.max(1, samples(newest));
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
  let best = now;
  for (let n = min; n <= most; n++) if (law.gain(best, n).log > 0) best = n;
  const { log, chance, misfit } = law.gain(now, best);
  const taken = takenShare(minutes, now);
  const chances = CHANCES.free + taken * (CHANCES.taken - CHANCES.free);
  const isWorth = best !== now && log - chances * chance - misfit > WORTH;
  return { best: isWorth ? best : now, sinceMs, gain: law.gain };
};
