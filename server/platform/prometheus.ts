import type { Meter, SeriesTotal } from "#server/platform/meter.ts";

const METRIC = "roundsman_";

const metricName = (name: string): string => METRIC + name.replace(/[^a-zA-Z0-9_]/g, "_");

const TYPES = { histogram: "summary", counter: "counter", gauge: "gauge" } as const;

const escaped = (value: string): string => value.replaceAll("\\", "\\\\");

const tags = (labels: string, extra = ""): string => {
  const pairs = labels === "" ? [] : labels.split(",").map((pair) => pair.split("=", 2));
  const written = pairs.map(([key = "", value = ""]) => `${key.replace(/\W/g, "_")}="${escaped(value)}"`);
  if (extra !== "") written.push(extra);
  return written.length === 0 ? "" : `{${written.join(",")}}`;
};

const lines = (metric: string, each: SeriesTotal): string[] => {
  if (each.kind === "gauge") return [`${metric}${tags(each.labels)} ${each.last}`];
  if (each.kind === "counter") return [`${metric}${tags(each.labels)} ${each.sum}`];
  const quantiles = [
    ["0.5", each.p50],
    ["0.95", each.p95],
    ["0.99", each.p99],
  ] as const;
  return [
    ...quantiles.flatMap(([quantile, value]) =>
      value === null ? [] : [`${metric}${tags(each.labels, `quantile="${quantile}"`)} ${value}`],
    ),
    `${metric}_sum${tags(each.labels)} ${each.sum}`,
    `${metric}_count${tags(each.labels)} ${each.count}`,
  ];
};

/** Lines of one answer; a scraper pays for each series it has to keep. */
const MOST_LINES = 499;
/** What is kept back of them for what does not fit, told together per metric. */
const KEPT_BACK = 120;

/** The label of OpenTelemetry for a series of all that has no series of its own. */
const OVERFLOW = 'otel_metric_overflow="true"';

/** How many series have no lines of their own. */
const OVERFLOWED = metricName("meter.overflowed");

const overflowOf = (metric: string, all: readonly SeriesTotal[]): string[] => {
  const [first] = all;
  if (first === undefined || first.kind === "gauge") return [];
  const sum = all.reduce((total, each) => total + each.sum, 0);
  if (first.kind === "counter") return [`${metric}${tags("", OVERFLOW)} ${sum}`];
  const count = all.reduce((total, each) => total + each.count, 0);
  return [`${metric}_sum${tags("", OVERFLOW)} ${sum}`, `${metric}_count${tags("", OVERFLOW)} ${count}`];
};

/**
 * Maps the measures of a process to Prometheus' text format 0.0.4, fewer than 500 series; quantiles are of the last second
 * with traffic. Series get their lines in the order in which they were first seen, so one that has them keeps them; what
 * comes after the room is full is told per metric as one series of totals, and gauges not at all.
 */
export const meterToPrometheus = (meter: Pick<Meter, "totals">): string => {
  const byName = new Map<string, { kind: SeriesTotal["kind"]; own: string[]; rest: SeriesTotal[] }>();
  let room = MOST_LINES - KEPT_BACK;
  for (const each of meter.totals()) {
    const metric = metricName(each.name);
    const of = byName.get(metric) ?? { kind: each.kind, own: [], rest: [] };
    byName.set(metric, of);
    // A distribution has its quantiles only after its first second, and takes their room before.
    const takes = each.kind === "histogram" ? 5 : 1;
    // Who comes after one that did not fit must not take its place either.
    room = takes > room ? 0 : room - takes;
    if (room === 0) of.rest.push(each);
    else of.own.push(...lines(metric, each));
  }
  const without = [...byName.values()].reduce((sum, { rest }) => sum + rest.length, 0);
  let left = KEPT_BACK - 1;
  const text = [...byName].flatMap(([metric, { kind, own, rest }]) => {
    const told = overflowOf(metric, rest);
    const all = told.length > left ? own : [...own, ...told];
    left -= all.length - own.length;
    return all.length === 0 ? [] : [`# TYPE ${metric} ${TYPES[kind]}`, ...all];
  });
  text.push(`# TYPE ${OVERFLOWED} gauge`, `${OVERFLOWED} ${without}`);
  return `${text.join("\n")}\n`;
};
