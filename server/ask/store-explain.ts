import type { RouteTimes, UsualTimes } from "#server/ask/core/delay-causes.ts";
import type { Scope } from "#server/lib/scope.ts";
import { daysBetween } from "#server/lib/service-day.ts";
import { type Db, joinSql, type Sql, sql } from "#server/platform/db.ts";

const seen = (scope: Scope, alias: Sql): Sql => sql`${alias}.organisation_id = ${scope.organisationId}
  AND (${scope.depotIds}::int[] IS NULL OR ${alias}.depot_id = ANY(${scope.depotIds}::int[]))`;

/** Weeks before a day in which a route's usual times are looked for. */
const USUAL_DAYS = 56;

type Taken = RouteTimes & { exceptions: number; exceptionKinds: string | null };

/** What a route took so far, or in all where it has ended. */
export const readRouteTimes = async (
  db: Db,
  scope: Scope,
  routeId: number,
  now: string,
): Promise<Taken | null> => {
  const [row] = await db.$queryRaw<Taken[]>(sql`
    SELECT r.delay_s AS "delayS",
      coalesce(extract(epoch FROM r.started_at - r.planned_start_at), 0)::float8 AS "lateStartS",
      r.transit_s AS "transitS", r.service_s AS "serviceS", r.disposal_s AS "disposalS", r.break_s AS "breakS",
      r.idle_s AS "idleS", r.stops_done AS "stopsDone", r.tips,
      (SELECT coalesce(sum(extract(epoch FROM least(coalesce(e.closed_at, ${now}::timestamptz), ${now}::timestamptz) - e.opened_at)), 0)
        FROM exception e WHERE e.route_id = r.id AND e.kind = 'vehicle-breakdown')::float8 AS "downS",
      (SELECT count(*) FROM exception e WHERE e.route_id = r.id)::int AS exceptions,
      (SELECT string_agg(n || ' ' || kind, ', ' ORDER BY n DESC, kind) FROM (SELECT kind, count(*) AS n FROM exception
        WHERE route_id = r.id GROUP BY kind) k) AS "exceptionKinds"
    FROM route r WHERE r.id = ${routeId} AND ${seen(scope, sql`r`)}`);
  return row ?? null;
};

/** What the same route took on the days of the eight weeks before that it ended. */
export const readUsualTimes = async (db: Db, scope: Scope, routeId: number): Promise<UsualTimes> => {
  const [row] = await db.$queryRaw<UsualTimes[]>(sql`
    WITH own AS (SELECT * FROM route WHERE id = ${routeId}),
    past AS (
      SELECT p.*, (SELECT s.done_at FROM stop s WHERE s.route_id = p.id AND s.status = 'done'
          ORDER BY s.done_at OFFSET greatest(o.stops_done - 1, 0) LIMIT 1) AS reached_at
      FROM route p, own o WHERE ${seen(scope, sql`p`)} AND p.name = o.name AND p.stream = o.stream
        AND p.status = 'done' AND p.stops_done > 0
        AND p.service_day BETWEEN o.service_day - ${USUAL_DAYS}::int AND o.service_day - 1)
    SELECT count(*)::int AS days,
      coalesce(sum(transit_s)::float8 / nullif(sum(stops_done), 0), 0) AS "transitPerStopS",
      coalesce(sum(service_s)::float8 / nullif(sum(stops_done), 0), 0) AS "servicePerStopS",
      coalesce(sum(idle_s)::float8 / nullif(sum(stops_done), 0), 0) AS "idlePerStopS",
      coalesce(avg(break_s), 0)::float8 AS "breakS",
      coalesce(avg(CASE WHEN (SELECT status FROM own) = 'done' THEN disposal_s ELSE (SELECT coalesce(sum(extract(epoch FROM w.left_at - w.arrived_at)), 0) FROM weigh_ticket w
        WHERE w.route_id = past.id AND w.arrived_at < past.reached_at) END), 0)::float8 AS "disposalBeforeS",
      coalesce(sum(disposal_s)::float8 / nullif(sum(tips), 0), 0) AS "stayPerTipS"
    FROM past`);
  return (
    row ?? {
      ...{ days: 0, transitPerStopS: 0, servicePerStopS: 0, idlePerStopS: 0 },
      ...{ breakS: 0, disposalBeforeS: 0, stayPerTipS: 0 },
    }
  );
};

/** A stop that took longer than its route's stops usually do. */
export type LongStop = { id: number; site: string; arrivedAt: Date; serviceS: number; reason: string | null };

/** The stops of a route that took longest, those beyond `overS` only. */
export const readLongStops = (db: Db, scope: Scope, routeId: number, overS: number): Promise<LongStop[]> =>
  db.$queryRaw<LongStop[]>(sql`
    SELECT s.id, i.name AS site, s.arrived_at AS "arrivedAt",
      extract(epoch FROM s.done_at - s.arrived_at)::float8 AS "serviceS", s.reason
    FROM stop s JOIN site i ON i.id = s.site_id
    WHERE s.route_id = ${routeId} AND ${seen(scope, sql`s`)} AND s.status = 'done'
      AND extract(epoch FROM s.done_at - s.arrived_at) > ${overS}::float8
    ORDER BY 4 DESC LIMIT 8`);

/** Tips of a route with the facility's own usual stay. */
export type Tip = { facility: string; arrivedAt: Date; stayS: number; usualS: number | null };

/** Where a route tipped and how long it stayed, beside the median stay there of the four weeks before. */
export const readTips = (db: Db, scope: Scope, routeId: number): Promise<Tip[]> =>
  db.$queryRaw<Tip[]>(sql`
    SELECT f.name AS facility, w.arrived_at AS "arrivedAt", extract(epoch FROM w.left_at - w.arrived_at)::float8 AS "stayS",
      (SELECT percentile_cont(0.5) WITHIN GROUP (ORDER BY extract(epoch FROM u.left_at - u.arrived_at))
        FROM weigh_ticket u WHERE u.organisation_id = w.organisation_id AND u.facility_id = w.facility_id
          AND u.service_day BETWEEN w.service_day - 28 AND w.service_day - 1)::float8 AS "usualS"
    FROM weigh_ticket w JOIN facility f ON f.id = w.facility_id
    WHERE w.route_id = ${routeId} AND ${seen(scope, sql`w`)} ORDER BY w.arrived_at`);

/** How often something happened on some days, and on as many days before. */
export type CountChange = { by: string; key: string; count: number; usual: number };

const CHANGE_BY = ["total", "route", "zone", "reason", "driver"] as const;

type Days = { from: string; to: string };

/**
 * Exceptions of a kind on some days against others, or against the same weekday of the four weeks before, in all and split;
 * all of them first, then the largest change. A longer or shorter stretch is counted for as many days as are asked about. `among` picks
 * the exceptions that are looked at.
 */
export const readCountChanges = (
  db: Db,
  scope: Scope,
  { kind, days, against }: { kind: string; days: Days; against?: Days | undefined },
  among: { from: Sql; where: Sql } | null = null,
): Promise<CountChange[]> => {
  const weekday = [7, 14, 21, 28].map((back) => sql`${days.from}::date - ${back}::int`);
  const before = against
    ? sql`e.service_day BETWEEN ${against.from}::date AND ${against.to}::date`
    : sql`e.service_day IN (${joinSql(weekday, ", ")})`;
  const lengthOf = ({ from, to }: Days): number => daysBetween(from, to) + 1;
  const [times, of] = against ? [lengthOf(against), lengthOf(days)] : [weekday.length, 1];
  const usual = sql`count(*) FILTER (WHERE is_before) * ${of}::float8 / ${times}::float8`;
  return db.$queryRaw<CountChange[]>(sql`
    WITH own AS (
      SELECT e.service_day BETWEEN ${days.from}::date AND ${days.to}::date AS is_day, ${before} AS is_before,
        r.name AS route, z.name AS zone, t.reason, d.name AS driver
      FROM exception e LEFT JOIN route r ON r.id = e.route_id LEFT JOIN stop t ON t.id = e.stop_id
        LEFT JOIN site i ON i.id = e.site_id LEFT JOIN zone z ON z.id = coalesce(i.zone_id, r.zone_id)
        LEFT JOIN driver d ON d.id = coalesce(e.driver_id, r.driver_id)
      WHERE ${seen(scope, sql`e`)} AND e.kind = ${kind}
        AND (e.service_day BETWEEN ${days.from}::date AND ${days.to}::date OR ${before})
        AND ${among ? sql`e.id IN (SELECT e.id FROM ${among.from} WHERE ${among.where})` : sql`true`}),
    split AS (
      SELECT by, key, is_day, is_before FROM own, LATERAL (VALUES ('total', 'all'), ('route', coalesce(route, 'no route')),
        ('zone', coalesce(zone, 'no zone')), ('reason', coalesce(reason, 'no reason noted')),
        ('driver', coalesce(driver, 'no driver'))) AS v(by, key))
    SELECT by, key, count(*) FILTER (WHERE is_day)::int AS count, (${usual})::float8 AS usual
    FROM split WHERE by = ANY(${[...CHANGE_BY]}::text[]) GROUP BY by, key
    ORDER BY by = 'total' DESC, abs(count(*) FILTER (WHERE is_day) - ${usual}) DESC, by, key
    LIMIT 200`);
};
