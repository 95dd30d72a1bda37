import type { DayTotals, Pickup, VehicleDay } from "#server/forecast/schema.ts";
import { addDays, type DayRange } from "#server/lib/service-day.ts";
import { type Db, type Sql, sql } from "#server/platform/db.ts";

/** What was done on each day, per depot and stream: kilograms, containers emptied, stops with something set out. */
export const readDailyTotals = (
  db: Db,
  organisationId: number,
  { from, to }: DayRange,
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

/** What each vehicle brought in on each day. */
export const readVehicleDays = (
  db: Db,
  organisationId: number,
  { from, to }: DayRange,
): Promise<VehicleDay[]> =>
  db.$queryRaw(sql`
    SELECT vehicle_id AS "vehicleId", to_char(service_day, 'YYYY-MM-DD') AS day, sum(weight_kg)::float8 AS tonnage
    FROM route
    WHERE organisation_id = ${organisationId} AND service_day BETWEEN ${from}::date AND ${to}::date
      AND status <> 'cancelled' AND vehicle_id IS NOT NULL
    GROUP BY vehicle_id, service_day ORDER BY service_day`);

/** Days by which the usual weight of a site's stops is told. */
const USUAL_DAYS = 56;
/** A stream weighed less often tells no range. */
const LEAST_WEIGHED = 20;

/** Weights of the stops of a site for a stream, each against the mean of the others of eight weeks. */
const weighed = (organisationId: number, { from, to }: DayRange): Sql => sql`
  day AS (
    SELECT site_id, stream, service_day, sum(weight_kg)::float8 AS kg FROM stop
    WHERE organisation_id = ${organisationId} AND status = 'done' AND weight_kg > 0
      AND service_day BETWEEN ${addDays(from, -USUAL_DAYS)}::date AND ${to}::date
    GROUP BY site_id, stream, service_day),
  weighed AS (
    SELECT site_id, stream, service_day, kg * (count(*) OVER site - 1) / nullif(sum(kg) OVER site - kg, 0) AS share
    FROM day WINDOW site AS (PARTITION BY site_id, stream))`;

/** By how large a share weights of stops differ from the usual of their site, by stream: two hundred even steps of all, ascending. */
export const readSwings = async (
  db: Db,
  organisationId: number,
  days: DayRange,
): Promise<Map<string, number[]>> => {
  const rows = await db.$queryRaw<{ stream: string; sizes: number[] }[]>(sql`
    WITH ${weighed(organisationId, days)}
    SELECT stream, percentile_cont(ARRAY(SELECT s / 201.0 FROM generate_series(1, 200) s)::float8[])
      WITHIN GROUP (ORDER BY abs(share - 1)) AS sizes
    FROM weighed WHERE share IS NOT NULL GROUP BY stream HAVING count(*) >= ${LEAST_WEIGHED}`);
  return new Map(rows.map(({ stream, sizes }) => [stream, sizes]));
};

/** Pickups of containers with how heavy the stop was against the usual of its site. */
export const readPickups = (db: Db, organisationId: number, { from, to }: DayRange): Promise<Pickup[]> =>
  db.$queryRaw(sql`
    WITH ${weighed(organisationId, { from, to })}
    SELECT c.id AS "containerId", to_char(w.service_day, 'YYYY-MM-DD') AS day, w.share,
      EXISTS (SELECT FROM exception e WHERE e.site_id = w.site_id AND e.kind = 'overfull'
        AND e.service_day = w.service_day AND e.stream = w.stream) AS "isOverfull"
    FROM weighed w JOIN container c ON c.site_id = w.site_id AND c.stream = w.stream
    WHERE w.share IS NOT NULL AND w.service_day BETWEEN ${from}::date AND ${to}::date`);
