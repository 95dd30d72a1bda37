import { afterAll, beforeAll, expect, it } from "vitest";
import { openGateway } from "#server/compose/open-gateway.ts";
import { openHubspot, setUpHubspot } from "#server/compose/open-hubspot.ts";
import { composeBase } from "#server/compose.ts";
import { parseEnv } from "#server/env.ts";
import { createFleet, FLEET_UNDOERS } from "#server/fleet/service.ts";
import { createAudit, systemScope } from "#server/platform/audit.ts";
import { createMemoryCache } from "#server/platform/cache.memory.ts";
import { sql } from "#server/platform/db.ts";
import { withTestDatabase } from "#server/platform/test-database.ts";
import { UNCHANGED } from "#server/settings.ts";

const database = withTestDatabase();
let base: ReturnType<typeof composeBase>;
let organisationId = 0;
const audit = () => createAudit({ db: base.db, undoers: FLEET_UNDOERS });
const scope = () => systemScope(organisationId, "test");

/** Twenty customers, one of them a household, with a site each, and an order at every site. */
beforeAll(async () => {
  base = composeBase(parseEnv({ DATABASE_URL: database.url, DATABASE_POOL: "4", LOG_LEVEL: "silent" }));
  const { db } = base;
  const city = { slug: "demo", name: "Demo", timeZone: "Europe/London", kind: "demo" };
  ({ id: organisationId } = await db.organisation.create({ data: city }));
  await db.customer.createMany({
    data: Array.from({ length: 20 }, (_, n) => ({
      ...{ organisationId, externalId: `c${n}`, accountNumber: `${n}`, name: `Customer ${n}`, phone: "1" },
      ...{ kind: n === 19 ? "household" : "commercial", since: new Date("2020-01-01") },
    })),
  });
  await db.$executeRaw(sql`
    INSERT INTO depot (organisation_id, external_id, name, location, time_zone, opens_min, closes_min)
    VALUES (${organisationId}, 'd1', 'North', 'SRID=4326;POINT(0 51)'::geography, 'Europe/London', 300, 1200)`);
  await db.$executeRaw(sql`
    INSERT INTO site (organisation_id, external_id, depot_id, customer_id, name, street, house_number, location, streams,
      demand_l, service_s, window_start_min, window_end_min)
    SELECT c.organisation_id, 's' || substr(c.external_id, 2), d.id, c.id, 'Site ' || c.name, 'Mill Lane', c.account_number,
      'SRID=4326;POINT(0 51)'::geography, ARRAY['refuse'], 240, 60, 360, 840
    FROM customer c JOIN depot d ON d.organisation_id = c.organisation_id WHERE c.organisation_id = ${organisationId}
    ORDER BY c.id`);
  await db.$executeRaw(sql`
    INSERT INTO service_order (organisation_id, depot_id, site_id, customer_id, kind, stream, status, description,
      requested_at)
    SELECT organisation_id, depot_id, id, customer_id, 'extra-lift', 'refuse', 'requested', 'One more lift', now()
    FROM site WHERE organisation_id = ${organisationId} ORDER BY id`);
});
afterAll(() => base.lifecycle.stop());

const outlook = async () => {
  throw new Error("riskOf: found a call, expected none");
};
/** The records of the city beside its emulated CRM, as after a start. */
const open = async () => {
  const cache = createMemoryCache({ maxBytes: 1_000_000 });
  const gateway = await openGateway(base, { cache, settings: UNCHANGED }, { hubspot: setUpHubspot(base) });
  const fleet = createFleet({
    ...{ db: base.db, now: () => new Date(), depotOf: async () => undefined, riskOf: outlook },
  });
  const hubspot = openHubspot(base, { fleet, gateway });
  const works: (() => Promise<unknown>)[] = [];
  hubspot.start((_, __, work) => void works.push(work));
  return {
    hubspot,
    fleet,
    async sync() {
      for (const work of works) await work();
    },
  };
};
const links = (kind: string) =>
  base.db.externalLink.findMany({ where: { organisationId, kind }, orderBy: { ourId: "asc" } });
const rowsOf = async (entity: string) => (await audit().list(scope(), { entity, limit: 100 })).reverse();

it("keeps the demo city's records and its emulated CRM alike, with rows that undo what the CRM changed", async () => {
  const { db } = base;
  const { hubspot, sync } = await open();
  await sync();
  expect((await links("customer")).map(({ base: fields }) => Reflect.get(fields as object, "name"))).toEqual(
    Array.from({ length: 19 }, (_, n) => `Customer ${n}`),
  );
  expect(await links("site")).toHaveLength(19);
  // Those of businesses, and the one that was written down at the CRM.
  expect(await links("ticket")).toHaveLength(20);

  const changed = await db.customer.findMany({ where: { organisationId, NOT: { phone: "1" } } });
  expect(changed.map(({ externalId }) => externalId).sort()).toEqual(["c1", "c17", "c9"]);
  // What plans stand on is put back there.
  expect(await db.site.count({ where: { organisationId, windowEndMin: 840 } })).toBe(20);
  const windows = (await links("site")).map(({ base: fields }) =>
    Reflect.get(fields as object, "roundsman_window"),
  );
  expect(new Set(windows)).toEqual(new Set(["06:00-14:00"]));
  const orders = await db.serviceOrder.findMany({
    where: { organisationId, description: { contains: "bell" } },
  });
  expect(orders).toHaveLength(3);
  const [wanted, ...more] = await db.serviceOrder.findMany({
    where: { organisationId, NOT: { externalId: null } },
  });
  expect(more).toEqual([]);
  expect(wanted).toMatchObject({ kind: "extra-lift", stream: "refuse", status: "requested" });
  expect(await rowsOf("customer")).toHaveLength(3);
  expect(await rowsOf("service-order")).toHaveLength(4);
  expect(await hubspot.overview(scope())).toMatchObject([
    { kind: "customer", isSetUp: true, linked: 19, changed: 3, made: 0, gaveWay: 3, kept: 0, refused: [] },
    { kind: "site", linked: 19, changed: 0, kept: 3 },
    { kind: "ticket", linked: 20, changed: 3, made: 1 },
  ]);
  expect(await hubspot.overview(systemScope(organisationId + 1, "test"))).toEqual([]);
});

it("sends back what was undone here, and does not bring it in again", async () => {
  const { db } = base;
  // A CRM is not stopped with us: it still has what both had.
  const rows = await db.audit.count();
  const { hubspot, fleet, sync } = await open();
  await sync();
  expect(await db.audit.count()).toBe(rows);
  const before = (await rowsOf("customer")).length;
  const [customer] = await rowsOf("customer");
  const { id: siteId } = await db.site.findFirstOrThrow({ where: { organisationId, externalId: "s2" } });
  const change = { from: { windowEndMin: 840 }, to: { windowEndMin: 900 } };
  await fleet.changeSite(scope(), { id: siteId, ...change, isConflict: false, refused: null });
  const tell = async (most: number) => {
    const told = await db.outbox.findMany({ orderBy: { id: "desc" }, take: most });
    for (const { id } of told)
      for (const kind of ["customer", "site"] as const) await hubspot.changed(organisationId, kind, id);
    await sync();
    return told.map(({ topic }) => topic);
  };
  const windowThere = async () =>
    (await links("site")).find(({ ourId }) => ourId === siteId)?.base as Record<string, string>;
  expect(await tell(1)).toEqual(["site.changed"]);
  expect(await windowThere()).toMatchObject({ roundsman_window: "06:00-15:00" });
  const [changed] = (await rowsOf("site")).filter(({ action }) => action === "site.change");
  await audit().undo(scope(), customer?.id ?? 0);
  await audit().undo(scope(), changed?.id ?? 0);
  expect(await tell(2)).toEqual(["site.changed", "customer.changed"]);
  await sync();
  const id = Number(customer?.entityId);
  expect((await db.customer.findUnique({ where: { id } }))?.phone).toBe("1");
  expect((await links("customer")).find(({ ourId }) => ourId === id)?.base).toMatchObject({ phone: "1" });
  expect(await db.site.findUnique({ where: { id: siteId } })).toMatchObject({ windowEndMin: 840 });
  expect(await windowThere()).toMatchObject({ roundsman_window: "06:00-14:00" });
  expect(await rowsOf("customer")).toHaveLength(before + 1);
});

it("calls an order of the CRM off where it is taken back, and makes no other after a restart", async () => {
  const { db } = base;
  const [added] = (await rowsOf("service-order")).filter(({ action }) => action === "service-order.add");
  const undoId = await audit().undo(scope(), added?.id ?? 0);
  const order = () => db.serviceOrder.findUnique({ where: { id: Number(added?.entityId) } });
  expect(await order()).toMatchObject({ status: "cancelled" });
  const { sync } = await open();
  await sync();
  await sync();
  expect(await order()).toMatchObject({ status: "cancelled" });
  expect(await db.serviceOrder.count({ where: { organisationId } })).toBe(21);
  await audit().undo(scope(), undoId);
  expect(await order()).toMatchObject({ status: "requested" });
});
