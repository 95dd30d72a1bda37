import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { executeShares } from "#server/ask/execute-shares.ts";
import { managerOf } from "#server/ask/fixture-scope.ts";
import type { QueryPlan } from "#server/ask/schema.ts";
import { createOperations } from "#server/operations/service.ts";
import { openDb } from "#server/platform/db.ts";
import { withTestDatabase } from "#server/platform/test-database.ts";

const database = withTestDatabase();
const NOW = "2026-11-25T12:40:00.000Z";
const scope = managerOf(1);
const DAYS = { from: "2026-11-16", to: "2026-11-22" };
let opened: ReturnType<typeof openDb>;

// Name, depot, zone, driven km, hours taken, hours at stops; each is planned with 50 km and 8 hours.
const ROUTES = [
  ["R-1", 1, 1, 51, 8, 4],
  ["R-2", 1, 2, 62, 9.5, 6],
  ["R-10", 2, 1, 35, 7, 7],
  ["R-3", 2, 2, 57, 8.2, 2],
] as const;

beforeAll(async () => {
  opened = openDb({ url: database.url, poolSize: 3 });
  const run = (sql: string, values: unknown[] = []) => opened.pool.query(sql, values);
  for (const depot of [1, 2])
    await run(
      `INSERT INTO depot (id, organisation_id, external_id, name, location, time_zone, opens_min, closes_min)
       VALUES ($1::int, 1, 'd' || $1::int, 'Depot ' || $1::int, 'POINT(0 51)', 'UTC', 0, 1440)`,
      [depot],
    );
  for (const zone of [1, 2])
    await run(
      `INSERT INTO zone (id, organisation_id, external_id, number, name, area)
       VALUES ($1::int, 1, 'z' || $1::int, $1, 'Zone ' || $1::int, 'MULTIPOLYGON(((0 0, 1 0, 1 1, 0 0)))')`,
      [zone],
    );
  for (const [i, [name, depot, zone, km, hours, atStops]] of ROUTES.entries())
    await run(
      `INSERT INTO route (organisation_id, depot_id, zone_id, service_day, number, name, stream, status, planned_start_at,
         planned_end_at, shift_end_at, started_at, ended_at, planned_distance_m, actual_distance_m, planned_duration_s,
         service_s, stops_total, stops_done, updated_at)
       VALUES (1, $1, $2, '2026-11-18', $3, $4, 'refuse', 'done', '2026-11-18T06:00Z', '2026-11-18T14:00Z',
         '2026-11-18T15:00Z', '2026-11-18T06:00Z', '2026-11-18T06:00Z'::timestamptz + make_interval(secs => $5),
         50000, $6, 28800, $7, 10, 10, '2026-11-18T15:00Z')`,
      [depot, zone, i, name, hours * 3600, km * 1000, atStops * 3600],
    );
  // A container of 1,100 l in each zone; that of zone 2 is overfull once in two lifts, and one of 660 l never.
  for (const [id, zone, volume] of [
    [1, 1, 1100],
    [2, 2, 1100],
    [3, 2, 660],
  ] as const) {
    await run(
      `INSERT INTO site (id, organisation_id, external_id, depot_id, zone_id, name, location, streams, demand_l, service_s,
         window_start_min, window_end_min) VALUES ($1::int, 1, 's' || $1::int, 1, $2, 'S', 'POINT(0 51)', '{refuse}', 1, 1, 0, 1)`,
      [id, zone],
    );
    await run(
      `INSERT INTO container (id, organisation_id, site_id, external_id, stream, kind, volume_l, weekdays, weeks)
       VALUES ($1::int, 1, $1, 'c' || $1::int, 'refuse', 'front-load', $2, '{1}', 'every')`,
      [id, volume],
    );
  }
});
afterAll(() => opened.close());

const answer = async (
  plan: Extract<QueryPlan, { kind: "time-shares" | "adherence" | "overflow-by-size" }>,
) => {
  const clock = { read: () => ({ now: NOW, serviceDay: "2026-11-25", timeZone: "UTC" }) };
  // Sums of routes need the database and the clock alone.
  const deps = { db: opened.db, clock } as unknown as Parameters<typeof createOperations>[0];
  const operations = createOperations(deps);
  for await (const part of executeShares({ db: opened.db, operations }, scope, plan))
    if (part.type === "rows") return part.rows;
  throw new Error("no rows came");
};
const routes = async (plan: Omit<Extract<QueryPlan, { kind: "adherence" }>, "kind">) =>
  (await answer({ kind: "adherence", ...plan })).map(({ route }) => route);

describe("planned against driven", () => {
  it("shows the least adherent first, and how far each lies over its plan", async () => {
    const rows = await answer({ kind: "adherence", filter: DAYS });
    expect(rows.map(({ route, gapM, gapS }) => [route, gapM, gapS])).toEqual([
      ["R-10", -15_000, -3_600],
      ["R-2", 12_000, 5_400],
      ["R-3", 7_000, 720],
      ["R-1", 1_000, 0],
    ]);
  });

  it("sums plan and drive of each depot, over its routes", async () => {
    const rows = await answer({ kind: "adherence", filter: DAYS, by: "depot" });
    expect(rows.map((row) => [row.key, row.routes, row.plannedM, row.actualM, row.gapS])).toEqual([
      ["Depot 2", 2, 100_000, 92_000, -0.8 * 3600],
      ["Depot 1", 2, 100_000, 113_000, 1.5 * 3600],
    ]);
  });

  it("keeps routes over their plan, or off it either way, farthest first", async () => {
    const bound = { of: "distance", op: "gt", value: 5_000 } as const;
    expect(await routes({ filter: DAYS, order: "distance", bound: { ...bound, side: "over" } })).toEqual([
      "R-2",
      "R-3",
    ]);
    expect(await routes({ filter: DAYS, order: "distance", bound: { ...bound, side: "off" } })).toEqual([
      ...["R-10", "R-2", "R-3"],
    ]);
    const long = { of: "time", side: "over", op: "gt", value: 3_600 } as const;
    expect(await routes({ filter: DAYS, bound: long })).toEqual(["R-2"]);
  });

  it("orders by time and by the number of the route, and keeps as many as are wanted", async () => {
    expect(await routes({ filter: DAYS, order: "time", limit: 2 })).toEqual(["R-2", "R-3"]);
    expect(await routes({ filter: DAYS, order: "route" })).toEqual(["R-1", "R-2", "R-3", "R-10"]);
  });

  it("keeps to the zones a filter names and leaves out what it excepts", async () => {
    expect(await routes({ filter: { ...DAYS, zones: ["Zone 2"] } })).toEqual(["R-2", "R-3"]);
    expect(await routes({ filter: { ...DAYS, except: { routes: ["R-10"] } }, order: "route" })).toEqual([
      ...["R-1", "R-2", "R-3"],
    ]);
  });
});

describe("shares of paid time", () => {
  it("are told of all routes, and of each depot", async () => {
    const all = await answer({ kind: "time-shares", filter: DAYS });
    const atStops = all.find(({ key }) => key === "at stops");
    expect(atStops?.share).toBeCloseTo((100 * 19) / 32.7, 6);
    const byDepot = await answer({ kind: "time-shares", filter: DAYS, by: "depot" });
    expect(byDepot.map(({ key, hours }) => [key, hours])).toEqual([
      ["Depot 1", 17.5],
      ["Depot 2", 15.2],
    ]);
    expect(byDepot[0]?.["at stops"]).toBeCloseTo((100 * 10) / 17.5, 6);
  });

  it("are none where nothing was paid", async () => {
    const rows = await answer({ kind: "time-shares", filter: { from: "2026-01-01", to: "2026-01-02" } });
    expect(rows.every(({ share }) => share === null)).toBe(true);
  });
});

describe("overflow by size", () => {
  it("counts the containers of the zones that are named", async () => {
    const sizes = async (zones?: string[]) =>
      (
        await answer({
          ...{ kind: "overflow-by-size", containerKind: "front-load" },
          filter: { ...DAYS, ...(zones ? { zones } : {}) },
        })
      ).map(({ volumeL, containers }) => [volumeL, containers]);
    expect(await sizes()).toEqual([
      [660, 1],
      [1100, 2],
    ]);
    expect(await sizes(["Zone 1"])).toEqual([[1100, 1]]);
  });

  it("counts the containers of a kind by where they stand", async () => {
    const rows = await answer({
      ...{ kind: "overflow-by-size", containerKind: "front-load", by: "zone", filter: DAYS },
    });
    expect(rows.map(({ key, containers }) => [key, containers])).toEqual([
      ["Zone 1", 1],
      ["Zone 2", 2],
    ]);
  });

  it("counts lifts and overfull containers on the weekdays that are named alone", async () => {
    const run = (sql: string, values: unknown[]) => opened.pool.query(sql, values);
    // Monday and Wednesday; the container is overfull on Monday.
    for (const day of ["2026-11-16", "2026-11-18"])
      await run(
        `INSERT INTO stop (organisation_id, depot_id, service_day, site_id, stream, sequence, status, planned_at)
         VALUES (1, 1, $1::date, 1, 'refuse', 1, 'done', $1::date)`,
        [day],
      );
    await run(
      `INSERT INTO exception (organisation_id, depot_id, service_day, kind, container_id, status, opened_at, respond_by, source)
       VALUES (1, 1, $1::date, 'overfull', 1, 'closed', $1::date, $1::date, 'driver')`,
      ["2026-11-16"],
    );
    const counts = async (weekdays?: number[]) =>
      (
        await answer({
          ...{ kind: "overflow-by-size", containerKind: null },
          filter: { ...DAYS, zones: ["Zone 1"], ...(weekdays ? { weekdays } : {}) },
        })
      ).map(({ lifts, overfull }) => [lifts, overfull]);
    expect(await counts()).toEqual([[2, 1]]);
    expect(await counts([1])).toEqual([[1, 1]]);
    expect(await counts([3])).toEqual([[1, 0]]);
  });
});
