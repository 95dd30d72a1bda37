import { afterAll, beforeAll, expect, it } from "vitest";
import type { Completion, Reservation } from "#server/external/ledger.ts";
import { createLedgerStore } from "#server/external/ledger-store.ts";
import { openDb } from "#server/platform/db.ts";
import { withTestDatabase } from "#server/platform/test-database.ts";

const database = withTestDatabase();
let opened: ReturnType<typeof openDb>;
beforeAll(() => {
  opened = openDb({ url: database.url, poolSize: 4 });
});
afterAll(() => opened.close());

const NOW = Date.UTC(2026, 10, 26, 8);
const reservation = (expectedUnits: number, more: Partial<Reservation> = {}): Reservation => ({
  ...{ organisationId: 1, service: "graphhopper", operation: "route", cause: "map", priority: "now" },
  ...{ attempt: 1, needs: 1, expectedUnits, atMs: NOW, ...more },
});
const completion = (id: number, units: number | null, more: Partial<Completion> = {}): Completion => ({
  ...{ id, units, cents: units, status: 200, latencyMs: 40, error: null, atMs: NOW + 40 },
  outcome: units === null ? "in-doubt" : "answered",
  ...more,
});

it("hands what a process left over to the next: its open rows in doubt, its counter, its switch", async () => {
  const { db } = opened;
  const before = createLedgerStore({ db, process: "before" });
  const ids = await before.reserve([1, 2, 3.5, 4, 5].map((units) => reservation(units)));
  expect([...ids].sort((a, b) => a - b)).toEqual(ids);
  const [a = 0, b = 0, c = 0, d = 0, e = 0] = ids;
  await before.complete([completion(a, 1), completion(b, 2)]);
  await before.settle("graphhopper", [], { remaining: 500, resetAtMs: NOW + 3_600_000, lastCallId: a });
  await before.complete([completion(c, null, { status: 503, error: "found status 503" })]);
  await before.setMode("graphhopper", "stale");

  const after = createLedgerStore({ db, process: "after" });
  const found = await after.recall("graphhopper", NOW - 1_000);
  expect(found).toMatchObject({
    mode: "stale",
    anchor: { remaining: 500, resetAtMs: NOW + 3_600_000, lastCallId: a },
    knownUnits: 2,
    doubts: [
      { id: c, expectedUnits: 3.5, isFault: true },
      { id: d, expectedUnits: 4, isFault: false },
      { id: e, expectedUnits: 5, isFault: false },
    ],
    spent: { units: 15.5 },
  });
  const settled = [
    { id: c, units: 0, cents: 0 },
    { id: d, units: 4, cents: 4 },
    { id: e, units: 0, cents: 0 },
  ];
  await after.settle("graphhopper", settled, { remaining: 494, resetAtMs: NOW + 3_600_000, lastCallId: e });
  expect(await after.recall("graphhopper", NOW - 1_000)).toMatchObject({
    ...{ knownUnits: 0, doubts: [], spent: { units: 7 } },
    anchor: { remaining: 494, lastCallId: e },
  });
  // What comes late for a row that another process took over changes nothing.
  await before.complete([completion(d, 99)]);
  const row = await db.externalCall.findUniqueOrThrow({ where: { id: BigInt(d) } });
  expect([row.outcome, row.units]).toEqual(["settled", 4]);
});

it("tells by day what was sent, what it cost, and what did not have to be sent", async () => {
  const store = createLedgerStore({ db: opened.db, process: "use" });
  const [id = 0] = await store.reserve([reservation(2, { service: "hubspot" })]);
  await store.complete([completion(id, 2)]);
  const avoided = { organisationId: 1, service: "hubspot", operation: "read", cause: "list" } as const;
  await store.avoid([
    { ...avoided, priority: "now", atMs: NOW, savedBy: "cache", savedUnits: 1 },
    { ...avoided, priority: "now", atMs: NOW, savedBy: "cache", savedUnits: 1.5 },
    { ...avoided, priority: "now", atMs: NOW, savedBy: "shared", savedUnits: 1 },
  ]);
  const use = (await store.use(2, NOW + 1_000)).filter(({ service }) => service === "hubspot");
  expect(use).toEqual([
    {
      ...{
        service: "hubspot",
        day: "2026-11-26",
        sent: 1,
        failed: 0,
        units: 2,
        cents: 2,
        p50Ms: 40,
        p99Ms: 40,
      },
      avoided: [
        { by: "cache", calls: 2, units: 2.5 },
        { by: "shared", calls: 1, units: 1 },
      ],
    },
  ]);
});
