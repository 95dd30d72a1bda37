/** Least and most that is to be expected of every step, at a share of the cases. */
export type Interval = { level: number; low: Float64Array; high: Float64Array };

/** Errors that a step wants about it, its own and those of its neighbours: one in twenty lies beyond each end. */
const TOLD_ERRORS = 80;
/** With fewer errors than this nothing is known of an end by itself. */
const END_ERRORS = 40;

/**
 * The quantile of ascending sizes of errors which the next one stays within with the given chance, where errors are
 * exchangeable: the rank counts the one to come. Where there are too few, the largest is stretched by what is missing.
 */
export const conformalQuantile = (sorted: ArrayLike<number>, level: number): number => {
  const n = sorted.length;
  if (n === 0) return 0;
  const rank = Math.ceil((n + 1) * level);
  if (rank <= n) return sorted[rank - 1] as number;
  return ((sorted[n - 1] as number) * level * (n + 1)) / n;
};

/** The values that never fall and lie nearest to the given ones by squares: neighbours out of order share their mean. */
export const rising = (values: Float64Array): Float64Array => {
  const sums: number[] = [];
  const counts: number[] = [];
  for (const value of values) {
    let [sum, count] = [value, 1];
    while (sums.length > 0 && (sums.at(-1) as number) * count > sum * (counts.at(-1) as number)) {
      sum += sums.pop() as number;
      count += counts.pop() as number;
    }
    sums.push(sum);
    counts.push(count);
  }
  const out = new Float64Array(values.length);
  let at = 0;
  sums.forEach((sum, block) => {
    const count = counts[block] as number;
    out.fill(sum / count, at, at + count);
    at += count;
  });
  return out;
};

/** How far what is foretold may be missed downwards and upwards, of every step. */
export type Margins = { below: Float64Array; above: Float64Array };

/** The errors of a step with those of so many steps around it as make enough, NaN left out. */
const errorsAround = (errors: readonly Float64Array[], step: number): Float64Array => {
  const pool: number[] = [];
  const take = (from: number): void => {
    for (const error of errors[from] ?? []) if (!Number.isNaN(error)) pool.push(error);
  };
  take(step);
  for (let reach = 1; pool.length < TOLD_ERRORS && reach < errors.length; reach++) {
    take(step - reach);
    take(step + reach);
  }
  return Float64Array.from(pool);
};

/**
 * How far below and above what is foretold each step stays at the given chance, from the errors of each step (what came
 * less what was foretold, NaN where it is not known). Each end is told by the errors on its side, so that as many lie
 * beyond the one as beyond the other; few errors tell but their size, the same for both ends. What was foretold always
 * lies within. A farther step is never surer than a nearer one; where the errors say so by chance, the two share their
 * mean, for the largest so far would be too wide for all behind it.
 */
export const conformalMargins = (errors: readonly Float64Array[], level: number): Margins => {
  const below = new Float64Array(errors.length);
  const above = new Float64Array(errors.length);
  errors.forEach((_, step) => {
    const around = errorsAround(errors, step);
    if (around.length < END_ERRORS) {
      below[step] = conformalQuantile(around.map(Math.abs).sort(), level);
      above[step] = below[step] as number;
      return;
    }
    const end = (1 + level) / 2;
    above[step] = Math.max(0, conformalQuantile(around.sort(), end));
    below[step] = Math.max(0, conformalQuantile(around.map((error) => -error).sort(), end));
  });
  return { below: rising(below), above: rising(above) };
};

/** What errors grow with: a power of each value foretold, or of the mean of those foretold together. */
export type ErrorLaw = { power: number; isOfMean: boolean };

const NO_LAW: ErrorLaw = { power: 0, isOfMean: true };
/** In order of preference where two are as good. */
const LAWS: readonly ErrorLaw[] = [
  NO_LAW,
  { power: 1, isOfMean: true },
  { power: 1, isOfMean: false },
  { power: 0.5, isOfMean: true },
  { power: 0.5, isOfMean: false },
];

/** The scale of the error of each value foretold by a law, in rows of `steps` that were foretold together. */
export const errorScales = (
  foretold: Float64Array,
  steps: number,
  { power, isOfMean }: ErrorLaw,
): Float64Array => {
  if (!isOfMean || power === 0) return foretold.map((value) => value ** power);
  const scales = new Float64Array(foretold.length);
  for (let at = 0; at < foretold.length; at += steps) {
    const row = foretold.subarray(at, at + steps);
    scales.fill((row.reduce((sum, value) => sum + value, 0) / steps) ** power, at, at + steps);
  }
  return scales;
};

/**
 * The law by which the sizes of errors grow that makes them likeliest, each drawn by Laplace's law about nought; none
 * where something at or below nought was foretold, of which no share can be told.
 */
export const errorLaw = (foretold: Float64Array, actual: Float64Array, steps: number): ErrorLaw => {
  if (foretold.some((value) => value <= 0)) return NO_LAW;
  let [found, least] = [NO_LAW, Number.POSITIVE_INFINITY];
  for (const law of LAWS) {
    let [sum, logs, count] = [0, 0, 0];
    errorScales(foretold, steps, law).forEach((scale, i) => {
      const size = Math.abs((actual[i] as number) - (foretold[i] as number));
      if (Number.isNaN(size)) return;
      sum += size / scale;
      logs += Math.log(scale);
      count++;
    });
    if (sum === 0) return NO_LAW;
    const cost = Math.log(sum / count) + logs / count;
    // What is better only by rounding is not.
    if (cost < least - 1e-9) [found, least] = [law, cost];
  }
  return found;
};

/**
 * The chance that what was foretold as `point` comes to `limit` or more, by the ascending sizes of errors before, which
 * go up as often as down. The error to come counts half, so that no chance is nought or one.
 */
export const chanceAtLeast = (point: number, sorted: ArrayLike<number>, limit: number): number => {
  const n = sorted.length;
  const gap = Math.abs(limit - point);
  let below = 0;
  while (below < n && (sorted[below] as number) < gap) below++;
  const beyond = (n - below + 0.5) / (n + 1) / 2;
  return limit > point ? beyond : 1 - beyond;
};
