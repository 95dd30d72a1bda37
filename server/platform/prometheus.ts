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

/** Maps the measures of a process to Prometheus' text format 0.0.4; quantiles are of the last second with traffic. */
export const meterToPrometheus = (meter: Pick<Meter, "totals">): string => {
  const byName = new Map<string, SeriesTotal[]>();
  for (const each of meter.totals()) byName.set(each.name, [...(byName.get(each.name) ?? []), each]);
  const text = [...byName].flatMap(([name, all]) => {
    const metric = metricName(name);
    const kind = all[0]?.kind ?? "gauge";
    return [`# TYPE ${metric} ${TYPES[kind]}`, ...all.flatMap((each) => lines(metric, each))];
  });
  return `${text.join("\n")}\n`;
};
