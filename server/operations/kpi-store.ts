import type { Scope } from "#server/lib/scope.ts";
import type { RouteSums } from "#server/operations/core/kpi.ts";
import type { KpiDimension, KpiFilter } from "#server/operations/schema.ts";
import { type Db, joinSql, noSql, type Sql, sql } from "#server/platform/db.ts";

/** Sums of one group of routes; `key` is the group's name as people say it. */
export type GroupSums = RouteSums & { key: string };

// What each dimension groups by, and the join it needs beyond `route r`.
const DIMENSIONS: Record<KpiDimension, { key: Sql; join: Sql }> = {
  day: { key: sql`to_char(r.service_day, 'YYYY-MM-DD')`, join: noSql },
  week: { key: sql`to_char(date_trunc('week', r.service_day), 'YYYY-MM-DD')`, join: noSql },
  month: { key: sql`to_char(r.service_day, 'YYYY-MM')`, join: noSql },
  weekday: { key: sql`extract(isodow from r.service_day)::int::text`, join: noSql },
  route: { key: sql`r.name`, join: noSql },
  stream: { key: sql`r.stream`, join: noSql },
  contractor: { key: sql`coalesce(r.contractor, 'own crews')`, join: noSql },
  depot: { key: sql`d.name`, join: sql`JOIN depot d ON d.id = r.depot_id` },
  zone: { key: sql`coalesce(z.name, 'no zone')`, join: sql`LEFT JOIN zone z ON z.id = r.zone_id` },
  driver: { key: sql`coalesce(p.name, 'no driver')`, join: sql`LEFT JOIN driver p ON p.id = r.driver_id` },
  vehicle: {
    key: sql`coalesce(v.name, 'no vehicle')`,
    join: sql`LEFT JOIN vehicle v ON v.id = r.vehicle_id`,
  },
  "body-type": {
    key: sql`coalesce(v.body_type, 'no vehicle')`,
    join: sql`LEFT JOIN vehicle v ON v.id = r.vehicle_id`,
  },
};

const OF_VEHICLES: ReadonlySet<KpiDimension> = new Set(["vehicle", "body-type"]);

/** What a dimension groups routes `r` by, and the join that takes. */
export const dimensionSql = (dimension: KpiDimension): { key: Sql; join: Sql } => DIMENSIONS[dimension];

// What leaves routes out: what is of none of them stays.
const exceptSql = (scope: Scope, f: NonNullable<KpiFilter["except"]>): Sql[] => {
  const all: Sql[] = [];
  if (f.depotIds?.length) all.push(sql`r.depot_id = ANY(${f.depotIds}::int[])`);
  if (f.routes?.length) all.push(sql`r.name = ANY(${f.routes}::text[])`);
  if (f.vehicleIds?.length) all.push(sql`r.vehicle_id = ANY(${f.vehicleIds}::int[])`);
  if (f.driverIds?.length) all.push(sql`r.driver_id = ANY(${f.driverIds}::int[])`);
  if (f.contractors?.length)
    all.push(sql`coalesce(r.contractor, 'own crews') = ANY(${f.contractors}::text[])`);
  if (f.zones?.length) all.push(inZones(scope, f.zones));
  return all.map((each) => sql`(${each}) IS NOT TRUE`);
};

const inZones = (scope: Scope, zones: readonly string[]): Sql =>
  sql`r.zone_id IN (SELECT id FROM zone WHERE organisation_id = ${scope.organisationId}
    AND (name = ANY(${zones}::text[]) OR number::text = ANY(${zones}::text[])))`;

/** The condition over `route r` that keeps what a filter keeps of what the asker may see. */
export const routesSql = (scope: Scope, f: KpiFilter): Sql => {
  const all: Sql[] = [
    sql`r.organisation_id = ${scope.organisationId}`,
    sql`r.service_day BETWEEN ${f.from}::date AND ${f.to}::date`,
    sql`r.status <> 'cancelled'`,
  ];
  if (scope.depotIds) all.push(sql`r.depot_id = ANY(${scope.depotIds}::int[])`);
  if (f.depotIds?.length) all.push(sql`r.depot_id = ANY(${f.depotIds}::int[])`);
  if (f.streams?.length) all.push(sql`r.stream = ANY(${f.streams}::text[])`);
  if (f.routes?.length) all.push(sql`r.name = ANY(${f.routes}::text[])`);
  if (f.vehicleIds?.length) all.push(sql`r.vehicle_id = ANY(${f.vehicleIds}::int[])`);
  if (f.driverIds?.length) all.push(sql`r.driver_id = ANY(${f.driverIds}::int[])`);
  if (f.weekdays?.length) all.push(sql`extract(isodow from r.service_day)::int = ANY(${f.weekdays}::int[])`);
  if (f.inWeeksOf !== undefined)
    all.push(sql`(r.zone_id, extract(week FROM r.service_day)::int % 2) IN (
      SELECT w.zone_id, p.parity FROM zone_weeks w
      JOIN (VALUES ('every', 0), ('every', 1), ('even', 0), ('odd', 1)) AS p(weeks, parity) ON p.weeks = w.weeks
      WHERE w.organisation_id = ${scope.organisationId} AND w.stream = ${f.inWeeksOf})`);
  if (f.contractors?.length)
    all.push(sql`coalesce(r.contractor, 'own crews') = ANY(${f.contractors}::text[])`);
  if (f.zones?.length) all.push(inZones(scope, f.zones));
  if (f.except) all.push(...exceptSql(scope, f.except));
  if (f.bodyTypes?.length)
    all.push(sql`r.vehicle_id IN (SELECT id FROM vehicle WHERE organisation_id = ${scope.organisationId}
      AND body_type = ANY(${f.bodyTypes}::text[]))`);
  return joinSql(all, " AND ");
};

/** What a dimension, and another besides, group routes `r` by, and the joins that take. */
export const splitSql = (dimension: KpiDimension, besides?: KpiDimension): { key: Sql; join: Sql } => {
  const { key: own, join } = DIMENSIONS[dimension];
  // A split by one thing twice is a split by it: its table cannot be joined a second time.
  const over = besides === dimension ? undefined : besides;
  const key = over ? sql`${own} || ', ' || ${DIMENSIONS[over].key}` : own;
  // A vehicle and its body are read by one join.
  const isOfVehicles = OF_VEHICLES.has(dimension) && over !== undefined && OF_VEHICLES.has(over);
  return { key, join: over && !isOfVehicles ? sql`${join} ${DIMENSIONS[over].join}` : join };
};

/** The running day, or another day as it stood at the same time: its stops count as due only until then. */
export type DayCut = { day: string; until: string };

/** A cut, and whether the day it is of is one that a filter keeps. */
type CutWithin = DayCut & { isWithin: boolean };
const cutWithin = (cut: DayCut, { from, to }: KpiFilter): CutWithin => ({
  ...cut,
  isWithin: from <= cut.day && cut.day <= to,
});

// Stops of the cut day that were due by then; every other day counts whole, from its routes.
const cutJoin = ({ day, until, isWithin }: CutWithin): Sql =>
  isWithin
    ? sql`LEFT JOIN LATERAL (
  SELECT count(*) AS due,
    count(*) FILTER (WHERE s.status = 'done' AND s.done_at <= ${until}::timestamptz) AS done,
    count(*) FILTER (WHERE s.status = 'missed') AS missed,
    count(*) FILTER (WHERE s.arrived_at <= ${until}::timestamptz
      AND (s.window_start_at IS NULL OR s.arrived_at >= s.window_start_at)
      AND (s.window_end_at IS NULL OR s.arrived_at <= s.window_end_at)) AS on_time
  FROM stop s WHERE s.route_id = r.id AND r.service_day = ${day}::date AND s.planned_at <= ${until}::timestamptz
) cut ON true`
    : noSql;

const cutSums = (day: string): Sql => sql`
  sum(CASE WHEN r.service_day = ${day}::date THEN cut.due ELSE r.stops_total END)::float8 AS "stopsDue",
  sum(CASE WHEN r.service_day = ${day}::date THEN cut.done ELSE r.stops_done END)::float8 AS "dueDone",
  sum(CASE WHEN r.service_day = ${day}::date THEN cut.missed ELSE r.stops_missed END)::float8 AS "stopsMissed",
  sum(CASE WHEN r.service_day = ${day}::date THEN cut.on_time ELSE r.stops_on_time END)::float8 AS "stopsOnTime",`;
const WHOLE_SUMS = sql`
  sum(r.stops_total)::float8 AS "stopsDue",
  sum(r.stops_done)::float8 AS "dueDone",
  sum(r.stops_missed)::float8 AS "stopsMissed",
  sum(r.stops_on_time)::float8 AS "stopsOnTime",`;

// Route hours run gate to gate; of a route that is still out, until `until`.
const sums = ({ day, until, isWithin }: CutWithin): Sql => sql`
  count(*)::int AS "routes",${isWithin ? cutSums(day) : WHOLE_SUMS}
  sum(r.stops_done)::float8 AS "stopsDone",
  sum(r.lifts)::float8 AS "lifts",
  sum(r.not_out)::float8 AS "notOut",
  sum(r.contaminated)::float8 AS "contaminated",
  sum(r.overfull)::float8 AS "overfull",
  sum(r.weight_kg)::float8 AS "weightKg",
  coalesce(sum(extract(epoch FROM coalesce(r.ended_at, ${until}::timestamptz) - r.started_at)), 0)::float8 AS "routeS",
  sum(r.idle_s)::float8 AS "idleS",
  coalesce(sum(r.planned_distance_m) FILTER (WHERE r.status = 'done'), 0)::float8 AS "plannedM",
  coalesce(sum(abs(r.actual_distance_m - r.planned_distance_m)) FILTER (WHERE r.status = 'done'), 0)::float8 AS "deviationM",
  coalesce(sum(r.wage_cents + r.distance_cents + r.fuel_cents + r.disposal_cents) FILTER (WHERE r.status = 'done'), 0)::float8
    AS "finishedCents",
  coalesce(sum(r.stops_done) FILTER (WHERE r.status = 'done'), 0)::float8 AS "finishedStops",
  coalesce(sum(r.weight_kg) FILTER (WHERE r.status = 'done'), 0)::float8 AS "finishedKg",
  sum(r.fuel_l)::float8 AS "fuelL",
  sum(r.fuel_cents)::float8 AS "fuelCents",
  coalesce(sum(r.idle_s) FILTER (WHERE r.fuel_l > 0), 0)::float8 AS "fuelledIdleS",
  sum(r.overtime_s)::float8 AS "overtimeS",
  sum(r.actual_distance_m)::float8 AS "drivenM",
  sum(r.tips)::float8 AS "tips"`;

/** Sums of the routes that `filter` keeps, one row per value of `dimension` and, where named, of `besides`. */
export const sumRoutes = (
  db: Db,
  scope: Scope,
  filter: KpiFilter,
  dimension: KpiDimension,
  cut: DayCut,
  besides?: KpiDimension,
): Promise<GroupSums[]> => {
  const { key, join: joins } = splitSql(dimension, besides);
  const within = cutWithin(cut, filter);
  return db.$queryRaw<GroupSums[]>(sql`
    SELECT ${key} AS key, ${sums(within)} FROM route r ${cutJoin(within)} ${joins}
    WHERE ${routesSql(scope, filter)} GROUP BY 1 ORDER BY 1`);
};

/** Sums of all routes that `filter` keeps; undefined where there is none. */
export const sumAllRoutes = async (
  db: Db,
  scope: Scope,
  filter: KpiFilter,
  cut: DayCut,
): Promise<GroupSums | undefined> => {
  const within = cutWithin(cut, filter);
  const rows = await db.$queryRaw<GroupSums[]>(sql`
    SELECT 'all' AS key, ${sums(within)} FROM route r ${cutJoin(within)} WHERE ${routesSql(scope, filter)} HAVING count(*) > 0`);
  return rows[0];
};
