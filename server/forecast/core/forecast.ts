import { conformalMargins, errorLaw, errorScales, type Interval, type Margins } from "./conformal.ts";
import { meanErrors, mixed, sharesOf } from "./ensemble.ts";
import type { Calendar, Frame, Method } from "./method.ts";
import { LAST_VALUE, SEASONAL_NAIVE } from "./naive.ts";
import { RIDGES } from "./ridge.ts";
import { findLongSeason } from "./seasons.ts";
import { HOLT_WINTERS } from "./smoothing.ts";
import { OPTIMISED_THETA, THETA } from "./theta.ts";

const METHODS: readonly Method[] = [
  SEASONAL_NAIVE,
  LAST_VALUE,
  HOLT_WINTERS,
  THETA,
  OPTIMISED_THETA,
  ...RIDGES,
];

/** So many places back are tried, over so many steps beside the horizon and at most half of what is known. */
const ORIGINS = 80;
const TRIED_STEPS = 300;
/** So often methods are fitted anew on the way through those places: what is fitted to half the past errs more than it will. */
const FITS = 2;
/** Fewer values than this are too few to try methods on. */
const TRIED_LEAST = 8;
/** Values farther back are not looked at: a million answer as fast as these. */
const MEMORY = 3_000;
const MEMORY_SEASONS = 12;
/** The best single method is taken where it erred so much less than all together. */
const CLEARLY_BETTER = 0.9;
/** A forecast so many times the range of the values away from them is a method that ran off. */
const RUN_OFF = 3;

const LEVELS = [0.8, 0.9];

/** What a forecast is asked for. */
export type ForecastInput = {
  /** Values in order; NaN where one is missing. */
  values: Float64Array;
  horizon: number;
  /** Steps after which the pattern repeats; 1 where it does not. */
  season: number;
  calendar?: Calendar | null;
  /** Whether values below nought cannot be. */
  isNonNegative?: boolean;
};

/** What is to be expected of the steps to come. */
export type Forecast = {
  point: Float64Array;
  intervals: Interval[];
  /** The one method taken, or "ensemble". */
  method: string;
  /** Methods with their shares, largest first. */
  shares: { name: string; share: number }[];
  /** Mean size of the errors of the steps tried before; null where nothing could be tried. */
  pastError: number | null;
  /** Sizes of the errors of the next step, tried before, ascending. */
  firstErrors: Float64Array;
};

/** Fills gaps along the straight line between the values around them. */
export const bridged = (values: Float64Array): Float64Array => {
  const filled = values.slice();
  let last = -1;
  for (let i = 0; i < filled.length; i++) {
    if (Number.isNaN(filled[i] as number)) continue;
    const [from, to] = [last < 0 ? (filled[i] as number) : (filled[last] as number), filled[i] as number];
    for (let k = last + 1; k < i; k++) filled[k] = from + ((to - from) * (k - last)) / (i - last);
    last = i;
  }
  return filled;
};

/** Places in the past from which the methods are tried, evenly spaced; the last one leaves just the tried horizon. */
const originsOf = (n: number, horizon: number): Int32Array => {
  const span = Math.min(Math.floor(n / 2), Math.max(4 * horizon, horizon + TRIED_STEPS));
  const count = Math.min(ORIGINS, span - horizon);
  if (count < 1) return new Int32Array();
  const stride = Math.floor((span - horizon) / count);
  return Int32Array.from({ length: count }, (_, i) => n - horizon - (count - 1 - i) * stride);
};

const rangeOf = (values: Float64Array): { low: number; high: number } => {
  let [low, high] = [values[0] as number, values[0] as number];
  for (const value of values) {
    if (value < low) low = value;
    if (value > high) high = value;
  }
  return { low, high };
};

/** Whether every number is one and none ran off from where the values lie. */
const isSound = (forecast: Float64Array, { low, high }: { low: number; high: number }): boolean => {
  const room = RUN_OFF * (high - low) + 1e-9 * Math.abs(high);
  return forecast.every((each) => each >= low - room && each <= high + room);
};

type Candidate = { name: string; foretold: Float64Array; ahead: Float64Array };

/** Every method that can be fitted, with what it foretold from the origins and what it foretells from the end. */
const candidatesOf = (frame: Frame, origins: Int32Array, tried: number): Candidate[] => {
  const n = frame.fitEnd;
  const range = rangeOf(frame.values);
  const part = Math.ceil(origins.length / FITS);
  return METHODS.flatMap((method) => {
    const now = method.fit(frame);
    if (now === null) return [];
    const foretold = new Float64Array(origins.length * tried);
    for (let at = 0; at < origins.length; at += part) {
      const some = origins.subarray(at, at + part);
      const past = method.fit({ ...frame, horizon: tried, fitEnd: some[0] as number });
      if (past === null) return [];
      past(some, foretold.subarray(at * tried, (at + some.length) * tried));
    }
    const ahead = new Float64Array(frame.horizon);
    now(Int32Array.of(n), ahead);
    return isSound(foretold, range) && isSound(ahead, range) ? [{ name: method.name, foretold, ahead }] : [];
  });
};

/** The errors of each step over the origins, by their scales. */
const errorsByStep = (
  foretold: Float64Array,
  actual: Float64Array,
  steps: number,
  scales: Float64Array,
): Float64Array[] =>
  Array.from({ length: steps }, (_, step) =>
    Float64Array.from({ length: actual.length / steps }, (_, row) => {
      const i = row * steps + step;
      return ((actual[i] as number) - (foretold[i] as number)) / (scales[i] as number);
    }),
  );

/** Margins of all steps from those of the first ones: what was not tried grows as errors that add up do. */
const stretched = ({ below, above }: Margins, steps: number): Margins => {
  const over = (margins: Float64Array): Float64Array => {
    const known = margins.length;
    return Float64Array.from({ length: steps }, (_, step) =>
      step < known
        ? (margins[step] as number)
        : (margins[known - 1] as number) * Math.sqrt((step + 1) / known),
    );
  };
  return { below: over(below), above: over(above) };
};

/** Margins by the scale of each step. */
const scaled = ({ below, above }: Margins, scales: Float64Array): Margins => {
  const by = (margins: Float64Array) => margins.map((margin, step) => margin * (scales[step] as number));
  return { below: by(below), above: by(above) };
};

/** A series too short to try anything on: it repeats, and errs as it would have. */
const repeated = (
  values: Float64Array,
  season: number,
  horizon: number,
): { point: Float64Array; errors: Float64Array } => {
  const period = values.length > season ? season : 1;
  const n = values.length;
  return {
    point: Float64Array.from({ length: horizon }, (_, h) => values[n - period + (h % period)] as number),
    errors: Float64Array.from(
      { length: n - period },
      (_, i) => (values[i + period] as number) - (values[i] as number),
    ),
  };
};

const trimmed = (values: Float64Array, season: number): { from: number; end: number } => {
  let end = values.length;
  while (end > 0 && Number.isNaN(values[end - 1] as number)) end--;
  let from = Math.max(0, end - Math.max(MEMORY, MEMORY_SEASONS * season));
  while (from < end && Number.isNaN(values[from] as number)) from++;
  return { from, end };
};

const LEAST_VALUES = 3;

/**
 * Foretells the steps after a series. Every method is tried from places in the past; all are mixed by how little they
 * erred, or the best is taken alone where it is clearly better, and the errors of just that mixture make the intervals.
 */
export const forecast = ({
  values: all,
  horizon: asked,
  season,
  calendar = null,
  isNonNegative = false,
}: ForecastInput): Forecast => {
  const { from, end } = trimmed(all, season);
  const known = all.subarray(from, end);
  const count = known.reduce((sum, value) => sum + (Number.isNaN(value) ? 0 : 1), 0);
  if (count < LEAST_VALUES)
    throw new RangeError(`forecast: found ${count} values, expected ${LEAST_VALUES} or more`);
  if (!known.every((value) => Number.isNaN(value) || Number.isFinite(value)))
    throw new RangeError("forecast: found a value that is not finite, expected numbers");
  // Missing values at the end are foretold too, and left out of the answer.
  const skipped = all.length - end;
  const horizon = asked + skipped;
  const values = bridged(known);
  const n = values.length;
  const shown = (each: Float64Array): Float64Array => each.slice(skipped);
  const floor = (each: Float64Array): Float64Array =>
    isNonNegative ? each.map((x) => Math.max(0, x)) : each;
  const answer = (
    point: Float64Array,
    marginsAt: (level: number) => Margins,
    rest: Omit<Forecast, "point" | "intervals">,
  ): Forecast => {
    const intervals = LEVELS.map((level) => {
      const { below, above } = marginsAt(level);
      return {
        level,
        low: floor(shown(point.map((each, i) => each - (below[i] as number)))),
        high: floor(shown(point.map((each, i) => each + (above[i] as number)))),
      };
    });
    return { point: floor(shown(point)), intervals, ...rest };
  };

  const tried = Math.min(horizon, Math.floor(n / 4));
  const origins = n < TRIED_LEAST ? new Int32Array() : originsOf(n, tried);
  const columns = calendar?.columns.map((column) => column.subarray(from)) ?? [];
  const frame: Frame = {
    ...{ values, horizon, season },
    fitEnd: n,
    longSeason: findLongSeason(values, season),
    calendar: columns.length > 0 ? { columns } : null,
  };
  const candidates = origins.length === 0 ? [] : candidatesOf(frame, origins, tried);
  if (candidates.length === 0) {
    const { point, errors } = repeated(values, season, horizon);
    return answer(point, (level) => stretched(conformalMargins([errors], level), horizon), {
      method: SEASONAL_NAIVE.name,
      shares: [{ name: SEASONAL_NAIVE.name, share: 1 }],
      pastError: null,
      firstErrors: errors.map(Math.abs).sort(),
    });
  }
  const actual = new Float64Array(origins.length * tried);
  origins.forEach((origin, row) => {
    actual.set(known.subarray(origin, origin + tried), row * tried);
  });
  const errors = meanErrors(candidates, actual, origins.length);
  let shares = sharesOf(errors);
  const together = mixed(
    candidates.map(({ foretold }) => foretold),
    shares,
  );
  const [error] = meanErrors([{ foretold: together }], actual, origins.length);
  const best = errors.indexOf(errors.reduce((a, b) => Math.min(a, b), Number.POSITIVE_INFINITY));
  const isSingle = (errors[best] as number) <= CLEARLY_BETTER * (error as number);
  if (isSingle) shares = shares.map((_, i) => (i === best ? 1 : 0));
  const foretold = isSingle ? (candidates[best] as Candidate).foretold : together;
  const point = mixed(
    candidates.map(({ ahead }) => ahead),
    shares,
  );
  const law = errorLaw(point.every((each) => each > 0) ? foretold : new Float64Array(1), actual, tried);
  const byStep = errorsByStep(foretold, actual, tried, errorScales(foretold, tried, law));
  const scales = errorScales(point, horizon, law);
  return answer(point, (level) => scaled(stretched(conformalMargins(byStep, level), horizon), scales), {
    method: isSingle ? (candidates[best] as Candidate).name : "ensemble",
    shares: candidates
      .map(({ name }, i) => ({ name, share: shares[i] as number }))
      .filter(({ share }) => share >= 0.005)
      .sort((a, b) => b.share - a.share),
    pastError: isSingle ? (errors[best] as number) : (error as number),
    firstErrors: (byStep[0] as Float64Array)
      .filter((each) => !Number.isNaN(each))
      .map((each) => Math.abs(each) * (scales[0] as number))
      .sort(),
  });
};
