import { expect, it } from "vitest";
import { composeBase } from "#server/compose.ts";
import { parseEnv } from "#server/env.ts";
import { createFleet, FLEET_UNDOERS } from "#server/fleet/service.ts";
import { openGateway } from "#server/open-gateway.ts";
import { openHubspot, setUpHubspot } from "#server/open-hubspot.ts";
import { createAudit, systemScope } from "#server/platform/audit.ts";
import { createMemoryCache } from "#server/platform/cache.memory.ts";
import { withTestDatabase } from "#server/platform/test-database.ts";
import { UNCHANGED } from "#server/settings.ts";

const database = withTestDatabase();

it("keeps the demo city's customers and its emulated CRM alike, with rows that undo what the CRM changed", async () => {
  const env = parseEnv({ DATABASE_URL: database.url, DATABASE_POOL: "4", LOG_LEVEL: "silent" });
  const base = composeBase(env);
  const { db } = base;
  const city = { slug: "demo", name: "Demo", timeZone: "Europe/London", kind: "demo" };
  const { id: organisationId } = await db.organisation.create({ data: city });
  await db.customer.createMany({
    data: Array.from({ length: 20 }, (_, n) => ({
      ...{ organisationId, externalId: `c${n}`, accountNumber: `${n}`, name: `Customer ${n}`, phone: "1" },
      ...{ kind: n === 19 ? "household" : "commercial", since: new Date("2020-01-01") },
    })),
  });
  const cache = createMemoryCache({ maxBytes: 1_000_000 });
  const gateway = await openGateway(base, { cache, settings: UNCHANGED }, { hubspot: setUpHubspot(base) });
  const outlook = async () => {
    throw new Error("riskOf: found a call, expected none");
  };
  const fleet = createFleet({ db, now: () => new Date(), depotOf: async () => undefined, riskOf: outlook });
  const hubspot = openHubspot(base, { fleet, gateway });
  let sync: () => Promise<unknown> = async () => {};
  hubspot.start((_, __, work) => {
    sync = work;
  });
  await sync();

  const links = () => db.externalLink.findMany({ where: { organisationId }, orderBy: { ourId: "asc" } });
  expect((await links()).map(({ base: fields }) => Reflect.get(fields as object, "name"))).toEqual(
    Array.from({ length: 19 }, (_, n) => `Customer ${n}`),
  );
  const changed = await db.customer.findMany({ where: { organisationId, NOT: { phone: "1" } } });
  expect(changed.map(({ externalId }) => externalId).sort()).toEqual(["c1", "c17", "c9"]);
  const scope = systemScope(organisationId, "test");
  const audit = createAudit({ db, undoers: FLEET_UNDOERS });
  const rows = await audit.list(scope);
  expect(rows).toHaveLength(3);

  // Undone here, it goes back there: the CRM does not bring it in again.
  await audit.undo(scope, rows[0]?.id ?? 0);
  const [told] = await db.outbox.findMany({ orderBy: { id: "desc" }, take: 1 });
  await hubspot.customersChanged(organisationId, told?.id ?? 0n);
  await sync();
  await sync();
  const id = Number(rows[0]?.entityId);
  expect((await db.customer.findUnique({ where: { id } }))?.phone).toBe("1");
  expect((await links()).find(({ ourId }) => ourId === id)?.base).toMatchObject({ phone: "1" });
  expect(await audit.list(scope)).toHaveLength(4);
  await base.lifecycle.stop();
});
