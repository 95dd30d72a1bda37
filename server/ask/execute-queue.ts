import { columnOf } from "#server/ask/core/columns.ts";
import { figure, type Part, rowsPart } from "#server/ask/execute-parts.ts";
import type { ForecastPlan } from "#server/ask/forecast.schema.ts";
import { column, said } from "#server/ask/forecast-columns.ts";
import { type QueueRow, readQueue } from "#server/ask/store-forecast.ts";
import { daysWords } from "#server/lib/day-words.ts";
import type { Scope } from "#server/lib/scope.ts";
import { addDays, daysBetween, weekdayOf } from "#server/lib/service-day.ts";
import type { Operations } from "#server/operations/service.ts";
import type { Db } from "#server/platform/db.ts";

type Sums = { beforeS: number; afterS: number; cents: number; routes: number };

// Overtime as it was and as it would have been, summed over the routes of a day or a depot.
const summed = (found: readonly QueueRow[], keyOf: (row: QueueRow) => string): Map<string, Sums> => {
  const sums = new Map<string, Sums>();
  for (const row of found) {
    const after = Math.max(row.overtimeS, row.pastShiftS + row.extraS, 0);
    const sum = sums.get(keyOf(row)) ?? { beforeS: 0, afterS: 0, cents: 0, routes: 0 };
    sums.set(keyOf(row), {
      beforeS: sum.beforeS + row.overtimeS,
      afterS: sum.afterS + after,
      cents: sum.cents + ((after - row.overtimeS) / 3600) * row.wageCentsPerHour,
      routes: sum.routes + (after > row.overtimeS ? 1 : 0),
    });
  }
  return sums;
};

const byDepot = (sums: ReadonlyMap<string, Sums>, days: number): Part => {
  const rows = [...sums]
    .map(([key, sum]) => ({
      ...{ id: key, key, routes: sum.routes, cost: sum.cents / days },
      ...{ moreS: (sum.afterS - sum.beforeS) / days, beforeS: sum.beforeS / days, afterS: sum.afterS / days },
    }))
    .sort((a, b) => b.moreS - a.moreS || a.key.localeCompare(b.key));
  return {
    ...rowsPart("overtime a day by depot, as it was and under the queue", [], rows, "chart"),
    columns: [
      columnOf("key", columnOf("depot").label),
      column("moreS", "More overtime", "duration"),
      column("beforeS", "As it was", "duration"),
      column("afterS", "Under the queue", "duration"),
      column("routes", "Routes longer", "number"),
      columnOf("cost"),
    ],
  };
};

// Coming days are told by the mean of the same weekdays; a weekday on which nothing tipped there has none.
async function* ofDays(
  plan: ForecastPlan,
  rows: readonly { serviceDay: string; moreS: number; afterS: number }[],
): AsyncGenerator<Part> {
  const coming = Array.from({ length: daysBetween(plan.from, plan.to) + 1 }, (_, i) => addDays(plan.from, i));
  const meanOf = (day: string, of: "moreS" | "afterS"): number => {
    const same = rows.filter(({ serviceDay }) => weekdayOf(serviceDay) === weekdayOf(day));
    return same.length === 0 ? 0 : same.reduce((sum, row) => sum + row[of], 0) / same.length;
  };
  const told = coming.map((serviceDay) => ({
    ...{ id: serviceDay, serviceDay },
    ...{ moreS: meanOf(serviceDay, "moreS"), afterS: meanOf(serviceDay, "afterS") },
  }));
  const sum = (of: "moreS" | "afterS") => told.reduce((total, row) => total + row[of], 0);
  yield {
    type: "figures",
    figures: [
      figure("overtime on these days", sum("afterS") / 3600, "h"),
      figure("more than without the queue", sum("moreS") / 3600, "h"),
    ],
  };
  yield {
    type: "text",
    text: `For ${daysWords(plan)}: ${said(sum("afterS") / 3600, 1)} hours of overtime of the routes that tip there, ${said(sum("moreS") / 3600, 1)} of them by the queue, each day as the mean of its weekday in the last four weeks.`,
  };
  yield {
    ...rowsPart("overtime of the coming days under the queue", [], told, "chart"),
    columns: [
      columnOf("serviceDay"),
      column("afterS", "Under the queue", "duration"),
      column("moreS", "More overtime", "duration"),
    ],
  };
}

/** Tells what overtime would be under a queue at a facility, by the routes of the last four weeks that tipped there. */
export async function* executeQueue(
  { db, operations }: { db: Db; operations: Operations },
  scope: Scope,
  plan: ForecastPlan,
): AsyncGenerator<Part> {
  const today = operations.serviceDay(scope);
  const found = await readQueue(db, scope, plan, {
    ...{ from: addDays(today, -28), to: addDays(today, -1) },
    timeZone: operations.clock(scope).timeZone,
  });
  const [first] = found;
  if (!first)
    return yield {
      type: "text",
      text: "No weigh ticket of the last four weeks is from there, so a queue there changes nothing that is on record.",
    };
  const days = summed(found, ({ day }) => day);
  const rows = [...days].map(([serviceDay, day]) => ({
    id: serviceDay,
    serviceDay,
    moreS: day.afterS - day.beforeS,
    ...day,
    cost: day.cents,
  }));
  const more = rows.map(({ moreS }) => moreS).sort((a, b) => a - b);
  const at = (share: number): number => more[Math.round(share * (more.length - 1))] as number;
  const hours = (seconds: number): string => said(seconds / 3600, 1);
  const mean = more.reduce((sum, each) => sum + each, 0) / more.length;
  yield {
    type: "figures",
    figures: [
      figure("more overtime a day", mean / 3600, "h"),
      figure("least of 80 in 100 days", at(0.1) / 3600, "h"),
      figure("most of 80 in 100 days", at(0.9) / 3600, "h"),
    ],
  };
  yield {
    type: "text",
    text: `${hours(mean)} hours more overtime a day, ${hours(at(0.1))} to ${hours(at(0.9))} on 80 of 100 days. The ${found.length} finished routes of the last four weeks that tipped there are taken as they were, each stay${plan.isFromNoon ? " that began from noon on" : ""} as long as a queue of ${Math.round((plan.queueS ?? 0) / 60)} min and ${Math.round(first.unloadS / 60)} min of tipping make it (usually ${Math.round(first.usualS / 60)} min in all), never shorter; what then ends past the shift is overtime, at the driver's wage without a supplement. Nobody re-plans around the queue in this.`,
  };
  if (plan.isOfDays) yield* ofDays(plan, rows);
  if (plan.by === "depot")
    yield byDepot(
      summed(found, ({ depot }) => depot),
      days.size,
    );
  yield {
    ...rowsPart("overtime by day, as it was and under the queue", [], rows, "chart"),
    columns: [
      columnOf("serviceDay"),
      column("moreS", "More overtime", "duration"),
      column("beforeS", "As it was", "duration"),
      column("afterS", "Under the queue", "duration"),
      column("routes", "Routes longer", "number"),
      columnOf("cost"),
    ],
  };
}
