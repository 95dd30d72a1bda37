import { afterAll, beforeAll, expect, it } from "vitest";
import { CHANGES_IN_DEPOTS } from "#server/audit-depots.ts";
import { CUSTOMERS, changeRecord, ORDERS, SITES } from "#server/fleet/record-changes.ts";
import { FLEET_UNDOERS } from "#server/fleet/service.ts";
import type { Scope } from "#server/lib/scope.ts";
import { createDayPlan } from "#server/operations/day-plan.ts";
import { createAudit, record, systemScope, type Undoer } from "#server/platform/audit.ts";
import { openDb, sql } from "#server/platform/db.ts";
import { announce } from "#server/platform/outbox.ts";
import { withTestDatabase } from "#server/platform/test-database.ts";
import { PLATFORM_UNDOERS, UNDO_ROLES } from "#server/undo-roles.ts";

const database = withTestDatabase();
const CLOCK = { timeZone: "UTC", speed: 1, isPaused: false, isSimulated: false };
let open: ReturnType<typeof openDb>;
let organisationId = 0;
/** Two depots, each with a site of a customer and an order there. */
let places: { depotId: number; siteId: number; customerId: number; orderId: number }[] = [];

const audit = (undoers: Readonly<Record<string, Undoer>> = {}) =>
  createAudit({
    ...{ db: open.db, undoers: { ...FLEET_UNDOERS, ...undoers }, roles: UNDO_ROLES },
    ...{ platform: PLATFORM_UNDOERS, inDepots: CHANGES_IN_DEPOTS },
  });
const manager = (depotIds: number[] | null): Scope => ({
  ...{ organisationId, userId: "ann", userName: "Ann", role: "manager", depotIds },
  ...{ driverId: null, isOperator: true },
});
const [north, south] = [
  () => places[0] ?? { depotId: 0, siteId: 0, customerId: 0, orderId: 0 },
  () => places[1] ?? { depotId: 0, siteId: 0, customerId: 0, orderId: 0 },
];

const planOfDay = (serviceDay: string) =>
  createDayPlan({
    ...{ db: open.db, record, announce, fuelCentsPerL: () => 160 },
    clock: { read: () => ({ ...CLOCK, now: `${serviceDay}T09:00:00.000Z`, serviceDay }) },
    ...{ assertFit: async () => {}, overflowing: async () => [], makeDay: async () => {} },
    planUndone: async () => {},
  });

beforeAll(async () => {
  open = openDb({ url: database.url, poolSize: 3 });
  const { db } = open;
  const city = { slug: "city", name: "City", timeZone: "UTC", kind: "own", isOperator: true };
  ({ id: organisationId } = await db.organisation.create({ data: city }));
  places = await db.$queryRaw(sql`
    WITH depots AS (
      INSERT INTO depot (organisation_id, external_id, name, location, time_zone, opens_min, closes_min)
      SELECT ${organisationId}, 'd' || n, 'Depot ' || n, 'SRID=4326;POINT(0 51)'::geography, 'UTC', 300, 1200
      FROM generate_series(1, 2) n RETURNING id),
    depot_n AS (SELECT id, row_number() OVER (ORDER BY id) AS n FROM depots),
    customers AS (
      INSERT INTO customer (organisation_id, external_id, account_number, name, phone, kind, since)
      SELECT ${organisationId}, 'c' || n, n, 'Customer ' || n, '1', 'commercial', '2020-01-01'
      FROM generate_series(1, 2) n RETURNING id),
    customer_n AS (SELECT id, row_number() OVER (ORDER BY id) AS n FROM customers),
    sites AS (
      INSERT INTO site (organisation_id, external_id, depot_id, customer_id, name, location, streams, demand_l,
        service_s, window_start_min, window_end_min)
      SELECT ${organisationId}, 's' || d.n, d.id, c.id, 'Site ' || d.n, 'SRID=4326;POINT(0 51)'::geography,
        ARRAY['refuse'], 240, 60, 360, 840
      FROM depot_n d JOIN customer_n c USING (n) RETURNING id, depot_id, customer_id),
    orders AS (
      INSERT INTO service_order (organisation_id, depot_id, site_id, customer_id, kind, stream, status, description,
        requested_at)
      SELECT ${organisationId}, depot_id, id, customer_id, 'extra-lift', 'refuse', 'requested', 'One more', now()
      FROM sites RETURNING id, site_id, depot_id, customer_id)
    SELECT depot_id AS "depotId", site_id AS "siteId", customer_id AS "customerId", id AS "orderId"
    FROM orders ORDER BY depot_id`);
  const by = systemScope(organisationId, "HubSpot");
  const change = { isConflict: false, refused: null };
  for (const { siteId, customerId, orderId } of places) {
    const site = await db.site.findUniqueOrThrow({ where: { id: siteId } });
    const moved = { id: siteId, from: { name: site.name }, to: { name: `${site.name}, renamed` } };
    await changeRecord(db, by, SITES, { ...moved, ...change });
    const called = { id: customerId, from: { phone: "1" }, to: { phone: "2" } };
    await changeRecord(db, by, CUSTOMERS, { ...called, ...change });
    const done = { id: orderId, from: { status: "requested" }, to: { status: "cancelled" } };
    await changeRecord(db, by, ORDERS, { ...done, ...change });
  }
});
afterAll(() => open.close());

it("who is limited to depots is shown the changes of what lies there, and of all else his own", async () => {
  const note = (scope: Scope, entity: string, entityId: string | number, after: unknown = {}) =>
    open.db.$transaction((tx) =>
      record(tx, scope, { action: `${entity}.change`, entity, entityId, before: null, after }),
    );
  const others = systemScope(organisationId, "Bo");
  const mine = manager([north().depotId]);
  await note(others, "user", "someone");
  await note(others, "setting", "routing.threads");
  await note(others, "report", 4);
  await note(mine, "report", 5);
  await note(others, "milestone", 6);
  await note(others, "note", 7, { depotId: north().depotId });
  await note(others, "note", 8, { depotId: south().depotId });
  await note(others, "note", 9, { depotId: null });
  const day = (depotId: number) => ({ routes: [{ id: 1, depotId }], stops: [{ id: 999, depotId }] });
  await note(others, "day", "2026-11-26", day(north().depotId));
  await note(others, "day", "2026-11-27", day(south().depotId));
  // As changes were noted before they told the depot, and one that moved nothing.
  await note(others, "day", "2026-11-28", { ...day(north().depotId), stops: [{ id: 999 }] });
  await note(others, "day", "2026-11-29", { routes: [], stops: [] });
  await note(mine, "day", "2026-11-30", { routes: [], stops: [] });
  const shown = (await audit().list(mine, { limit: 100 })).map(
    ({ entity, entityId }) => `${entity} ${entityId}`,
  );
  expect(shown.sort()).toEqual(
    [
      `customer ${north().customerId}`,
      `service-order ${north().orderId}`,
      `site ${north().siteId}`,
      ...["day 2026-11-26", "day 2026-11-30", "milestone 6", "note 7", "note 9", "report 5"],
    ].sort(),
  );
  const all = await audit().list(manager(null), { limit: 100 });
  expect(all).toHaveLength(19);
  expect(await audit().list(manager([north().depotId, south().depotId]), { entity: "site" })).toHaveLength(2);
  expect(await audit().list(mine, { before: all[0]?.id, limit: 1 })).toHaveLength(1);
});

it("a change of a customer, a site or an order of another depot is not undone, and one of the own depots is", async () => {
  const mine = manager([north().depotId]);
  const rows = await audit().list(manager(null), { limit: 100 });
  const rowOf = (entity: string, entityId: number) =>
    rows.find((row) => row.entity === entity && row.entityId === String(entityId))?.id ?? 0;
  for (const [entity, key] of [
    ...[["customer", "customerId"] as const, ["site", "siteId"] as const],
    ["service-order", "orderId"] as const,
  ]) {
    const foreign = rowOf(entity, south()[key]);
    await expect(audit().undo(mine, foreign)).rejects.toMatchObject({
      ...{ code: "NOT_FOUND", message: `there is no change ${foreign} to undo` },
    });
    await audit().undo(mine, rowOf(entity, north()[key]));
  }
  const sites = await open.db.site.findMany({ where: { organisationId }, orderBy: { depotId: "asc" } });
  expect(sites.map(({ name }) => name)).toEqual(["Site 1", "Site 2, renamed"]);
});

it.each([
  ["another depot", south, "NOT_FOUND"],
  ["the own depot", north, null],
] as const)(
  "a stop added to the day in %s, whose undo took it away, is listed and brought back by who sees it alone",
  async (_, place, refused) => {
    const serviceDay = "2026-12-01";
    const dayPlan = planOfDay(serviceDay);
    const log = audit({ day: dayPlan.undo });
    const [all, mine] = [manager(null), manager([north().depotId])];
    const id = await dayPlan.nextStopId();
    const extras = [{ id, siteId: place().siteId, stream: "refuse" }];
    const change = {
      action: "board.extra" as const,
      serviceDay,
      planId: null,
      routes: [],
      tray: [id],
      extras,
    };
    const { auditId } = await dayPlan.change({ ...all, userId: "bo" }, change, async () => {});
    const listed = async () =>
      (await log.list(mine, { entityId: serviceDay })).map((row) => row.id).filter((row) => row >= auditId);
    expect(await listed()).toEqual(refused === null ? [auditId] : []);
    const undoneId = await log.undo({ ...all, userId: "bo" }, auditId);
    expect(await open.db.stop.count({ where: { id } })).toBe(0);
    expect(await listed()).toEqual(refused === null ? [undoneId, auditId] : []);
    if (refused === null) await log.undo(mine, undoneId);
    else await expect(log.undo(mine, undoneId)).rejects.toMatchObject({ code: refused });
    expect(await open.db.stop.count({ where: { id } })).toBe(refused === null ? 1 : 0);
  },
);

it("a change of the day from before changes told their depots lies where its stops, or the sites they were added for, lie", async () => {
  const [{ id: stopId } = { id: 0 }] = await open.db.$queryRaw<{ id: number }[]>(sql`
    INSERT INTO stop (organisation_id, depot_id, service_day, site_id, stream, sequence, status, planned_at)
    VALUES (${organisationId}, ${north().depotId}, '2026-11-02', ${north().siteId}, 'refuse', 1, 'pending', now())
    RETURNING id`);
  const gone = await planOfDay("2026-11-02").nextStopId();
  const note = (entityId: string, before: object, after: object) =>
    open.db.$transaction((tx) =>
      record(tx, systemScope(organisationId, "Bo"), {
        ...{ action: "board.move", entity: "day", entityId, before, after },
      }),
    );
  const side = (id: number) => ({ stops: [{ id, routeId: null, sequence: 1 }], routes: [] });
  const added = (siteId: number) => ({ ...side(gone), extra: { id: gone, siteId, stream: "refuse" } });
  await note("2026-11-02", side(stopId), side(stopId));
  await note("2026-11-03", side(gone), added(north().siteId));
  await note("2026-11-04", added(south().siteId), side(gone));
  await note("2026-11-05", side(gone), side(gone));
  const seenFrom = async (depotId: number) =>
    (await audit().list(manager([depotId]), { entity: "day", limit: 100 }))
      .map(({ entityId }) => entityId)
      .filter((day) => day < "2026-11-06")
      .sort();
  expect(await seenFrom(north().depotId)).toEqual(["2026-11-02", "2026-11-03"]);
  expect(await seenFrom(south().depotId)).toEqual(["2026-11-04"]);
});

it("has a place in the depots for every change that can be undone, or leaves it to who made it", () => {
  const left = Object.keys(UNDO_ROLES).filter((name) => CHANGES_IN_DEPOTS[name] === undefined);
  expect(left.sort()).toEqual([
    ...["alert-rule", "api-key.revoke", "briefing-ways", "database-index", "external-mode", "flag"],
    ...["report", "setting", "user.admit", "user.change"],
  ]);
});
