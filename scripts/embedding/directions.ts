import type { Random } from "#server/lib/random.ts";

/** How alike two concepts ought to be. */
export type Likeness = (a: number, b: number) => number;

const unit = (vector: Float64Array): void => {
  const length = Math.hypot(...vector) || 1;
  for (let i = 0; i < vector.length; i++) vector[i] = (vector[i] ?? 0) / length;
};

/**
 * Gives each of `heavy.length` concepts a direction of `k` numbers so that their likenesses come as near as `k` allows
 * to those wanted: steps down the squared error, each pair weighed by how much its two concepts matter, so that what
 * is spoken of in texts is disturbed least by the many words that are not.
 */
export const directionsOf = (
  wanted: Likeness,
  heavy: Float64Array,
  { k, rounds, step }: { k: number; rounds: number; step: number },
  random: Random,
): Float64Array => {
  const n = heavy.length;
  const all = Float64Array.from({ length: n * k }, () => random.normal());
  const at = (row: number) => all.subarray(row * k, (row + 1) * k);
  for (let row = 0; row < n; row++) unit(at(row));
  const change = new Float64Array(k);
  for (let round = 0; round < rounds; round++)
    for (let a = 0; a < n; a++) {
      const mine = at(a);
      change.fill(0);
      for (let b = 0; b < n; b++) {
        if (b === a) continue;
        const from = b * k;
        let dot = 0;
        for (let i = 0; i < k; i++) dot += (mine[i] ?? 0) * (all[from + i] ?? 0);
        const error = (dot - wanted(a, b)) * (heavy[b] ?? 0);
        for (let i = 0; i < k; i++) change[i] = (change[i] ?? 0) - error * (all[from + i] ?? 0);
      }
      for (let i = 0; i < k; i++) mine[i] = (mine[i] ?? 0) + step * (change[i] ?? 0);
      unit(mine);
    }
  return all;
};
