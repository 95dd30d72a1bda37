import { columnOf } from "#server/ask/core/columns.ts";
import type { AnswerColumn, AnswerPart, QueryPlan } from "#server/ask/schema.ts";
import {
  type AdherenceRow,
  readAdherence,
  readOverflowBySize,
  readTimeShares,
  type TimeShares,
} from "#server/ask/store-shares.ts";
import type { Scope } from "#server/lib/scope.ts";
import type { Operations } from "#server/operations/service.ts";
import type { Db } from "#server/platform/db.ts";

/** What KPI plans read. */
export type KpiReads = { db: Db; operations: Operations };

type Part = Extract<AnswerPart, { type: "figures" | "rows" }>;
type PlanOf<K extends QueryPlan["kind"]> = Extract<QueryPlan, { kind: K }>;

// What paid time goes to, in the order of a day.
const SPENT = [
  ["at stops", (s) => s.serviceS],
  ["in transit", (s) => s.transitS],
  ["at disposal", (s) => s.disposalS],
  ["idle", (s) => s.idleS],
  ["on break", (s) => s.breakS],
  ["other", (s) => Math.max(0, s.paidS - (s.transitS + s.serviceS + s.disposalS + s.breakS + s.idleS))],
] as const satisfies readonly (readonly [key: string, of: (shares: TimeShares) => number])[];

const shareOf = (s: number, paidS: number): number | null => (paidS > 0 ? (100 * s) / paidS : null);

const NONE: TimeShares = {
  ...{ key: "all", transitS: 0, serviceS: 0, disposalS: 0, breakS: 0, idleS: 0, paidS: 0, routes: 0 },
};

async function* timeShares(
  { db, operations: { kpis } }: KpiReads,
  scope: Scope,
  { filter, by }: PlanOf<"time-shares">,
): AsyncGenerator<Part> {
  const where = kpis.routesSql(scope, filter);
  const [[all = NONE], groups] = await Promise.all([
    readTimeShares(db, where, null),
    by ? readTimeShares(db, where, kpis.dimensionSql(by)) : [],
  ]);
  yield {
    type: "figures",
    figures: [{ label: "paid hours", value: Math.round(all.paidS / 3600), unit: "h", compare: null }],
  };
  const hoursOf = (s: number) => Math.round(s / 360) / 10;
  if (by) {
    yield {
      type: "rows",
      title: `paid time by ${by.replace("-", " ")}`,
      columns: [
        columnOf(
          "key",
          by.replace("-", " ").replace(/^./, (c) => c.toUpperCase()),
        ),
        ...SPENT.map(
          ([key]): AnswerColumn => ({
            key,
            label: key.replace(/^./, (c) => c.toUpperCase()),
            type: "percent",
          }),
        ),
        columnOf("hours"),
      ],
      rows: groups.map((group) => ({
        key: group.key,
        hours: hoursOf(group.paidS),
        ...Object.fromEntries(SPENT.map(([key, of]) => [key, shareOf(of(group), group.paidS)])),
      })),
      total: groups.length,
      view: "chart",
    };
    return;
  }
  const rows = SPENT.map(([key, of]) => ({
    key,
    hours: hoursOf(of(all)),
    share: shareOf(of(all), all.paidS),
  }));
  yield {
    type: "rows",
    title: "paid time",
    columns: [columnOf("key", "Spent"), columnOf("hours"), columnOf("share")],
    rows,
    total: rows.length,
    view: "chart",
  };
}

type Gap = { distance: number; time: number };

const gapOf = (row: AdherenceRow): Gap => ({
  distance: row.actualM - row.plannedM,
  time: row.actualS - row.plannedS,
});

const KEEPS = {
  gt: (gap: number, value: number) => gap > value,
  gte: (gap: number, value: number) => gap >= value,
  lt: (gap: number, value: number) => gap < value,
  lte: (gap: number, value: number) => gap <= value,
} as const;

async function* adherence(
  { db, operations }: KpiReads,
  scope: Scope,
  { filter, by = "route", order, bound, limit }: PlanOf<"adherence">,
): AsyncGenerator<Part> {
  const { kpis } = operations;
  const all = await readAdherence(db, kpis.routesSql(scope, filter), kpis.dimensionSql(by));
  const kept = all.filter((row) => {
    if (!bound) return true;
    const gap = gapOf(row)[bound.of];
    return KEEPS[bound.op](bound.side === "off" ? Math.abs(gap) : gap, bound.value);
  });
  if (order === "route") kept.sort((a, b) => a.key.localeCompare(b.key, "en", { numeric: true }));
  else if (order === "distance" || order === "time") {
    const far = (row: AdherenceRow) =>
      bound?.side === "off" ? Math.abs(gapOf(row)[order]) : gapOf(row)[order];
    kept.sort((a, b) => far(b) - far(a));
  }
  const rows = kept.slice(0, limit ?? kept.length).map(({ key, ...row }) => ({
    [by === "route" ? "route" : "key"]: key,
    ...(by === "route" ? row : { ...row, routes: row.days }),
    ...{ gapM: row.actualM - row.plannedM, gapS: row.actualS - row.plannedS },
  }));
  const keys = [
    ...(by === "route" ? ["route", "days"] : ["key", "routes"]),
    ...["plannedM", "actualM", "gapM", "adherence", "plannedS", "actualS", "gapS"],
  ];
  const label = by.replace("-", " ").replace(/^./, (c) => c.toUpperCase());
  yield {
    type: "rows",
    title: "planned against driven",
    columns: keys.map((key) =>
      key === "key"
        ? columnOf(key, label)
        : key === "routes"
          ? { key, label: "Routes", type: "number" }
          : columnOf(key),
    ),
    rows,
    total: kept.length,
    view: "table",
  };
}

async function* overflowBySize(
  { db }: KpiReads,
  scope: Scope,
  { filter, containerKind, by, isWorstFirst }: PlanOf<"overflow-by-size">,
): AsyncGenerator<Part> {
  const found = await readOverflowBySize(db, scope, filter, { kind: containerKind, by });
  const rows = found.map((row) => ({
    ...row,
    overflow: row.lifts > 0 ? (100 * row.overfull) / row.lifts : null,
  }));
  if (isWorstFirst) rows.sort((a, b) => (b.overflow ?? -1) - (a.overflow ?? -1) || a.volumeL - b.volumeL);
  const keys = [by === undefined ? "volumeL" : "key", "containers", "lifts", "overfull", "overflow"];
  yield {
    type: "rows",
    title: `overflow by ${by ?? "container size"}`,
    columns: keys.map((key) =>
      key === "key" && by
        ? columnOf(
            key,
            by.replace(/^./, (c) => c.toUpperCase()),
          )
        : columnOf(key),
    ),
    rows,
    total: rows.length,
    view: "chart",
  };
}

/** Runs the plans that set parts of routes against the whole: paid time, plan and drive, overflow by size. */
export const executeShares = (
  deps: KpiReads,
  scope: Scope,
  plan: PlanOf<"time-shares" | "adherence" | "overflow-by-size">,
): AsyncGenerator<Part> => {
  if (plan.kind === "time-shares") return timeShares(deps, scope, plan);
  return plan.kind === "adherence" ? adherence(deps, scope, plan) : overflowBySize(deps, scope, plan);
};
