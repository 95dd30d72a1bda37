import { deviationsOf, type PastHour, usualAt } from "#server/alerts/core/anomaly.ts";
import { BURN_PAIRS, type BurnReading, burnRate, burns, CLEAR_SHARE } from "#server/alerts/core/burn-rate.ts";
import type { Verdict } from "#server/alerts/core/state.ts";
import { createWindows } from "#server/alerts/core/window.ts";
import type { RuleSpec } from "#server/alerts/schema.ts";
import { type Sketch, shareBelow } from "#server/lib/quantile.ts";

/** Labels of a value. */
export type ValueLabels = Readonly<Record<string, string | number | boolean>> | undefined;

/** What a rule's windows say now: the verdict, and the figures behind it; null where they hold too little. */
export type Reading = Verdict & {
  figure:
    | { kind: "share"; over: number; all: number }
    | { kind: "value"; value: number; all: number }
    | { kind: "burn"; factor: number; reading: BurnReading }
    | { kind: "anomaly"; value: number; usual: number; deviations: number }
    | null;
};

/** A stored minute (or part of one) of a meter under one set of labels. */
export type PastMinute = Sketch & { at: Date; labels: string };

/** What watches one rule: takes values as they come and says at any moment how its windows stand. */
export type Condition = {
  add(value: number, by: number, labels: ValueLabels, nowMs: number): void;
  read(nowMs: number): Reading;
  /** Fills its windows with what was measured before this process began, oldest first; before any value of its own. */
  fill?(minutes: readonly PastMinute[]): void;
};

type Threshold = Extract<RuleSpec, { kind: "threshold" }>;
type Burn = Extract<RuleSpec, { kind: "burn" }>;
type Anomaly = Extract<RuleSpec, { kind: "anomaly" }>;

// Too little to say anything: what fired ends, for nothing is bad that does not happen.
const SILENT: Reading = { isOver: false, isClear: true, figure: null };

const hasLabel = (wanted: string): ((labels: ValueLabels) => boolean) => {
  const at = wanted.indexOf("=");
  const [name, value] = [wanted.slice(0, at), wanted.slice(at + 1)];
  return (labels) => labels !== undefined && String(labels[name]) === value;
};

/** A window's steps: fine enough that one of them is a tenth of it at most. */
const stepOf = (windowS: number): { stepMs: number; steps: number } => {
  const stepMs = Math.max(500, Math.ceil((windowS * 1000) / 240 / 500) * 500);
  return { stepMs, steps: Math.max(1, Math.round((windowS * 1000) / stepMs)) };
};

const QUANTILES = { p95: 0.95, p99: 0.99, max: 1 } as const;

/** A quantile lies above a bound exactly where more values do than the quantile leaves out, which costs no sorting. */
const quantileCondition = (spec: Threshold, q: number): Condition => {
  const { stepMs, steps } = stepOf(spec.windowS);
  const windows = createWindows({ stepMs, lengths: [steps], columns: 3 });
  return {
    add(value, by, _labels, nowMs) {
      windows.add(nowMs, 0, by);
      if (value > spec.raise) windows.add(nowMs, 1, by);
      if (value > spec.clear) windows.add(nowMs, 2, by);
    },
    read(nowMs) {
      const all = windows.sum(nowMs, 0, 0);
      if (all < spec.least) return SILENT;
      // By nearest rank: the value at rank ceil(q * all); the hair keeps 0.99 * 100 from being 99.00000000000001.
      const above = all - Math.ceil(q * all - 1e-9);
      const over = windows.sum(nowMs, 0, 1);
      return {
        isOver: over > above,
        isClear: windows.sum(nowMs, 0, 2) <= above,
        figure: { kind: "share", over, all },
      };
    },
  };
};

const valueCondition = (spec: Threshold): Condition => {
  const { stepMs, steps } = stepOf(spec.windowS);
  const windows = createWindows({ stepMs, lengths: [steps], columns: 2 });
  const isMeant = spec.label === null ? null : hasLabel(spec.label);
  const beyond = (value: number, bound: number) => (spec.side === "above" ? value > bound : value < bound);
  return {
    add(value, by, labels, nowMs) {
      windows.add(nowMs, 0, by);
      if (isMeant === null) windows.add(nowMs, 1, value * by);
      else if (isMeant(labels)) windows.add(nowMs, 1, by);
    },
    read(nowMs) {
      const all = windows.sum(nowMs, 0, 0);
      if (all < spec.least) return SILENT;
      const sum = windows.sum(nowMs, 0, 1);
      const value = spec.reduce === "count" ? all : (sum / all) * (spec.reduce === "share" ? 100 : 1);
      return {
        isOver: beyond(value, spec.raise),
        isClear: !beyond(value, spec.clear),
        figure: { kind: "value", value, all },
      };
    },
  };
};

const BURN_STEP_MS = 10_000;

const burnCondition = (spec: Burn): Condition => {
  const lengths = BURN_PAIRS.flatMap(({ longS, shortS }) => [longS, shortS]).map(
    (seconds) => (seconds * 1000) / BURN_STEP_MS,
  );
  const windows = createWindows({ stepMs: BURN_STEP_MS, lengths, columns: 2 });
  const hasBad = spec.badLabel === null ? null : hasLabel(spec.badLabel);
  const rate = (nowMs: number, window: number) =>
    burnRate(windows.sum(nowMs, window, 1), windows.sum(nowMs, window, 0), spec.objective);
  return {
    add(value, by, labels, nowMs) {
      windows.add(nowMs, 0, by);
      if (hasBad === null ? value > (spec.badAbove ?? Number.POSITIVE_INFINITY) : hasBad(labels))
        windows.add(nowMs, 1, by);
    },
    fill(minutes) {
      for (const minute of minutes) {
        const bad =
          spec.badLabel === null
            ? minute.count * (1 - shareBelow(minute, spec.badAbove ?? Number.POSITIVE_INFINITY))
            : minute.labels.split(",").includes(spec.badLabel)
              ? minute.count
              : 0;
        windows.add(minute.at.getTime(), 0, minute.count);
        windows.add(minute.at.getTime(), 1, bad);
      }
    },
    read(nowMs) {
      const readings = BURN_PAIRS.map((pair, i) => ({
        pair,
        reading: {
          long: rate(nowMs, 2 * i),
          short: rate(nowMs, 2 * i + 1),
          all: windows.sum(nowMs, 2 * i, 0),
        },
      }));
      const worst = readings.find(({ pair, reading }) => burns(pair, reading, spec.least));
      const shown = worst ?? readings[0];
      return {
        isOver: worst !== undefined,
        isClear: !readings.some(({ pair, reading }) => burns(pair, reading, spec.least, CLEAR_SHARE)),
        figure:
          shown === undefined || shown.reading.all < spec.least
            ? null
            : { kind: "burn", factor: shown.pair.factor, reading: shown.reading },
      };
    },
  };
};

const HOUR_S = 3_600;
const HOUR_MS = 3_600_000;

const anomalyCondition = (spec: Anomaly, pastOf: () => readonly PastHour[]): Condition => {
  const { stepMs, steps } = stepOf(spec.windowS);
  const windows = createWindows({ stepMs, lengths: [steps], columns: 2 });
  // A count of a whole hour is compared with that of a window as if it had gone on so for an hour.
  const toHour = HOUR_S / spec.windowS;
  let firstMs: number | null = null;
  let known: { past: readonly PastHour[]; hour: number; usual: ReturnType<typeof usualAt> } | null = null;
  const usualNow = (nowMs: number) => {
    const [past, hour] = [pastOf(), Math.floor(nowMs / HOUR_MS)];
    if (known === null || known.past !== past || known.hour !== hour) {
      const measure = ({ count, sum }: PastHour) => (spec.reduce === "count" ? count : sum / count);
      known = { past, hour, usual: usualAt(past, measure, nowMs, spec.leastWeeks) };
    }
    return known.usual;
  };
  return {
    add(value, by, _labels, nowMs) {
      windows.add(nowMs, 0, by);
      windows.add(nowMs, 1, value * by);
    },
    read(nowMs) {
      firstMs ??= nowMs;
      const all = windows.sum(nowMs, 0, 0);
      const usual = usualNow(nowMs);
      if (usual === null) return SILENT;
      // Traffic that is gone is one as well, so a count asks for values in the past; and a window must have run full.
      const isKnown =
        spec.reduce === "count"
          ? usual.median >= spec.least && nowMs - firstMs >= spec.windowS * 1000
          : all >= spec.least;
      if (!isKnown) return SILENT;
      const value = spec.reduce === "count" ? all * toHour : windows.sum(nowMs, 0, 1) / all;
      const deviations = deviationsOf(usual, value);
      return {
        isOver: Math.abs(deviations) > spec.raise,
        isClear: Math.abs(deviations) <= spec.clear,
        figure: { kind: "anomaly", value, usual: usual.median, deviations },
      };
    },
  };
};

/** Makes what watches a rule; `pastOf` gives the hours of its meter's past, for anomalies. */
export const createCondition = (spec: RuleSpec, pastOf: () => readonly PastHour[]): Condition => {
  if (spec.kind === "burn") return burnCondition(spec);
  if (spec.kind === "anomaly") return anomalyCondition(spec, pastOf);
  const { reduce } = spec;
  return reduce === "p95" || reduce === "p99" || reduce === "max"
    ? quantileCondition(spec, QUANTILES[reduce])
    : valueCondition(spec);
};
