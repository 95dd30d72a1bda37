import { afterAll, beforeAll, expect, it } from "vitest";
import { seeded } from "#server/lib/random.ts";
import type { Scope } from "#server/lib/scope.ts";
import { plantFleet } from "#server/operations/fixture-fleet.ts";
import { readChanges } from "#server/operations/today-store.ts";
import { openDb, sql } from "#server/platform/db.ts";
import { withTestDatabase } from "#server/platform/test-database.ts";

const database = withTestDatabase();
const NOW = "2026-11-23T10:00:00.000Z";
const nowMs = Date.parse(NOW);
const random = seeded("today-store.test");
// Each happened at an instant of its own, some after now and some long before.
const minutes = random.shuffle(Array.from({ length: 120 }, (_, i) => i - 100));
const at = (i: number): string => new Date(nowMs + (minutes[i] ?? 0) * 60_000).toISOString();

type Happened = { at: string; kind: string; subject: string };
const happened: Happened[] = [];
let opened: ReturnType<typeof openDb>;
let scope: Scope;

beforeAll(async () => {
  opened = openDb({ url: database.url, poolSize: 3 });
  const { organisationId, depotId, vehicles } = await plantFleet(opened.db, { vehicles: 20, stops: 1 });
  scope = {
    ...{ organisationId, userId: "u", userName: "U", role: "manager" },
    ...{ depotIds: null, driverId: null, isOperator: true },
  };
  for (const [i, { routeId }] of vehicles.entries()) {
    await opened.db.$executeRaw(sql`UPDATE route SET ended_at = ${at(i)}::timestamptz WHERE id = ${routeId}`);
    happened.push({ at: at(i), kind: "route-finished", subject: `R-${i + 1}` });
  }
  for (let i = 20; i < 60; i++) {
    const [openedAt, closedAt] = [at(i), i < 40 ? at(i + 60) : null];
    const kind = i % 5 === 0 ? "vehicle-breakdown" : "blocked";
    await opened.db.$executeRaw(sql`
      INSERT INTO exception (organisation_id, depot_id, service_day, kind, status, opened_at, respond_by, closed_at, source)
      VALUES (${organisationId}, ${depotId}, '2026-11-23', ${kind}, ${closedAt === null ? "open" : "closed"},
        ${openedAt}::timestamptz, ${openedAt}::timestamptz, ${closedAt}::timestamptz, 'driver')`);
    const isDown = kind === "vehicle-breakdown";
    happened.push({ at: openedAt, kind: isDown ? "vehicle-down" : "exception-opened", subject: kind });
    if (closedAt !== null) happened.push({ at: closedAt, kind: "exception-closed", subject: kind });
  }
});
afterAll(() => opened.close());

it.each([
  [1, 90],
  [7, 90],
  [12, 30],
  [100, 90],
  [12, 0],
])("tells the newest %i of all kinds together, of the last %i minutes", async (limit, back) => {
  const since = new Date(nowMs - back * 60_000).toISOString();
  const expected = happened
    .filter((each) => each.at > since && each.at <= NOW)
    .sort((a, b) => (a.at < b.at ? 1 : -1))
    .slice(0, limit);
  const found = await readChanges(opened.db, scope, since, NOW, limit);
  expect(found.map((each) => ({ at: each.at, kind: each.kind, subject: each.subject }))).toEqual(expected);
});
