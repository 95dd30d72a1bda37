import { afterAll, beforeAll, expect, it } from "vitest";
import type { Completion, Reservation } from "#server/external/ledger.ts";
import { createLedgerStore, pruneCalls } from "#server/external/ledger-store.ts";
import { createPresence } from "#server/external/presence.ts";
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

it("keeps when breakers opened and closed, the newest first, up to a moment", async () => {
  const store = createLedgerStore({ db: opened.db, process: "breakers" });
  const change = { service: "samsara", isAgain: false } as const;
  await store.breakerChanged({ ...change, state: "open", reason: "found status 503", atMs: NOW });
  await store.breakerChanged({ ...change, state: "closed", reason: null, atMs: NOW + 60_000 });
  await store.breakerChanged({ ...change, state: "open", reason: "late", atMs: NOW + 120_000 });
  const told = async (fromMs: number, toMs: number) =>
    (await store.breakerChanges(fromMs, toMs)).map(({ state, reason }) => [state, reason]);
  expect(await told(NOW, NOW + 120_001)).toEqual([
    ["open", "late"],
    ["closed", null],
    ["open", "found status 503"],
  ]);
  expect(await told(NOW + 1, NOW + 120_000)).toEqual([["closed", null]]);
  await pruneCalls(opened.db, new Date(NOW + 60_000));
  expect(await told(NOW, NOW + 120_001)).toEqual([
    ["open", "late"],
    ["closed", null],
  ]);
});

it("drops calls that ended before a moment, and keeps those that are not known to have ended", async () => {
  const store = createLedgerStore({ db: opened.db, process: "pruned" });
  const [ended = 0, doubtful = 0, later = 0] = await store.reserve([
    ...[reservation(1), reservation(1)].map((one) => ({ ...one, atMs: NOW - 90_000 })),
    reservation(1),
  ]);
  await store.complete([completion(ended, 1), completion(doubtful, null), completion(later, 1)]);
  await pruneCalls(opened.db, new Date(NOW - 60_000));
  const left = await opened.db.externalCall.findMany({ where: { id: { in: [ended, doubtful, later] } } });
  expect(left.map(({ id }) => Number(id)).sort((a, b) => a - b)).toEqual([doubtful, later]);
});

it("leaves the rows of a process that lives alone, and takes them over once it is gone", async () => {
  const { db } = opened;
  const fail = (error: unknown) => {
    throw error;
  };
  const presenceOf = (process: string) => createPresence({ url: database.url, process, report: fail });
  const [first, second] = [presenceOf("first"), presenceOf("second")];
  await Promise.all([first.begin(), second.begin()]);
  const [a, b] = ["first", "second"].map((process) => createLedgerStore({ db, process }));
  if (a === undefined || b === undefined) throw new Error("found no stores, expected two");
  const samsara = { service: "samsara" } as const;
  const ids = await a.reserve([reservation(1, samsara), reservation(2, samsara)]);
  const [running = 0, doubtful = 0] = ids;
  await a.complete([completion(doubtful, null)]);

  expect(await b.recall("samsara", NOW - 1_000)).toMatchObject({ doubts: [], isShared: true });
  expect(await b.look("samsara")).toEqual({ mode: "live", doubts: [], isShared: true });
  await a.setMode("samsara", "paused");
  expect((await b.look("samsara")).mode).toBe("paused");

  await first.end();
  const taken = await b.look("samsara");
  expect(taken).toMatchObject({ isShared: false, mode: "paused" });
  expect(taken.doubts.map(({ id }) => id).sort((x, y) => x - y)).toEqual([running, doubtful]);
  // Once: another look, or another process, does not take them again.
  expect((await b.look("samsara")).doubts).toEqual([]);
  expect((await a.look("samsara")).doubts).toEqual([]);
  await b.settle("samsara", [{ id: running, units: 1, cents: 0 }], null);
  expect((await b.recall("samsara", NOW - 1_000)).doubts.map(({ id }) => id)).toEqual([doubtful]);
  await second.end();
});

it("holds its place again after its connection broke", async () => {
  const reports: unknown[] = [];
  const presence = createPresence({
    ...{ url: database.url, process: "broken" },
    report: (error) => void reports.push(error),
  });
  await presence.begin();
  const watcher = createLedgerStore({ db: opened.db, process: "watcher" });
  const isShared = async () => (await watcher.look("hubspot")).isShared;
  expect(await isShared()).toBe(true);
  await opened.db.$queryRaw`
    SELECT pg_terminate_backend(pid) FROM pg_stat_activity
    WHERE datname = current_database() AND application_name = 'roundsman way out'`;
  await expect.poll(() => reports.length, { timeout: 5_000 }).toBeGreaterThan(0);
  await expect.poll(isShared, { timeout: 5_000 }).toBe(true);
  await presence.end();
  await expect.poll(isShared, { timeout: 5_000 }).toBe(false);
});
