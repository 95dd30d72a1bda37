import { solveRidge } from "#server/forecast/core/linear-system.ts";

/** What is on record of a customer; days are whole numbers, ascending, one for each time. */
export type CustomerHistory = {
  customerId: number;
  isBusiness: boolean;
  sites: number;
  /** Calls that complained or told of a missed pickup. */
  complaints: readonly number[];
  /** Visits that were due and not made. */
  misses: readonly number[];
  /** Exceptions at the customer's sites. */
  troubles: readonly number[];
};

/** The days after a moment that are foretold. */
export const AHEAD_DAYS = 28;
/** The months before a moment that are counted as lately. */
const LATELY_DAYS = 84;
const LONG_DAYS = 182;

const countIn = (days: readonly number[], from: number, to: number): number => {
  let count = 0;
  for (const day of days) if (day > from && day <= to) count++;
  return count;
};
const lastUpTo = (days: readonly number[], to: number): number | null =>
  days.reduce<number | null>((last, day) => (day <= to ? day : last), null);

/** Visits missed within four weeks after the last complaint: the customer said so and it happened again. */
const missesSince = ({ complaints, misses }: CustomerHistory, day: number): number => {
  const last = lastUpTo(complaints, day);
  return last === null ? 0 : countIn(misses, last, Math.min(day, last + AHEAD_DAYS));
};

/** What the risk is told from, each with the count that a reason names. */
export const RISK_SIGNS = {
  recentMisses: (h, day) => countIn(h.misses, day - AHEAD_DAYS, day),
  misses: (h, day) => countIn(h.misses, day - LATELY_DAYS, day),
  recentComplaints: (h, day) => countIn(h.complaints, day - AHEAD_DAYS, day),
  complaints: (h, day) => countIn(h.complaints, day - LONG_DAYS, day),
  missedAgain: missesSince,
  troubles: (h, day) => countIn(h.troubles, day - AHEAD_DAYS, day),
  sites: (h) => h.sites,
  business: (h) => (h.isBusiness ? 1 : 0),
} satisfies Record<string, (history: CustomerHistory, day: number) => number>;
/** Name of a sign. */
export type RiskSign = keyof typeof RISK_SIGNS;

const SIGNS = Object.keys(RISK_SIGNS) as RiskSign[];
const WIDTH = SIGNS.length + 1;
const PENALTY = 2;
const ROUNDS = 12;

/** A fitted model: a weight for each sign in units of its spread, and one for the start. */
export type RiskModel = { weights: number[]; means: number[]; spreads: number[] };

// The third miss says less than the first, so counts go in by their logarithm.
const signsAt = (history: CustomerHistory, day: number): number[] =>
  SIGNS.map((sign) => Math.log1p(RISK_SIGNS[sign](history, day)));

/** Whether the customer complains within the days ahead. */
const happens = ({ complaints }: CustomerHistory, day: number): 0 | 1 =>
  countIn(complaints, day, day + AHEAD_DAYS) > 0 ? 1 : 0;

const chance = (score: number): number => 1 / (1 + Math.exp(-score));

const scoreOf = ({ weights, means, spreads }: RiskModel, signs: readonly number[]): number =>
  signs.reduce(
    (sum, value, i) =>
      sum + (weights[i + 1] as number) * ((value - (means[i] as number)) / (spreads[i] as number)),
    weights[0] as number,
  );

/**
 * Fits chances to what happened after some days, by logistic regression with a small penalty; maps to null without both
 * outcomes. It yields between days and rounds, so that who runs it can let others in.
 */
export function* fitRisk(
  histories: readonly CustomerHistory[],
  days: readonly number[],
): Generator<void, RiskModel | null> {
  const rows: number[][] = [];
  const labels: (0 | 1)[] = [];
  for (const day of days) {
    for (const history of histories) {
      rows.push(signsAt(history, day));
      labels.push(happens(history, day));
    }
    yield;
  }
  const count = rows.length;
  const hits = labels.reduce<number>((sum, label) => sum + label, 0);
  if (hits === 0 || hits === count) return null;
  const means = SIGNS.map((_, i) => rows.reduce((sum, row) => sum + (row[i] as number), 0) / count);
  const spreads = SIGNS.map((_, i) => {
    const square = rows.reduce((sum, row) => sum + ((row[i] as number) - (means[i] as number)) ** 2, 0);
    // A sign that never differs tells nothing: any spread but nothing will do.
    return Math.sqrt(square / count) || 1;
  });
  const penalty = new Float64Array(WIDTH).fill(PENALTY);
  penalty[0] = 1e-6;
  let weights = new Float64Array(WIDTH);
  const x = new Float64Array(WIDTH);
  for (let round = 0; round < ROUNDS; round++) {
    const gram = new Float64Array(WIDTH * WIDTH);
    const right = new Float64Array(WIDTH);
    for (let r = 0; r < count; r++) {
      const row = rows[r] as number[];
      x[0] = 1;
      let score = weights[0] as number;
      for (let i = 1; i < WIDTH; i++) {
        x[i] = ((row[i - 1] as number) - (means[i - 1] as number)) / (spreads[i - 1] as number);
        score += (weights[i] as number) * (x[i] as number);
      }
      const p = chance(score);
      const weight = Math.max(p * (1 - p), 1e-6);
      const target = weight * score + ((labels[r] as number) - p);
      for (let i = 0; i < WIDTH; i++) {
        right[i] = (right[i] as number) + (x[i] as number) * target;
        for (let j = 0; j <= i; j++)
          gram[i * WIDTH + j] =
            (gram[i * WIDTH + j] as number) + weight * (x[i] as number) * (x[j] as number);
      }
    }
    const next = solveRidge(gram, right, penalty);
    if (next === null) return null;
    weights = Float64Array.from(next);
    yield;
  }
  return { weights: [...weights], means, spreads };
}

/** The chance that a customer complains within the days ahead of `day`. */
export const riskAt = (model: RiskModel, history: CustomerHistory, day: number): number =>
  chance(scoreOf(model, signsAt(history, day)));

/** Why a risk is higher than usual: the sign, how often it was seen, and by how much it multiplies the odds. */
export type RiskReason = { sign: RiskSign; count: number; oddsTimes: number };

/** The signs that raise a customer's risk above that of the usual one, strongest first, three at most. */
export const reasonsAt = (model: RiskModel, history: CustomerHistory, day: number): RiskReason[] => {
  const signs = signsAt(history, day);
  return SIGNS.map((sign, i) => ({
    sign,
    count: RISK_SIGNS[sign](history, day),
    oddsTimes: Math.exp(
      (model.weights[i + 1] as number) *
        (((signs[i] as number) - (model.means[i] as number)) / (model.spreads[i] as number)),
    ),
  }))
    .filter(({ oddsTimes, count }) => oddsTimes >= 1.1 && count > 0)
    .sort((a, b) => b.oddsTimes - a.oddsTimes)
    .slice(0, 3);
};

/** How a model fared on weeks that it was not fitted to. */
export type RiskValidation = {
  customers: number;
  complained: number;
  /** How often one who complained had the higher risk of a pair; 0.5 is a coin. */
  auc: number;
  /** Mean squared error of the chances, and that of saying the mean of earlier weeks to everybody. */
  brier: number;
  baseBrier: number;
  /** The tenth with the highest risk: the mean chance told, and the share that complained. */
  topTold: number;
  topHappened: number;
};

/** Compares chances with what happened; `usual` is the share that was known before. */
export const validate = (
  cases: readonly { risk: number; label: 0 | 1 }[],
  usual: number,
): RiskValidation | null => {
  const hits = cases.filter(({ label }) => label === 1).length;
  if (hits === 0 || hits === cases.length) return null;
  const sorted = [...cases].sort((a, b) => a.risk - b.risk);
  // Ties share their mean rank.
  let ranks = 0;
  for (let i = 0; i < sorted.length; ) {
    let end = i;
    while (end < sorted.length && sorted[end]?.risk === sorted[i]?.risk) end++;
    const rank = (i + 1 + end) / 2;
    for (; i < end; i++) if (sorted[i]?.label === 1) ranks += rank;
  }
  const mean = (values: readonly number[]): number =>
    values.reduce((sum, value) => sum + value, 0) / values.length;
  const top = sorted.slice(-Math.ceil(sorted.length / 10));
  return {
    ...{ customers: cases.length, complained: hits },
    auc: (ranks - (hits * (hits + 1)) / 2) / (hits * (cases.length - hits)),
    brier: mean(cases.map(({ risk, label }) => (risk - label) ** 2)),
    baseBrier: mean(cases.map(({ label }) => (usual - label) ** 2)),
    topTold: mean(top.map(({ risk }) => risk)),
    topHappened: mean(top.map(({ label }) => label)),
  };
};

/** Days after which what happened is known, for testing and, farther back, for fitting. */
const momentsOf = (first: number, today: number) => {
  const test = [today - AHEAD_DAYS, today - 2 * AHEAD_DAYS];
  const train: number[] = [];
  for (let day = today - 3 * AHEAD_DAYS; day - LATELY_DAYS >= first; day -= AHEAD_DAYS) train.push(day);
  return { test, train };
};

/**
 * Fits a model to what happened up to `today` (whole days from `first` on), and tells how one fitted without the last
 * eight weeks fared on them; maps to null where too little is on record to do both. Yields as {@link fitRisk} does.
 */
export function* learnRisk(
  histories: readonly CustomerHistory[],
  first: number,
  today: number,
): Generator<void, { model: RiskModel; validation: RiskValidation } | null> {
  const { test, train } = momentsOf(first, today);
  const before = train.length === 0 ? null : yield* fitRisk(histories, train);
  const model = yield* fitRisk(histories, [...test, ...train]);
  if (before === null || model === null) return null;
  const outcomes = train.flatMap((day) => histories.map((history): number => happens(history, day)));
  const usual = outcomes.reduce((sum, label) => sum + label, 0) / outcomes.length;
  const cases = test.flatMap((day) =>
    histories.map((history) => ({ risk: riskAt(before, history, day), label: happens(history, day) })),
  );
  const validation = validate(cases, usual);
  return validation === null ? null : { model, validation };
}

/** What may make a customer leave, with the points each adds to the index. */
export type LeaveReason = {
  sign: "misses" | "complaints" | "missedAgain" | "risk";
  count: number;
  points: number;
};

const POINTS = { misses: 8, complaints: 10, missedAgain: 20, risk: 20 } as const;

/**
 * An index from 0 to 100 of what makes customers leave. It is a rule, not a chance: no departure is on record that
 * one could be fitted to or tested on.
 */
export const leaveIndex = (
  history: CustomerHistory,
  day: number,
  risk: number,
): { index: number; reasons: LeaveReason[] } => {
  const misses = RISK_SIGNS.misses(history, day);
  const complaints = countIn(history.complaints, day - LATELY_DAYS, day);
  const missedAgain = missesSince(history, day);
  const reasons: LeaveReason[] = [
    { sign: "misses", count: misses, points: Math.min(30, misses * POINTS.misses) },
    { sign: "complaints", count: complaints, points: Math.min(30, complaints * POINTS.complaints) },
    { sign: "missedAgain", count: missedAgain, points: missedAgain > 0 ? POINTS.missedAgain : 0 },
    { sign: "risk", count: Math.round(risk * 100), points: Math.round(risk * POINTS.risk) },
  ];
  return {
    index: reasons.reduce((sum, { points }) => sum + points, 0),
    reasons: reasons.filter(({ points }) => points > 0).sort((a, b) => b.points - a.points),
  };
};
