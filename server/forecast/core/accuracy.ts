/** Mean size of the changes over `season` steps, where both values are known; NaN where there are none. */
export const seasonalScale = (values: Float64Array, season: number): number => {
  let sum = 0;
  let count = 0;
  for (let i = season; i < values.length; i++) {
    const change = Math.abs((values[i] as number) - (values[i - season] as number));
    if (Number.isNaN(change)) continue;
    sum += change;
    count++;
  }
  return sum / count;
};

/**
 * Mean absolute scaled error: the mean size of the errors against that of seasonal naive, one season ahead, over the
 * history (Hyndman and Koehler 2006). NaN where nothing is known or the history never changes.
 */
export const mase = (
  history: Float64Array,
  actual: Float64Array,
  point: ArrayLike<number>,
  season: number,
): number => {
  const scale = seasonalScale(history, season);
  let sum = 0;
  let count = 0;
  actual.forEach((value, h) => {
    if (Number.isNaN(value)) return;
    sum += Math.abs(value - (point[h] as number));
    count++;
  });
  return scale > 0 && count > 0 ? sum / count / scale : Number.NaN;
};

/** How many of the known values lie within the interval, and how many are known. */
export const covered = (
  actual: Float64Array,
  { low, high }: { low: ArrayLike<number>; high: ArrayLike<number> },
): { inside: number; known: number } => {
  let [inside, known] = [0, 0];
  actual.forEach((value, h) => {
    if (Number.isNaN(value)) return;
    known++;
    if (value >= (low[h] as number) && value <= (high[h] as number)) inside++;
  });
  return { inside, known };
};

/** Mean of the shares of yes among the rows told likeliest, taken at each yes: 1 where every yes stands before every no. */
export const averagePrecision = (chances: readonly number[], isYes: readonly boolean[]): number => {
  const order = chances.map((_, i) => i).sort((a, b) => (chances[b] as number) - (chances[a] as number));
  let yes = 0;
  let sum = 0;
  order.forEach((i, k) => {
    if (isYes[i]) sum += ++yes / (k + 1);
  });
  return yes > 0 ? sum / yes : Number.NaN;
};
