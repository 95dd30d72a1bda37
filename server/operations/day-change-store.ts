import type { Scope } from "#server/lib/scope.ts";
import type { DayRange } from "#server/lib/service-day.ts";
import { type Db, type Sql, sql, type Tx } from "#server/platform/db.ts";

/** Where a stop is in the plan of its day. */
export type StopPlan = {
  id: number;
  routeId: number | null;
  depotId: number;
  sequence: number;
  plannedAt: string;
  /** What was announced; null where the site's own window holds. */
  windowStartAt: string | null;
  windowEndAt: string | null;
};

/** A route as it is planned; `isThere` is false for one that a change makes or takes away. */
export type RoutePlan = {
  id: number;
  isThere: boolean;
  depotId: number;
  number: number;
  name: string;
  stream: string;
  vehicleId: number | null;
  contractor: string | null;
  status: string;
  plannedStartAt: string;
  plannedEndAt: string;
  shiftEndAt: string;
  plannedDistanceM: number;
  plannedDurationS: number;
};

/** A stop of the day as a change finds it. */
export type LockedStop = StopPlan & {
  status: string;
  isArrived: boolean;
  stream: string;
  /** The site's own window, minutes of the clock in the zone of its depot. */
  opensMin: number;
  closesMin: number;
  timeZone: string;
};

// Text in milliseconds, as it lies in the record of changes.
const iso = (instant: Sql): Sql =>
  sql`to_char(${instant} AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"')`;

/** Locks the day of an organisation against other changes of its plan until the transaction ends. */
export const lockDay = (tx: Tx, organisationId: number, day: string) =>
  tx.$executeRaw(sql`SELECT pg_advisory_xact_lock(hashtext(${`day/${organisationId}/${day}`}))`);

/** Locks stops of a day that the scope may change. */
export const lockStops = (tx: Tx, scope: Scope, day: string, ids: readonly number[]): Promise<LockedStop[]> =>
  tx.$queryRaw<LockedStop[]>(sql`
    SELECT s.id, s.route_id AS "routeId", s.depot_id AS "depotId", s.sequence, s.stream, s.status,
      s.arrived_at IS NOT NULL AS "isArrived", ${iso(sql`s.planned_at`)} AS "plannedAt",
      ${iso(sql`s.window_start_at`)} AS "windowStartAt", ${iso(sql`s.window_end_at`)} AS "windowEndAt",
      t.window_start_min AS "opensMin", t.window_end_min AS "closesMin", o.time_zone AS "timeZone"
    FROM stop s JOIN site t ON t.id = s.site_id JOIN depot o ON o.id = t.depot_id
    WHERE s.organisation_id = ${scope.organisationId} AND s.service_day = ${day}::date
      AND s.id = ANY(${[...ids]}::int[])
      AND (${scope.depotIds}::int[] IS NULL OR s.depot_id = ANY(${scope.depotIds}::int[]))
    ORDER BY s.id FOR UPDATE OF s`);

/** Locks the routes of a day by vehicle or by id. */
export const lockRoutes = (
  tx: Tx,
  organisationId: number,
  day: string,
  by: { vehicleIds: readonly number[]; ids: readonly number[] },
): Promise<RoutePlan[]> =>
  tx.$queryRaw<RoutePlan[]>(sql`
    SELECT id, true AS "isThere", depot_id AS "depotId", number, name, stream, vehicle_id AS "vehicleId", contractor,
      status, ${iso(sql`planned_start_at`)} AS "plannedStartAt",
      ${iso(sql`planned_end_at`)} AS "plannedEndAt",
      ${iso(sql`shift_end_at`)} AS "shiftEndAt",
      planned_distance_m AS "plannedDistanceM", planned_duration_s AS "plannedDurationS"
    FROM route WHERE organisation_id = ${organisationId} AND service_day = ${day}::date
      AND (vehicle_id = ANY(${[...by.vehicleIds]}::int[]) OR id = ANY(${[...by.ids]}::int[]))
    ORDER BY id FOR UPDATE`);

/** The trucks that a change may give routes to, with what a new route takes from them. */
export const readCrews = (
  tx: Tx,
  scope: Scope,
  ids: readonly number[],
): Promise<
  {
    id: number;
    number: number;
    depotId: number;
    contractor: string | null;
    shiftEndMin: number;
    /** Of its depot. */
    timeZone: string;
  }[]
> =>
  tx.$queryRaw(sql`
    SELECT v.id, v.number, v.depot_id AS "depotId", v.contractor, v.shift_end_min AS "shiftEndMin",
      o.time_zone AS "timeZone"
    FROM vehicle v JOIN depot o ON o.id = v.depot_id
    WHERE v.organisation_id = ${scope.organisationId} AND v.id = ANY(${[...ids]}::int[])
      AND (${scope.depotIds}::int[] IS NULL OR v.depot_id = ANY(${scope.depotIds}::int[])) ORDER BY v.number, v.id`);

/** The numbers that routes of a day have, and the highest place of a settled stop on each route. */
export const readRouteNumbers = async (tx: Tx, organisationId: number, day: string): Promise<Set<number>> => {
  const rows = await tx.$queryRaw<{ number: number }[]>(sql`
    SELECT number FROM route WHERE organisation_id = ${organisationId} AND service_day = ${day}::date`);
  return new Set(rows.map(({ number }) => number));
};

/** The highest sequence of the stops of each route that are done or under way. */
export const readSettled = async (tx: Tx, routeIds: readonly number[]): Promise<Map<number, number>> => {
  const rows = await tx.$queryRaw<{ routeId: number; last: number }[]>(sql`
    SELECT route_id AS "routeId", max(sequence)::int AS last FROM stop
    WHERE route_id = ANY(${[...routeIds]}::int[]) AND (status <> 'pending' OR arrived_at IS NOT NULL)
    GROUP BY route_id`);
  return new Map(rows.map(({ routeId, last }) => [routeId, last]));
};

/** An id for a route that is to be made. */
export const nextRouteId = async (tx: Tx): Promise<number> => {
  const [row] = await tx.$queryRaw<{ id: number }[]>(
    sql`SELECT nextval(pg_get_serial_sequence('route', 'id'))::int AS id`,
  );
  if (row === undefined) throw new Error("nextRouteId: the sequence gave no id, expected one");
  return row.id;
};

/** Writes stops to their places. */
export const writeStopPlans = (tx: Tx, organisationId: number, stops: readonly StopPlan[]) =>
  tx.$executeRaw(sql`
    UPDATE stop s SET route_id = n.route_id, depot_id = n.depot_id, sequence = n.sequence, planned_at = n.planned_at,
      window_start_at = n.window_start_at, window_end_at = n.window_end_at
    FROM unnest(${stops.map(({ id }) => id)}::int[], ${stops.map(({ routeId }) => routeId)}::int[],
      ${stops.map(({ depotId }) => depotId)}::int[], ${stops.map(({ sequence }) => sequence)}::int[],
      ${stops.map(({ plannedAt }) => plannedAt)}::timestamptz[],
      ${stops.map(({ windowStartAt }) => windowStartAt)}::timestamptz[],
      ${stops.map(({ windowEndAt }) => windowEndAt)}::timestamptz[])
      AS n(id, route_id, depot_id, sequence, planned_at, window_start_at, window_end_at)
    WHERE s.id = n.id AND s.organisation_id = ${organisationId}`);

/** Writes routes as they are planned: makes those that are to be there, takes away those that are not. */
export const writeRoutePlans = async (
  tx: Tx,
  organisationId: number,
  day: string,
  routes: readonly RoutePlan[],
): Promise<void> => {
  const there = routes.filter(({ isThere }) => isThere);
  const gone = routes.filter(({ isThere }) => !isThere).map(({ id }) => id);
  const column = <K extends keyof RoutePlan>(key: K): RoutePlan[K][] => there.map((route) => route[key]);
  await tx.$executeRaw(sql`
    INSERT INTO route (id, organisation_id, depot_id, service_day, number, name, stream, vehicle_id, contractor, status,
      planned_start_at, planned_end_at, shift_end_at, expected_end_at, planned_distance_m, planned_duration_s,
      stops_total, updated_at)
    SELECT n.id, ${organisationId}, n.depot_id, ${day}::date, n.number, n.name, n.stream, n.vehicle_id, n.contractor,
      n.status, n.start_at, n.end_at, n.shift_end_at, n.end_at, n.distance_m, n.duration_s, 0, n.start_at
    FROM unnest(${column("id")}::int[], ${column("depotId")}::int[], ${column("number")}::int[],
        ${column("name")}::text[], ${column("stream")}::text[], ${column("vehicleId")}::int[],
        ${column("contractor")}::text[], ${column("status")}::text[], ${column("plannedStartAt")}::timestamptz[],
        ${column("plannedEndAt")}::timestamptz[], ${column("shiftEndAt")}::timestamptz[],
        ${column("plannedDistanceM")}::int[], ${column("plannedDurationS")}::int[])
      AS n(id, depot_id, number, name, stream, vehicle_id, contractor, status, start_at, end_at, shift_end_at,
        distance_m, duration_s)
    ON CONFLICT (id) DO UPDATE SET status = excluded.status, stream = excluded.stream,
      planned_start_at = excluded.planned_start_at, planned_end_at = excluded.planned_end_at,
      expected_end_at = excluded.planned_end_at, planned_distance_m = excluded.planned_distance_m,
      planned_duration_s = excluded.planned_duration_s, delay_s = 0`);
  await tx.$executeRaw(sql`
    DELETE FROM route WHERE organisation_id = ${organisationId} AND id = ANY(${gone}::int[])`);
};

/** Counts the stops of routes again. */
export const recountStops = (tx: Tx, routeIds: readonly number[]) =>
  tx.$executeRaw(sql`
    UPDATE route r SET stops_total = (SELECT count(*) FROM stop WHERE route_id = r.id)
    WHERE r.id = ANY(${[...routeIds]}::int[])`);

/** Whether an organisation has routes on a day. */
export const hasDay = async (db: Db, organisationId: number, day: string): Promise<boolean> => {
  const rows = await db.$queryRaw<unknown[]>(sql`
    SELECT 1 FROM route WHERE organisation_id = ${organisationId} AND service_day = ${day}::date LIMIT 1`);
  return rows.length > 0;
};

/** A stop that the office added to a day. */
export type ExtraRow = { id: number; siteId: number; stream: string };

/** Ids for stops that are to be made. */
export const nextStopIds = async (db: Pick<Db, "$queryRaw">, count: number): Promise<number[]> => {
  const rows = await db.$queryRaw<{ id: number }[]>(
    sql`SELECT nextval(pg_get_serial_sequence('stop', 'id'))::int AS id FROM generate_series(1, ${count}::int)`,
  );
  return rows.map(({ id }) => id);
};

/** A stop of a site on some day. */
export type SiteVisit = Pick<ExtraRow, "siteId" | "stream"> & { day: string; status: string };

/** The stops that some sites have on the days `from` to `to`. */
export const readSiteVisits = (
  db: Pick<Db, "$queryRaw">,
  { from, to }: DayRange,
  siteIds: readonly number[],
): Promise<SiteVisit[]> =>
  db.$queryRaw(sql`
    SELECT site_id AS "siteId", stream, to_char(service_day, 'YYYY-MM-DD') AS day, status FROM stop
    WHERE site_id = ANY(${[...siteIds]}::int[]) AND service_day BETWEEN ${from}::date AND ${to}::date`);

/** Whether a site has a stop of a stream on a day. */
export const hasStop = async (
  db: Pick<Db, "$queryRaw">,
  day: string,
  { siteId, stream }: Pick<ExtraRow, "siteId" | "stream">,
): Promise<boolean> => {
  const rows = await db.$queryRaw<unknown[]>(sql`
    SELECT FROM stop WHERE site_id = ${siteId} AND service_day = ${day}::date AND stream = ${stream} LIMIT 1`);
  return rows.length > 0;
};

/** Makes stops in the tray of a day; the depot of each is its site's. */
export const insertExtras = (
  tx: Tx,
  organisationId: number,
  day: string,
  rows: readonly ExtraRow[],
  plannedAt: Date,
) =>
  tx.$executeRaw(sql`
    INSERT INTO stop (id, organisation_id, depot_id, service_day, site_id, stream, sequence, status, planned_at)
    SELECT n.id, s.organisation_id, s.depot_id, ${day}::date, s.id, n.stream, 0, 'pending', ${plannedAt}::timestamptz
    FROM unnest(${rows.map(({ id }) => id)}::int[], ${rows.map(({ siteId }) => siteId)}::int[],
      ${rows.map(({ stream }) => stream)}::text[]) AS n(id, site_id, stream)
    JOIN site s ON s.id = n.site_id WHERE s.organisation_id = ${organisationId}`);

/** Takes stops that the office added out of their day. */
export const deleteExtras = (tx: Tx, organisationId: number, ids: readonly number[]) =>
  tx.$executeRaw(
    sql`DELETE FROM stop WHERE id = ANY(${[...ids]}::int[]) AND organisation_id = ${organisationId}`,
  );
