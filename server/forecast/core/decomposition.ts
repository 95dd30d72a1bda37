/** Correlation of values with those `lag` steps before, over places `from` up to `end`. */
export const autocorrelation = (values: Float64Array, lag: number, end: number, from = 0): number => {
  let mean = 0;
  for (let i = from; i < end; i++) mean += values[i] as number;
  mean /= end - from;
  let product = 0;
  let square = 0;
  for (let i = from; i < end; i++) {
    const here = (values[i] as number) - mean;
    square += here * here;
    if (i - lag >= from) product += here * ((values[i - lag] as number) - mean);
  }
  return square > 0 ? product / square : 0;
};

/**
 * Additive seasonal pattern of the values before `end` by ratio to the centred moving average, one number per phase
 * (place modulo season), with mean nought; null where there are not two seasons.
 */
export const seasonalPattern = (values: Float64Array, season: number, end: number): Float64Array | null => {
  if (season < 2 || end < 2 * season) return null;
  const sums = new Float64Array(season);
  const counts = new Float64Array(season);
  const half = season >> 1;
  const isEven = season % 2 === 0;
  let window = 0;
  for (let i = 0; i < 2 * half + 1; i++) window += values[i] as number;
  for (let i = half; i + half < end; i++) {
    if (i > half) window += (values[i + half] as number) - (values[i - half - 1] as number);
    // An even season takes half of each end, so that the average has the season's length.
    const around = isEven
      ? window - ((values[i - half] as number) + (values[i + half] as number)) / 2
      : window;
    sums[i % season] = (sums[i % season] as number) + (values[i] as number) - around / season;
    counts[i % season] = (counts[i % season] as number) + 1;
  }
  const pattern = sums.map((sum, phase) =>
    (counts[phase] as number) > 0 ? sum / (counts[phase] as number) : 0,
  );
  const mean = pattern.reduce((sum, each) => sum + each, 0) / season;
  return pattern.map((each) => each - mean);
};
