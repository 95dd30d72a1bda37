import { AppError } from "#server/lib/errors.ts";
import type { Scope } from "#server/lib/scope.ts";
import type { Change, Today } from "#server/operations/schema.ts";
import { type Db, type Sql, sql } from "#server/platform/db.ts";
import { LATE_S, SILENT_S } from "./names.schema.ts";

const seen = (scope: Scope, alias: Sql): Sql => sql`${alias}.organisation_id = ${scope.organisationId}
  AND (${scope.depotIds}::int[] IS NULL OR ${alias}.depot_id = ANY(${scope.depotIds}::int[]))`;

/** Counts of the service day `day` as of `now` (ISO instant), over the depots of the scope that `depotIds` keeps. */
export const countDay = async (db: Db, scope: Scope, day: string, now: string): Promise<Today["counts"]> => {
  const [counts] = await db.$queryRaw<Today["counts"][]>(sql`
    SELECT * FROM (
      SELECT count(*)::int AS "routesTotal",
        count(*) FILTER (WHERE status = 'active')::int AS "routesActive",
        count(*) FILTER (WHERE status = 'done')::int AS "routesDone",
        count(*) FILTER (WHERE status = 'active' AND delay_s >= ${LATE_S})::int AS "routesLate",
        coalesce(sum(stops_total), 0)::int AS "stopsTotal",
        coalesce(sum(stops_done), 0)::int AS "stopsDone",
        coalesce(sum(stops_missed), 0)::int AS "stopsMissed"
      FROM route r WHERE ${seen(scope, sql`r`)} AND service_day = ${day}::date AND status <> 'cancelled') routes,
    (SELECT count(*)::int AS "exceptionsOpen",
        count(*) FILTER (WHERE status = 'open' AND respond_by < ${now}::timestamptz)::int AS "exceptionsOverdue"
      FROM exception e WHERE ${seen(scope, sql`e`)} AND status <> 'closed') exceptions,
    (SELECT
        (SELECT count(*) FROM stop s WHERE ${seen(scope, sql`s`)} AND s.service_day = ${day}::date
           AND s.route_id IS NULL AND s.status = 'pending')::int AS "stopsUnassigned",
        (SELECT count(*) FROM vehicle_state v WHERE ${seen(scope, sql`v`)} AND v.status = 'breakdown')::int AS "vehiclesDown",
        (SELECT count(*) FROM vehicle_state v WHERE ${seen(scope, sql`v`)} AND v.route_id IS NOT NULL
           AND v.at < ${now}::timestamptz - make_interval(secs => ${SILENT_S}::int))::int AS "vehiclesSilent") others`);
  if (counts === undefined) throw new AppError("INTERNAL", "counts of a day: found no row, expected one");
  return counts;
};

/** What happened in [since, now], newest first, at most `limit`. */
export const readChanges = async (
  db: Db,
  scope: Scope,
  since: string,
  now: string,
  limit: number,
): Promise<Change[]> => {
  const within = (at: Sql): Sql => sql`${at} > ${since}::timestamptz AND ${at} <= ${now}::timestamptz`;
  // Each kind gives its newest alone, and only these are named: a busy day has hundreds behind the first dozen.
  const newest = sql`ORDER BY at DESC LIMIT ${limit}`;
  const named = sql`LEFT JOIN route r ON r.id = e.route_id LEFT JOIN site s ON s.id = e.site_id`;
  const rows = await db.$queryRaw<(Omit<Change, "at"> & { at: Date })[]>(sql`
    SELECT * FROM (
      SELECT e.at, CASE WHEN e.kind = 'vehicle-breakdown' THEN 'vehicle-down' ELSE 'exception-opened' END AS kind,
        e.kind AS subject, concat_ws(', ', r.name, s.name) AS detail, e.route_id AS "routeId", e.id AS "exceptionId"
      FROM (SELECT opened_at AS at, kind, route_id, site_id, id FROM exception e
        WHERE ${seen(scope, sql`e`)} AND ${within(sql`opened_at`)} ${newest}) e ${named}
      UNION ALL
      (SELECT e.closed_at AS at, 'exception-closed', e.kind, concat_ws(', ', e.owner_name, e.resolution), e.route_id, e.id
      FROM exception e WHERE ${seen(scope, sql`e`)} AND ${within(sql`e.closed_at`)} ${newest})
      UNION ALL
      (SELECT r.ended_at AS at, 'route-finished', r.name,
        r.stops_done || ' of ' || r.stops_total || ' stops, ' || round(r.weight_kg / 1000.0, 1) || ' t', r.id, NULL
      FROM route r WHERE ${seen(scope, sql`r`)} AND ${within(sql`r.ended_at`)} ${newest})
    ) changes ${newest}`);
  return rows.map((row) => ({ ...row, at: row.at.toISOString() }));
};
