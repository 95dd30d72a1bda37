import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import pg from "pg";
import { afterAll, beforeAll, expect, it, vi } from "vitest";
import { type Composition, compose } from "#server/compose.ts";
import { parseEnv } from "#server/env.ts";
import { plantFleet } from "#server/operations/fixture-fleet.ts";
import { openDb } from "#server/platform/db.ts";
import { withTestDatabase } from "#server/platform/test-database.ts";

const database = withTestDatabase();
const folder = mkdtempSync(join(tmpdir(), "roundsman-leader-"));
/** The demo city is not rolled forward on the day it stands at. */
const DAY = new Date().toISOString().slice(0, 10);

/** A worker with how many events it took in so far, its own simulator's and what it read of Samsara, and how often it called a service. */
type Worker = { composition: Composition; drove: () => number; called: () => number };
const workers: Worker[] = [];

const open = async (): Promise<Worker> => {
  const variables = { DATABASE_URL: database.url, DATA_DIR: folder, DATABASE_POOL: "4", VECTORS: "0" };
  const composition = await compose(parseEnv({ ...variables, LOG_LEVEL: "silent", ROLE: "worker" }));
  const [counted, recorded] = [vi.spyOn(composition.meter, "count"), vi.spyOn(composition.meter, "record")];
  await composition.start();
  const worker = {
    composition,
    drove: () =>
      counted.mock.calls.reduce((sum, [name, by = 1]) => sum + (name === "ingest.events" ? by : 0), 0),
    called: () => recorded.mock.calls.filter(([name]) => name === "external.call_ms").length,
  };
  workers.push(worker);
  return worker;
};
const until = (holds: () => unknown) => vi.waitFor(holds, { timeout: 45_000, interval: 100 });

beforeAll(async () => {
  const { db, close } = openDb({ url: database.url, poolSize: 2 });
  const { organisationId } = await plantFleet(db, { slug: "demo", vehicles: 2, stops: 5, day: DAY });
  await db.organisation.update({ where: { id: organisationId }, data: { kind: "demo" } });
  const at = { simulatedAt: new Date(`${DAY}T08:00:00Z`), anchoredAt: new Date() };
  await db.dayClock.create({ data: { organisationId, ...at, speed: 60, isPaused: false } });
  await close();
});
afterAll(async () => {
  for (const { composition } of workers.splice(0)) await composition.lifecycle.stop();
  rmSync(folder, { recursive: true, force: true });
});

it("of two workers one drives the simulated day, and the other takes over when that one is cut off", async () => {
  const [one, two] = [await open(), await open()];
  await until(() => expect(one.drove()).toBeGreaterThan(0));
  await until(() => expect(one.called()).toBeGreaterThan(0));
  expect([two.drove(), two.called()]).toEqual([0, 0]);

  const client = new pg.Client({ connectionString: database.url });
  await client.connect();
  await client.query(
    `SELECT pg_terminate_backend(pid) FROM pg_stat_activity JOIN pg_locks USING (pid)
     WHERE application_name = 'roundsman leader of workers' AND locktype = 'advisory' AND granted`,
  );
  await client.end();
  await until(() => expect(two.drove()).toBeGreaterThan(0));
  await until(() => expect(two.called()).toBeGreaterThan(0));
  const left = one.drove();
  const driven = two.drove();
  await until(() => expect(two.drove()).toBeGreaterThan(driven));
  expect(one.drove()).toBe(left);
}, 120_000);
