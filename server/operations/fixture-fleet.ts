import { type Db, sql } from "#server/platform/db.ts";

/** A planted fleet: vehicles, one route each, its driver, and its stops in order. */
export type FixtureFleet = {
  organisationId: number;
  depotId: number;
  facilityId: number;
  vehicles: { id: number; routeId: number; driverId: number; stopIds: number[] }[];
};

/** Plants an organisation with a depot, a facility and so many vehicles, each with a route of `stops` on `day`. */
export const plantFleet = async (
  db: Db,
  { slug = "fixture", vehicles = 3, stops = 5, day = "2026-11-23" } = {},
): Promise<FixtureFleet> => {
  const one = async (query: ReturnType<typeof sql>): Promise<number> => {
    const [row] = await db.$queryRaw<{ id: number }[]>(query);
    if (!row) throw new Error("the fixture's insert came back empty");
    return row.id;
  };
  const many = async (query: ReturnType<typeof sql>): Promise<number[]> =>
    (await db.$queryRaw<{ id: number }[]>(query)).map(({ id }) => id);
  const point = sql`ST_SetSRID(ST_MakePoint(120, 36), 4326)::geography`;
  const organisationId = await one(sql`
    INSERT INTO organisation (slug, name, time_zone, kind, is_operator)
    VALUES (${slug}, 'Fixture', 'UTC', 'own', NOT EXISTS (SELECT FROM organisation WHERE is_operator)) RETURNING id`);
  const depotId = await one(sql`
    INSERT INTO depot (organisation_id, external_id, name, location, time_zone, opens_min, closes_min)
    VALUES (${organisationId}, 'd', 'Depot', ${point}, 'UTC', 300, 1200) RETURNING id`);
  const facilityId = await one(sql`
    INSERT INTO facility (organisation_id, external_id, name, kind, location, streams, opens_min, closes_min, unload_s,
      fee_cents_per_tonne)
    VALUES (${organisationId}, 'f', 'Landfill', 'landfill', ${point}, '{refuse}', 300, 1200, 600, 9000) RETURNING id`);
  const driverIds = await many(sql`
    INSERT INTO driver (organisation_id, depot_id, external_id, name, skills, hired_on, wage_cents_per_hour)
    SELECT ${organisationId}, ${depotId}, 'd' || n, 'Driver ' || n, '{}', '2020-01-01', 1800
    FROM generate_series(1, ${vehicles}::int) n RETURNING id`);
  const vehicleIds = await many(sql`
    INSERT INTO vehicle (organisation_id, depot_id, external_id, number, name, body_type, capacity_l, capacity_kg,
      streams, shift_start_min, shift_end_min, break_s, break_earliest_min, break_latest_min, cost_cents_per_km)
    SELECT ${organisationId}, ${depotId}, 't' || n, n, 'Truck ' || n, 'rear-loader', 20000, 10000, '{refuse}', 360,
      900, 2700, 660, 810, 50 FROM generate_series(1, ${vehicles}::int) n RETURNING id`);
  const siteIds = await many(sql`
    INSERT INTO site (organisation_id, external_id, depot_id, name, location, streams, demand_l, service_s,
      window_start_min, window_end_min)
    SELECT ${organisationId}, 's' || n, ${depotId}, 'Site ' || n,
      ST_SetSRID(ST_MakePoint(120 + n * 0.002, 36 + (n % 7) * 0.001), 4326)::geography, '{refuse}', 240, 60, 420, 1020
    FROM generate_series(1, ${vehicles * stops}::int) n RETURNING id`);
  await db.$executeRaw(sql`
    INSERT INTO shift (organisation_id, depot_id, driver_id, service_day, planned_start_at, planned_end_at)
    SELECT ${organisationId}, ${depotId}, d, ${day}::date, ${`${day}T06:00:00Z`}::timestamptz,
      ${`${day}T15:00:00Z`}::timestamptz FROM unnest(${driverIds}::int[]) d`);
  const fleet: FixtureFleet = { organisationId, depotId, facilityId, vehicles: [] };
  for (const [i, id] of vehicleIds.entries()) {
    const driverId = driverIds[i] ?? 0;
    const routeId = await one(sql`
      INSERT INTO route (organisation_id, depot_id, service_day, number, name, stream, vehicle_id, driver_id, status,
        planned_start_at, planned_end_at, shift_end_at, planned_distance_m, planned_duration_s, stops_total, updated_at)
      VALUES (${organisationId}, ${depotId}, ${day}::date, ${i + 1}, ${`R-${i + 1}`}, 'refuse', ${id}, ${driverId},
        'planned', ${`${day}T06:00:00Z`}::timestamptz, ${`${day}T14:00:00Z`}::timestamptz,
        ${`${day}T15:00:00Z`}::timestamptz, 30000, 28800, ${stops}, ${`${day}T05:00:00Z`}::timestamptz) RETURNING id`);
    const stopIds = await many(sql`
      INSERT INTO stop (organisation_id, depot_id, service_day, route_id, site_id, stream, sequence, status, planned_at)
      SELECT ${organisationId}, ${depotId}, ${day}::date, ${routeId}, s, 'refuse', n, 'pending',
        ${`${day}T07:00:00Z`}::timestamptz + n * interval '10 minutes'
      FROM unnest(${siteIds.slice(i * stops, (i + 1) * stops)}::int[]) WITH ORDINALITY AS t(s, n) RETURNING id`);
    fleet.vehicles.push({ id, routeId, driverId, stopIds });
  }
  return fleet;
};
