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

/**
 * Half the width of the interval of every step, from the sizes of errors of each step (NaN where none is known). A
 * step with few errors borrows those of its neighbours, and a farther step is never surer than a nearer one.
 */
export const conformalWidths = (errors: readonly Float64Array[], level: number): Float64Array => {
  const known = errors.map((each) => each.filter((error) => !Number.isNaN(error)));
  let widest = 0;
  return Float64Array.from(errors, (_, step) => {
    let pool = [...(known[step] as Float64Array)];
    for (let reach = 1; pool.length < OWN_ERRORS && reach < errors.length; reach++)
      pool = pool.concat([...(known[step - reach] ?? [])], [...(known[step + reach] ?? [])]);
    pool.sort((a, b) => a - b);
    widest = Math.max(widest, conformalQuantile(pool, level));
    return widest;
  });
};
