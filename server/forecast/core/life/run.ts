/** What was read of a unit, a value per cycle: how it was run (settings) and what its sensors showed. */
export type Run = { unit: string; cycles: Float64Array; settings: Float64Array[]; sensors: Float64Array[] };

/** What to call the columns of runs. */
export type RunNames = { settings: readonly string[]; sensors: readonly string[] };

/** Maps a value per cycle to the same without gaps: a missing one is as the one before, the first ones as the first there is. */
export const withoutGaps = (values: Float64Array): Float64Array => {
  const first = values.find((value) => !Number.isNaN(value)) ?? 0;
  let last = first;
  return values.map((value) => {
    last = Number.isNaN(value) ? last : value;
    return last;
  });
};

/** Maps numbers to the one in their middle. */
export const medianOf = (values: readonly number[]): number => {
  const sorted = [...values].sort((a, b) => a - b);
  const middle = sorted.length >> 1;
  if (sorted.length === 0) return Number.NaN;
  return sorted.length % 2 === 1
    ? (sorted[middle] as number)
    : ((sorted[middle - 1] as number) + (sorted[middle] as number)) / 2;
};
