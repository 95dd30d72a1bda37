import type { DepotFleet } from "#server/ask/core/truck-cover.ts";
import type { ForecastPlan } from "#server/ask/forecast.schema.ts";
import type { ForecastMeasure } from "#server/forecast/schema.ts";
import type { CollectionWeeks } from "#server/lib/collection-weeks.ts";
import type { Scope } from "#server/lib/scope.ts";
import { addDays, type DayRange } from "#server/lib/service-day.ts";
import { type Db, joinSql, noSql, type Sql, sql } from "#server/platform/db.ts";

const among = (column: Sql, values: readonly (string | number)[] | null): Sql =>
  values === null
    ? noSql
    : values.length === 0
      ? sql`AND false`
      : sql`AND ${column} IN (${joinSql(values.map((each) => sql`${each}`))})`;
const named = (column: Sql, values: readonly (string | number)[]): Sql =>
  among(column, values.length === 0 ? null : values);

/** How one route fared on a day: how far past its planned end it ended, and what its time went to. */
export type RouteDay = {
  route: string;
  number: number;
  stream: string;
  depot: string;
  zone: string | null;
  day: string;
  lateS: number;
  /** Its planned end, minutes from the start of its day on the depots' clock. */
  plannedEndMin: number;
  serviceS: number;
  transitS: number;
  disposalS: number;
  idleS: number;
  startLateS: number;
};

/** Finished days of routes on the weekdays of a day, over the year before `until`. */
export const readRouteDays = (
  db: Db,
  scope: Scope,
  plan: ForecastPlan,
  { day, until, timeZone }: { day: string; until: string; timeZone: string },
): Promise<RouteDay[]> =>
  db.$queryRaw<RouteDay[]>(sql`
    SELECT r.name AS route, r.number, r.stream, d.name AS depot, z.name AS zone, to_char(r.service_day, 'YYYY-MM-DD') AS day,
      extract(epoch FROM r.ended_at - r.planned_end_at)::float8 AS "lateS",
      (extract(epoch FROM (r.planned_end_at AT TIME ZONE ${timeZone}) - r.service_day::timestamp) / 60)::float8 AS "plannedEndMin", r.service_s::float8 AS "serviceS",
      r.transit_s::float8 AS "transitS", r.disposal_s::float8 AS "disposalS", r.idle_s::float8 AS "idleS",
      extract(epoch FROM r.started_at - r.planned_start_at)::float8 AS "startLateS"
    FROM route r JOIN depot d ON d.id = r.depot_id LEFT JOIN zone z ON z.id = r.zone_id
    WHERE r.organisation_id = ${scope.organisationId} AND r.status = 'done' AND r.ended_at IS NOT NULL
      AND r.started_at IS NOT NULL AND r.service_day BETWEEN ${addDays(until, -400)}::date AND ${until}::date
      AND extract(isodow FROM r.service_day) = extract(isodow FROM ${day}::date)
      ${among(sql`r.depot_id`, scope.depotIds)} ${named(sql`r.depot_id`, plan.depotIds)}
      ${named(sql`r.stream`, plan.streams)} ${named(sql`z.name`, plan.zones)} ${named(sql`r.name`, plan.routes ?? [])}
    ORDER BY r.number, r.service_day`);

/** The trucks of each depot that can take a stream that is asked for, with those in the workshop and broken down now. */
export const readDepotFleets = (db: Db, scope: Scope, plan: ForecastPlan): Promise<DepotFleet[]> =>
  db.$queryRaw<DepotFleet[]>(sql`
    SELECT d.id AS "depotId", d.name AS depot, count(*)::int AS fleet,
      (count(*) FILTER (WHERE v.in_workshop))::int AS "inWorkshop",
      (count(*) FILTER (WHERE NOT v.in_workshop AND x.status = 'breakdown'))::int AS "brokenDown"
    FROM vehicle v JOIN depot d ON d.id = v.depot_id LEFT JOIN vehicle_state x ON x.vehicle_id = v.id
    WHERE v.organisation_id = ${scope.organisationId} ${among(sql`v.depot_id`, scope.depotIds)}
      ${named(sql`v.depot_id`, plan.depotIds)}
      ${plan.streams.length === 0 ? noSql : sql`AND v.streams && ${[...plan.streams]}::text[]`}
    GROUP BY d.id, d.name ORDER BY d.name`);

/** The drivers of each depot; days off are not on record, so all of them count. */
export const readDepotCrews = (db: Db, scope: Scope, plan: ForecastPlan): Promise<DepotFleet[]> =>
  db.$queryRaw<DepotFleet[]>(sql`
    SELECT d.id AS "depotId", d.name AS depot, count(*)::int AS fleet, 0 AS "inWorkshop", 0 AS "brokenDown"
    FROM driver p JOIN depot d ON d.id = p.depot_id
    WHERE p.organisation_id = ${scope.organisationId} ${among(sql`p.depot_id`, scope.depotIds)}
      ${named(sql`p.depot_id`, plan.depotIds)}
    GROUP BY d.id, d.name ORDER BY d.name`);

/** A container with what is known of how it fills. */
export type FillingRow = {
  id: number;
  siteId: number;
  container: string;
  site: string;
  stream: string;
  zone: string | null;
  depot: string;
  volumeL: number;
  weekdays: number[];
  weeks: CollectionWeeks;
  fillPerDay: number;
  emptiedDay: string;
};

/** Containers whose filling is known, emptied last when they or a later stop for their stream say. */
export const readFilling = (
  db: Db,
  scope: Scope,
  plan: ForecastPlan,
  { timeZone, today }: { timeZone: string; today: string },
): Promise<FillingRow[]> =>
  db.$queryRaw<FillingRow[]>(sql`
    WITH done AS (
      SELECT site_id, stream, max(done_at) AS at FROM stop
      WHERE organisation_id = ${scope.organisationId} AND service_day > ${addDays(today, -15)}::date
        AND status = 'done' AND lifts > 0 GROUP BY site_id, stream)
    SELECT c.id, s.id AS "siteId", c.external_id AS container, s.name AS site, c.stream, z.name AS zone, d.name AS depot,
      c.volume_l AS "volumeL", c.weekdays, c.weeks, c.fill_per_day::float8 AS "fillPerDay",
      to_char(greatest(c.emptied_at, done.at) AT TIME ZONE ${timeZone}, 'YYYY-MM-DD') AS "emptiedDay"
    FROM container c JOIN site s ON s.id = c.site_id JOIN depot d ON d.id = s.depot_id
      LEFT JOIN zone z ON z.id = s.zone_id LEFT JOIN done ON done.site_id = c.site_id AND done.stream = c.stream
    WHERE c.organisation_id = ${scope.organisationId} AND c.fill_per_day IS NOT NULL AND coalesce(c.emptied_at, done.at) IS NOT NULL
      AND cardinality(c.weekdays) > 0 ${among(sql`s.depot_id`, scope.depotIds)} ${named(sql`s.depot_id`, plan.depotIds)}
      ${named(sql`c.stream`, plan.streams)} ${named(sql`z.name`, plan.zones)}
      ${named(sql`s.street`, plan.streets ?? [])} ${named(sql`s.customer_id`, plan.customerIds ?? [])}
      ${named(sql`c.kind`, plan.containerKind === undefined ? [] : [plan.containerKind])}
    ORDER BY c.id`);

/** How much the weight of a site's stops varies, as a share of its mean, by site and stream. */
export const readSwing = async (
  db: Db,
  scope: Scope,
  siteIds: readonly number[],
  { from, to }: { from: string; to: string },
): Promise<Map<string, number>> => {
  if (siteIds.length === 0) return new Map();
  const rows = await db.$queryRaw<{ siteId: number; stream: string; swing: number }[]>(sql`
    SELECT site_id AS "siteId", stream, (stddev_samp(weight_kg) / avg(weight_kg))::float8 AS swing FROM stop
    WHERE organisation_id = ${scope.organisationId} AND site_id = ANY(${[...siteIds]}::int[])
      AND service_day BETWEEN ${from}::date AND ${to}::date AND status = 'done' AND weight_kg > 0
    GROUP BY site_id, stream HAVING count(*) >= 3`);
  return new Map(rows.map(({ siteId, stream, swing }) => [`${siteId} ${stream}`, swing]));
};

/** A finished route with what it waited at facilities. */
export type QueueRow = {
  day: string;
  depot: string;
  overtimeS: number;
  pastShiftS: number;
  wageCentsPerHour: number;
  tips: number;
  /** What its stays there would have been longer, were each queue as long as named. */
  extraS: number;
};

/** Routes that tipped at facilities, with how much longer their stays were under a queue; the shortest tenth stays as long as tipping takes. */
export const readQueue = (
  db: Db,
  scope: Scope,
  plan: ForecastPlan,
  { from, to, timeZone }: { from: string; to: string; timeZone: string },
): Promise<(QueueRow & { unloadS: number; usualS: number })[]> =>
  db.$queryRaw(sql`
    WITH stay AS (
      SELECT t.route_id, extract(epoch FROM t.left_at - t.arrived_at)::float8 AS s,
        (t.arrived_at AT TIME ZONE ${timeZone})::time >= '12:00' AS is_from_noon FROM weigh_ticket t
      WHERE t.organisation_id = ${scope.organisationId} AND t.service_day BETWEEN ${from}::date AND ${to}::date
        ${named(sql`t.facility_id`, plan.facilityIds)} ${among(sql`t.depot_id`, scope.depotIds)}),
    unload AS (SELECT percentile_cont(0.1) WITHIN GROUP (ORDER BY s) AS s, avg(s) AS usual FROM stay)
    SELECT to_char(r.service_day, 'YYYY-MM-DD') AS day, d.name AS depot, r.overtime_s::float8 AS "overtimeS",
      extract(epoch FROM r.ended_at - r.shift_end_at)::float8 AS "pastShiftS",
      coalesce(p.wage_cents_per_hour, 0)::float8 AS "wageCentsPerHour", count(*)::int AS tips,
      sum(CASE WHEN stay.is_from_noon OR ${plan.isFromNoon !== true}::boolean
        THEN greatest(0, ${plan.queueS ?? 0} + u.s - stay.s) ELSE 0 END)::float8 AS "extraS", u.s::float8 AS "unloadS",
      u.usual::float8 AS "usualS"
    FROM stay JOIN route r ON r.id = stay.route_id JOIN depot d ON d.id = r.depot_id CROSS JOIN unload u LEFT JOIN driver p ON p.id = r.driver_id
    WHERE r.status = 'done' AND r.ended_at IS NOT NULL ${named(sql`r.stream`, plan.streams)}
      ${named(sql`r.depot_id`, plan.depotIds)}
    GROUP BY r.id, d.name, p.wage_cents_per_hour, u.s, u.usual ORDER BY r.service_day`);

const AMOUNTS: Readonly<Record<ForecastMeasure, Sql>> = {
  tonnage: sql`r.weight_kg`,
  lifts: sql`r.lifts`,
  "set-out": sql`greatest(0, r.stops_done - r.not_out)`,
};
const KEYS = { zone: sql`coalesce(z.name, 'no zone')`, depot: sql`d.name`, stream: sql`r.stream` };

/** What was done on each day, by the zone, depot or stream of the routes, all together where nothing splits them. */
export const readDayAmounts = (
  db: Db,
  scope: Scope,
  plan: ForecastPlan,
  measure: ForecastMeasure,
  { from, to }: DayRange,
): Promise<{ key: string; day: string; amount: number }[]> =>
  db.$queryRaw(sql`
    SELECT ${plan.by === undefined ? sql`''` : KEYS[plan.by]} AS key, to_char(r.service_day, 'YYYY-MM-DD') AS day,
      sum(${AMOUNTS[measure]})::float8 AS amount
    FROM route r JOIN depot d ON d.id = r.depot_id LEFT JOIN zone z ON z.id = r.zone_id
    WHERE r.organisation_id = ${scope.organisationId} AND r.service_day BETWEEN ${from}::date AND ${to}::date
      AND r.status <> 'cancelled' ${among(sql`r.depot_id`, scope.depotIds)} ${named(sql`r.depot_id`, plan.depotIds)}
      ${named(sql`r.stream`, plan.streams)} ${named(sql`z.name`, plan.zones)}
    GROUP BY 1, 2 ORDER BY 2, 1`);
