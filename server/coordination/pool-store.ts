import type { PoolDay } from "#server/coordination/schema.ts";
import type { Scope } from "#server/lib/scope.ts";
import type { DayRange } from "#server/lib/service-day.ts";
import { type Db, noSql, sql } from "#server/platform/db.ts";
import { POOL_BUSY, POOL_SLOTS } from "#server/platform/pool-meter.ts";

type Row = Omit<PoolDay, "pool">;

/**
 * How busy vehicles in shift were, by service day: driving, collecting and tipping against the time from the planned start
 * to the end of the shift, or of the route where that ended later.
 */
const readVehicleDays = async (db: Db, scope: Scope, { from, to }: DayRange): Promise<PoolDay[]> => {
  const depots = scope.depotIds === null ? noSql : sql`AND depot_id = ANY(${scope.depotIds})`;
  const rows = await db.$queryRaw<Row[]>(sql`
    SELECT service_day::text AS day, sum(transit_s + service_s + disposal_s)::float8 AS "busyS",
      sum(extract(epoch FROM greatest(shift_end_at, ended_at) - least(planned_start_at, started_at)))::float8 AS "totalS"
    FROM route
    WHERE organisation_id = ${scope.organisationId} AND service_day BETWEEN ${from}::date AND ${to}::date
      AND started_at IS NOT NULL AND ended_at IS NOT NULL AND vehicle_id IS NOT NULL ${depots}
    GROUP BY service_day ORDER BY service_day`);
  return rows.map((row) => ({ ...row, pool: "vehicles" }));
};

/**
 * How busy the pools of the processes were, by day: the busy time of their slots against all of it, in the hours that saw
 * work of theirs. Slots are those that there were at the time.
 */
const readProcessDays = (db: Db, timeZone: string, { from, to }: DayRange): Promise<PoolDay[]> =>
  db.$queryRaw<PoolDay[]>(sql`
    WITH hours AS (
      SELECT at, substr(labels, 6) AS pool,
        sum(sum) FILTER (WHERE name = ${POOL_BUSY})::float8 / 1000 AS busy_s,
        sum(sum) FILTER (WHERE name = ${POOL_SLOTS})::float8 / 1000 AS total_s
      FROM sample
      WHERE name IN (${POOL_BUSY}, ${POOL_SLOTS}) AND step_s = 3600 AND labels LIKE 'pool=%'
        AND at >= ${from}::date::timestamp AT TIME ZONE ${timeZone}
        AND at < (${to}::date + 1)::timestamp AT TIME ZONE ${timeZone}
      GROUP BY at, labels)
    SELECT pool, (at AT TIME ZONE ${timeZone})::date::text AS day, sum(busy_s) AS "busyS", sum(total_s) AS "totalS"
    FROM hours WHERE busy_s > 0 GROUP BY 1, 2 ORDER BY 1, 2`);

/** How busy vehicles in shift and the pools of the processes were, by day of a zone. */
export const readPoolDays = async (
  db: Db,
  scope: Scope,
  timeZone: string,
  range: DayRange,
): Promise<PoolDay[]> =>
  (await Promise.all([readVehicleDays(db, scope, range), readProcessDays(db, timeZone, range)])).flat();
