import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { seeded } from "#server/lib/random.ts";
import type { Scope } from "#server/lib/scope.ts";
import {
  insideSql,
  mapVehicles,
  nearestSql,
  nearestVehicles,
  vehiclesInside,
  vehiclesInZone,
} from "#server/operations/place-store.ts";
import { MOST_ON_MAP } from "#server/operations/schema.ts";
import { openDb, type Sql, sql } from "#server/platform/db.ts";
import { withTestDatabase } from "#server/platform/test-database.ts";

const database = withTestDatabase();
const VEHICLES = 6_000;
const scope: Scope = {
  organisationId: 1,
  userId: "u",
  userName: "U",
  role: "dispatcher",
  depotIds: null,
  driverId: null,
  isOperator: true,
};
const random = seeded("place-store.test");
const vehicles = Array.from({ length: VEHICLES }, (_, i) => ({
  id: i + 1,
  depot: 1 + (i % 3),
  lng: random.between(-5.8, -5.4),
  lat: random.between(51.1, 51.5),
  loadKg: random.int(10_000),
}));
const open = { current: undefined as ReturnType<typeof openDb> | undefined };
const dbOf = () => {
  if (!open.current) throw new Error("the database is not open yet");
  return open.current.db;
};

beforeAll(async () => {
  open.current = openDb({ url: database.url, poolSize: 3 });
  const db = dbOf();
  await db.$executeRaw(sql`
    INSERT INTO organisation (id, slug, name, time_zone, kind, bounds) VALUES (1, 'a', 'A', 'UTC', 'own', '{}')`);
  await db.$executeRaw(sql`
    INSERT INTO depot (id, organisation_id, external_id, name, location, time_zone, opens_min, closes_min)
    SELECT d, 1, d::text, 'Depot ' || d, 'POINT(-5.6 51.3)', 'UTC', 0, 1440 FROM generate_series(1, 3) d`);
  await db.$executeRaw(sql`
    INSERT INTO vehicle (id, organisation_id, depot_id, external_id, number, name, body_type, capacity_l, capacity_kg,
      streams, shift_start_min, shift_end_min, break_s, break_earliest_min, break_latest_min)
    SELECT i, 1, 1 + (i - 1) % 3, i::text, i, 'Truck ' || i, 'rear-loader', 20000, 10000, '{refuse}', 360, 960, 2700, 660, 810
    FROM generate_series(1, ${VEHICLES}::int) i`);
  await db.$executeRaw(sql`
    INSERT INTO vehicle_state (vehicle_id, organisation_id, depot_id, location, at, sequence, speed_kmh, heading_deg,
      status, status_since, load_kg)
    SELECT id, 1, depot, ST_MakePoint(lng, lat)::geography, now(), 1, 30, 0, 'moving', now(), load_kg
    FROM unnest(${vehicles.map((v) => v.id)}::int[], ${vehicles.map((v) => v.depot)}::int[],
      ${vehicles.map((v) => v.lng)}::float8[], ${vehicles.map((v) => v.lat)}::float8[],
      ${vehicles.map((v) => v.loadKg)}::int[]) AS t(id, depot, lng, lat, load_kg)`);
  await db.$executeRaw(sql`
    INSERT INTO zone (organisation_id, external_id, number, name, area) VALUES (1, 'n', 4, 'North',
      'MULTIPOLYGON(((-5.7 51.4, -5.5 51.4, -5.5 51.5, -5.7 51.5, -5.7 51.4)))')`);
  await db.$executeRawUnsafe("ANALYZE vehicle_state");
  await db.$executeRawUnsafe("ANALYZE vehicle");
});
afterAll(() => open.current?.close());

const planOf = async (query: Sql): Promise<string> => {
  const rows = await dbOf().$queryRaw<{ "QUERY PLAN": string }[]>(sql`EXPLAIN ${query}`);
  return rows.map((row) => row["QUERY PLAN"]).join("\n");
};

// Haversine on the mean radius; PostGIS reckons on the spheroid, so ranks may swap within 0.6 %.
const metres = (a: { lng: number; lat: number }, b: { lng: number; lat: number }): number => {
  const rad = Math.PI / 180;
  const h =
    Math.sin(((b.lat - a.lat) * rad) / 2) ** 2 +
    Math.cos(a.lat * rad) * Math.cos(b.lat * rad) * Math.sin(((b.lng - a.lng) * rad) / 2) ** 2;
  return 2 * 6_371_008.8 * Math.asin(Math.sqrt(h));
};

describe("vehicles by place", () => {
  const point = { lng: -5.61, lat: 51.31 };
  const ring = [
    [-5.62, 51.3],
    [-5.6, 51.3],
    [-5.6, 51.32],
    [-5.62, 51.32],
  ] as const;

  it("finds the nearest with room, as a scan of all vehicles does", async () => {
    const found = await nearestVehicles(dbOf(), scope, point, 4_000, 10);
    const expected = vehicles
      .filter((v) => 10_000 - v.loadKg >= 4_000)
      .map((v) => metres(v, point))
      .sort((a, b) => a - b)
      .slice(0, 10);
    expect(found).toHaveLength(10);
    for (const [i, near] of found.entries())
      expect(Math.abs(near.distanceM / (expected[i] ?? 0) - 1)).toBeLessThan(0.006);
  });

  it("leaves out what is as full as is named, or fuller", async () => {
    const found = await nearestVehicles(dbOf(), scope, point, 0, 10, [], 50);
    const expected = vehicles
      .filter((v) => v.loadKg < 5_000)
      .map((v) => metres(v, point))
      .sort((a, b) => a - b)
      .slice(0, 10);
    expect(found).toHaveLength(10);
    for (const [i, near] of found.entries())
      expect(Math.abs(near.distanceM / (expected[i] ?? 0) - 1)).toBeLessThan(0.006);
  });

  it("reads the nearest from the composite GIST index, in order of distance", async () => {
    const plan = await planOf(nearestSql(2, point, 0, 5));
    expect(plan).toContain("Index Scan using vehicle_state_depot_id_location_idx");
    expect(plan).not.toContain("Sort");
  });

  it("reads a polygon from the composite GIST index", async () => {
    expect(await planOf(insideSql(2, ring))).toContain("vehicle_state_depot_id_location_idx");
  });

  it("finds what lies in a polygon, as a scan of all vehicles does, open or closed", async () => {
    const expected = vehicles
      .filter((v) => v.lng > -5.62 && v.lng < -5.6 && v.lat > 51.3 && v.lat < 51.32)
      .map((v) => v.id);
    expect(expected.length).toBeGreaterThan(3);
    expect(await vehiclesInside(dbOf(), scope, ring)).toEqual(expected);
    expect(await vehiclesInside(dbOf(), scope, [...ring, ring[0]])).toEqual(expected);
  });

  it("finds a zone by its name or its number", async () => {
    const byName = await vehiclesInZone(dbOf(), scope, "North");
    expect(byName.length).toBeGreaterThan(100);
    expect(await vehiclesInZone(dbOf(), scope, "4")).toEqual(byName);
  });

  it("shows no vehicle of another depot or organisation", async () => {
    const limited = { ...scope, depotIds: [3] };
    const found = await nearestVehicles(dbOf(), limited, point, 0, 20);
    expect(found.every((v) => (v.id - 1) % 3 === 2)).toBe(true);
    expect(await vehiclesInside(dbOf(), { ...scope, organisationId: 2 }, ring)).toEqual([]);
  });
});

describe("vehicles for the map", () => {
  it("are bounded, those at work before those that stand, and come by number", async () => {
    await dbOf().$executeRaw(sql`UPDATE vehicle_state SET status = 'yard' WHERE vehicle_id <= 2000`);
    const found = await mapVehicles(dbOf(), scope);
    const standing = MOST_ON_MAP - (VEHICLES - 2_000);
    expect(found.map(({ id }) => id)).toEqual([
      ...Array.from({ length: standing }, (_, i) => i + 1),
      ...Array.from({ length: VEHICLES - 2_000 }, (_, i) => i + 2_001),
    ]);
    expect(await mapVehicles(dbOf(), { ...scope, depotIds: [1] })).toHaveLength(VEHICLES / 3);
  });
});
