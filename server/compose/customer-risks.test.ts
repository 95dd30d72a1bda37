import { afterAll, beforeAll, expect, it } from "vitest";
import { createCustomerRisks } from "#server/forecast/customer-risks.ts";
import { readCustomerHistories } from "#server/operations/customer-history-store.ts";
import { plantFleet } from "#server/operations/fixture-fleet.ts";
import { openDb, sql } from "#server/platform/db.ts";
import { withTestDatabase } from "#server/platform/test-database.ts";

const database = withTestDatabase();
let open: ReturnType<typeof openDb>;
beforeAll(() => {
  open = openDb({ url: database.url, poolSize: 2 });
});
afterAll(() => open.close());

/** Plants customers of a fleet, a site each; every third is missed and complains each fortnight up to `last`. */
const plant = async (slug: string, last: string) => {
  const { organisationId, depotId } = await plantFleet(open.db, { slug, vehicles: 3, stops: 10 });
  await open.db.$executeRaw(sql`
    INSERT INTO customer (organisation_id, external_id, account_number, name, kind, since)
    SELECT ${organisationId}, 'c' || n, n::text, 'Customer ' || n, 'household', '2020-01-01'
    FROM generate_series(1, 30) n`);
  await open.db.$executeRaw(sql`
    UPDATE site s SET customer_id = c.id FROM customer c
    WHERE s.organisation_id = ${organisationId} AND c.organisation_id = s.organisation_id
      AND c.external_id = 'c' || substr(s.external_id, 2)`);
  await open.db.$executeRaw(sql`
    INSERT INTO stop (organisation_id, depot_id, service_day, site_id, stream, sequence, status, planned_at)
    SELECT ${organisationId}, ${depotId}, ${last}::date - 14 * k, s.id, 'refuse', 1, 'missed', ${last}::date - 14 * k
    FROM site s JOIN customer c ON c.id = s.customer_id, generate_series(0, 26) k
    WHERE s.organisation_id = ${organisationId} AND c.id % 3 = 0`);
  await open.db.$executeRaw(sql`
    INSERT INTO resident_call (organisation_id, depot_id, site_id, customer_id, at, reason, body)
    SELECT ${organisationId}, ${depotId}, s.id, s.customer_id, (${last}::date - 14 * k) + interval '9 hours',
      'complaint', 'again' FROM site s, generate_series(0, 26) k
    WHERE s.organisation_id = ${organisationId} AND s.customer_id % 3 = 0`);
  return organisationId;
};
const risksOn = (today: string) =>
  createCustomerRisks({
    db: open.db,
    histories: (organisationId, first, last) => readCustomerHistories(open.db, organisationId, first, last),
    today: () => today,
  });

it("makes risks once a day has closed, told from what is stored, and tells why", async () => {
  const organisationId = await plant("risky", "2026-11-25");
  const risks = risksOn("2026-11-26");
  expect(await risks.recompute(organisationId)).toBe(30);
  expect(await risks.recompute(organisationId)).toBe(0);
  const ids = await open.db.customer.findMany({ where: { organisationId }, orderBy: { id: "asc" } });
  const outlooks = await Promise.all(ids.map(({ id }) => risks.of(organisationId, id)));
  for (const [i, { id }] of ids.entries()) {
    const risk = outlooks[i]?.risk;
    if (id % 3 === 0) {
      expect(risk?.complaintRisk).toBeGreaterThan(0.9);
      expect(risk?.leaveIndex).toBeGreaterThan(60);
      expect(risk?.reasons.leave.find(({ sign }) => sign === "misses")).toMatchObject({
        count: 6,
        points: 30,
      });
    } else {
      expect(risk?.complaintRisk).toBeLessThan(0.1);
      expect(risk?.reasons.complaint).toEqual([]);
    }
  }
  expect(outlooks[0]?.trial).toMatchObject({
    madeFrom: "2026-11-25",
    validation: { customers: 60, complained: 20, auc: 1 },
  });
  expect(await risksOn("2026-11-27").recompute(organisationId)).toBe(30);
});

it("says nothing of an organisation without a history, and nothing of another's customer", async () => {
  const { organisationId } = await plantFleet(open.db, { slug: "new" });
  const risks = risksOn("2026-11-26");
  expect(await risks.recompute(organisationId)).toBe(0);
  const [theirs] = await open.db.customer.findMany({ take: 1 });
  expect(await risks.of(organisationId, theirs?.id ?? 0)).toEqual({
    risk: null,
    trial: { madeFrom: "2026-11-25", validation: null },
  });
});
