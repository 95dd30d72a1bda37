import { columnOf } from "#server/ask/core/columns.ts";
import { nextPickup } from "#server/ask/core/next-pickup.ts";
import { figure, type Part, rowsPart } from "#server/ask/execute-parts.ts";
import type { ForecastPlan } from "#server/ask/forecast.schema.ts";
import { column, range80 } from "#server/ask/forecast-columns.ts";
import { type FillingRow, readFilling, readSwing } from "#server/ask/store-forecast.ts";
import { dayWords } from "#server/lib/day-words.ts";
import { groupBy } from "#server/lib/group-by.ts";
import type { Scope } from "#server/lib/scope.ts";
import { addDays, daysBetween } from "#server/lib/service-day.ts";
import type { Operations } from "#server/operations/service.ts";
import type { Db } from "#server/platform/db.ts";

/** Half of a normal spread that 80 of 100 cases lie in, in standard deviations. */
const SPREAD_80 = 1.2816;
const FULL_PCT = 100;
const ROWS = 200;

/** Until midnight a container fills half a day less, or more, than until the time of day at which it is emptied. */
const HALF_DAY = 0.5;

// How full a container will be at its fullest before a day, emptied in between on its days; else at its next pickup. `since` is
// the day from which it fills when it is first as full as the limit, else the day it was emptied last.
const levelOf = (row: FillingRow, today: string, before: string | undefined, limitPct: number) => {
  const pickup = nextPickup(row, today);
  if (pickup === null) return null;
  // Emptied at about the same time of day as it was last.
  const level = (from: string, to: string) => daysBetween(from, to) * row.fillPerDay;
  if (before === undefined) return { pickup, since: row.emptiedDay, point: level(row.emptiedDay, pickup) };
  let [point, from, next] = [0, row.emptiedDay, pickup as string | null];
  let since: string | null = null;
  const reach = (pct: number) => {
    point = Math.max(point, pct);
    if (pct >= limitPct) since ??= from;
  };
  while (next !== null && next < before) {
    reach(level(from, next));
    from = next;
    next = nextPickup({ ...row, emptiedDay: from }, from);
  }
  reach(level(from, before) - HALF_DAY * row.fillPerDay);
  return { pickup, since: since ?? row.emptiedDay, point };
};

const overflowBy = (
  by: NonNullable<ForecastPlan["by"]>,
  rows: readonly { zone: string | null; depot: string; stream: string; point: number; high: number }[],
  limitPct: number,
): Part => {
  const groups = [...groupBy(rows, (row) => row[by] ?? "no zone")].map(([key, own]) => ({
    ...{ id: key, key },
    count: own.filter(({ point }) => point >= limitPct).length,
    high: own.filter(({ high }) => high >= limitPct).length,
  }));
  const shown = groups.filter(({ high }) => high > 0).sort((a, b) => b.count - a.count || b.high - a.high);
  return {
    ...rowsPart(`containers that will overflow by ${by}`, [], shown, "chart"),
    columns: [
      columnOf("key", columnOf(by).label),
      column("count", "Will overflow", "number"),
      column("high", "At most, 80 %", "number"),
    ],
  };
};

/** Tells which containers will be full, or as full as is asked, and when. */
export async function* executeOverflow(
  { db, operations }: { db: Db; operations: Operations },
  scope: Scope,
  plan: ForecastPlan,
): AsyncGenerator<Part> {
  const { timeZone } = operations.clock(scope);
  const today = operations.serviceDay(scope);
  const all = await readFilling(db, scope, plan, { timeZone, today });
  const limitPct = plan.levelPct ?? FULL_PCT;
  const due = all.flatMap((row) => {
    const level = levelOf(row, today, plan.before, limitPct);
    return level === null ? [] : [{ ...row, ...level }];
  });
  const near = due.filter(({ point }) => point >= limitPct / 2);
  const swings = await readSwing(db, scope, [...new Set(near.map(({ siteId }) => siteId))], {
    from: addDays(today, -56),
    to: addDays(today, -1),
  });
  const known = [...swings.values()].sort((a, b) => a - b);
  const usual = known[known.length >> 1] ?? 0;
  const rows = near
    .map((row) => {
      const half = SPREAD_80 * (swings.get(`${row.siteId} ${row.stream}`) ?? usual) * row.point;
      return {
        ...row,
        fullPct: row.point,
        low: Math.max(0, row.point - half),
        high: row.point + half,
        fullOn: addDays(row.since, Math.ceil(limitPct / Math.max(row.fillPerDay, 0.001))),
        method: "filling a day times days",
      };
    })
    .sort((a, b) => b.point - a.point);
  const full = rows.filter(({ point }) => point >= limitPct);
  if (plan.isSoonestFirst) full.sort((a, b) => a.fullOn.localeCompare(b.fullOn) || b.point - a.point);
  const mayBe = rows.filter(({ point, high }) => point < limitPct && high >= limitPct).length;
  const level = plan.levelPct === undefined ? "full" : `at least ${plan.levelPct}% full`;
  yield {
    type: "figures",
    figures: [
      figure(
        plan.levelPct === undefined ? "containers that will overflow" : `containers that will be ${level}`,
        full.length,
        "",
      ),
      figure("that may", mayBe, ""),
    ],
  };
  yield {
    type: "text",
    text: `${full.length} of ${due.length} containers will be ${level} before ${plan.before === undefined ? "their next pickup" : dayWords(plan.before)}, and ${mayBe} more may, within the range of 80 of 100 cases. Reckoned from when each was emptied last, what it gains a day on average, and its schedule; no sensor reports a level, and the range is how much the weight of stops at the site varied over eight weeks.`,
  };
  if (plan.by !== undefined) yield overflowBy(plan.by, rows, limitPct);
  yield {
    ...rowsPart(
      "containers by how full they will be",
      [],
      full.slice(0, plan.limit ?? ROWS),
      "table",
      full.length,
    ),
    columns: [
      column("container", "Container", "text"),
      ...["site", "stream", "zone", "volumeL"].map((key) => columnOf(key)),
      column("pickup", "Next pickup", "date"),
      column("fullOn", plan.levelPct === undefined ? "Full on" : `${plan.levelPct}% full on`, "date"),
      column("fullPct", "Full by then, %", "number"),
      ...range80("number"),
      column("method", "Method", "text"),
    ],
  };
}
