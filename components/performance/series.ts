import type { SamplePoint } from "#server/telemetry/schema.ts";

/** Windows of the detail chart: how far back, and the step that gives a few hundred points. */
export const WINDOWS = [
  { key: "5m", spanS: 300, stepS: 1 },
  { key: "1h", spanS: 3_600, stepS: 10 },
  { key: "6h", spanS: 21_600, stepS: 60 },
  { key: "24h", spanS: 86_400, stepS: 300 },
  { key: "7d", spanS: 604_800, stepS: 3600 },
] as const;
export type WindowKey = (typeof WINDOWS)[number]["key"];

/** What a window may be held against: the one right before it, the same time a day or a week earlier. */
export const COMPARED = ["before", "day", "week"] as const;
export type Compared = (typeof COMPARED)[number];

/** How long before a window of a length the one it is held against lies, seconds. */
export const backOf = (compared: Compared, spanS: number): number => {
  if (compared === "before") return spanS;
  // A window longer than a day is held against the next one that does not overlap it.
  const dayS = 86_400;
  const daysS = (compared === "day" ? 1 : 7) * dayS;
  return Math.max(daysS, Math.ceil(spanS / daysS) * daysS);
};

/** Kinds of meters, and which values of a point each draws. */
export type MeterKind = "histogram" | "counter" | "gauge";

/** Columns of a chart: epoch seconds, then one per line. */
export type Columns = [x: number[], ...lines: (number | null)[][]];

/** The values a point of a meter of that kind is drawn by; a counter's is its rate per second. */
export const valuesOf = (kind: MeterKind, point: SamplePoint, stepS: number): (number | null)[] => {
  if (kind === "histogram") return [point.p50, point.p95, point.p99];
  if (kind === "counter") return [point.sum / stepS];
  return [point.count > 0 ? point.sum / point.count : null];
};

/** Maps points in order of time to the columns of a chart; a step without traffic is a gap, never a line drawn through. */
export const toColumns = (
  kind: MeterKind,
  points: readonly SamplePoint[],
  { fromS, toS, stepS }: { fromS: number; toS: number; stepS: number },
): Columns => {
  const byStep = new Map(points.map((point) => [Math.floor(Date.parse(point.at) / 1000 / stepS), point]));
  const xs: number[] = [];
  const lines = Array.from({ length: kind === "histogram" ? 3 : 1 }, (): (number | null)[] => []);
  for (let step = Math.floor(fromS / stepS); step <= Math.floor(toS / stepS); step++) {
    xs.push(step * stepS);
    const point = byStep.get(step);
    const values = point ? valuesOf(kind, point, stepS) : [];
    for (const [i, line] of lines.entries()) line.push(values[i] ?? (kind === "counter" ? 0 : null));
  }
  return [xs, ...lines];
};

/** Puts one line of an earlier time, read `backS` before, behind the columns of now, step by step. */
export const withEarlier = (
  columns: Columns,
  kind: MeterKind,
  points: readonly SamplePoint[],
  { stepS, backS }: { stepS: number; backS: number },
): Columns => {
  // Of a distribution the 95th percentile: three more lines would hide the three of now.
  const place = kind === "histogram" ? 1 : 0;
  const byStep = new Map(
    points.map((point) => [Math.floor((Date.parse(point.at) / 1000 + backS) / stepS), point]),
  );
  const [xs, ...lines] = columns;
  const earlier = xs.map((x) => {
    const point = byStep.get(Math.floor(x / stepS));
    return point === undefined
      ? kind === "counter"
        ? 0
        : null
      : (valuesOf(kind, point, stepS)[place] ?? null);
  });
  return [xs, ...lines, earlier];
};

/** Adds a live second to points kept for a span, newest last; a second that came before is replaced. */
export const withLive = (
  points: readonly SamplePoint[],
  point: SamplePoint,
  spanS: number,
): SamplePoint[] => {
  const oldest = new Date(Date.parse(point.at) - spanS * 1000).toISOString();
  return [...points.filter(({ at }) => at !== point.at && at >= oldest), point];
};

/** Puts the second that runs behind those that are over: it may be dated as the last of them, for seconds end a moment late. */
export const withRunning = (
  points: readonly SamplePoint[],
  running: SamplePoint | null,
): readonly SamplePoint[] => {
  if (running === null) return points;
  const last = points.at(-1)?.at;
  const at =
    last !== undefined && running.at <= last ? new Date(Date.parse(last) + 1_000).toISOString() : running.at;
  return [...points, { ...running, at }];
};

/** Unit of a meter, from the end of its name. */
export const unitOf = (name: string): "ms" | "MB" | "%" | "" => {
  if (name.endsWith("_ms")) return "ms";
  if (name.endsWith("_mb")) return "MB";
  return name.endsWith("_percent") ? "%" : "";
};
