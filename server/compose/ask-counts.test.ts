import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { executeGroups } from "#server/ask/execute-groups.ts";
import { readCountChanges } from "#server/ask/store-explain.ts";
import { groupRows } from "#server/ask/store-groups.ts";
import { RECORDS } from "#server/ask/store-records.ts";
import { readCalls } from "#server/ask/store-sums.ts";
import type { Scope } from "#server/lib/scope.ts";
import { type FixtureFleet, plantFleet } from "#server/operations/fixture-fleet.ts";
import { createKpis } from "#server/operations/kpis.ts";
import { exceptionList, routeList, stopList, vehicleList } from "#server/operations/lists.ts";
import { openDb, sql } from "#server/platform/db.ts";
import { withTestDatabase } from "#server/platform/test-database.ts";

const database = withTestDatabase();
const NOW = "2026-11-23T12:00:00.000Z";
let open: ReturnType<typeof openDb>;
let fleet: FixtureFleet;
let customerId = 0;
let siteIds: number[] = [];

const ann = (): Scope => ({
  ...{ organisationId: fleet.organisationId, userId: "ann", userName: "Ann", role: "dispatcher" },
  ...{ depotIds: null, driverId: null, isOperator: true },
});
const asked = () => ({ ...ann(), now: NOW, timeZone: "UTC" });

// One exception a row: kind, day, the vehicle whose route it was on, and hours from opening to closing, or null while open.
const plant = async (kind: string, day: string, at: number, closedAfterH: number | null) => {
  const vehicle = fleet.vehicles[at];
  await open.db.$executeRaw(sql`
    INSERT INTO exception (organisation_id, depot_id, service_day, kind, status, opened_at, respond_by, source, route_id,
      driver_id, site_id, closed_at)
    VALUES (${fleet.organisationId}, ${fleet.depotId}, ${day}::date, ${kind}, ${closedAfterH === null ? "open" : "closed"},
      ${`${day}T08:00:00Z`}::timestamptz, ${`${day}T10:00:00Z`}::timestamptz, 'driver', ${vehicle?.routeId ?? 0},
      ${vehicle?.driverId ?? 0}, ${siteIds[at] ?? 0},
      ${`${day}T08:00:00Z`}::timestamptz + make_interval(hours => ${closedAfterH}::int))`);
};

beforeAll(async () => {
  open = openDb({ url: database.url, poolSize: 4 });
  fleet = await plantFleet(open.db, { vehicles: 2, stops: 2 });
  const sites = await open.db.$queryRaw<{ id: number }[]>(sql`SELECT id FROM site ORDER BY id`);
  siteIds = sites.map(({ id }) => id);
  const [customer] = await open.db.$queryRaw<{ id: number }[]>(sql`
    INSERT INTO customer (organisation_id, external_id, account_number, name, kind, since)
    VALUES (${fleet.organisationId}, 'c', '88213', 'Baker', 'commercial', '2020-01-01') RETURNING id`);
  customerId = customer?.id ?? 0;
  await open.db.$executeRaw(sql`
    UPDATE site SET street = 'Mill Lane', customer_id = ${customerId} WHERE id = ${siteIds[0] ?? 0}`);
  await open.db.$executeRaw(sql`UPDATE site SET street = 'Cedar Road' WHERE id = ${siteIds[1] ?? 0}`);
  await open.db.$executeRaw(
    sql`UPDATE driver SET contractor = 'contractor B' WHERE id = ${fleet.vehicles[1]?.driverId ?? 0}`,
  );
  await plant("missed-pickup", "2026-11-23", 0, 1);
  await plant("missed-pickup", "2026-11-23", 0, 3);
  await plant("missed-pickup", "2026-11-23", 1, null);
  await plant("missed-pickup", "2026-11-22", 1, null);
  await plant("overfull", "2026-11-23", 1, 5);
  for (const at of ["2026-11-20T09:00:00Z", "2026-11-21T09:00:00Z"])
    for (const [i, siteId] of siteIds.slice(0, 2).entries())
      await open.db.$executeRaw(sql`
        INSERT INTO resident_call (organisation_id, depot_id, site_id, customer_id, at, reason, body)
        SELECT ${fleet.organisationId}, ${fleet.depotId}, ${siteId}, ${i === 0 ? customerId : null}::int, ${at}::timestamptz,
          'complaint', 'left in the drive'`);
  await open.db.$executeRaw(sql`
    UPDATE stop SET status = 'done', done_at = '2026-11-23T07:10:00Z' WHERE id = ${fleet.vehicles[0]?.stopIds[0] ?? 0}`);
  await open.db.$executeRaw(sql`
    INSERT INTO stop (organisation_id, depot_id, service_day, site_id, stream, sequence, status, planned_at, done_at)
    VALUES (${fleet.organisationId}, ${fleet.depotId}, '2026-03-02', ${siteIds[0] ?? 0}, 'refuse', 1, 'done',
      '2026-03-02T08:00:00Z', '2026-03-02T08:00:00Z')`);
});
afterAll(() => open.close());

const selected = (filters: Parameters<typeof exceptionList.sqlWhere>[1]["filters"], joins: string[] = []) =>
  exceptionList.sqlWhere(asked(), { filters }, joins);

describe("exceptions counted", () => {
  it("are counted by the week and the month of their day", async () => {
    const by = async (column: "week" | "month") => {
      const { sql: key, joins } = exceptionList.columnSql(asked(), column);
      const plan = { list: "exceptions", by: column, byUrgency: false } as const;
      const groups = await groupRows(open.db, selected([], joins), { by: key, mean: null }, plan);
      return groups.map((group) => [group.key, group.count]);
    };
    expect(await by("week")).toEqual([
      ["2026-11-23", 4],
      ["2026-11-16", 1],
    ]);
    expect(await by("month")).toEqual([["2026-11", 5]]);
  });

  it("are counted by two columns at once", async () => {
    const parts = executeGroups(
      {
        db: open.db,
        operations: {
          lists: { exceptions: exceptionList, routes: routeList, stops: stopList, vehicles: vehicleList },
          dayScope: () => asked(),
          kpis: createKpis({
            db: open.db,
            clock: () => ({ now: NOW, serviceDay: "2026-11-23", timeZone: "UTC" }),
          }),
        },
        fleet: {} as never,
      },
      ann(),
      { kind: "group", list: "exceptions", filters: [], by: "kind", andBy: "driver", byUrgency: false },
    );
    const rows = [];
    for await (const part of parts) if (part.type === "rows") rows.push(...part.rows);
    expect(rows.map(({ key, count }) => [key, count])).toEqual([
      ["missed-pickup, Driver 1", 2],
      ["missed-pickup, Driver 2", 2],
      ["overfull, Driver 2", 1],
    ]);
  });
  it("are the fewest of who ran and had none", async () => {
    await open.db.$executeRaw(sql`UPDATE route SET started_at = '2026-11-23T06:00:00Z'
      WHERE id = ANY(${fleet.vehicles.map(({ routeId }) => routeId)}::int[])`);
    const clock = () => ({ now: NOW, serviceDay: "2026-11-23", timeZone: "UTC" });
    const lists = { exceptions: exceptionList, routes: routeList, stops: stopList, vehicles: vehicleList };
    const told = async (kind: string, limit?: number) => {
      const rows = [];
      for await (const part of executeGroups(
        {
          db: open.db,
          operations: { lists, dayScope: () => asked(), kpis: createKpis({ db: open.db, clock }) },
          fleet: {} as never,
        },
        ann(),
        {
          ...{ kind: "group", list: "exceptions", by: "driver", byUrgency: false, isLeastFirst: true, limit },
          filters: [
            { column: "kind", op: "eq", value: kind },
            { column: "serviceDay", op: "eq", value: "2026-11-23" },
          ],
        },
      ))
        if (part.type === "rows") rows.push(...part.rows);
      return rows.map(({ key, count }) => [key, count]);
    };
    expect(await told("overfull")).toEqual([
      ["Driver 1", 0],
      ["Driver 2", 1],
    ]);
    expect(await told("missed-pickup")).toEqual([
      ["Driver 2", 1],
      ["Driver 1", 2],
    ]);
    expect(await told("overfull", 1)).toEqual([["Driver 1", 0]]);
  });
  it("tell how long they took from opening to closing, and only those that were closed", async () => {
    const mean = exceptionList.columnSql(asked(), "closedAfterS");
    const by = exceptionList.columnSql(asked(), "kind");
    const groups = await groupRows(
      open.db,
      selected([{ column: "status", op: "eq", value: "closed" }]),
      { by: by.sql, mean: mean.sql },
      { list: "exceptions", by: "kind", byUrgency: false },
    );
    expect(groups.map(({ key, mean: value }) => [key, value])).toEqual([
      ["overfull", 5 * 3600],
      ["missed-pickup", 2 * 3600],
    ]);
  });
  it("are narrowed to a contractor by who drove", async () => {
    const { rows } = await exceptionList.page(open.db, asked(), {
      filters: [{ column: "contractor", op: "eq", value: "contractor B" }],
      ...{ sort: [], offset: 0, limit: 10 },
    });
    expect(rows).toHaveLength(3);
  });
  it("are set against other days, of some routes alone", async () => {
    const change = (among: Parameters<typeof readCountChanges>[3]) =>
      readCountChanges(
        open.db,
        ann(),
        {
          kind: "missed-pickup",
          days: { from: "2026-11-23", to: "2026-11-23" },
          against: { from: "2026-11-22", to: "2026-11-22" },
        },
        among,
      );
    const total = (rows: Awaited<ReturnType<typeof change>>) => rows.find(({ by }) => by === "total");
    expect(total(await change(null))).toMatchObject({ count: 3, usual: 1 });
    const second = await change(selected([{ column: "route", op: "eq", value: "R-2" }], ["route"]));
    expect(total(second)).toMatchObject({ count: 1, usual: 1 });
    expect(second.filter(({ by }) => by === "route").map(({ key }) => key)).toEqual(["R-2"]);
  });
});

describe("calls counted", () => {
  const plan = { kind: "calls" as const, from: "2026-11-01", to: "2026-11-23", zones: [], reasons: [] };
  const ranking = { order: null, limit: null, bound: null };
  const of = (more: Partial<Parameters<typeof readCalls>[2]>) =>
    readCalls(open.db, ann(), { ...plan, ranking, by: "street", ...more }, NOW, "UTC");
  it("are of the streets and customers that are named", async () => {
    expect(await of({})).toEqual([
      { key: "Cedar Road", value: 2 },
      { key: "Mill Lane", value: 2 },
    ]);
    expect(await of({ streets: ["Mill Lane"] })).toEqual([{ key: "Mill Lane", value: 2 }]);
    expect(await of({ customerIds: [customerId], by: "reason" })).toEqual([{ key: "complaint", value: 2 }]);
  });
  it("are told by customer, those without one together", async () => {
    expect(await of({ by: "customer" })).toEqual([
      { key: "Baker (88213)", value: 2 },
      { key: "no customer", value: 2 },
    ]);
  });
});

describe("visits of a customer", () => {
  it("go back as far as there are any, and the last of them stands first", async () => {
    const { rows } = await RECORDS.visits.page(open.db, asked(), {
      filters: [
        { column: "customerId", op: "in", value: [customerId] },
        { column: "status", op: "eq", value: "done" },
      ],
      sort: [{ column: "serviceDay", descending: true }],
      ...{ offset: 0, limit: 10 },
    });
    expect(rows.map(({ serviceDay }) => serviceDay)).toEqual(["2026-11-23", "2026-03-02"]);
  });
});
