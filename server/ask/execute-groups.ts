import { columnOf } from "#server/ask/core/columns.ts";
import { meanLabel, ranBy, splitLabel } from "#server/ask/core/words-groups.ts";
import { figure, listLink, type Part, rowsPart } from "#server/ask/execute-parts.ts";
import type { QueryPlan } from "#server/ask/schema.ts";
import { type ExceptionGroup, groupRows, type RowGroup, readRan } from "#server/ask/store-groups.ts";
import type { Fleet } from "#server/fleet/service.ts";
import { AppError } from "#server/lib/errors.ts";
import type { Scope } from "#server/lib/scope.ts";
import type { Operations } from "#server/operations/service.ts";
import { type Db, type Sql, sql } from "#server/platform/db.ts";

type GroupPlan = Extract<QueryPlan, { kind: "group" }>;
type Reads = {
  db: Db;
  operations: Pick<Operations, "lists" | "dayScope" | "kpis">;
  fleet: Pick<Fleet, "lists" | "timed">;
};
type Column = { sql: Sql; joins: string[] };

const isOfExceptions = (group: RowGroup): group is ExceptionGroup => "open" in group;

// The rows of a plan as the asker sees them, and its columns.
const readOf = <S>(
  list: {
    columnSql: (scope: S, key: string) => Column;
    sqlWhere: (scope: S, query: GroupPlan, also: string[]) => { from: Sql; where: Sql };
  },
  scope: S,
  plan: GroupPlan,
) => {
  const split = plan.by === null ? null : list.columnSql(scope, plan.by);
  const beside = plan.andBy === undefined ? null : list.columnSql(scope, plan.andBy);
  const by = split && {
    joins: [...split.joins, ...(beside?.joins ?? [])],
    sql: beside
      ? sql`concat(coalesce(${split.sql}::text, 'none'), ', ', coalesce(${beside.sql}::text, 'none'))`
      : split.sql,
  };
  const mean = plan.mean === undefined ? null : list.columnSql(scope, plan.mean);
  const selection = list.sqlWhere(scope, plan, [...(by?.joins ?? []), ...(mean?.joins ?? [])]);
  return { selection, of: { by: by?.sql ?? null, mean: mean?.sql ?? null } };
};

const rowsOf = async ({ operations, fleet }: Reads, scope: Scope, plan: GroupPlan) => {
  switch (plan.list) {
    case "exceptions":
    case "routes":
    case "stops":
    case "vehicles":
      return readOf(operations.lists[plan.list], operations.dayScope(scope), plan);
    case "drivers":
      return readOf(fleet.lists.drivers, await fleet.timed(scope), plan);
    default:
      throw new AppError("BAD_REQUEST", `cannot count ${plan.list} by ${plan.by ?? "nothing"}`);
  }
};

// A mean in the unit it is read in: minutes of a duration, else as it is.
const meanFigure = (column: string, mean: number | null) =>
  columnOf(column).type === "duration"
    ? figure(meanLabel(column), mean === null ? null : mean / 60, "min")
    : figure(meanLabel(column), mean, columnOf(column).type === "percent" ? "%" : "");

const triage = ({ key, firstRespondBy }: ExceptionGroup): Part => ({
  type: "text",
  text: firstRespondBy
    ? `Handle ${key} first: its next respond-by time is the earliest.`
    : `Handle ${key} first: it is the largest group.`,
});

// More groups than any fleet has: who had none is told from all that had some.
const ALL_GROUPS = 100_000;

// Groups by how many they had, the fewest first; those that ran on the days and had none are the fewest.
const leastFirst = async (
  { db, operations: { kpis } }: Reads,
  scope: Scope,
  plan: GroupPlan,
  groupsOf: (plan: GroupPlan) => Promise<RowGroup[] | ExceptionGroup[]>,
): Promise<RowGroup[] | ExceptionGroup[]> => {
  const ran = ranBy(plan);
  if (!ran) return groupsOf(plan);
  // Who drives sees his own routes alone.
  const own = scope.role === "driver" ? { driverIds: [scope.driverId ?? -1] } : {};
  const [some, keys] = await Promise.all([
    groupsOf({ ...plan, limit: ALL_GROUPS }),
    readRan(db, kpis.routesSql(scope, { ...ran.of, ...own }), { by: ran.by, ...kpis.dimensionSql(ran.by) }),
  ]);
  const had = new Set(some.map(({ key }) => key));
  const none = keys
    .filter(({ key }) => !had.has(key))
    .map(({ key }): ExceptionGroup => ({ key, count: 0, mean: null, open: 0, firstRespondBy: null }));
  return [...none, ...some].slice(0, plan.limit ?? 200);
};

/** Tells how many rows of a list there are by a column, or the mean of another column, as the asker sees them. */
export async function* executeGroups(reads: Reads, scope: Scope, plan: GroupPlan): AsyncGenerator<Part> {
  const { db } = reads;
  const { selection, of } = await rowsOf(reads, scope, plan);
  const whole = { ...plan, by: null, byUrgency: false, bound: undefined, limit: undefined };
  const [[all], groups] = await Promise.all([
    groupRows(db, selection, { ...of, by: null }, whole),
    plan.by === null
      ? ([] as RowGroup[])
      : leastFirst(reads, scope, plan, (each) => groupRows(db, selection, of, each)),
  ]);
  const [first] = groups;
  const total = all?.count ?? 0;
  yield {
    type: "figures",
    figures: [
      ...(plan.mean === undefined ? [] : [meanFigure(plan.mean, all?.mean ?? null)]),
      figure(plan.list, total, ""),
      ...(plan.by === null ? [] : [figure("groups", groups.length, "")]),
    ],
  };
  if (plan.mean === "delayS" && total > 0)
    yield {
      type: "text",
      text: "The mean is over all of these routes: one that is ahead of plan takes off what another is behind.",
    };
  if (plan.by === null) return yield listLink(plan.list, plan);
  const label = [plan.by, plan.andBy ?? []]
    .flat()
    .map((column) => splitLabel(plan.list, column))
    .join(" and ");
  if (plan.byUrgency && first && isOfExceptions(first)) yield triage(first);
  if (plan.isLeastFirst && plan.mean === undefined && ranBy(plan))
    yield {
      type: "text",
      text: `Each ${label.toLowerCase()} that ran on these days is counted: one without any of these ${plan.list} has none.`,
    };
  else if (plan.isLeastFirst && plan.mean === undefined && first)
    yield {
      type: "text",
      text: `Only what has at least one of these ${plan.list} is counted: a ${label.toLowerCase()} without any is not listed.`,
    };
  const { mean: told } = plan;
  const rows = groups.map((group) => ({
    ...group,
    // Under the key of its column, so that it is shown as that column is.
    ...(told === undefined ? {} : { [told]: group.mean }),
    ...(isOfExceptions(group) ? { firstRespondBy: group.firstRespondBy?.toISOString() ?? null } : {}),
  }));
  const said = told === undefined ? plan.list : meanLabel(told);
  yield {
    ...rowsPart(
      `${said}${told === undefined ? "" : ` of ${plan.list}`} by ${label.toLowerCase()}`,
      [],
      rows,
      "chart",
    ),
    columns: [
      columnOf("key", label),
      ...(told === undefined ? [] : [columnOf(told, `${said.slice(0, 1).toUpperCase()}${said.slice(1)}`)]),
      ...["count", ...(plan.list === "exceptions" ? ["open", "firstRespondBy"] : [])].map((key) =>
        columnOf(key),
      ),
    ],
  };
  yield listLink(plan.list, plan);
}
