import type { DayRange } from "#server/lib/service-day.ts";
import { type Db, sql } from "#server/platform/db.ts";

/** A route as it was driven: its stops in the order they were done, with when it left one and came to the next. */
export type DrivenRoute = {
  routeId: number;
  driverId: number | null;
  day: string;
  places: { lng: number; lat: number }[];
  legs: { hour: number; tookS: number }[];
};

type Row = Pick<DrivenRoute, "routeId" | "driverId" | "day"> & {
  lngs: number[];
  lats: number[];
  hours: number[];
  took: number[];
};

const WEEKS_BEFORE_DAYS = 35;

/** Routes that ended on some days, at most `most` of them, spread evenly. */
export const readDrivenRoutes = async (
  db: Pick<Db, "$queryRaw">,
  organisationId: number,
  { from, to }: DayRange,
  most: number,
): Promise<DrivenRoute[]> => {
  const rows = await db.$queryRaw<Row[]>(sql`
    WITH some_routes AS (
      SELECT id, driver_id, depot_id, service_day FROM (
        SELECT r.id, r.driver_id, r.depot_id, r.service_day, row_number() OVER (ORDER BY hashint4(r.id)) AS n
        FROM route r WHERE r.organisation_id = ${organisationId} AND r.status = 'done' AND r.stops_done >= 2
          AND r.service_day BETWEEN ${from}::date AND ${to}::date) drawn WHERE n <= ${most}),
    done AS (
      SELECT s.route_id, s.arrived_at, s.done_at, t.location,
        extract(hour FROM s.done_at AT TIME ZONE d.time_zone)::int AS hour,
        lead(s.arrived_at) OVER w AS next_at, row_number() OVER w AS n
      FROM some_routes r JOIN stop s ON s.route_id = r.id JOIN site t ON t.id = s.site_id
      JOIN depot d ON d.id = r.depot_id
      WHERE s.status = 'done' AND s.arrived_at IS NOT NULL AND s.done_at IS NOT NULL
      WINDOW w AS (PARTITION BY s.route_id ORDER BY s.arrived_at, s.id))
    SELECT r.id AS "routeId", r.driver_id AS "driverId", to_char(r.service_day, 'YYYY-MM-DD') AS day,
      array_agg(ST_X(d.location::geometry) ORDER BY d.n) AS lngs, array_agg(ST_Y(d.location::geometry) ORDER BY d.n) AS lats,
      array_agg(d.hour ORDER BY d.n) AS hours,
      array_agg(coalesce(extract(epoch FROM d.next_at - d.done_at), 0)::float8 ORDER BY d.n) AS took
    FROM some_routes r JOIN done d ON d.route_id = r.id GROUP BY r.id, r.driver_id, r.service_day
    HAVING count(*) >= 2 ORDER BY r.id`);
  return rows.map(({ routeId, driverId, day, lngs, lats, hours, took }) => ({
    ...{ routeId, driverId, day },
    places: lngs.map((lng, i) => ({ lng, lat: lats[i] as number })),
    // The last stop has none behind it.
    legs: hours.slice(0, -1).map((hour, i) => ({ hour, tookS: took[i] as number })),
  }));
};

/** How far the times that stops took on some days were off: by what is set for the site, and by its mean in the five weeks before. */
export const readStopErrors = async (
  db: Pick<Db, "$queryRaw">,
  organisationId: number,
  { from, to }: DayRange,
): Promise<{ count: number; beforeS: number; afterS: number } | null> => {
  const [row] = await db.$queryRaw<{ count: number; beforeS: number | null; afterS: number | null }[]>(sql`
    WITH took AS (
      SELECT s.site_id, s.stream, s.service_day, extract(epoch FROM s.done_at - s.arrived_at)::float8 AS s
      FROM stop s WHERE s.organisation_id = ${organisationId} AND s.status = 'done'
        AND s.done_at - s.arrived_at BETWEEN interval '10 seconds' AND interval '1 hour'
        AND s.service_day BETWEEN ${from}::date - ${WEEKS_BEFORE_DAYS}::int AND ${to}::date),
    usual AS (
      SELECT site_id, stream, avg(s) AS s FROM took WHERE service_day < ${from}::date GROUP BY 1, 2)
    SELECT count(*)::int AS count, avg(abs(k.s - t.service_s))::float8 AS "beforeS",
      avg(abs(k.s - coalesce(u.s, t.service_s)))::float8 AS "afterS"
    FROM took k JOIN site t ON t.id = k.site_id LEFT JOIN usual u USING (site_id, stream)
    WHERE k.service_day >= ${from}::date`);
  return row === undefined || row.beforeS === null || row.afterS === null
    ? null
    : { count: row.count, beforeS: row.beforeS, afterS: row.afterS };
};
