/** Maps ascending values to the one at rank `q` in [0, 1], linear between neighbours (Hyndman and Fan, type 7). */
export const quantileOf = (sorted: ArrayLike<number>, q: number): number => {
  if (sorted.length === 0) throw new RangeError("quantile: got no values, expected at least one.");
  const rank = Math.min(1, Math.max(0, q)) * (sorted.length - 1);
  const below = sorted[Math.floor(rank)] as number;
  const above = sorted[Math.ceil(rank)] as number;
  return below + (above - below) * (rank - Math.floor(rank));
};

/** What is left of a distribution: how many values, its ends, and three quantiles, null where none were kept. */
export type Sketch = {
  count: number;
  min: number;
  max: number;
  p50: number | null;
  p95: number | null;
  p99: number | null;
};

/** The share of the values of a sketch that lie at or below a value, as far as five points tell. */
export const shareBelow = (sketch: Sketch, value: number): number => {
  if (value < sketch.min) return 0;
  if (value >= sketch.max) return 1;
  const { min, max, p50, p95, p99 } = sketch;
  // Straight lines between the five points kept of the distribution function.
  const points = [min, p50 ?? min, p95 ?? max, p99 ?? max, max];
  const shares = [0, 0.5, 0.95, 0.99, 1];
  for (let i = 3; i >= 0; i--) {
    const low = points[i] as number;
    if (value < low) continue;
    const high = points[i + 1] as number;
    const [from, to] = [shares[i] as number, shares[i + 1] as number];
    return high > low ? from + ((to - from) * (value - low)) / (high - low) : to;
  }
  return 0;
};

/**
 * Maps sketches of parts to the quantile of the whole: the value below which a share `q` of all counts lies, by
 * bisection on the mixed distribution function. One sketch gives back its own quantiles; the answer always lies
 * between the smallest and the largest quantile of the parts, and is exact only as far as five points tell.
 */
export const mixtureQuantile = (sketches: readonly Sketch[], q: number): number | null => {
  const parts = sketches.filter((each) => each.count > 0 && each.p50 !== null);
  const total = parts.reduce((sum, each) => sum + each.count, 0);
  if (total === 0) return null;
  let low = Math.min(...parts.map((each) => each.min));
  let high = Math.max(...parts.map((each) => each.max));
  // 50 halvings leave 1e-15 of the range.
  for (let i = 0; i < 50 && high > low; i++) {
    const middle = low + (high - low) / 2;
    let below = 0;
    for (const part of parts) below += part.count * shareBelow(part, middle);
    if (below < q * total) low = middle;
    else high = middle;
  }
  return high;
};
