import { columnOf } from "#server/ask/core/columns.ts";
import { causesOf, mainCause } from "#server/ask/core/overtime-causes.ts";
import { rankRows } from "#server/ask/core/rank.ts";
import { wagesTold } from "#server/ask/core/wage-cover.ts";
import { routesLink } from "#server/ask/execute-sums.ts";
import type { AnswerColumn, AnswerPart, QueryPlan, TimeWindow } from "#server/ask/schema.ts";
import { readBalance, readOvertime, readOvertimeBy } from "#server/ask/store-costs.ts";
import { daysWords, dayWords } from "#server/lib/day-words.ts";
import { OVERTIME_PAY } from "#server/lib/overtime-pay.ts";
import type { Scope } from "#server/lib/scope.ts";
import type { KpiDimension } from "#server/operations/schema.ts";
import type { Operations } from "#server/operations/service.ts";
import type { Db } from "#server/platform/db.ts";

type Part = Extract<AnswerPart, { type: "figures" | "rows" | "text" | "link" }>;
type Reads = { db: Db; operations: Operations };

const BALANCED: Readonly<
  Record<Extract<QueryPlan, { kind: "balance" }>["of"], { label: string; type: AnswerColumn["type"] }>
> = {
  stops: { label: "Stops", type: "number" },
  lifts: { label: "Lifts", type: "number" },
  hours: { label: "Planned time", type: "duration" },
  weight: { label: "Weight", type: "weight" },
  distance: { label: "Planned distance", type: "distance" },
};

async function* balance(
  { db, operations }: Reads,
  scope: Scope,
  plan: Extract<QueryPlan, { kind: "balance" }>,
): AsyncGenerator<Part> {
  const found = await readBalance(db, operations.kpis.routesSql(scope, plan.filter), plan.of);
  const rows = found
    .map((row) => ({ ...row, change: row.others ? (100 * (row.value - row.others)) / row.others : null }))
    .filter(({ change }) => plan.side === null || (change ?? 0) > 0 === (plan.side === "above"))
    .sort((a, b) => Math.abs(b.change ?? 0) - Math.abs(a.change ?? 0));
  const { label, type } = BALANCED[plan.of];
  const [first] = rows;
  if (first && first.change !== null)
    yield {
      type: "text",
      text: `${first.route} on ${dayWords(first.serviceDay)} lies ${Math.abs(first.change).toFixed(0)}% ${first.change > 0 ? "above" : "below"} the mean of the other routes of that day in ${label.toLowerCase()}.`,
    };
  yield {
    type: "rows",
    title: "routes against the others of their day",
    columns: [
      columnOf("route"),
      columnOf("change", "Off the others"),
      { key: "value", label, type },
      { key: "others", label: "Mean of the others", type },
      columnOf("serviceDay"),
      ...["stream", "depot", "vehicle", "driver"].map((key) => columnOf(key)),
    ],
    rows: rows.slice(0, plan.limit),
    total: rows.length,
    view: "table",
  };
  yield routesLink(plan.filter);
}

async function* overtimeCost(
  { db, operations }: Reads,
  scope: Scope,
  plan: Extract<QueryPlan, { kind: "overtime-cost" }>,
  window: TimeWindow | null,
): AsyncGenerator<Part> {
  const { kpis } = operations;
  const rows = await readOvertime(
    db,
    kpis.routesSql(scope, plan.filter),
    kpis.routesSql(scope, { ...plan.filter, ...plan.baseline }),
  );
  const overtimeS = rows.reduce((sum, row) => sum + row.overtimeS, 0);
  const cents = rows.reduce((sum, row) => sum + row.wageCents, 0) * OVERTIME_PAY;
  // The cost of one driver's hours would tell his wage.
  const isOneDriver = rows.length > 0 && new Set(rows.map(({ driverId }) => driverId)).size === 1;
  const isHidden = isOneDriver && scope.role !== "admin";
  yield {
    type: "figures",
    figures: [
      { label: "cost of overtime", value: isHidden ? null : cents / 100, unit: "money", compare: null },
      { label: "overtime", value: overtimeS / 3600, unit: "h", compare: null },
      { label: "routes with overtime", value: rows.length, unit: "", compare: null },
    ],
  };
  const known = rows.filter(({ serviceS }) => serviceS !== null);
  const causes = causesOf(known).filter(({ excessS }) => excessS > 0);
  const minutes = (s: number) => `${Math.round(s / 60)} min`;
  const cost = isHidden
    ? "All overtime is one driver's, and its cost would tell a wage, so it is not shown. "
    : `Overtime is reckoned at ${OVERTIME_PAY} times each driver's wage. `;
  yield {
    type: "text",
    text:
      rows.length === 0
        ? `There was no overtime ${window?.label ?? ""}.`
        : `${cost}No cause of overtime is recorded. ${
            causes.length === 0
              ? "These routes have no earlier days without overtime to compare with."
              : `Against the same routes' days without overtime, ${daysWords(plan.baseline)}, it went with: ${causes
                  .slice(0, 3)
                  .map(({ cause, excessS }) => `${cause} (${minutes(excessS)})`)
                  .join(", ")}.`
          }`,
  };
  if (rows.length > 0) {
    yield {
      type: "rows",
      title: "what took longer",
      columns: [
        columnOf("cause"),
        { key: "excessS", label: "Longer by", type: "duration" },
        { key: "routes", label: "Routes where it was the most", type: "number" },
      ],
      rows: causes,
      total: causes.length,
      view: "chart",
    };
    yield {
      type: "rows",
      title: "routes with overtime",
      columns: [
        ...["route", "serviceDay", "overtimeS", "driver"].map((key) => columnOf(key)),
        columnOf("cause", "Longest over"),
        { key: "stopsMore", label: "Stops more than usual", type: "number" },
      ],
      rows: rows.map((row) => ({
        serviceDay: row.serviceDay,
        route: row.route,
        driver: row.driver,
        overtimeS: row.overtimeS,
        cause: mainCause(row),
        stopsMore: row.stops === null ? null : Math.round(row.stops),
      })),
      total: rows.length,
      view: "table",
    };
  }
  yield routesLink(plan.filter);
}

const TIMES: ReadonlySet<string> = new Set(["day", "week", "month", "weekday"]);

async function* overtimeCostBy(
  { db, operations: { kpis } }: Reads,
  scope: Scope,
  plan: Extract<QueryPlan, { kind: "overtime-cost" }>,
  by: KpiDimension,
): AsyncGenerator<Part> {
  const routes = kpis.routesSql(scope, plan.filter);
  const { all, groups } = await readOvertimeBy(db, routes, kpis.splitSql(by, plan.over));
  const hidden: ReadonlySet<string> = scope.role === "admin" ? new Set() : wagesTold(groups);
  const isWholeHidden = all.driverIds.length === 1 && scope.role !== "admin";
  yield {
    type: "figures",
    figures: [
      {
        label: "cost of overtime",
        value: isWholeHidden ? null : (all.wageCents * OVERTIME_PAY) / 100,
        unit: "money",
        compare: null,
      },
      { label: "overtime", value: all.overtimeS / 3600, unit: "h", compare: null },
    ],
  };
  yield {
    type: "text",
    text: `Overtime is reckoned at ${OVERTIME_PAY} times each driver's wage.${
      hidden.size > 0
        ? ` The cost of ${hidden.size} of ${groups.length} is not shown, since it would tell a driver's wage.`
        : ""
    }`,
  };
  // Without a cost to go by the hours make the order: the order of the costs would tell who earns more.
  const isByHours = groups.every(({ key }) => hidden.has(key));
  const rows = groups.map(({ key, overtimeS, routes: count, wageCents }) => ({
    ...{ key, overtimeS, routes: count },
    cost: hidden.has(key) ? null : wageCents * OVERTIME_PAY,
  }));
  const ranked = rankRows(
    rows.map((row) => ({ ...row, value: isByHours ? row.overtimeS : row.cost })),
    // No bound of money holds for hours.
    { ...(plan.ranking ?? { order: null, limit: null, bound: null }), ...(isByHours ? { bound: null } : {}) },
    { isMoreBetter: false, isTime: TIMES.has(by) || plan.over !== undefined },
  );
  const split = [by, plan.over ?? []].flat().join(" and ").replace("-", " ");
  yield {
    type: "rows",
    title: `cost of overtime by ${split}`,
    columns: [
      columnOf(
        "key",
        split.replace(/^./, (c) => c.toUpperCase()),
      ),
      columnOf("cost"),
      columnOf("overtimeS"),
      { key: "routes", label: "Routes", type: "number" },
    ],
    rows: ranked,
    total: ranked.length,
    view: "chart",
  };
  yield routesLink(plan.filter);
}

/** Runs the plans that set routes against others: what overtime cost and why, and which routes are out of balance. */
export async function* executeCosts(
  deps: Reads,
  scope: Scope,
  plan: Extract<QueryPlan, { kind: "overtime-cost" | "balance" }>,
  window: TimeWindow | null,
): AsyncGenerator<Part> {
  if (plan.kind === "balance") yield* balance(deps, scope, plan);
  else if (plan.by) yield* overtimeCostBy(deps, scope, plan, plan.by);
  else yield* overtimeCost(deps, scope, plan, window);
}
