import { columnOf } from "#server/ask/core/columns.ts";
import { againstWords } from "#server/ask/core/words-engineer.ts";
import type { EngineerPlan } from "#server/ask/engineer.schema.ts";
import { executeChanges } from "#server/ask/execute-changes.ts";
import { figure, type Part } from "#server/ask/execute-parts.ts";
import { executeWorkings } from "#server/ask/execute-workings.ts";
import type { Scope } from "#server/lib/scope.ts";
import type { TrainedFile } from "#server/llm/schema.ts";
import type { Db } from "#server/platform/db.ts";
import type { SettingRow } from "#server/platform/settings.ts";
import type { SamplePoint } from "#server/telemetry/schema.ts";
import type { Telemetry } from "#server/telemetry/service.ts";
import type { IndexReport } from "#server/vector/schema.ts";

/** What the product tells of itself. */
export type EngineerReads = {
  telemetry: Pick<Telemetry, "series" | "meters" | "scorecard" | "apart">;
  settings: (organisationId: number) => SettingRow[];
  models: () => Promise<TrainedFile[]>;
  index: (scope: Scope) => Promise<IndexReport>;
  /** Real time, milliseconds: meters do not follow the clock of a demo day. */
  nowMs: () => number;
};

const STATISTIC_WORDS = {
  p50: "median",
  p95: "p95",
  p99: "p99",
  mean: "mean",
  max: "slowest",
  count: "number",
  hits: "hit rate",
} as const;
type Statistic = keyof typeof STATISTIC_WORDS;

const statisticOf = (point: SamplePoint, statistic: Statistic): number | null =>
  statistic === "mean"
    ? point.count > 0
      ? point.sum / point.count
      : null
    : statistic === "max"
      ? point.max
      : statistic === "count"
        ? point.count
        : statistic === "hits"
          ? null
          : point[statistic];

const stepOf = ({ stepS, fromS, toS }: EngineerPlan): NonNullable<EngineerPlan["stepS"]> =>
  stepS ?? (fromS - toS <= 7_200 ? 60 : fromS - toS <= 86_400 ? 900 : 3_600);

/** What the buckets of a time say of it: one tells it whole, of several it is the highest, and their number all together. */
const figuresOf = (whole: readonly SamplePoint[]) => {
  const [single] = whole.length === 1 ? whole : [];
  const total = whole.reduce((sum, point) => sum + point.count, 0);
  const told = (of: Statistic): number | null => {
    if (single) return statisticOf(single, of);
    const known = of === "count" ? [total] : whole.flatMap((point) => statisticOf(point, of) ?? []);
    return known.length > 0 ? Math.max(...known) : null;
  };
  return { told, total, isSingle: single !== undefined };
};

/** Runs questions about the product itself; meters are read by real time. */
export async function* executeEngineer(
  { db, reads }: { db: Db; reads: EngineerReads | null },
  scope: Scope,
  plan: EngineerPlan,
): AsyncGenerator<Part> {
  if (reads === null)
    return yield { type: "text", text: "What the product measures of itself is not at hand here." };
  const nowMs = reads.nowMs();
  const from = new Date(nowMs - plan.fromS * 1_000);
  const to = new Date(nowMs - plan.toS * 1_000 + 1_000);
  const range = { from: from.toISOString(), to: to.toISOString() };
  // The stretch that those looked back over are set against.
  const earlierOf = ({ againstS, fromS, toS }: EngineerPlan): typeof range => {
    const back = (instant: string) =>
      new Date(Date.parse(instant) - (againstS ?? fromS - toS) * 1_000).toISOString();
    return { from: back(range.from), to: back(range.to) };
  };
  const open = (label: string): Part => ({ type: "link", href: "/performance", label });

  // A cache counts what it was asked under labels; those of a hit say so.
  const labelsOf = async (meter: string): Promise<ReadonlySet<string>> =>
    new Set(
      (await reads.telemetry.meters(scope)).filter(({ name }) => name === meter).map(({ labels }) => labels),
    );
  const isHit = (labels: string): boolean => labels.split(",").includes("hit=true");
  const hitsOf = async (
    meter: string,
    at: { from: string; to: string },
  ): Promise<{ hits: number; all: number }> => {
    // By what is stored of that time: labels that nothing was counted under lately are known no more.
    const groups = await reads.telemetry.apart(scope, { name: meter, keys: ["hit"], ...at });
    const sumOf = (some: typeof groups) => some.reduce((total, { point }) => total + point.sum, 0);
    const [hits, all] = [sumOf(groups.filter(({ values }) => values[0] === "true")), sumOf(groups)];
    return { hits, all };
  };
  // The share of hits in each stretch, where it is asked for in stretches.
  const hitsByStep = async (meter: string, stepS: NonNullable<EngineerPlan["stepS"]>): Promise<Part> => {
    const sums = new Map<string, { hits: number; all: number }>();
    for (const labels of await labelsOf(meter))
      for (const { at, sum } of await reads.telemetry.series(scope, {
        name: meter,
        labels,
        ...range,
        stepS,
      })) {
        const { hits: n, all } = sums.get(at) ?? { hits: 0, all: 0 };
        sums.set(at, { hits: n + (isHit(labels) ? sum : 0), all: all + sum });
      }
    const rows = [...sums]
      .map(([at, { hits: n, all }]) => ({
        key: at,
        when: at,
        value: all > 0 ? (100 * n) / all : null,
        count: all,
      }))
      .sort((a, b) => a.key.localeCompare(b.key));
    return {
      ...{ type: "rows", title: `hit rate of ${meter}`, rows, total: rows.length, view: "chart" },
      columns: [
        columnOf("when"),
        { key: "value", label: "Hit rate", type: "percent" },
        columnOf("count", "Looked up"),
      ],
    };
  };
  async function* hits(meter: string): AsyncGenerator<Part> {
    const before = earlierOf(plan);
    const earlierWords = againstWords(plan);
    const share = ({ hits: n, all }: { hits: number; all: number }) => (all > 0 ? (100 * n) / all : null);
    const [now, earlier] = [await hitsOf(meter, range), await hitsOf(meter, before)];
    const [a, b] = [share(now), share(earlier)];
    const nothing = (when: string) => `Nothing was looked up in ${meter} ${when}`;
    yield {
      type: "text",
      text:
        a === null
          ? `${nothing("in that time")}.`
          : b === null
            ? `${nothing(`in ${earlierWords}`)}, so it cannot be said whether the hit rate dropped.`
            : `The hit rate of ${meter} ${a < b ? "dropped" : a > b ? "rose" : "stayed"}: ${a.toFixed(1)}% against ${b.toFixed(1)}% in ${earlierWords}.`,
    };
    yield {
      type: "figures",
      figures: [
        {
          label: `hit rate of ${meter}`,
          value: a,
          unit: "%",
          compare: { label: earlierWords, value: b },
        },
      ],
    };
    const rowOf = (key: string, at: typeof before, { hits: n, all }: typeof now) => ({
      ...{ key, startedAt: at.from, finishedAt: at.to, hits: n, reads: all },
      value: share({ hits: n, all }),
    });
    const rows = [rowOf("the time asked about", range, now), rowOf(earlierWords, before, earlier)];
    yield {
      ...{ type: "rows", title: `hit rate of ${meter} against ${earlierWords}`, rows, total: rows.length },
      view: "table",
      columns: [
        columnOf("key", "Time"),
        columnOf("startedAt", "From"),
        { key: "finishedAt", label: "To", type: "time" },
        { key: "value", label: "Hit rate", type: "percent" },
        { key: "hits", label: "Hits", type: "number" },
        { key: "reads", label: "Looked up", type: "number" },
      ],
    };
  }

  switch (plan.of) {
    case "meter": {
      const { meter, statistic } = plan;
      if (meter === null || statistic === null) return;
      if (statistic === "hits") {
        // Stretches that are asked for stand first.
        if (plan.stepS !== undefined) yield await hitsByStep(meter, plan.stepS);
        yield* hits(meter);
        return yield open("Open performance");
      }
      const of = { name: meter, labels: null };
      const points = await reads.telemetry.series(scope, { ...of, ...range, stepS: stepOf(plan) });
      // One bucket over all of the time: a quantile is not the mean of quantiles.
      const whole = await reads.telemetry.series(scope, { ...of, ...range, stepS: 86_400 });
      const { told, total, isSingle } = figuresOf(whole);
      const against = plan.againstS === undefined || plan.beside ? undefined : againstWords(plan);
      const earlier =
        against === undefined
          ? undefined
          : figuresOf(await reads.telemetry.series(scope, { ...of, ...earlierOf(plan), stepS: 86_400 }));
      const unit = statistic === "count" || !meter.endsWith("_ms") ? "" : "ms";
      const all = [statistic, ...(plan.also ?? [])];
      yield {
        type: "figures",
        figures: [
          ...all.map((one) => ({
            ...figure(`${STATISTIC_WORDS[one]} of ${meter}`, told(one), one === "count" ? "" : unit),
            compare: against === undefined || !earlier ? null : { label: against, value: earlier.told(one) },
          })),
          figure("measured", total, ""),
        ],
      };
      if (earlier?.total === 0) yield { type: "text", text: `${meter} was not measured in ${against}.` };
      if (total === 0) yield { type: "text", text: `${meter} was not measured in that time.` };
      else if (!isSingle && statistic !== "count")
        yield { type: "text", text: "Over several days it is the highest of the days." };
      if (meter === "external.call_ms")
        yield {
          type: "text",
          text: "Calls to all outside services are measured together, whatever they ask.",
        };
      if (points.length > 0)
        yield {
          type: "rows",
          title: `${STATISTIC_WORDS[statistic]} of ${meter}`,
          columns: [
            columnOf("when"),
            columnOf(
              "value",
              unit === "" ? "Value" : all.length > 1 ? `${STATISTIC_WORDS[statistic]}, ms` : "ms",
            ),
            ...(plan.also ?? []).map((of) => ({
              key: of,
              label: `${STATISTIC_WORDS[of]}${unit === "" ? "" : ", ms"}`,
              type: "number" as const,
            })),
            columnOf("count", "Measured"),
          ],
          rows: points.map((point) => ({
            key: point.at,
            when: point.at,
            value: statisticOf(point, statistic),
            ...Object.fromEntries((plan.also ?? []).map((of) => [of, statisticOf(point, of)])),
            count: point.count,
          })),
          total: points.length,
          view: "chart",
        };
      if (plan.beside) yield* hits(plan.beside);
      return yield open("Open performance");
    }
    case "caches":
    case "procedures":
    case "errors":
    case "releases":
      return yield* executeWorkings({ db, telemetry: reads.telemetry }, scope, plan, { from, to });
    case "scorecard": {
      const lines = await reads.telemetry.scorecard(scope);
      const missed = lines.filter(({ isMet }) => isMet === false);
      const silent = lines.filter(({ isMet }) => isMet === null);
      yield {
        type: "text",
        text: `${missed.length === 0 ? "No line of the scorecard is missed" : `Missed: ${missed.map(({ title }) => title).join(", ")}`} in the last hour; ${silent.length} of ${lines.length} had no traffic.`,
      };
      yield {
        type: "rows",
        title: "scorecard, the last hour",
        columns: [
          columnOf("title", "Line"),
          columnOf("value"),
          { key: "unit", label: "Unit", type: "text" },
          { key: "target", label: "Promise", type: "text" },
          { key: "met", label: "Kept", type: "text" },
        ],
        rows: lines.map(({ key, title, value, unit, target, isMet }) => ({
          key,
          title,
          value,
          unit,
          target,
          met: isMet === null ? "no traffic" : isMet ? "yes" : "no",
        })),
        total: lines.length,
        view: "table",
      };
      return yield open("Open performance");
    }
    case "changes":
      return yield* executeChanges(db, scope, plan, { from, to });
    case "settings": {
      const rows = reads
        .settings(scope.organisationId)
        .map(({ key, value, unit, fallback, from: source, doc }) => ({
          key,
          value: String(value),
          unit,
          fallback: String(fallback),
          source,
          doc,
        }));
      yield {
        type: "rows",
        title: "settings",
        columns: [
          columnOf("key", "Setting"),
          { key: "value", label: "Value", type: "text" },
          { key: "unit", label: "Unit", type: "text" },
          { key: "fallback", label: "Default", type: "text" },
          { key: "doc", label: "What it does", type: "text" },
        ],
        rows,
        total: rows.length,
        view: "table",
      };
      return yield { type: "link", href: "/admin", label: "Open settings" };
    }
    case "models": {
      const files = await reads.models();
      yield {
        type: "figures",
        figures: [
          figure("trained files", files.length, ""),
          figure("in use", files.filter(({ isUsed }) => isUsed).length, ""),
        ],
      };
      yield {
        type: "rows",
        title: "models and trained files",
        columns: [
          columnOf("kind", "Kind"),
          columnOf("name"),
          { key: "version", label: "Version", type: "text" },
          { key: "isUsed", label: "In use", type: "text" },
        ],
        rows: files.map(({ kind, name, version, isUsed }) => ({
          key: `${kind}/${name}/${version}`,
          kind,
          name,
          version,
          isUsed: isUsed ? "yes" : "no",
        })),
        total: files.length,
        view: "table",
      };
      return yield open("Open performance");
    }
    case "index": {
      const report = await reads.index(scope);
      if (!report.isOn)
        return yield { type: "text", text: "The search by meaning is switched off, so there is no index." };
      const recall = report.measured?.found.recall ?? null;
      yield {
        type: "text",
        text: `${report.stores.map(({ backend, rows }) => `${backend} holds ${rows} vectors`).join(", ")}; ${report.waiting.count} records wait for theirs and ${report.dead.count} were given up. ${recall === null ? "What it finds was not measured yet." : `Recall when last measured: ${recall.toFixed(3)}.`}`,
      };
      yield {
        type: "figures",
        figures: [
          figure("recall@10", recall, ""),
          figure("waiting", report.waiting.count, ""),
          figure("given up", report.dead.count, ""),
        ],
      };
      return yield open("Open performance");
    }
  }
}
