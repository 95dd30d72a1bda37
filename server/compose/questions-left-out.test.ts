import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { executeRecords } from "#server/ask/execute-records.ts";
import { managerOf } from "#server/ask/fixture-scope.ts";
import type { QueryPlan } from "#server/ask/schema.ts";
import { type FixtureFleet, plantFleet } from "#server/operations/fixture-fleet.ts";
import { createOperations } from "#server/operations/service.ts";
import { openDb, sql } from "#server/platform/db.ts";
import { withTestDatabase } from "#server/platform/test-database.ts";

type Filters = Extract<QueryPlan, { kind: "records" }>["filters"];

const database = withTestDatabase();
const DAY = "2026-11-23";
let open: ReturnType<typeof openDb>;
let fleet: FixtureFleet;

// Trucks 1 and 2 are of the East depot and truck 3 of another; each of their drivers drove 100 km, and driver 1 another 50 with truck 3.
beforeAll(async () => {
  open = openDb({ url: database.url, poolSize: 3 });
  fleet = await plantFleet(open.db, { vehicles: 3, stops: 1, day: DAY });
  await open.db.$executeRaw(sql`
    INSERT INTO depot (id, organisation_id, external_id, name, location, time_zone, opens_min, closes_min)
    VALUES (900, ${fleet.organisationId}, 'w', 'West', 'POINT(120 36)', 'UTC', 0, 1440)`);
  await open.db.$executeRaw(sql`UPDATE route SET actual_distance_m = 100000, status = 'done'`);
  await open.db.$executeRaw(sql`UPDATE route SET depot_id = 900, stream = 'glass' WHERE name = 'R-3'`);
  await open.db.$executeRaw(sql`
    INSERT INTO route (organisation_id, depot_id, service_day, number, name, stream, vehicle_id, driver_id, status,
      planned_start_at, planned_end_at, shift_end_at, planned_distance_m, planned_duration_s, stops_total, actual_distance_m, updated_at)
    SELECT organisation_id, depot_id, service_day, 4, 'R-4', stream, vehicle_id, ${fleet.vehicles[0]?.driverId ?? 0}, status,
      planned_start_at, planned_end_at, shift_end_at, planned_distance_m, planned_duration_s, stops_total, 50000, updated_at
    FROM route WHERE name = 'R-3'`);
});
afterAll(() => open.close());

const driven = async (filters: Filters, by: "driver" | "month" = "driver") => {
  const scope = managerOf(fleet.organisationId);
  const clock = {
    read: () => ({ now: "2026-11-25T12:00:00.000Z", serviceDay: "2026-11-25", timeZone: "UTC" }),
  };
  // Records and sums need the database and the clock alone.
  const deps = { db: open.db, clock } as unknown as Parameters<typeof createOperations>[0];
  const plan: Extract<QueryPlan, { kind: "records" }> = {
    ...{ kind: "records", of: "safety", show: "groups", by, sort: [], limit: 200, columns: [] },
    ...{ per100Km: { from: DAY, to: DAY }, ranking: { order: null, limit: null, bound: null }, filters },
  };
  for await (const part of executeRecords({ db: open.db, operations: createOperations(deps) }, scope, plan))
    if (part.type === "rows")
      return part.rows.map(({ key, distanceM }) => [key, Number(distanceM) / 1000]).sort();
  throw new Error("no rows came");
};

describe("kilometres that events are set against", () => {
  it("leave out only what else is kept", async () => {
    const kept = { column: "depotId", op: "in" as const, value: [fleet.depotId] };
    const out = { column: "vehicleId", op: "ne" as const, value: fleet.vehicles[2]?.id ?? 0 };
    expect(await driven([kept, out])).toEqual([
      ["Driver 1", 100],
      ["Driver 2", 100],
    ]);
  });

  it("leave out what two exceptions share but once", async () => {
    const out = [
      { column: "vehicleId", op: "ne" as const, value: fleet.vehicles[2]?.id ?? 0 },
      { column: "depotId", op: "ne" as const, value: 900 },
    ];
    expect(await driven(out)).toEqual([
      ["Driver 1", 100],
      ["Driver 2", 100],
    ]);
  });

  it("leave out each of several things of a kind", async () => {
    const out = [1, 2].map((at) => ({
      ...{ column: "vehicleId", op: "ne" as const },
      value: fleet.vehicles[at]?.id ?? 0,
    }));
    expect(await driven(out)).toEqual([["Driver 1", 100]]);
  });

  it("are those of each month where events are told by it", async () => {
    expect(await driven([], "month")).toEqual([["2026-11", 350]]);
  });

  it("leave out a stream by keeping all others", async () => {
    expect(await driven([{ column: "streams", op: "ne", value: "glass" }])).toEqual([
      ["Driver 1", 100],
      ["Driver 2", 100],
    ]);
  });
});
