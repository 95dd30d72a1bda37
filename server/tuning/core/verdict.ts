import { joined } from "#server/lib/joined.ts";
import { normalCdf, type ShareBlock, shareEvidence } from "#server/lib/sequential-test.ts";
import type { Promised } from "#server/tuning/core/scaling-law.ts";
import type { Gain } from "#server/tuning/schema.ts";

/** What both arms showed side by side in one block of time: samples, how many were slow, and their sum. */
export type PairedBlock = ShareBlock & { newSum: number; oldSum: number };

/** Blocks put together until each holds both arms: only what stands side by side is compared. */
export const sideBySide = (blocks: readonly PairedBlock[]): PairedBlock[] =>
  joined(
    blocks,
    (a, b) => ({
      ...{ newN: a.newN + b.newN, newBad: a.newBad + b.newBad, newSum: a.newSum + b.newSum },
      ...{ oldN: a.oldN + b.oldN, oldBad: a.oldBad + b.oldBad, oldSum: a.oldSum + b.oldSum },
    }),
    ({ newN, oldN }) => newN > 0 && oldN > 0,
  );

/** Evidence at which a gain is believed: one in twenty moves that change nothing is kept, and costs nothing. */
export const GAIN_BOUND = 20;

/** Fewer pairs of turns say nothing of how much turns differ by themselves. */
const LEAST_PAIRS = 6;

/** So long a trial is given to show a gain. */
export const MOST_MINUTES = 120;

/** Two-sided 95 % of the normal distribution, and of Student's with few pairs. */
const T95 = [12.7, 4.3, 3.18, 2.78, 2.57, 2.45, 2.36, 2.31, 2.26, 2.23, 2.2, 2.18, 2.16, 2.14, 2.13] as const;

/** The evidence that the new value's share of slow samples is the smaller one: the guard's own test with the arms exchanged. */
export const gainEvidence = (blocks: readonly ShareBlock[]): number =>
  Math.exp(
    Math.min(
      20,
      Math.max(
        0,
        ...shareEvidence(
          blocks.map(({ newN, newBad, oldN, oldBad }) => ({
            newN: oldN,
            newBad: oldBad,
            oldN: newN,
            oldBad: newBad,
          })),
        ),
      ),
    ),
  );

/** How much lower the mean of the new value is, with its interval over blocks; null with fewer than two that hold both arms. */
export const gainOf = (metric: string, blocks: readonly PairedBlock[]): Gain | null => {
  const whole = blocks.filter(
    ({ newN, oldN, newSum, oldSum }) => newN > 0 && oldN > 0 && newSum > 0 && oldSum > 0,
  );
  if (whole.length < 2) return null;
  const total = (of: (block: PairedBlock) => number) => whole.reduce((sum, block) => sum + of(block), 0);
  const [newN, oldN] = [total(({ newN: n }) => n), total(({ oldN: n }) => n)];
  const [newMean, oldMean] = [total(({ newSum }) => newSum) / newN, total(({ oldSum }) => oldSum) / oldN];
  // Ratios of neighbours in time: what the load did to both falls out.
  const ratios = whole.map((block) => Math.log(block.newSum / block.newN / (block.oldSum / block.oldN)));
  const mean = ratios.reduce((sum, each) => sum + each, 0) / ratios.length;
  const spread = Math.sqrt(ratios.reduce((sum, each) => sum + (each - mean) ** 2, 0) / (ratios.length - 1));
  const width = (T95[ratios.length - 2] ?? 1.96) * (spread / Math.sqrt(ratios.length));
  const percent = (log: number): number => 100 * (1 - Math.exp(log));
  return {
    ...{ metric, oldMean, newMean, oldCount: oldN, newCount: newN, pairs: whole.length },
    ...{ percent: percent(mean), low: percent(mean + width), high: percent(mean - width) },
    evidence: gainEvidence(whole),
  };
};

/** A trial whose gain a measured curve foretold is decided by so many minutes: what is still open then differs little. */
export const FORETOLD_MINUTES = 30;

/** So sure is a foretold move before it is kept, or given up. */
const [SURE, DOUBTED] = [0.95, 0.1];

/** What at best gains no more than this ends as no gain before its time. */
const FUTILE_PERCENT = 1;
/** Fewer pairs end nothing before its time. */
const FUTILE_PAIRS = 60;

/**
 * The chance that the new value does more: what a curve foretold, before the trial, weighed with what the trial's pairs
 * say, each by how sure it is (normal prior and likelihood).
 */
export const chanceOf = ({ log, chance, misfit }: Promised, gain: Gain | null): number => {
  const sd = Math.max(1e-6, Math.hypot(chance, misfit));
  if (gain === null || gain.pairs < LEAST_PAIRS) return normalCdf(log / sd);
  // The interval of the gain is one of logarithms, told in per cent.
  const [mean, low] = [-Math.log(1 - gain.percent / 100), -Math.log(1 - gain.low / 100)];
  const [known, seen] = [1 / sd ** 2, (1.96 / Math.max(1e-6, mean - low)) ** 2];
  return normalCdf((log * known + mean * seen) / Math.sqrt(known + seen));
};

/** What a measured curve says of a trial: before it began, and now that it has seen both values. */
export type Foretold = { before: Promised | null; now: Promised | null };

/**
 * What to do with a trial that no guard stopped: keep the new value, go back, or wait. Without a curve both the guard's
 * test and the interval over pairs must agree that it helps, for turns differ by what the load did between them. With
 * one the question is which of two values is likelier the better: to stay is no safer than to move.
 */
export const trialVerdict = (
  blocks: readonly PairedBlock[],
  minutes: number,
  {
    most = MOST_MINUTES,
    foretold = { before: null, now: null },
  }: { most?: number; foretold?: Foretold } = {},
): "kept" | "no-gain" | "wait" => {
  const gain = gainOf("", blocks);
  const isSeen = gain !== null && gain.pairs >= LEAST_PAIRS;
  const { before, now } = foretold;
  if (before !== null || now !== null) {
    // What the curve says now stands on the trial's own samples as well: it is not weighed with them again.
    const chances = [
      ...(before === null ? [] : [chanceOf(before, gain)]),
      ...(now === null ? [] : [chanceOf(now, null)]),
    ];
    if (Math.min(...chances) <= DOUBTED) return "no-gain";
    if (isSeen && Math.min(...chances) >= SURE) return "kept";
    if (minutes < Math.min(most, FORETOLD_MINUTES)) return "wait";
    return Math.min(...chances) > 0.5 ? "kept" : "no-gain";
  }
  if (isSeen && gain.low > 0 && gain.evidence >= GAIN_BOUND) return "kept";
  if (gain !== null && gain.pairs >= FUTILE_PAIRS && gain.high < FUTILE_PERCENT) return "no-gain";
  return minutes >= most ? "no-gain" : "wait";
};
