import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { executeRecords } from "#server/ask/execute-records.ts";
import { managerOf } from "#server/ask/fixture-scope.ts";
import type { ForecastPlan } from "#server/ask/forecast.schema.ts";
import type { QueryPlan } from "#server/ask/schema.ts";
import { readDepotCrews } from "#server/ask/store-forecast.ts";
import { createOperations } from "#server/operations/service.ts";
import { openDb } from "#server/platform/db.ts";
import { withTestDatabase } from "#server/platform/test-database.ts";

const database = withTestDatabase();
const scope = managerOf(1);
let opened: ReturnType<typeof openDb>;

beforeAll(async () => {
  opened = openDb({ url: database.url, poolSize: 3 });
  const run = (sql: string, values: unknown[] = []) => opened.pool.query(sql, values);
  for (const depot of [1, 2])
    await run(
      `INSERT INTO depot (id, organisation_id, external_id, name, location, time_zone, opens_min, closes_min)
       VALUES ($1::int, 1, 'd' || $1::int, 'Depot ' || $1::int, 'POINT(0 51)', 'UTC', 0, 1440)`,
      [depot],
    );
  for (const number of [14, 15])
    await run(
      `INSERT INTO vehicle (id, organisation_id, depot_id, external_id, number, name, body_type, capacity_l, capacity_kg, streams,
         shift_start_min, shift_end_min, break_s, break_earliest_min, break_latest_min)
       VALUES ($1::int, 1, 1, 'v' || $1::int, $1, 'Truck ' || $1::int, 'rear-loader', 20000, 9000, '{refuse}', 360, 960, 2700, 660, 810)`,
      [number],
    );
  // Truck, opened, cleared
  for (const [code, truck, at, cleared] of [
    ["A", 14, "2026-09-10T08:00Z", "2026-09-11T08:00Z"],
    ["B", 14, "2026-11-20T08:00Z", null],
    ["C", 14, "2026-06-01T08:00Z", null],
    ["D", 15, "2026-11-20T08:00Z", null],
  ] as const)
    await run(
      `INSERT INTO fault_code (organisation_id, vehicle_id, code, description, severity, opened_at, cleared_at)
       VALUES (1, $2, $1, 'fault ' || $1, 2, $3, $4)`,
      [code, truck, at, cleared],
    );
  for (const [repair, truck, at] of [
    ["belt", 14, "2026-10-01T08:00Z"],
    ["tyre", 14, "2026-05-01T08:00Z"],
    ["arm", 15, "2026-10-01T08:00Z"],
  ] as const)
    await run(
      `INSERT INTO repair (organisation_id, vehicle_id, component, description, opened_at, done_at, cost_cents)
       VALUES (1, $2, 'engine', $1, $3, $3, 100)`,
      [repair, truck, at],
    );
  for (const [id, depot, name] of [
    [1, 1, "Ann"],
    [2, 1, "Ben"],
    [3, 2, "Cay"],
  ] as const)
    await run(
      `INSERT INTO driver (id, organisation_id, depot_id, external_id, name, hired_on, wage_cents_per_hour)
       VALUES ($1::int, 1, $2, 'p' || $1::int, $3, '2020-01-01', 1)`,
      [id, depot, name],
    );
  await run(
    `INSERT INTO facility (id, organisation_id, external_id, name, kind, location, streams, opens_min, closes_min, unload_s)
     VALUES (1, 1, 'f', 'Landfill', 'landfill', 'POINT(0 51)', '{refuse}', 0, 1440, 600)`,
  );
  await run(
    `INSERT INTO route (id, organisation_id, depot_id, vehicle_id, driver_id, service_day, number, name, stream, status, planned_start_at,
       planned_end_at, shift_end_at, planned_distance_m, planned_duration_s, stops_total, updated_at)
     VALUES (1, 1, 1, 14, 2, '2026-11-18', 1, 'R-1', 'refuse', 'done', '2026-11-18T06:00Z', '2026-11-18T14:00Z', '2026-11-18T15:00Z',
       50000, 28800, 10, '2026-11-18T15:00Z')`,
  );
  for (const [number, route, kg] of [
    ["T1", 1, 7000],
    ["T2", null, 5000],
  ] as const)
    await run(
      `INSERT INTO weigh_ticket (organisation_id, depot_id, number, facility_id, vehicle_id, route_id, service_day, stream, arrived_at, left_at, net_kg, fee_cents)
       VALUES (1, 1, $1, 1, 14, $2, '2026-11-18', 'refuse', '2026-11-18T10:00Z', '2026-11-18T10:20Z', $3, 1)`,
      [number, route, kg],
    );

  // Planned start, clocked in, clocked out
  for (const [driver, day, planned, clockedIn, out] of [
    [1, "2026-11-23", "06:00", "05:58", "2026-11-23T15:00Z"],
    [1, "2026-11-24", "06:00", "06:20", "2026-11-24T23:30Z"],
    [1, "2026-11-25", "06:00", "06:00", null],
    [2, "2026-11-25", "06:00", null, null],
  ] as const)
    await run(
      `INSERT INTO shift (organisation_id, depot_id, driver_id, service_day, planned_start_at, planned_end_at, clocked_in_at, clocked_out_at)
       VALUES (1, 1, $1, $2, $3, $4, $5, $6)`,
      [driver, day, `${day}T${planned}Z`, `${day}T15:00Z`, clockedIn && `${day}T${clockedIn}Z`, out],
    );
});
afterAll(() => opened.close());

type Records = Extract<QueryPlan, { kind: "records" }>;
const answer = async (plan: Partial<Records> & Pick<Records, "of" | "columns">) => {
  const clock = {
    read: () => ({ now: "2026-11-25T12:40:00.000Z", serviceDay: "2026-11-25", timeZone: "UTC" }),
  };
  // Records need the database and the clock alone.
  const deps = { db: opened.db, clock } as unknown as Parameters<typeof createOperations>[0];
  const reads = { db: opened.db, operations: createOperations(deps) };
  const whole: Records = {
    ...{ kind: "records", filters: [], show: "rows", sort: [{ column: "openedAt", descending: true }] },
    ...{ limit: 200, by: null, per100Km: null, ranking: { order: null, limit: null, bound: null } },
    ...plan,
  };
  const tables: { title: string; rows: readonly Record<string, unknown>[] }[] = [];
  const figures: [string, number | null][] = [];
  for await (const part of executeRecords(reads, scope, whole)) {
    if (part.type === "rows") tables.push(part);
    if (part.type === "figures")
      figures.push(...part.figures.map(({ label, value }): [string, number | null] => [label, value]));
  }
  return { tables, figures };
};

describe("faults told with repairs", () => {
  const plan = {
    of: "faults",
    columns: ["vehicle", "code"],
    isWithRepairs: true,
    filters: [
      { column: "vehicleId", op: "in", value: [14] },
      { column: "serviceDay", op: "between", value: ["2026-08-26", "2026-11-25"] },
    ],
  } satisfies Partial<Records>;

  it("are those of the same vehicle and days, each kind in its own table and count", async () => {
    const { tables, figures } = await answer(plan);
    expect(tables.map(({ title, rows }) => [title, rows.map(({ code, repair }) => code ?? repair)])).toEqual([
      ["fault codes", ["B", "A"]],
      ["repairs", ["belt"]],
    ]);
    expect(figures).toEqual([
      ["fault codes", 2],
      ["repairs", 1],
    ]);
  });

  it("are no repairs where faults alone are asked for", async () => {
    const { tables } = await answer({ ...plan, isWithRepairs: false });
    expect(tables.map(({ title }) => title)).toEqual(["fault codes"]);
  });
});

describe("a weigh ticket", () => {
  it("names the driver of its route, and nobody where it has none", async () => {
    const { tables } = await answer({
      ...{ of: "tickets", columns: ["ticket", "driver"], sort: [{ column: "weightKg", descending: true }] },
    });
    expect(tables[0]?.rows.map(({ ticket, driver }) => [ticket, driver])).toEqual([
      ["T1", "Ben"],
      ["T2", null],
    ]);
  });
});

describe("a load heavier than its truck can carry", () => {
  it("is told by how much, and one that is lighter is not among them", async () => {
    const of = (capacityKg: number) =>
      opened.pool.query("UPDATE vehicle SET capacity_kg = $1 WHERE id = 14", [capacityKg]);
    const plan = {
      ...{ of: "tickets", columns: ["ticket", "capacityKg", "overCapacityKg"] },
      ...{ sort: [{ column: "weightKg", descending: true }] },
      filters: [{ column: "overCapacityKg", op: "gt", value: 0 }],
    } satisfies Partial<Records>;
    expect((await answer(plan)).tables.flatMap(({ rows }) => rows)).toEqual([]);
    await of(6000);
    const { tables } = await answer(plan);
    await of(9000);
    expect(tables[0]?.rows.map(({ ticket, overCapacityKg }) => [ticket, overCapacityKg])).toEqual([
      ["T1", 1000],
    ]);
  });
});

describe("when a shift begins", () => {
  const plan = {
    ...{ of: "shifts", columns: ["driver", "serviceDay", "lateInS", "restBeforeS"] },
    sort: [{ column: "serviceDay", descending: false }],
  } satisfies Partial<Records>;

  it("is late by what the clock says after the planned start, and by nothing where nobody clocked in", async () => {
    const { tables } = await answer({ ...plan, filters: [{ column: "lateInS", op: "gte", value: 60 }] });
    expect(tables[0]?.rows.map(({ driver, lateInS }) => [driver, lateInS])).toEqual([["Ann", 1200]]);
  });

  it("comes so long after the end of the shift before, which the first has none of", async () => {
    const { tables } = await answer({
      ...plan,
      filters: [{ column: "restBeforeS", op: "is-null", value: false }],
    });
    expect(tables[0]?.rows.map(({ serviceDay, restBeforeS }) => [serviceDay, restBeforeS])).toEqual([
      ["2026-11-24", 15 * 3600 + 1200],
      ["2026-11-25", 6.5 * 3600],
    ]);
  });
});

describe("drivers that a need is set against", () => {
  const plan: ForecastPlan = {
    ...{ kind: "forecast", what: "drivers", from: "2026-11-27", to: "2026-11-27", isAgainstFleet: true },
    ...{ streams: [], depotIds: [], zones: [], facilityIds: [], queueS: null },
  };
  const crewsOf = async (part: Partial<ForecastPlan>, asker = scope) =>
    (await readDepotCrews(opened.db, asker, { ...plan, ...part })).map(({ depot, fleet }) => [depot, fleet]);

  it("are all of each depot, of those that are named and that the asker sees", async () => {
    expect(await crewsOf({})).toEqual([
      ["Depot 1", 2],
      ["Depot 2", 1],
    ]);
    expect(await crewsOf({ depotIds: [2] })).toEqual([["Depot 2", 1]]);
    expect(await crewsOf({}, { ...scope, depotIds: [1] })).toEqual([["Depot 1", 2]]);
    expect(await crewsOf({}, { ...scope, organisationId: 2 })).toEqual([]);
  });
});
