import { afterAll, beforeAll, expect, it, vi } from "vitest";
import { openDb } from "#server/platform/db.ts";
import { collect, relayContract } from "#server/platform/live-relay.contract.ts";
import { createPostgresRelay } from "#server/platform/live-relay.postgres.ts";
import { withTestDatabase } from "#server/platform/test-database.ts";

const database = withTestDatabase();
let opened: ReturnType<typeof openDb>;
beforeAll(() => {
  opened = openDb({ url: database.url, poolSize: 6 });
});
afterAll(() => opened.close());

const errors: unknown[] = [];
const open = () =>
  createPostgresRelay({
    url: database.url,
    pool: opened.pool,
    report: (error) => void errors.push(error),
  });
const value = (n: number) => ({
  channel: "places",
  meta: { organisationId: 1, depotId: null },
  value: { n },
});
const cutListeners = () =>
  opened.pool.query(
    `SELECT pg_terminate_backend(pid) FROM pg_stat_activity
     WHERE application_name = 'roundsman live_batch' AND datname = current_database()`,
  );
const until = (holds: () => unknown) => vi.waitFor(holds, { timeout: 10_000, interval: 20 });

relayContract(open);

it("goes on where it was when its connection breaks", async () => {
  const relay = open();
  const read = await collect(relay);
  relay.publish(value(1));
  await until(() => expect(read.numbers()).toEqual([1]));
  errors.length = 0;
  await cutListeners();
  await until(() => expect(errors).not.toEqual([]));
  for (const n of [2, 3]) relay.publish(value(n));
  await until(() => expect(read.numbers()).toEqual([1, 2, 3]));
  expect(read.losses()).toBe(0);
  await relay.close();
});

it("says that values are lost when those after its last one are gone", async () => {
  const relay = open();
  const read = await collect(relay);
  relay.publish(value(1));
  await until(() => expect(read.numbers()).toEqual([1]));
  // Two messages that this reader never saw: one is pruned, the other is found.
  await opened.pool.query(
    `WITH gone AS (SELECT nextval(pg_get_serial_sequence('live_batch', 'id')))
     , cleared AS (DELETE FROM live_batch)
     INSERT INTO live_batch (batch) SELECT $1 FROM gone`,
    [JSON.stringify({ values: [value(3)] })],
  );
  await until(() => expect([read.numbers(), read.losses()]).toEqual([[1, 3], 1]));
  await relay.close();
});

it("begins anew after a crash of the server has emptied the table", async () => {
  const relay = open();
  const read = await collect(relay);
  relay.publish(value(1));
  await until(() => expect(read.numbers()).toEqual([1]));
  await opened.pool.query("TRUNCATE live_batch RESTART IDENTITY");
  await cutListeners();
  await until(() => expect(read.losses()).toBe(1));
  relay.publish(value(2));
  await until(() => expect(read.numbers()).toEqual([1, 2]));
  await relay.close();
});
