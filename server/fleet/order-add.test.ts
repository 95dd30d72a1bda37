import { afterAll, beforeAll, expect, it } from "vitest";
import { addOrder } from "#server/fleet/order-add.ts";
import { businessOrdersOf } from "#server/fleet/order-store.ts";
import { changeRecord, ORDERS, recordUndoer, SITES } from "#server/fleet/record-changes.ts";
import { businessSitesOf } from "#server/fleet/site-store.ts";
import { createAudit, systemScope } from "#server/platform/audit.ts";
import { openDb, sql } from "#server/platform/db.ts";
import { withTestDatabase } from "#server/platform/test-database.ts";

const database = withTestDatabase();
const SCOPE = systemScope(1, "HubSpot");
let open: ReturnType<typeof openDb>;
beforeAll(async () => {
  open = openDb({ url: database.url, poolSize: 3 });
  const { db } = open;
  for (const [externalId, kind] of [
    ["c1", "commercial"],
    ["c2", "household"],
  ] as const)
    await db.customer.create({
      data: {
        ...{ organisationId: 1, externalId, accountNumber: externalId, name: externalId, kind },
        since: new Date("2020-01-01"),
      },
    });
  await db.$executeRaw(sql`
    INSERT INTO depot (organisation_id, external_id, name, location, time_zone, opens_min, closes_min)
    VALUES (1, 'd1', 'North', 'SRID=4326;POINT(0 51)'::geography, 'Europe/London', 300, 1200)`);
  await db.$executeRaw(sql`
    INSERT INTO site (organisation_id, external_id, depot_id, customer_id, name, location, streams, demand_l, service_s,
      window_start_min, window_end_min)
    SELECT 1, 's-' || c.external_id, d.id, c.id, 'Site ' || c.name, d.location, ARRAY['refuse', 'glass'], 240, 60, 360, 840
    FROM customer c, depot d`);
});
afterAll(() => open.close());

const asked = (more: object = {}) => ({
  ...{ externalId: "hubspot-1", siteId: "s-c1", kind: "extra-lift", stream: "glass" as string | null },
  ...{ description: "One more", requestedAt: new Date("2026-11-27T08:00:00Z") },
  ...more,
});
const announced = () => open.db.outbox.count({ where: { topic: "service-order.changed" } });

it("writes an order once however often and by however many it is told, with one audit row and one announcement", async () => {
  const [first, ...more] = await Promise.all([1, 2, 3].map(() => addOrder(open.db, SCOPE, asked())));
  expect(first).toMatchObject({
    externalId: "hubspot-1",
    siteId: "s-c1",
    customerId: "c1",
    status: "requested",
  });
  expect(more).toEqual([first, first]);
  expect(await open.db.serviceOrder.count()).toBe(1);
  expect(await open.db.audit.count({ where: { entity: "service-order" } })).toBe(1);
  expect(await announced()).toBe(1);
});

it.each([
  ["a site that is not there", { siteId: "s-9" }, "found site s-9, expected one there is"],
  ["a household's site", { siteId: "s-c2" }, "found site s-c2 of a household, expected a business's"],
  [
    "a stream that is not collected there",
    { stream: "paper" },
    "found stream paper, expected one of refuse, glass",
  ],
  ["no stream where there are several", { stream: null }, "found stream none, expected one of refuse, glass"],
])("refuses %s, and writes nothing", async (_, more, message) => {
  await expect(addOrder(open.db, SCOPE, asked({ externalId: "hubspot-9", ...more }))).rejects.toMatchObject({
    ...{ code: "BAD_REQUEST", message: `order hubspot-9: ${message}` },
  });
  expect(await open.db.serviceOrder.count({ where: { externalId: "hubspot-9" } })).toBe(0);
});

it("calls an order off where its making is undone, and wants it again where that is", async () => {
  const audit = createAudit({ db: open.db, undoers: { "service-order": recordUndoer(ORDERS) } });
  const [row] = await audit.list(SCOPE, { entity: "service-order" });
  const status = async () =>
    (await businessOrdersOf(open.db, 1, { externalIds: ["hubspot-1"], most: null }))[0]?.status;
  const undoId = await audit.undo(SCOPE, row?.id ?? 0);
  expect(await status()).toBe("cancelled");
  await audit.undo(SCOPE, undoId);
  expect(await status()).toBe("requested");
});

it("changes a site's window and name, and refuses a change decided from what stands no more", async () => {
  const site = async () =>
    (await businessSitesOf(open.db, 1, { externalIds: ["s-c1"], mostCustomers: null }))[0];
  const id = (await site())?.id ?? 0;
  const change = (windowEndMin: number) =>
    changeRecord(open.db, SCOPE, SITES, {
      ...{ id, from: { windowEndMin }, to: { windowEndMin: 900 }, isConflict: false, refused: null },
    });
  await change(840);
  expect(await site()).toMatchObject({ windowStartMin: 360, windowEndMin: 900 });
  await expect(change(840)).rejects.toMatchObject({ code: "CONFLICT" });
  expect(await open.db.outbox.count({ where: { topic: "site.changed" } })).toBe(1);
  const audit = createAudit({ db: open.db, undoers: { site: recordUndoer(SITES) } });
  const [row] = await audit.list(SCOPE, { entity: "site" });
  await audit.undo(SCOPE, row?.id ?? 0);
  expect(await site()).toMatchObject({ windowEndMin: 840 });
});
