import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { DAYS_TAKEN_UP } from "#server/operations/days.ts";
import { openDb } from "#server/platform/db.ts";
import { withTestDatabase } from "#server/platform/test-database.ts";
import { createDemoDays } from "./demo-days.ts";
import { isSeeded, seedDemo } from "./write.ts";

const database = withTestDatabase();
const now = Date.parse("2026-11-23T10:30:00Z") / 1000;
const options = { seed: 5, now, vehicles: 50, days: 6, junctions: 1_500 };
let db: ReturnType<typeof openDb>;
let organisationId: number;

const count = async (sql: string): Promise<number> =>
  Number((await db.pool.query<{ n: string }>(`SELECT count(*) AS n FROM ${sql}`)).rows[0]?.n);
/** One fingerprint over the rows of a table. */
const fingerprint = async (table: string): Promise<string> =>
  (
    await db.pool.query<{ f: string }>(
      `SELECT md5(string_agg(t::text, '|' ORDER BY t::text)) AS f FROM "${table}" t`,
    )
  ).rows[0]?.f ?? "";

const WRONG_ROUTES = `(
  SELECT r.id FROM route r
  JOIN LATERAL (SELECT count(*) AS total, count(*) FILTER (WHERE status = 'done') AS done, count(*) FILTER (WHERE status = 'missed') AS missed,
    count(*) FILTER (WHERE status = 'skipped') AS skipped, sum(lifts) AS lifts, sum(weight_kg) AS kg,
    count(*) FILTER (WHERE arrived_at BETWEEN window_start_at AND window_end_at) AS on_time FROM stop WHERE route_id = r.id) s ON true
  JOIN LATERAL (SELECT count(*) AS n, count(*) FILTER (WHERE kind = 'not-out') AS not_out, count(*) FILTER (WHERE kind = 'contaminated') AS contaminated,
    count(*) FILTER (WHERE kind = 'overfull') AS overfull FROM exception WHERE route_id = r.id) e ON true
  JOIN LATERAL (SELECT count(*) AS n, coalesce(sum(net_kg), 0) AS kg, coalesce(sum(fee_cents), 0) AS cents FROM weigh_ticket WHERE route_id = r.id) w ON true
  WHERE (r.stops_total, r.stops_done, r.stops_missed, r.stops_skipped, r.lifts, r.weight_kg, r.stops_on_time)
      IS DISTINCT FROM (s.total, s.done, s.missed, s.skipped, s.lifts, s.kg, s.on_time)
    OR (r.exceptions, r.not_out, r.contaminated, r.overfull) IS DISTINCT FROM (e.n, e.not_out, e.contaminated, e.overfull)
    OR (r.tips, r.disposal_cents) IS DISTINCT FROM (w.n, w.cents) OR (r.status = 'done' AND w.kg <> r.weight_kg)) wrong`;
const ORPHANS = `(
  SELECT 1 FROM stop s WHERE NOT EXISTS (SELECT FROM site WHERE id = s.site_id) OR s.route_id IS NOT NULL AND NOT EXISTS (SELECT FROM route WHERE id = s.route_id)
  UNION ALL SELECT 1 FROM exception e WHERE e.stop_id IS NOT NULL AND NOT EXISTS (SELECT FROM stop s WHERE s.id = e.stop_id AND s.site_id = e.site_id AND s.route_id = e.route_id)
  UNION ALL SELECT 1 FROM exception e WHERE e.container_id IS NOT NULL AND NOT EXISTS (SELECT FROM container c WHERE c.id = e.container_id AND c.site_id = e.site_id)
  UNION ALL SELECT 1 FROM route r WHERE NOT EXISTS (SELECT FROM vehicle v WHERE v.id = r.vehicle_id) OR NOT EXISTS (SELECT FROM driver d WHERE d.id = r.driver_id)
  UNION ALL SELECT 1 FROM proof p WHERE NOT EXISTS (SELECT FROM stop s WHERE s.id = p.stop_id AND s.status = 'done')
  UNION ALL SELECT 1 FROM resident_call c WHERE NOT EXISTS (SELECT FROM site s WHERE s.id = c.site_id AND s.customer_id = c.customer_id)
  UNION ALL SELECT 1 FROM note n WHERE n.subject = 'site' AND NOT EXISTS (SELECT FROM site s WHERE s.id = n.subject_id)) orphan`;

beforeAll(async () => {
  db = openDb({ url: database.url, poolSize: 3 });
  organisationId = (await seedDemo(db.pool, options, () => undefined)).organisationId;
}, 120_000);
afterAll(() => db.close());

describe("a seeded city", () => {
  it("has counters on routes that are the exact sums of their stops, exceptions and tickets", async () => {
    expect(await count("route")).toBeGreaterThan(200);
    expect(await count(WRONG_ROUTES)).toBe(0);
  });

  it("points at nothing that is not there", async () => {
    expect(await count(ORPHANS)).toBe(0);
  });

  it("has a state for every vehicle, and the newest position of a driving one is near it", async () => {
    expect(await count("vehicle_state")).toBe(50);
    const far = `(SELECT s.vehicle_id FROM vehicle_state s JOIN LATERAL (SELECT location, at FROM position p WHERE p.vehicle_id = s.vehicle_id
      ORDER BY at DESC LIMIT 1) p ON true WHERE s.status = 'moving' AND ST_Distance(s.location, p.location) > 500) far`;
    expect(await count(far)).toBe(0);
  });

  it("is the same again, and other organisations keep their rows", async () => {
    const tables = [
      "site",
      "container",
      "route",
      "stop",
      "exception",
      "vehicle_state",
      "harsh_event",
      "note",
      "service_order",
    ];
    const before = await Promise.all(tables.map(fingerprint));
    await db.pool.query(
      `INSERT INTO organisation (slug, name, time_zone, kind) VALUES ('other', 'Other', 'UTC', 'import')`,
    );
    await db.pool.query(
      `INSERT INTO procedure (organisation_id, title, body, updated_at) SELECT id, 'Ours', 'Stays.', now() FROM organisation WHERE slug = 'other'`,
    );
    await seedDemo(db.pool, options, () => undefined);
    expect(await Promise.all(tables.map(fingerprint))).toEqual(before);
    expect(await count("procedure WHERE title = 'Ours'")).toBe(1);
  }, 120_000);

  it("counts as seeded only when it is whole", async () => {
    expect(await isSeeded(db.pool)).toBe(true);
    await db.pool.query("ALTER TABLE position ADD CONSTRAINT never CHECK (speed_kmh < 0) NOT VALID");
    await expect(seedDemo(db.pool, { ...options, days: 2 }, () => undefined)).rejects.toThrow(/never/);
    await db.pool.query("ALTER TABLE position DROP CONSTRAINT never");
    // One transaction: the city before it is still there, whole.
    expect(await isSeeded(db.pool)).toBe(true);
    expect(await count(WRONG_ROUTES)).toBe(0);
  }, 120_000);
});

describe("the days after", () => {
  const days = {
    next: (id: number, day: string) => createDemoDays(database.url).next(id, day),
    rollForward: (id: number, now: Date) => createDemoDays(database.url).rollForward(id, now),
  };

  it("are made once, planned and not begun", async () => {
    expect(await days.next(organisationId, "2026-11-24")).toBeGreaterThan(40);
    expect(await days.next(organisationId, "2026-11-24")).toBe(0);
    expect(await count("route WHERE service_day = '2026-11-24' AND status <> 'planned'")).toBe(0);
    expect(await count("stop WHERE service_day = '2026-11-24' AND status <> 'pending'")).toBe(0);
  }, 120_000);

  it("close what was left open and stand at half past ten of the real day", async () => {
    expect(await days.rollForward(organisationId, new Date("2026-11-26T18:00:00Z"))).toBe(2);
    expect(await days.rollForward(organisationId, new Date("2026-11-26T19:00:00Z"))).toBe(0);
    // Announced in the transaction that made them, so that their records are embedded whatever becomes of the process.
    expect(
      await count(`outbox WHERE topic = '${DAYS_TAKEN_UP}' AND organisation_id = ${organisationId}`),
    ).toBe(1);
    expect(await count("route WHERE service_day < '2026-11-26' AND status <> 'done'")).toBe(0);
    expect(await count("route WHERE service_day = '2026-11-26' AND status = 'active'")).toBeGreaterThan(30);
    expect(await count("day_clock WHERE simulated_at = '2026-11-26T10:30:00Z'")).toBe(1);
    expect(await count(WRONG_ROUTES)).toBe(0);
    expect(await count(ORPHANS)).toBe(0);
  }, 120_000);
});
