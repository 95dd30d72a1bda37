import { meanEvidence } from "#server/lib/sequential-test.ts";

/** How often a statement was asked, the sum of its times, and of their squares. */
export type Times = { n: number; sum: number; squares: number };

/** Indexes burden writes a little; that much is their price. */
const TOLERANCE = 1.25;
/** A handful of times tells nothing of how they spread. */
const LEAST = 20;
/** Differences that it looks for, as shares of the time before: a write of nothing may take a hundred times as long. */
const EFFECTS = [0.2, 1, 5, 25, 125] as const;

/** What lies between two readings of a counter; null where it began anew meanwhile. */
export const between = (from: Times, to: Times): Times | null => {
  const n = to.n - from.n;
  return n < 0 || to.sum < from.sum
    ? null
    : { n, sum: to.sum - from.sum, squares: Math.max(0, to.squares - from.squares) };
};

/** What every statement had taken by an instant, since counting began. */
export type Reading = { atMs: number; times: ReadonlyMap<string, Times> };

/**
 * What a statement took in the window before `now`: the difference to the oldest reading of no more than an hour ago at
 * which it was counted. Where it was asked too seldom since, or its counter began anew, all since counting began stands.
 */
export const timesBefore = (readings: readonly Reading[], id: string, now: Times, nowMs: number): Times => {
  const oldest = readings.find(({ atMs, times }) => nowMs - atMs <= WINDOW_MS && times.has(id));
  const window = oldest === undefined ? null : between(oldest.times.get(id) ?? now, now);
  return window !== null && window.n >= LEAST ? window : now;
};

/** The longest a reading is compared with: what a statement took yesterday says nothing of today's load. */
export const WINDOW_MS = 60 * 60_000;

const logMean = (logs: readonly number[]): number => {
  const top = Math.max(...logs);
  return top + Math.log(logs.reduce((sum, log) => sum + Math.exp(log - top), 0) / logs.length);
};

const ofOne = (before: Times, since: Times): number => {
  const totals = {
    ...{ newN: since.n, newSum: since.sum, newSquares: since.squares },
    ...{ oldN: before.n, oldSum: before.sum, oldSquares: before.squares },
  };
  return logMean(EFFECTS.map((effect) => meanEvidence(totals, TOLERANCE, effect)));
};

/**
 * The evidence that statements of a table take longer since an index came than before it, by the test of guarded
 * releases: the mean of what each statement shows, for a mean of such evidence is evidence again. Maps to its natural
 * logarithm and the statement that shows the most. What was asked fewer than twenty times, before or since, shows nothing.
 */
export const slowerEvidence = (
  statements: readonly { id: string; before: Times; since: Times | null }[],
): { log: number; worst: string | null } => {
  const shown = statements.map(({ id, before, since }) => ({
    id,
    log: since === null || Math.min(before.n, since.n) < LEAST ? 0 : ofOne(before, since),
  }));
  const [worst] = [...shown].sort((a, b) => b.log - a.log);
  if (worst === undefined) return { log: 0, worst: null };
  return { log: logMean(shown.map(({ log }) => log)), worst: worst.id };
};
