import { afterAll, beforeAll, expect, it } from "vitest";
import { dropWork, keepWork, putOffWork, readWork } from "#server/external/deferred-store.ts";
import type { Deferred } from "#server/external/gateway.ts";
import { openDb } from "#server/platform/db.ts";
import { withTestDatabase } from "#server/platform/test-database.ts";

const database = withTestDatabase();
let opened: ReturnType<typeof openDb>;
beforeAll(() => {
  opened = openDb({ url: database.url, poolSize: 2 });
});
afterAll(() => opened.close());

const work = (key: string, dueAtMs: number): Deferred => ({
  service: "graphhopper",
  work: "matrix",
  key,
  organisationId: 3,
  payload: { depotId: 7 },
  dueAtMs,
});

it("keeps work once, due by the earlier time, and gives what is due first", async () => {
  const { db } = opened;
  await keepWork(db, work("a", 9_000));
  await keepWork(db, work("b", 5_000));
  await keepWork(db, work("a", 3_000));
  await keepWork(db, work("a", 8_000));
  const all = await readWork(db, "graphhopper", { most: 10, untilMs: null });
  expect(all.map(({ dueAtMs, payload }) => [dueAtMs, payload])).toEqual([
    [3_000, { depotId: 7 }],
    [5_000, { depotId: 7 }],
  ]);
  expect(await readWork(db, "graphhopper", { most: 10, untilMs: 4_000 })).toHaveLength(1);
  expect(await readWork(db, "samsara", { most: 10, untilMs: null })).toEqual([]);
});

it("puts failed work off and lets go of what is done", async () => {
  const { db } = opened;
  const [first, second] = await readWork(db, "graphhopper", { most: 2, untilMs: null });
  if (!first || !second) throw new Error("found less than two works, expected two");
  await putOffWork(db, first.id, { error: "status 500", dueAtMs: 20_000 });
  await dropWork(db, second.id);
  const left = await readWork(db, "graphhopper", { most: 10, untilMs: null });
  expect(left).toMatchObject([{ id: first.id, attempts: 1, dueAtMs: 20_000 }]);
});
