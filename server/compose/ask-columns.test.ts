import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { RECORDS } from "#server/ask/store-records.ts";
import { driverList } from "#server/fleet/lists.ts";
import { type FixtureFleet, plantFleet } from "#server/operations/fixture-fleet.ts";
import { type DayScope, routeList, stopList, vehicleList } from "#server/operations/lists.ts";
import { openDb, sql } from "#server/platform/db.ts";
import type { Filter } from "#server/platform/list.schema.ts";
import { withTestDatabase } from "#server/platform/test-database.ts";

const database = withTestDatabase();
const NOW = "2026-11-23T13:00:00.000Z";
let open: ReturnType<typeof openDb>;
let fleet: FixtureFleet;

const scope = (): DayScope => ({
  ...{ organisationId: fleet.organisationId, userId: "ann", userName: "Ann", role: "dispatcher" },
  ...{ depotIds: null, driverId: null, isOperator: true, now: NOW },
});
const page = (filters: Filter[]) => ({ filters, sort: [], offset: 0, limit: 100 });

beforeAll(async () => {
  open = openDb({ url: database.url, poolSize: 2 });
  fleet = await plantFleet(open.db, { vehicles: 5, stops: 4 });
  const { organisationId, depotId, vehicles } = fleet;
  // Trucks by where they stand: two in the yard beside the facility, one only at the facility, two on the road.
  await open.db.$executeRaw(sql`UPDATE facility SET location = ST_MakePoint(120.004, 36)::geography`);
  for (const [i, [lng, status]] of (
    [
      [120, "stopped"],
      [120.002, "stopped"],
      [120.006, "stopped"],
      [120.1, "stopped"],
      [120.2, "breakdown"],
    ] as const
  ).entries())
    await open.db.$executeRaw(sql`
      INSERT INTO vehicle_state (vehicle_id, organisation_id, depot_id, location, at, sequence, speed_kmh, heading_deg,
        status, status_since)
      VALUES (${vehicles[i]?.id ?? 0}, ${organisationId}, ${depotId}, ST_MakePoint(${lng}, 36)::geography,
        ${NOW}::timestamptz, 1, 0, 0, ${status}, ${NOW}::timestamptz - interval '1 hour')`);
  await open.db.$executeRaw(sql`UPDATE vehicle SET in_workshop = true WHERE id = ${vehicles[3]?.id ?? 0}`);
  // Truck 1 is three hours behind, so that some of its stops end up after the shift; truck 2 is late for windows alone.
  const [first, second, third] = vehicles;
  await open.db.$executeRaw(sql`UPDATE route SET delay_s = 28200 WHERE id = ${first?.routeId ?? 0}`);
  await open.db.$executeRaw(sql`
    UPDATE stop SET window_end_at = '2026-11-23T12:00:00Z' WHERE route_id = ${second?.routeId ?? 0} AND sequence <= 2`);
  await open.db.$executeRaw(sql`UPDATE stop SET status = 'done' WHERE route_id = ${third?.routeId ?? 0}`);
  await open.db.$executeRaw(sql`
    UPDATE stop SET route_id = NULL WHERE id = ${vehicles[3]?.stopIds[0] ?? 0}`);
});
afterAll(() => open.close());

describe("a route", () => {
  it("is where its truck is while that drives it, and nowhere otherwise", async () => {
    const [first, second] = fleet.vehicles;
    await open.db.$executeRaw(sql`
      UPDATE vehicle_state SET route_id = ${first?.routeId ?? 0} WHERE vehicle_id IN (${first?.id ?? 0}, ${second?.id ?? 0})`);
    const { rows } = await routeList.page(open.db, scope(), page([]));
    const placeOf = (id: number | undefined) =>
      rows.flatMap((row) => (row.id === id ? [[row.lng, row.lat]] : []));
    expect(placeOf(first?.routeId)).toEqual([[120, 36]]);
    expect(placeOf(second?.routeId)).toEqual([[null, null]]);
  });
});

describe("vehicles", () => {
  const namesOf = async (filters: Filter[]) =>
    (await vehicleList.page(open.db, scope(), page(filters))).rows.map(({ name }) => name);
  const isNull = (column: string): Filter => ({ column, op: "is-null", value: true });

  it.each([
    ["not in a yard", [isNull("yard")], ["Truck 3", "Truck 4", "Truck 5"]],
    ["not at a facility", [isNull("facility")], ["Truck 1", "Truck 4", "Truck 5"]],
    ["neither in a yard nor at a facility", [isNull("yard"), isNull("facility")], ["Truck 4", "Truck 5"]],
    [
      "not at one facility",
      [{ column: "facility", op: "ne", value: "Landfill" }],
      ["Truck 1", "Truck 4", "Truck 5"],
    ],
    [
      "in the workshop or broken down",
      [{ column: "isOffRoad", op: "eq", value: true }],
      ["Truck 4", "Truck 5"],
    ],
    [
      "neither in the workshop nor broken down",
      [{ column: "isOffRoad", op: "eq", value: false }],
      ["Truck 1", "Truck 2", "Truck 3"],
    ],
  ] satisfies [string, Filter[], string[]][])("that are %s", async (_, filters, names) => {
    expect(await namesOf(filters)).toEqual(names);
  });
});

describe("stops to come", () => {
  const sequences = async (column: string) =>
    (await stopList.page(open.db, scope(), page([{ column, op: "eq", value: true }]))).rows.map(
      ({ route, sequence }) => `${route} ${sequence}`,
    );

  it("are left over where they are expected after the shift, or are on no route", async () => {
    // Planned at 07:10, 07:20 and so on, 7 h 50 min behind: the first comes as the shift ends, at 15:00, the others after it.
    expect((await sequences("isLeftOver")).sort()).toEqual(["R-1 2", "R-1 3", "R-1 4", "null 1"]);
  });

  it("are after their window where they are expected after it, whatever the shift", async () => {
    expect((await sequences("isAfterWindow")).sort()).toEqual(["R-2 1", "R-2 2"]);
  });

  it("are at risk where they are either", async () => {
    expect((await sequences("isAtRisk")).sort()).toEqual(
      [...(await sequences("isLeftOver")), ...(await sequences("isAfterWindow"))].sort(),
    );
  });
});

describe("hours on duty", () => {
  const clock = (driver: number, day: string, from: string, to: string | null) =>
    open.db.$executeRaw(sql`
      INSERT INTO shift (organisation_id, depot_id, driver_id, service_day, planned_start_at, planned_end_at, clocked_in_at,
        clocked_out_at)
      VALUES (${fleet.organisationId}, ${fleet.depotId}, ${fleet.vehicles[driver]?.driverId ?? 0}, ${day}::date,
        ${`${day}T06:00:00Z`}::timestamptz, ${`${day}T15:00:00Z`}::timestamptz, ${`${day}T${from}:00Z`}::timestamptz,
        ${to === null ? null : `${day}T${to}:00Z`}::timestamptz)`);

  it("run to clock-out, to now while the shift runs, and to the planned end of a day nobody clocked out of", async () => {
    await clock(0, "2026-11-20", "06:00", "14:30");
    await clock(1, "2026-11-20", "06:00", null);
    await open.db.$executeRaw(sql`
      UPDATE shift SET clocked_in_at = '2026-11-23T06:00:00Z'
      WHERE driver_id = ${fleet.vehicles[2]?.driverId ?? 0} AND service_day = '2026-11-23'`);
    const { rows } = await RECORDS.shifts.page(
      open.db,
      { ...scope(), timeZone: "UTC" },
      page([{ column: "clockedInAt", op: "is-null", value: false }]),
    );
    expect(rows.map(({ driver, dutyS }) => [driver, Number(dutyS) / 3600])).toEqual([
      ["Driver 1", 8.5],
      ["Driver 2", 9],
      ["Driver 3", 7],
    ]);
  });
});

describe("a driver", () => {
  it("is told with the routes of the running day", async () => {
    const { rows } = await driverList.page(open.db, { ...scope(), now: new Date(NOW) }, page([]));
    expect(rows.map(({ name, route }) => [name, route]).slice(0, 2)).toEqual([
      ["Driver 1", "R-1"],
      ["Driver 2", "R-2"],
    ]);
    const others = await driverList.page(
      open.db,
      { ...scope(), now: new Date("2026-11-24T13:00:00Z") },
      page([]),
    );
    expect(others.rows.map(({ route }) => route)).toContain(null);
  });
});

describe("collection days", () => {
  it("hold those of the running week, over or to come, of weeks that are collected", async () => {
    const [site] = await open.db.$queryRaw<{ id: number }[]>(sql`SELECT min(id) AS id FROM site`);
    for (const [name, weekdays, weeks] of [
      ["a", [1, 4], "every"],
      ["b", [5], "even"],
      ["c", [5], "odd"],
    ] as const)
      await open.db.$executeRaw(sql`
        INSERT INTO container (organisation_id, site_id, external_id, stream, kind, volume_l, weekdays, weeks, fill_per_day,
          emptied_at)
        VALUES (${fleet.organisationId}, ${site?.id ?? 0}, ${name}, 'refuse', 'cart', 240, ${[...weekdays]}::int[], ${weeks},
          0.1, ${NOW}::timestamptz)`);
    // A Wednesday of an even week.
    const { rows } = await RECORDS.collections.page(
      open.db,
      { ...scope(), now: "2026-11-25T12:00:00.000Z", timeZone: "UTC" },
      { filters: [], sort: [{ column: "container", descending: false }], offset: 0, limit: 10 },
    );
    expect(rows.map(({ container, thisWeek }) => [container, thisWeek])).toEqual([
      ["a", "Monday 23 Nov, Thursday 26 Nov"],
      ["b", "Friday 27 Nov"],
      ["c", null],
    ]);
  });
});
