import type { DayTotals } from "#server/forecast/schema.ts";
import { type Db, sql } from "#server/platform/db.ts";

/** What was done on each day, per depot and stream: kilograms, containers emptied, stops with something set out. */
export const readDailyTotals = (
  db: Db,
  organisationId: number,
  { from, to }: { from: string; to: string },
): Promise<DayTotals[]> =>
  db.$queryRaw(sql`
    SELECT r.depot_id AS "depotId", d.name AS depot, r.stream, to_char(service_day, 'YYYY-MM-DD') AS day,
      sum(weight_kg)::float8 AS tonnage, sum(lifts)::float8 AS lifts,
      sum(greatest(0, stops_done - not_out))::float8 AS "set-out",
      count(DISTINCT vehicle_id)::int AS trucks
    FROM route r JOIN depot d ON d.id = r.depot_id
    WHERE r.organisation_id = ${organisationId} AND service_day BETWEEN ${from}::date AND ${to}::date
      AND status <> 'cancelled'
    GROUP BY r.depot_id, d.name, r.stream, service_day ORDER BY service_day`);
