import type { Condition } from "#server/forecast/core/life/health.ts";

/** What a feature says of a unit: a part of its condition (a sensor's place, or its health) and how that is looked at. */
export type Feature = {
  /** Place of the sensor; "health" is what all add up to, "age" the cycles run, "alike" units that went the same way. */
  of: number | "health" | "age" | "alike";
  as: "level" | "trend" | "start" | "overall" | "end" | "now";
  /** Cycles that it looks back on; 0 where on all. */
  cycles: number;
};

type Lengths = { levels: readonly number[]; trends: readonly number[] };

const HEALTH: Lengths = { levels: [5, 10, 20, 40], trends: [15, 30, 60] };
const SENSOR: Lengths = { levels: [5, 20], trends: [30] };
const START = 20;

const lengthOf = (cycles: number, pace: number): number => Math.max(2, Math.round(cycles * pace));

/** Maps the place of the newest cycle and a length to the mean of as many cycles up to there. */
const levelAt = (values: Float64Array, at: number, length: number): number => {
  const from = Math.max(0, at + 1 - length);
  let sum = 0;
  for (let i = from; i <= at; i++) sum += values[i] as number;
  return sum / (at + 1 - from);
};

/** The straight line through the newest cycles: its slope and where it ends. */
const lineAt = (values: Float64Array, at: number, length: number): { slope: number; end: number } => {
  const n = Math.min(length, at + 1);
  if (n < 3) return { slope: 0, end: values[at] as number };
  let [y, xy] = [0, 0];
  for (let i = 0; i < n; i++) {
    const value = values[at + 1 - n + i] as number;
    y += value;
    xy += i * value;
  }
  const x = (n * (n - 1)) / 2;
  const slope = (n * xy - x * y) / ((n * n * (n * n - 1)) / 12);
  return { slope, end: y / n + (slope * (n - 1)) / 2 };
};

/** Features of windows in their order; `pace` stretches the windows for runs longer than some 200 cycles. */
export const windowFeatures = (sensors: number, pace: number): Feature[] => {
  const features: Feature[] = [{ of: "age", as: "now", cycles: 0 }];
  const add = (of: Feature["of"], { levels, trends }: Lengths): void => {
    for (const each of levels) features.push({ of, as: "level", cycles: lengthOf(each, pace) });
    for (const each of trends) {
      features.push({ of, as: "trend", cycles: lengthOf(each, pace) });
      if (of === "health") features.push({ of, as: "end", cycles: lengthOf(each, pace) });
    }
    features.push({ of, as: "start", cycles: lengthOf(START, pace) });
  };
  add("health", HEALTH);
  features.push({ of: "health", as: "overall", cycles: 0 });
  for (let s = 0; s < sensors; s++) add(s, SENSOR);
  return features;
};

/** Maps a condition and the place of its newest cycle to the values of the features. */
export const windowValues = (
  { sensors, health, cycles }: Condition,
  at: number,
  features: readonly Feature[],
): number[] =>
  features.map(({ of, as, cycles: length }) => {
    // Age is in cycles, also where the record of a unit begins later than the unit did.
    if (of === "age" || of === "alike") return cycles[at] as number;
    const values = of === "health" ? health : (sensors[of] as Float64Array);
    if (as === "level") return levelAt(values, at, length);
    if (as === "start") return levelAt(values, Math.min(at, length - 1), length);
    if (as === "overall") return levelAt(values, at, at + 1);
    const { slope, end } = lineAt(values, at, length);
    return as === "trend" ? slope : end;
  });
