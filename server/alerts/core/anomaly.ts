import { quantileOf } from "#server/lib/quantile.ts";

/** Makes the median of absolute deviations the deviation of a normal distribution. */
const TO_DEVIATION = 1.4826;
/** Values that never differed still do not make a hundredth more an anomaly. */
const LEAST_SHARE = 0.01;

/** The usual value and how far values usually lie from it. */
export type Usual = { median: number; deviation: number };

/** Maps values to their median and robust deviation; null for none. */
export const usualOf = (values: readonly number[]): Usual | null => {
  if (values.length === 0) return null;
  const median = quantileOf(
    [...values].sort((a, b) => a - b),
    0.5,
  );
  const apart = values.map((value) => Math.abs(value - median)).sort((a, b) => a - b);
  const deviation = Math.max(TO_DEVIATION * quantileOf(apart, 0.5), LEAST_SHARE * Math.abs(median), 1e-9);
  return { median, deviation };
};

/** How many robust deviations a value lies from what is usual. */
export const deviationsOf = ({ median, deviation }: Usual, value: number): number =>
  (value - median) / deviation;

const HOUR_MS = 3_600_000;
const WEEK_HOURS = 168;

/** The hour of the week of an instant, 0 to 167, the same for instants that are whole weeks apart. */
export const hourOfWeek = (ms: number): number => Math.floor(ms / HOUR_MS) % WEEK_HOURS;

/** One hour of a meter's past. */
export type PastHour = { atMs: number; count: number; sum: number };

/** Maps hours of the past to what is usual in the hour of the week of `nowMs`; null with fewer than `leastWeeks` of them. */
export const usualAt = (
  hours: readonly PastHour[],
  measure: (hour: PastHour) => number,
  nowMs: number,
  leastWeeks: number,
): Usual | null => {
  const own = hourOfWeek(nowMs);
  const thisHour = Math.floor(nowMs / HOUR_MS) * HOUR_MS;
  const values = hours.filter(({ atMs }) => atMs < thisHour && hourOfWeek(atMs) === own).map(measure);
  return values.length < leastWeeks ? null : usualOf(values);
};
