import type { createForecastPages } from "#server/forecast/pages.ts";
import type { LatenessWarning } from "#server/forecast/schema.ts";
import type { Stored } from "#server/forecast/stored.ts";
import { groupBy } from "#server/lib/group-by.ts";
import type { Scope } from "#server/lib/scope.ts";
import { addDays, daysBetween } from "#server/lib/service-day.ts";

/** From this chance on a route is warned of: it is likelier late than not. */
export const WARN_CHANCE = 0.5;
const MOST_ROWS = 6;
/** Days on the same weekday that say why. */
const WEEKS_BEFORE = 4;

const NO_WARNING: Omit<LatenessWarning, "isOn"> = { day: null, total: 0, rows: [] };

/** Warns of the routes of the next day with work that are likelier late than not, as stored. */
export const createLatenessWarning = ({
  routes,
  stored,
  isOn,
}: {
  routes: ReturnType<typeof createForecastPages>["routes"];
  stored: Stored;
  isOn: (organisationId: number) => boolean;
}) => {
  /** How far past their plan routes ended on the weekday of `day` before it, newest first. */
  const endedBefore = async (organisationId: number, day: string) => {
    const span = { from: addDays(day, -7 * WEEKS_BEFORE), to: addDays(day, -1) };
    const told = await stored(organisationId, "lateness", span);
    const same = told.flatMap(({ subjectId, day: on, actual }) =>
      actual !== null && daysBetween(on, day) % 7 === 0
        ? [{ number: subjectId, day: on, lateS: actual }]
        : [],
    );
    return groupBy(
      same.sort((a, b) => (a.day < b.day ? 1 : -1)),
      ({ number }) => number,
    );
  };

  return async (scope: Scope, depotId: number | null): Promise<LatenessWarning> => {
    if (!isOn(scope.organisationId)) return { isOn: false, ...NO_WARNING };
    const { day, rows } = await routes(scope, { depotId, stream: null }, null);
    if (day === null) return { isOn: true, ...NO_WARNING };
    const likely = rows.filter(({ risk }) => risk >= WARN_CHANCE);
    const before = await endedBefore(scope.organisationId, day);
    return {
      ...{ isOn: true, day, total: likely.length },
      rows: likely.slice(0, MOST_ROWS).map((row) => ({
        ...row,
        before: (before.get(row.number) ?? []).map(({ day: on, lateS }) => ({ day: on, lateS })),
      })),
    };
  };
};
