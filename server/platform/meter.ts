import { AsyncLocalStorage } from "node:async_hooks";
import { build, type Histogram } from "hdr-histogram-js";

/** Facts a measure is split by; few values each, for every combination is a series. */
export type Labels = Record<string, string | number | boolean>;

/** What a series counts: a distribution of values, a running total, or a level. */
export type MeterKind = "histogram" | "counter" | "gauge";

/** One series over one bucket of time; quantiles for histograms only. */
export type Rollup = {
  at: Date;
  name: string;
  labels: string;
  kind: MeterKind;
  count: number;
  sum: number;
  min: number;
  max: number;
  p50: number | null;
  p95: number | null;
  p99: number | null;
};

/** A series since the start of the process, its quantiles from the last second that had traffic. */
export type SeriesTotal = Omit<Rollup, "at" | "min" | "max"> & { last: number };

type Series = {
  name: string;
  labels: string;
  kind: MeterKind;
  histogram: Histogram | null;
  count: number;
  sum: number;
  min: number;
  max: number;
  last: number;
  totalCount: number;
  totalSum: number;
  quantiles: Quantiles;
};

/** Is told of a value with its labels; `by` is how many of them a counter added at once. */
type Sampled = (name: string, value: number, labels: Labels, by: number) => void;

const NO_LABELS: Labels = {};

/** Is told of a value of one meter; `by` is how many of them a counter added at once. */
export type Tap = (value: number, by: number, labels: Labels | undefined) => void;

const NO_TAPS: ReadonlyMap<string, Tap> = new Map();

type Quantiles = Pick<Rollup, "p50" | "p95" | "p99">;

const NO_QUANTILES: Quantiles = { p50: null, p95: null, p99: null };

/** Series of one meter: a histogram of three digits takes up to 100 kB, so 500 stay under 50 MB. */
const MAX_SERIES = 500;

/** The counter of measures refused because they would have been one series too many. */
export const REFUSED_SERIES = "meter.refused";

// The histogram holds whole numbers: thousandths keep three decimals of a millisecond.
const SCALE = 1000;

/** Maps labels to their one spelling: sorted `key=value` pairs joined by commas; empty without labels. */
export const labelText = (labels: Labels | undefined): string => {
  if (labels === undefined) return "";
  const keys = Object.keys(labels);
  if (keys.length > 1) keys.sort();
  return keys.map((key) => `${key}=${String(labels[key]).replace(/[,=\n"]/g, "_")}`).join(",");
};

/**
 * Measures of a process: histograms of three digits (G. Tene's HDR histogram), counters and gauges, each a series
 * per name and labels, at most `maxSeries`; `flush` empties the bucket since the last one. `now` is in epoch
 * milliseconds, `monotonic` in milliseconds of any origin.
 */
export const createMeter = ({
  now = Date.now,
  monotonic = () => performance.now(),
  maxSeries = MAX_SERIES,
}: {
  now?: () => number;
  monotonic?: () => number;
  maxSeries?: number;
} = {}) => {
  const series = new Map<string, Series>();
  let told: Sampled | null = null;
  const around = new AsyncLocalStorage<Labels>();

  const tell = (name: string, value: number, labels: Labels | undefined, by: number): void => {
    if (told === null) return;
    const outer = around.getStore();
    told(name, value, outer === undefined ? (labels ?? NO_LABELS) : { ...outer, ...labels }, by);
  };
  let taps = NO_TAPS;

  const open = (key: string, name: string, labels: string, kind: MeterKind): Series => {
    const made: Series = {
      name,
      labels,
      kind,
      histogram:
        kind === "histogram"
          ? build({ bitBucketSize: 32, autoResize: true, numberOfSignificantValueDigits: 3 })
          : null,
      count: 0,
      sum: 0,
      min: Number.POSITIVE_INFINITY,
      max: Number.NEGATIVE_INFINITY,
      last: 0,
      totalCount: 0,
      totalSum: 0,
      quantiles: NO_QUANTILES,
    };
    series.set(key, made);
    return made;
  };

  const refused = open(REFUSED_SERIES, REFUSED_SERIES, "", "counter");

  const find = (name: string, labels: Labels | undefined, kind: MeterKind): Series | null => {
    const text = labelText(labels);
    const key = text === "" ? name : `${name}{${text}`;
    const found = series.get(key);
    if (found !== undefined) {
      if (found.kind !== kind)
        throw new Error(
          `meter: ${name} is a ${found.kind}, got a value for a ${kind}, expected one kind a name`,
        );
      return found;
    }
    return series.size < maxSeries ? open(key, name, text, kind) : null;
  };

  const add = (to: Series | null, value: number): void => {
    if (!Number.isFinite(value))
      throw new RangeError(`meter: got ${value} for ${to?.name}, expected a finite number`);
    if (to === null) {
      add(refused, 1);
      return;
    }
    to.count++;
    to.sum += value;
    if (value < to.min) to.min = value;
    if (value > to.max) to.max = value;
    to.last = value;
    // Negative values have no place in an HDR histogram; they count as zero there and whole in sum and min.
    to.histogram?.recordValue(value > 0 ? Math.round(value * SCALE) : 0);
  };

  const quantile = (histogram: Histogram, percent: number, { min, max }: Series): number =>
    // A bucket is up to 0.1 % wide; the ends are known exactly.
    Math.min(max, Math.max(min, histogram.getValueAtPercentile(percent) / SCALE));

  const quantilesOf = (each: Series, histogram: Histogram): Quantiles => ({
    p50: quantile(histogram, 50, each),
    p95: quantile(histogram, 95, each),
    p99: quantile(histogram, 99, each),
  });

  const close = (each: Series, at: Date): Rollup => {
    if (each.histogram !== null) {
      each.quantiles = quantilesOf(each, each.histogram);
      each.histogram.reset();
    }
    const { name, labels, kind, count, sum, min, max, quantiles } = each;
    each.totalCount += count;
    each.totalSum += sum;
    each.count = 0;
    each.sum = 0;
    each.min = Number.POSITIVE_INFINITY;
    each.max = Number.NEGATIVE_INFINITY;
    return { at, name, labels, kind, count, sum, min, max, ...quantiles };
  };

  return {
    /** Adds a value, in the unit the name of the measure tells, to a distribution. */
    record(name: string, value: number, labels?: Labels): void {
      tell(name, value, labels, 1);
      add(find(name, labels, "histogram"), value);
      taps.get(name)?.(value, 1, labels);
    },
    /** Starts a watch; calling the result records the milliseconds since and returns them. */
    time(name: string, labels?: Labels): (more?: Labels) => number {
      const begin = monotonic();
      return (more) => {
        const tookMs = monotonic() - begin;
        const all = more === undefined ? labels : { ...labels, ...more };
        tell(name, tookMs, all, 1);
        add(find(name, all, "histogram"), tookMs);
        taps.get(name)?.(tookMs, 1, all);
        return tookMs;
      };
    },
    /** Adds to a running total. */
    count(name: string, by = 1, labels?: Labels): void {
      tell(name, 1, labels, by);
      add(find(name, labels, "counter"), by);
      taps.get(name)?.(1, by, labels);
    },
    /** Notes a level as of now. */
    gauge(name: string, value: number, labels?: Labels): void {
      add(find(name, labels, "gauge"), value);
      taps.get(name)?.(value, 1, labels);
    },
    /**
     * Does work whose values, however deep inside they are measured, are told with these labels too. Their series are
     * not split by them.
     */
    within<T>(labels: Labels, work: () => T): T {
      return Object.keys(labels).length === 0 ? work() : around.run(labels, work);
    },
    /** Hands every value to who compares them, before they are merged into seconds. */
    onSample(hears: Sampled): void {
      told = hears;
    },
    /** Hands every value of the meters named, as it is measured, to who watches them; the taps before are let go. */
    tap(told: ReadonlyMap<string, Tap>): void {
      taps = told;
    },
    /** Closes the bucket: one rollup per series with traffic, dated to the whole second now. */
    flush(): Rollup[] {
      const at = new Date(Math.floor(now() / 1000) * 1000);
      const rollups: Rollup[] = [];
      for (const each of series.values()) if (each.count > 0) rollups.push(close(each, at));
      return rollups;
    },
    /** A series in the second that runs, as far as it is; `labels` as {@link labelText} spells them, null without traffic in it. */
    peek(name: string, labels: string): Rollup | null {
      const found = series.get(labels === "" ? name : `${name}{${labels}`);
      if (found === undefined || found.count === 0) return null;
      const { kind, count, sum, min, max, histogram } = found;
      const quantiles = histogram === null ? NO_QUANTILES : quantilesOf(found, histogram);
      const at = new Date(Math.floor(now() / 1000) * 1000);
      return { at, name, labels, kind, count, sum, min, max, ...quantiles };
    },
    /** Every series since the start of the process. */
    totals(): SeriesTotal[] {
      return [...series.values()].map((each) => ({
        name: each.name,
        labels: each.labels,
        kind: each.kind,
        count: each.totalCount + each.count,
        sum: each.totalSum + each.sum,
        last: each.last,
        ...each.quantiles,
      }));
    },
  };
};
/** The measures of a process. */
export type Meter = ReturnType<typeof createMeter>;
