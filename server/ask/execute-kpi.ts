import { columnOf } from "#server/ask/core/columns.ts";
import { rankRows } from "#server/ask/core/rank.ts";
import { KPI_WORDS } from "#server/ask/core/words.ts";
import { executeShares, type KpiReads } from "#server/ask/execute-shares.ts";
import type { AnswerColumn, AnswerPart, Figure, QueryPlan, TimeWindow } from "#server/ask/schema.ts";
import { countSafety } from "#server/ask/store.ts";
import type { Scope } from "#server/lib/scope.ts";
import { KPI_NAMES } from "#server/operations/names.schema.ts";
import type { KpiFilter, KpiName, KpiValue } from "#server/operations/schema.ts";

type Part = Extract<AnswerPart, { type: "figures" | "rows" | "text" | "link" }>;
type Plan = Extract<
  QueryPlan,
  { kind: "kpi" | "time-shares" | "adherence" | "movers" | "summary" | "overflow-by-size" }
>;

const link = (name: KpiName | null, window: TimeWindow | null): Part => ({
  type: "link",
  href: `/kpi?${new URLSearchParams({ ...(name ? { kpi: name } : {}), ...(window ? { day: window.lastDay } : {}) })}`,
  label: "Open in KPIs",
});

/** A table's column of one KPI: those with a sign of their own carry it in every cell, the others in their heading. */
const kpiColumn = (key: string, label: string, unit: string): AnswerColumn => {
  if (unit === "money") return { key, label, type: "figure", unit };
  const type = ({ "%": "percent", kg: "weight" } as const)[unit];
  return type === undefined ? { key, label: `${label}, ${unit}`, type: "number" } : { key, label, type };
};

const percent = (now: number | null, before: number | null): number | null =>
  now === null || before === null || before === 0 ? null : (100 * (now - before)) / Math.abs(before);

const MOVE_COLUMNS: AnswerColumn[] = [
  columnOf("key", "KPI"),
  { ...columnOf("value"), type: "figure" },
  { ...columnOf("before"), type: "figure" },
  columnOf("change"),
];

/** How far each KPI moved between two windows, biggest first. */
const moves = async ({ operations }: KpiReads, scope: Scope, filter: KpiFilter, before: KpiFilter) => {
  const values = await Promise.all(
    KPI_NAMES.map(async (name) => {
      const [now, then] = await Promise.all([
        operations.kpis.value(scope, name, filter),
        operations.kpis.value(scope, name, before),
      ]);
      return {
        name,
        key: KPI_WORDS[name] ?? name,
        unit: operations.kpis.unit(name),
        value: now.value,
        before: then.value,
        change: percent(now.value, then.value),
      };
    }),
  );
  // CO2 is a sum, not a rate: windows of unequal length would make it the biggest mover every time.
  return values
    .filter((v) => v.name !== "co2")
    .sort((a, b) => Math.abs(b.change ?? 0) - Math.abs(a.change ?? 0) || a.key.localeCompare(b.key));
};

async function* kpi(
  deps: KpiReads,
  scope: Scope,
  plan: Extract<Plan, { kind: "kpi" }>,
  window: TimeWindow | null,
): AsyncGenerator<Part> {
  const { kpis } = deps.operations;
  const unit = deps.operations.kpis.unit(plan.name);
  const label = KPI_WORDS[plan.name] ?? plan.name;
  const { over, until } = plan;
  const before = plan.compare ? { ...plan.filter, from: plan.compare.from, to: plan.compare.to } : null;
  // The same time of day on the other day: on-time at ten is not on-time at five.
  const sameTime =
    plan.until && plan.compare && plan.compare.from === plan.compare.to
      ? shiftDay(plan.until, plan.filter.to, plan.compare.to)
      : null;
  const [value, then] = await Promise.all([
    kpis.value(scope, plan.name, plan.filter, plan.until),
    before ? kpis.value(scope, plan.name, before, sameTime) : null,
  ]);
  const figures: Figure[] = [
    {
      label,
      value: value.value,
      unit,
      compare: then && plan.compare ? { label: plan.compare.label, value: then.value } : null,
    },
  ];
  const also = await Promise.all(
    (plan.also ?? []).map(async (name) => ({
      name,
      all: await kpis.value(scope, name, plan.filter, plan.until),
      groups: plan.by ? await kpis.breakdown(scope, name, plan.filter, plan.by, { over, until }) : [],
    })),
  );
  for (const { name, all } of also)
    figures.push({ label: KPI_WORDS[name] ?? name, value: all.value, unit: kpis.unit(name), compare: null });
  if (plan.isBesideFleet) {
    const fleet = { from: plan.filter.from, to: plan.filter.to };
    const [all, was] = await Promise.all([
      kpis.value(scope, plan.name, fleet, plan.until),
      plan.compare
        ? kpis.value(scope, plan.name, { from: plan.compare.from, to: plan.compare.to }, sameTime)
        : null,
    ]);
    figures.push({
      label: `${label}, whole fleet`,
      value: all.value,
      unit,
      compare: was && plan.compare ? { label: plan.compare.label, value: was.value } : null,
    });
  }
  yield { type: "figures", figures };
  if (value.value === null)
    yield { type: "text", text: `Nothing was due ${window?.label ?? ""}, so there is no ${label}.` };
  if (plan.by) {
    const [groups, others] = await Promise.all([
      kpis.breakdown(scope, plan.name, plan.filter, plan.by, { over, until }),
      before
        ? kpis.breakdown(scope, plan.name, before, plan.by, { over, until: sameTime })
        : ([] as KpiValue[]),
    ]);
    const was = new Map(others.map((o) => [o.key, o.value]));
    const isTime =
      plan.by === "day" ||
      plan.by === "week" ||
      plan.by === "month" ||
      plan.by === "weekday" ||
      plan.over !== undefined;
    const values = groups.map((g) => ({
      ...g,
      ...(before ? { before: was.get(g.key) ?? null, change: percent(g.value, was.get(g.key) ?? null) } : {}),
      ...Object.fromEntries(
        also.map(({ name, groups: all }) => [name, all.find(({ key }) => key === g.key)?.value ?? null]),
      ),
    }));
    const rows = rankRows(values, plan.ranking, { isMoreBetter: kpis.isMoreBetter(plan.name), isTime });
    yield {
      type: "rows",
      title: `${label} by ${plan.by.replace("-", " ")}${plan.over ? ` and ${plan.over}` : ""}`,
      columns: [
        columnOf("key", plan.by.replace("-", " ")),
        kpiColumn("value", label, unit),
        ...(before
          ? [{ ...kpiColumn("before", "", unit), label: plan.compare?.label ?? "Before" }, columnOf("change")]
          : []),
        ...also.map(({ name }) => kpiColumn(name, KPI_WORDS[name] ?? name, kpis.unit(name))),
      ],
      rows,
      total: rows.length,
      view: "chart",
    };
  }
  yield link(plan.name, window);
}

// The same wall-clock distance into another day: whole days apart, in milliseconds of UTC.
const shiftDay = (instant: string, day: string, otherDay: string): string =>
  new Date(Date.parse(instant) + Date.parse(otherDay) - Date.parse(day)).toISOString();

async function* summary(
  deps: KpiReads,
  scope: Scope,
  plan: Extract<Plan, { kind: "summary" }>,
  window: TimeWindow | null,
): AsyncGenerator<Part> {
  const moved = await moves(deps, scope, plan.filter, plan.before);
  const of = (name: string) => moved.find((m) => m.name === name);
  const safety = window ? await countSafety(deps.db, scope, window.from, window.to) : null;
  const figures = (
    ["completion", "on-time", "missed-per-1000", "cost-per-stop", "cost-per-tonne", "idle"] as const
  ).map((name): Figure => {
    const m = of(name);
    return {
      label: KPI_WORDS[name] ?? name,
      value: m?.value ?? null,
      unit: deps.operations.kpis.unit(name),
      compare: { label: "before", value: m?.before ?? null },
    };
  });
  if (safety)
    figures.push(
      { label: "harsh events", value: safety.harsh, unit: "", compare: null },
      { label: "speeding events", value: safety.speeding, unit: "", compare: null },
      { label: "breakdowns", value: safety.breakdowns, unit: "", compare: null },
    );
  yield { type: "figures", figures };
  const three = moved.filter((m) => m.change !== null).slice(0, 3);
  yield {
    type: "text",
    text:
      three.length === 0
        ? "There is no earlier window to compare with."
        : `Three things to look at: ${three.map((m) => `${m.key} ${(m.change ?? 0) > 0 ? "rose" : "fell"} by ${Math.abs(m.change ?? 0).toFixed(1)}%`).join("; ")}.`,
  };
  yield {
    type: "rows",
    title: "all KPIs",
    columns: MOVE_COLUMNS,
    rows: moved,
    total: moved.length,
    view: "table",
  };
  yield link(null, window);
}

/** Runs the plans that are about KPIs and sums of routes. */
export async function* executeKpi(
  deps: KpiReads,
  scope: Scope,
  plan: Plan,
  window: TimeWindow | null,
): AsyncGenerator<Part> {
  switch (plan.kind) {
    case "kpi":
      return yield* kpi(deps, scope, plan, window);
    case "time-shares":
      yield* executeShares(deps, scope, plan);
      return yield link("idle", window);
    case "summary":
      return yield* summary(deps, scope, plan, window);
    case "adherence":
      yield* executeShares(deps, scope, plan);
      return yield link("adherence", window);
    case "movers": {
      const { only } = plan;
      const isOf = ({ name, change }: { name: KpiName; change: number | null }) =>
        change !== null &&
        change !== 0 &&
        change > 0 === (deps.operations.kpis.isMoreBetter(name) === (only === "better"));
      const all = await moves(deps, scope, plan.filter, plan.before);
      const moved = only ? all.filter(isOf) : all;
      const first = moved.find((m) => m.change !== null);
      yield {
        type: "text",
        text: first
          ? `${first.key} ${only ? `got ${only} most` : "moved most"}: ${(first.change ?? 0) > 0 ? "up" : "down"} ${Math.abs(first.change ?? 0).toFixed(1)}%.`
          : only && all.some((m) => m.change !== null)
            ? `No KPI got ${only}.`
            : "There is no earlier window to compare with.",
      };
      yield {
        type: "rows",
        title: "KPIs by how far they moved",
        columns: MOVE_COLUMNS,
        rows: moved,
        total: moved.length,
        view: "chart",
      };
      return yield link(first?.name ?? null, window);
    }
    case "overflow-by-size":
      yield* executeShares(deps, scope, plan);
      return yield link("overflow", window);
  }
}
