import { type Bucket, mergeBuckets } from "#server/telemetry/core/merge.ts";

/** A series' bucket with the labels it stands under. */
export type LabelledBucket = Bucket & { name: string; labels: string };

/** What becomes of the buckets of a window: a quantile of all, the peak, the mean, or the share with a label. */
export type Reducer = "p95" | "p99" | "max" | "mean" | { share: string };

/** A line of the scorecard: which meter it reads and what the product promises. */
export type LineDefinition = {
  key: string;
  title: string;
  /** The promise, in words. */
  target: string;
  /** What we set ourselves, in words. */
  aim: string;
  unit: string;
  meter: string;
  /** The requests or jobs behind it, by the name of their traces; null where they are all or none. */
  requests: string | null;
  reduce: Reducer;
  /** The promise as a bound of the value. */
  bound: { most: number } | { least: number };
  /** Whether it grows with what is asked alone: under its bound it says that no more was asked, not that more would fail. */
  isOfDemand?: true;
};

/** The lines of the scorecard, in the order of the page. */
export const SCORECARD: readonly LineDefinition[] = [
  {
    key: "vector-search",
    title: "Vector search",
    target: "under 60 ms, over 90% relevance",
    aim: "p99 under 10 ms at recall@10 of 0.95 or more",
    unit: "ms",
    meter: "vector.search_ms",
    requests: "vector.search",
    reduce: "p99",
    bound: { most: 60 },
  },
  {
    key: "semantic-cache",
    title: "Semantic cache",
    target: "over 85% hits",
    aim: "over 85% hits, at most 0.1% wrong, none on near-miss pairs",
    unit: "%",
    meter: "vector.cache",
    requests: "vector.search",
    reduce: { share: "hit=true" },
    bound: { least: 85 },
  },
  {
    key: "inference",
    title: "Model inference",
    target: "under 600 ms",
    aim: "p95 under 600 ms at 8 in flight",
    unit: "ms",
    meter: "llm.answer_ms",
    requests: "ask.ask",
    reduce: "p95",
    bound: { most: 600 },
  },
  {
    key: "inference-cache",
    title: "Inference cache, similar inputs",
    target: "over 80% hits on repeated patterns",
    aim: "the same, no wrong hit on near-miss pairs",
    unit: "%",
    meter: "llm.cache",
    requests: "ask.ask",
    reduce: { share: "hit=true" },
    bound: { least: 80 },
  },
  {
    key: "ask",
    title: "Question to answer",
    target: "under 2 s, 50 users at once",
    aim: "p95 under 2 s with a model; without one rows p95 under 150 ms",
    unit: "ms",
    meter: "ask.answer_ms",
    requests: "ask.ask",
    reduce: "p95",
    bound: { most: 2_000 },
  },
  {
    key: "flags",
    title: "Flag evaluation",
    target: "under 2.5 ms, 150 per second, 95% cached",
    aim: "p99 under 0.01 ms, over 1 million per second",
    unit: "ms",
    meter: "flags.evaluate_ms",
    requests: "flags.evaluate",
    reduce: "p99",
    bound: { most: 2.5 },
  },
  {
    key: "route-plan",
    title: "Route plan, 50 vehicles",
    target: "under 30 s, 20–30% better",
    aim: "1,000 stops: first feasible plan within 2 s, done within 30 s",
    unit: "ms",
    meter: "routing.solve_ms",
    requests: "routing.plans.request",
    reduce: "max",
    bound: { most: 30_000 },
  },
  {
    key: "forecast",
    title: "Forecast query",
    target: "under 500 ms",
    aim: "p99 under 100 ms cold, under 10 ms cached",
    unit: "ms",
    meter: "forecast.query_ms",
    requests: "forecast.days",
    reduce: "p99",
    bound: { most: 500 },
  },
  {
    key: "api",
    title: "API",
    target: "p99 under 200 ms",
    aim: "p99 under 100 ms at 500 requests a second on two cores",
    unit: "ms",
    meter: "api.request_ms",
    requests: null,
    reduce: "p99",
    bound: { most: 200 },
  },
  {
    key: "alert",
    title: "Alert raised",
    target: "under 200 ms",
    aim: "p99 under 200 ms, from event to screen",
    unit: "ms",
    meter: "alerts.raise_ms",
    requests: null,
    reduce: "p99",
    bound: { most: 200 },
  },
  {
    key: "live",
    title: "Live updates, event to screen",
    target: "multiplexed on one socket",
    aim: "1,000 events/s at 55 fps or more, event to pixel p95 at most 100 ms",
    unit: "ms",
    meter: "live.event_to_pixel_ms",
    requests: null,
    reduce: "p95",
    bound: { most: 100 },
  },
  {
    key: "overall",
    title: "Overall, against the unoptimised path",
    target: "45–65% better",
    aim: "needs over work done, geometric mean of what is kept and shared; the bench compares every line",
    unit: "%",
    meter: "overall.gain_percent",
    requests: null,
    reduce: "mean",
    bound: { least: 45 },
  },
  {
    key: "outside-calls",
    title: "Outside calls saved",
    target: "25–40% cheaper, 45% throughput, 30% fewer failures",
    aim: "proven on a published trace, worst case shown too",
    unit: "%",
    meter: "external.calls",
    requests: null,
    reduce: { share: "saved=true" },
    bound: { least: 25 },
  },
  {
    key: "database",
    title: "Database connections at which the API line held",
    target: "120 connections or more",
    aim: "holds the API line at 120 connections",
    unit: "connections",
    meter: "database.connections_held",
    requests: null,
    reduce: "max",
    bound: { least: 120 },
    isOfDemand: true,
  },
  {
    key: "rollback",
    title: "Automatic rollback, regression to rollback",
    target: "on regression",
    aim: "at most 0.2% false in A/A runs; 2x latency caught within 30 s at 100 requests/s",
    unit: "s",
    meter: "tuning.rollback_s",
    requests: null,
    reduce: "max",
    bound: { most: 30 },
  },
];

const share = (buckets: readonly LabelledBucket[], label: string): number | null => {
  let [having, all] = [0, 0];
  for (const each of buckets) {
    all += each.sum;
    if (each.labels.split(",").includes(label)) having += each.sum;
  }
  return all > 0 ? (100 * having) / all : null;
};

/** Maps the buckets of a line's meter to its value in the line's unit; null without traffic. */
export const reduceLine = (reduce: Reducer, buckets: readonly LabelledBucket[]): number | null => {
  if (typeof reduce === "object") return share(buckets, reduce.share);
  const whole = mergeBuckets(buckets, new Date(0));
  if (whole === null || whole.count === 0) return null;
  if (reduce === "mean") return whole.sum / whole.count;
  return whole[reduce];
};

/** Whether a value keeps a bound; null without a value. */
export const isWithin = (bound: LineDefinition["bound"], value: number | null): boolean | null => {
  if (value === null) return null;
  return "most" in bound ? value <= bound.most : value >= bound.least;
};

/** Whether a value keeps the promise of a line; null where it says neither. */
export const isKept = (
  { bound, isOfDemand }: Pick<LineDefinition, "bound" | "isOfDemand">,
  value: number | null,
): boolean | null => {
  const isMet = isWithin(bound, value);
  return isMet === false && isOfDemand ? null : isMet;
};
