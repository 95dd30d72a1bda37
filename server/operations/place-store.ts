import type { Scope } from "#server/lib/scope.ts";
import { type MapVehicle, MOST_ON_MAP, type NearVehicle } from "#server/operations/schema.ts";
import { type Db, type Sql, sql } from "#server/platform/db.ts";

/** A ring of [lng, lat] pairs, closed or not, degrees. */
export type Ring = readonly (readonly [number, number])[];

const polygonOf = (ring: Ring): string => {
  // Closed in any case: corners that lie on one another are still a ring.
  const points = [...ring, ...ring.slice(0, 1)].map(([lng, lat]) => `${lng} ${lat}`);
  return `SRID=4326;POLYGON((${points.join(",")}))`;
};

/**
 * The SQL of the vehicles of one depot nearest to a point: an index scan of the composite GIST index on
 * (depot_id, location) in order of distance, which stops after `limit` rows that have room.
 */
export const nearestSql = (
  depotId: number,
  point: { lng: number; lat: number },
  minRoomKg: number,
  limit: number,
  streams: readonly string[] = [],
  maxLoadPct: number | null = null,
): Sql => sql`
  SELECT x.vehicle_id AS id, x.location <-> ST_MakePoint(${point.lng}, ${point.lat})::geography AS distance_m
  FROM vehicle_state x JOIN vehicle v ON v.id = x.vehicle_id
  WHERE x.depot_id = ${depotId} AND v.capacity_kg - x.load_kg >= ${minRoomKg}
    AND (${maxLoadPct}::float8 IS NULL OR 100.0 * x.load_kg < ${maxLoadPct}::float8 * v.capacity_kg)
    AND x.status NOT IN ('breakdown', 'offline')
    AND (cardinality(${[...streams]}::text[]) = 0 OR v.streams && ${[...streams]}::text[])
  ORDER BY x.location <-> ST_MakePoint(${point.lng}, ${point.lat})::geography
  LIMIT ${limit}`;

/** The SQL of the vehicles of one depot inside a polygon; uses the composite GIST index. */
export const insideSql = (depotId: number, ring: Ring): Sql => sql`
  SELECT x.vehicle_id AS id FROM vehicle_state x
  WHERE x.depot_id = ${depotId} AND ST_Covers(${polygonOf(ring)}::geography, x.location)`;

const depotsOf = async (db: Db, scope: Scope): Promise<number[]> => {
  const rows = await db.$queryRaw<{ id: number }[]>(sql`
    SELECT id FROM depot WHERE organisation_id = ${scope.organisationId}
      AND (${scope.depotIds}::int[] IS NULL OR id = ANY(${scope.depotIds}::int[]))`);
  return rows.map((row) => row.id);
};

/** Vehicles with room for `minRoomKg`, and less full than `maxLoadPct` where it is set, that take any of the streams, nearest first by straight line, with the metres; at most `limit`. */
export const nearestVehicles = async (
  db: Db,
  scope: Scope,
  point: { lng: number; lat: number },
  minRoomKg: number,
  limit: number,
  streams: readonly string[] = [],
  maxLoadPct: number | null = null,
): Promise<NearVehicle[]> => {
  const perDepot = await Promise.all(
    (await depotsOf(db, scope)).map((depotId) =>
      db.$queryRaw<{ id: number; distance_m: number }[]>(
        nearestSql(depotId, point, minRoomKg, limit, streams, maxLoadPct),
      ),
    ),
  );
  return perDepot
    .flat()
    .map((row) => ({ id: row.id, distanceM: Math.round(row.distance_m) }))
    .sort((a, b) => a.distanceM - b.distanceM || a.id - b.id)
    .slice(0, limit);
};

/** Ids of the vehicles inside a polygon, ascending. */
export const vehiclesInside = async (db: Db, scope: Scope, ring: Ring): Promise<number[]> => {
  const perDepot = await Promise.all(
    (await depotsOf(db, scope)).map((depotId) => db.$queryRaw<{ id: number }[]>(insideSql(depotId, ring))),
  );
  return perDepot
    .flat()
    .map((row) => row.id)
    .sort((a, b) => a - b);
};

/** Ids of the vehicles inside the zone of a name or number, ascending. */
export const vehiclesInZone = async (db: Db, scope: Scope, zone: string): Promise<number[]> => {
  const rows = await db.$queryRaw<{ id: number }[]>(sql`
    SELECT x.vehicle_id AS id FROM zone z
    JOIN vehicle_state x ON x.organisation_id = z.organisation_id AND ST_Covers(z.area, x.location)
    WHERE z.organisation_id = ${scope.organisationId} AND (z.name = ${zone} OR z.number::text = ${zone})
      AND (${scope.depotIds}::int[] IS NULL OR x.depot_id = ANY(${scope.depotIds}::int[]))
    ORDER BY 1`);
  return rows.map((row) => row.id);
};

/** Vehicles that have reported, for the map, by number: all of them up to a bound, beyond it those at work first. */
export const mapVehicles = async (db: Db, scope: Scope): Promise<MapVehicle[]> => {
  const rows = await db.$queryRaw<
    (Omit<MapVehicle, "at" | "statusSince"> & { at: Date; statusSince: Date })[]
  >(
    sql`
    SELECT v.id, v.number, v.name, v.depot_id AS "depotId", x.status, x.status_since AS "statusSince",
      x.speed_kmh AS "speedKmh", x.heading_deg AS "headingDeg", x.load_kg AS "loadKg", x.at,
      x.route_id AS "routeId", r.name AS route,
      ST_X(x.location::geometry) AS lng, ST_Y(x.location::geometry) AS lat
    FROM vehicle_state x JOIN vehicle v ON v.id = x.vehicle_id LEFT JOIN route r ON r.id = x.route_id
    WHERE x.organisation_id = ${scope.organisationId}
      AND (${scope.depotIds}::int[] IS NULL OR x.depot_id = ANY(${scope.depotIds}::int[]))
      AND (${scope.role} <> 'driver' OR x.driver_id = ${scope.driverId})
    ORDER BY x.status IN ('offline', 'yard'), v.number LIMIT ${MOST_ON_MAP}`,
  );
  rows.sort((a, b) => a.number - b.number);
  return rows.map((row) => ({
    ...row,
    at: row.at.toISOString(),
    statusSince: row.statusSince.toISOString(),
  }));
};

/** Positions of a vehicle in [from, to] in order, as [lng, lat, epoch seconds]; thinned to at most `limit` points. */
export const readTrack = async (
  db: Db,
  vehicleId: number,
  from: string,
  to: string,
  limit: number,
): Promise<[number, number, number][]> => {
  const rows = await db.$queryRaw<{ lng: number; lat: number; s: number }[]>(sql`
    WITH p AS (
      SELECT location, at, row_number() OVER (ORDER BY at, sequence) AS n, count(*) OVER () AS total
      FROM position WHERE vehicle_id = ${vehicleId} AND at BETWEEN ${from}::timestamptz AND ${to}::timestamptz)
    SELECT ST_X(location::geometry) AS lng, ST_Y(location::geometry) AS lat, extract(epoch FROM at)::float8 AS s
    FROM p WHERE (n - 1) % greatest(1, ceil(total::float8 / ${limit}::int)::int) = 0 OR n = total ORDER BY n`);
  return rows.map((row) => [row.lng, row.lat, row.s]);
};
