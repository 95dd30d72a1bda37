import { chanceAtLeast } from "#server/forecast/core/conformal.ts";
import { forecast } from "#server/forecast/core/forecast.ts";
import { expected } from "#server/forecast/day-series.ts";
import { LATE_S, type RouteDay } from "#server/forecast/schema.ts";
import type { Prediction } from "#server/forecast/store.ts";
import { groupBy } from "#server/lib/group-by.ts";
import { addDays, daysBetween } from "#server/lib/service-day.ts";

/** A route that has not run on a weekday for longer is no longer driven then. */
const RUNS_WITHIN_DAYS = 35;
const LEAST_RUNS = 3;

/** How far past its plan each route is expected to end on `day`, from the days on that weekday before, which ascend per route; and the chance that it is late. */
export const foretellLateness = (rows: readonly RouteDay[], day: string, last: string): Prediction[] => {
  const madeFrom = day > last ? last : addDays(day, -1);
  const known = rows.filter((row) => row.day < day);
  return [...groupBy(known, ({ number }) => number)].flatMap(([subjectId, days]) => {
    const latest = days.at(-1)?.day ?? "";
    if (days.length < LEAST_RUNS || daysBetween(latest, day) > RUNS_WITHIN_DAYS) return [];
    const found = forecast({
      values: Float64Array.from(days, ({ lateS }) => lateS),
      ...{ horizon: 1, season: 1 },
    });
    const ends = expected(found, 0);
    return [
      {
        ...{ kind: "lateness" as const, subject: "route", subjectId, day, madeFrom, ...ends },
        ...{ method: found.method, risk: chanceAtLeast(ends.point, found.firstErrors, LATE_S) },
      },
    ];
  });
};
