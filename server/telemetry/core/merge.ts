import { mixtureQuantile, type Sketch } from "#server/lib/quantile.ts";

/** One series over one bucket of time. */
export type Bucket = Sketch & { at: Date; sum: number };

/** Maps buckets to the one that spans them all, dated `at`; null for none. Quantiles are those of the mixture. */
export const mergeBuckets = (buckets: readonly Bucket[], at: Date): Bucket | null => {
  const [only] = buckets;
  if (only === undefined) return null;
  if (buckets.length === 1) return { ...only, at };
  let [count, sum] = [0, 0];
  let [min, max] = [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY];
  for (const each of buckets) {
    count += each.count;
    sum += each.sum;
    if (each.min < min) min = each.min;
    if (each.max > max) max = each.max;
  }
  const [p50, p95, p99] = [0.5, 0.95, 0.99].map((q) => mixtureQuantile(buckets, q));
  return { at, count, sum, min, max, p50: p50 ?? null, p95: p95 ?? null, p99: p99 ?? null };
};

/** Maps buckets to one per `stepS` seconds, on whole steps since 1970 UTC, in order of time; empty steps are left out. */
export const regroup = (buckets: readonly Bucket[], stepS: number): Bucket[] => {
  const stepMs = stepS * 1000;
  const groups = new Map<number, Bucket[]>();
  for (const each of buckets) {
    const at = Math.floor(each.at.getTime() / stepMs) * stepMs;
    const group = groups.get(at);
    if (group === undefined) groups.set(at, [each]);
    else group.push(each);
  }
  return [...groups]
    .sort(([a], [b]) => a - b)
    .flatMap(([at, group]) => mergeBuckets(group, new Date(at)) ?? []);
};
