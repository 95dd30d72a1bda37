/** Least and most that is to be expected of every step, at a share of the cases. */
export type Interval = { level: number; low: Float64Array; high: Float64Array };

/** Errors that a step needs of its own; with fewer, those of the steps around it count too. */
const OWN_ERRORS = 40;

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

/**
 * Half the width of the interval of every step, from the sizes of errors of each step (NaN where none is known). A
 * step with few errors borrows those of its neighbours. A farther step is never surer than a nearer one; where the
 * errors say so by chance, the two share their mean, for the largest so far would be too wide for all behind it.
 */
export const conformalWidths = (errors: readonly Float64Array[], level: number): Float64Array => {
  const known = errors.map((each) => each.filter((error) => !Number.isNaN(error)));
  return rising(
    Float64Array.from(errors, (_, step) => {
      let pool = [...(known[step] as Float64Array)];
      for (let reach = 1; pool.length < OWN_ERRORS && reach < errors.length; reach++)
        pool = pool.concat([...(known[step - reach] ?? [])], [...(known[step + reach] ?? [])]);
      return conformalQuantile(
        pool.sort((a, b) => a - b),
        level,
      );
    }),
  );
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
