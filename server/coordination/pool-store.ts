import type { PoolDay } from "#server/coordination/core/figures.ts";
import type { Scope } from "#server/lib/scope.ts";
import type { DayRange } from "#server/lib/service-day.ts";
import { type Db, noSql, sql } from "#server/platform/db.ts";

type Row = Omit<PoolDay, "pool">;

/**
 * How busy vehicles in shift were, by service day: driving, collecting and tipping against the time from the planned start
 * to the end of the shift, or of the route where that ended later.
 */
export const readVehicleDays = async (db: Db, scope: Scope, { from, to }: DayRange): Promise<PoolDay[]> => {
  const depots = scope.depotIds === null ? noSql : sql`AND depot_id = ANY(${scope.depotIds})`;
  const rows = await db.$queryRaw<Row[]>(sql`
    SELECT service_day::text AS day, sum(transit_s + service_s + disposal_s)::float8 AS "busyS",
      sum(extract(epoch FROM greatest(shift_end_at, ended_at) - least(planned_start_at, started_at)))::float8 AS "totalS"
    FROM route
    WHERE organisation_id = ${scope.organisationId} AND service_day BETWEEN ${from}::date AND ${to}::date
      AND started_at IS NOT NULL AND ended_at IS NOT NULL AND vehicle_id IS NOT NULL ${depots}
    GROUP BY service_day`);
  return rows.map((row) => ({ ...row, pool: "vehicles" }));
};

/** How busy the model was, by day: the time of its answers against that of its sequences, in the hours that saw one. */
export const readModelDays = async (
  db: Db,
  timeZone: string,
  { from, to }: DayRange,
  sequences: number,
): Promise<PoolDay[]> => {
  const rows = await db.$queryRaw<Row[]>(sql`
    SELECT (at AT TIME ZONE ${timeZone})::date::text AS day, sum(sum)::float8 / 1000 AS "busyS",
      count(DISTINCT at)::float8 * 3600 * ${sequences}::int AS "totalS"
    FROM sample
    WHERE name = 'llm.answer_ms' AND step_s = 3600
      AND at >= ${from}::date::timestamp AT TIME ZONE ${timeZone}
      AND at < (${to}::date + 1)::timestamp AT TIME ZONE ${timeZone}
    GROUP BY 1`);
  return rows.map((row) => ({ ...row, pool: "model" }));
};
