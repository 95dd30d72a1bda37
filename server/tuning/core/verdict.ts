import { joined } from "#server/lib/joined.ts";
import { type ShareBlock, shareEvidence } from "#server/lib/sequential-test.ts";
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

/** What to do with a trial that no guard stopped: keep the new value, go back, or wait. */
export const trialVerdict = (
  blocks: readonly PairedBlock[],
  minutes: number,
  most: number = MOST_MINUTES,
): "kept" | "no-gain" | "wait" => {
  // Turns differ by what the load did between them, which counts within them do not show: both must agree.
  const gain = gainOf("", blocks);
  if (gain !== null && gain.pairs >= LEAST_PAIRS && gain.low > 0 && gain.evidence >= GAIN_BOUND)
    return "kept";
  return minutes >= most ? "no-gain" : "wait";
};
