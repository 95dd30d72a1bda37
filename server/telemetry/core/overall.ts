import type { LabelledBucket } from "#server/telemetry/core/scorecard.ts";

/** Work that was spared: a meter that counts needs, the label of those that took none, and of which part it counts. */
type Spared = { of: string; meter: string; label: string; only: string | null };

/** Where real traffic tells both paths apart: needs that did their work, and needs that something kept or shared spared it. */
const SPARED: readonly Spared[] = [
  { of: "searches and answers kept", meter: "vector.cache", label: "hit=true", only: null },
  { of: "answers of the model kept", meter: "llm.cache", label: "hit=true", only: null },
  { of: "calls to outside services", meter: "external.calls", label: "saved=true", only: null },
  { of: "KPI tiles", meter: "cache.reads", label: "hit=true", only: "of=kpi-tiles" },
];
/** Fewer needs in an hour say nothing of a share. */
const LEAST = 20;

/** The meters that {@link gainOf} reads. */
export const OVERALL_METERS: readonly string[] = [...new Set(SPARED.map(({ meter }) => meter))];

/**
 * How much less work there was than on the unoptimised path, per cent: for each line with traffic its needs over those
 * that did their work, then the geometric mean of the lines; null where none has enough of it.
 */
export const gainOf = (buckets: readonly LabelledBucket[]): number | null => {
  const logs: number[] = [];
  for (const { meter, label, only } of SPARED) {
    let [needs, done] = [0, 0];
    for (const { name, labels, sum } of buckets) {
      const all = labels.split(",");
      if (name !== meter || (only !== null && !all.includes(only))) continue;
      needs += sum;
      if (!all.includes(label)) done += sum;
    }
    // One more on both sides: a line that spared everything is not without bound.
    if (needs >= LEAST) logs.push(Math.log((needs + 1) / (done + 1)));
  }
  if (logs.length === 0) return null;
  return 100 * (1 - Math.exp(-logs.reduce((sum, each) => sum + each, 0) / logs.length));
};
