import { type Db, sql, type Tx } from "#server/platform/db.ts";

type Located = { id: number; lng: number; lat: number };

/** The fleet a day is made for. */
export type DayFleet = {
  depots: (Located & { timeZone: string })[];
  facilities: (Located & { streams: string[]; unloadS: number })[];
  vehicles: {
    id: number;
    depotId: number;
    capacityL: number;
    streams: string[];
    shiftStartMin: number;
    shiftEndMin: number;
    breakS: number;
    breakEarliestMin: number;
    contractor: string | null;
  }[];
  sites: (Located & {
    depotId: number;
    zoneId: number | null;
    streams: string[];
    demandL: number;
    serviceS: number;
    windowStartMin: number;
    windowEndMin: number;
  })[];
};

/** Reads the fleet of an organisation, vehicles in the workshop left out. */
export const readFleet = async (db: Db, organisationId: number): Promise<DayFleet> => {
  const place = sql`ST_X(location::geometry) AS lng, ST_Y(location::geometry) AS lat`;
  const mine = sql`WHERE organisation_id = ${organisationId}`;
  return {
    depots: await db.$queryRaw(
      sql`SELECT id, ${place}, time_zone AS "timeZone" FROM depot ${mine} ORDER BY id`,
    ),
    facilities: await db.$queryRaw(sql`
      SELECT id, ${place}, streams, unload_s AS "unloadS" FROM facility ${mine} ORDER BY id`),
    vehicles: await db.$queryRaw(sql`
      SELECT id, depot_id AS "depotId", capacity_l AS "capacityL", streams, shift_start_min AS "shiftStartMin",
        shift_end_min AS "shiftEndMin", break_s AS "breakS", break_earliest_min AS "breakEarliestMin", contractor
      FROM vehicle ${mine} AND NOT in_workshop ORDER BY number, id`),
    sites: await db.$queryRaw(sql`
      SELECT id, ${place}, depot_id AS "depotId", zone_id AS "zoneId", streams, demand_l AS "demandL",
        service_s AS "serviceS", window_start_min AS "windowStartMin", window_end_min AS "windowEndMin"
      FROM site ${mine} ORDER BY id`),
  };
};

/** A route to be stored; instants are epoch seconds. */
export type PlannedRoute = {
  number: number;
  depotId: number;
  vehicleId: number;
  stream: string;
  contractor: string | null;
  startS: number;
  endS: number;
  shiftEndS: number;
  distanceM: number;
  stops: PlannedStop[];
};
/** A stop to be stored; instants are epoch seconds. */
export type PlannedStop = {
  siteId: number;
  depotId: number;
  stream: string;
  plannedS: number;
  windowStartS: number;
  windowEndS: number;
};

/** Whether the organisation has routes on the day; within a transaction, it locks out others who make the same day. */
export const hasRoutes = async (tx: Tx, organisationId: number, day: string): Promise<boolean> => {
  await tx.$executeRaw(sql`SELECT pg_advisory_xact_lock(hashtext(${`day/${organisationId}/${day}`}))`);
  const rows = await tx.$queryRaw<unknown[]>(sql`
    SELECT 1 FROM route WHERE organisation_id = ${organisationId} AND service_day = ${day}::date LIMIT 1`);
  return rows.length > 0;
};

const writeStops = (
  tx: Tx,
  organisationId: number,
  day: string,
  stops: readonly (PlannedStop & { routeId: number | null; sequence: number })[],
) =>
  tx.$executeRaw(sql`
    INSERT INTO stop (organisation_id, depot_id, service_day, route_id, site_id, stream, sequence, status, planned_at,
      window_start_at, window_end_at)
    SELECT ${organisationId}, n.depot_id, ${day}::date, n.route_id, n.site_id, n.stream, n.sequence, 'pending',
      to_timestamp(n.planned), to_timestamp(n.window_start), to_timestamp(n.window_end)
    FROM unnest(${stops.map((s) => s.depotId)}::int[], ${stops.map((s) => s.routeId)}::int[],
        ${stops.map((s) => s.siteId)}::int[], ${stops.map((s) => s.stream)}::text[],
        ${stops.map((s) => s.sequence)}::int[], ${stops.map((s) => s.plannedS)}::float8[],
        ${stops.map((s) => s.windowStartS)}::float8[], ${stops.map((s) => s.windowEndS)}::float8[])
      AS n(depot_id, route_id, site_id, stream, sequence, planned, window_start, window_end)`);

/** Stores the routes of a day with their stops, and the stops that no vehicle can take. */
export const writeDay = async (
  tx: Tx,
  organisationId: number,
  day: string,
  routes: readonly PlannedRoute[],
  unassigned: readonly PlannedStop[],
): Promise<void> => {
  const rows = await tx.$queryRaw<{ id: number; number: number }[]>(sql`
    INSERT INTO route (organisation_id, depot_id, service_day, number, name, stream, vehicle_id, contractor, status,
      planned_start_at, planned_end_at, shift_end_at, planned_distance_m, planned_duration_s, stops_total, updated_at)
    SELECT ${organisationId}, n.depot_id, ${day}::date, n.number, 'R-' || n.number, n.stream, n.vehicle_id, n.contractor,
      'planned', to_timestamp(n.start_s), to_timestamp(n.end_s), to_timestamp(n.shift_end_s), n.distance_m,
      (n.end_s - n.start_s)::int, n.stops, to_timestamp(n.start_s)
    FROM unnest(${routes.map((r) => r.depotId)}::int[], ${routes.map((r) => r.number)}::int[],
        ${routes.map((r) => r.stream)}::text[], ${routes.map((r) => r.vehicleId)}::int[],
        ${routes.map((r) => r.contractor)}::text[], ${routes.map((r) => r.startS)}::float8[],
        ${routes.map((r) => r.endS)}::float8[], ${routes.map((r) => r.shiftEndS)}::float8[],
        ${routes.map((r) => Math.round(r.distanceM))}::int[], ${routes.map((r) => r.stops.length)}::int[])
      AS n(depot_id, number, stream, vehicle_id, contractor, start_s, end_s, shift_end_s, distance_m, stops)
    RETURNING id, number`);
  const idOf = new Map(rows.map(({ id, number }) => [number, id]));
  const stops = routes.flatMap(({ number, stops: own }) =>
    own.map((stop, i) => ({ ...stop, routeId: idOf.get(number) ?? null, sequence: i + 1 })),
  );
  const tray = unassigned.map((stop, i) => ({ ...stop, routeId: null, sequence: i + 1 }));
  await writeStops(tx, organisationId, day, [...stops, ...tray]);
};
