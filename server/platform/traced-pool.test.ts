import { afterAll, beforeAll, expect, it } from "vitest";
import { openDb, sql } from "#server/platform/db.ts";
import { withTestDatabase } from "#server/platform/test-database.ts";

const database = withTestDatabase();
let pg: ReturnType<typeof openDb>;
beforeAll(() => {
  pg = openDb({ url: database.url, poolSize: 8 });
});
afterAll(() => pg.close());

it("lets so many of its connections be at work as it is told, and the others wait their turn", async () => {
  pg.pool.limitTo(4);
  const held = await Promise.all(Array.from({ length: 4 }, () => pg.pool.connect()));
  let isIn = false;
  const fifth = pg.pool.connect().then((client) => {
    isIn = true;
    return client;
  });
  const query = pg.pool.query("SELECT 1 AS one");
  expect([pg.pool.totalCount, pg.pool.waitingFor(), isIn]).toEqual([4, 2, false]);
  held[0]?.release();
  (await fifth).release();
  expect((await query).rows).toEqual([{ one: 1 }]);
  // Who waited took connections that were let go, none of their own.
  expect([pg.pool.totalCount, pg.pool.waitingFor()]).toEqual([4, 0]);
  for (const client of held.slice(1)) client.release();
});

it("lets those in who wait once there is room for more, and never fewer than work that holds one needs", async () => {
  pg.pool.limitTo(1);
  const held = await Promise.all(Array.from({ length: 4 }, () => pg.pool.connect()));
  const more = Array.from({ length: 4 }, () => pg.pool.connect());
  expect(pg.pool.waitingFor()).toBe(4);
  pg.pool.limitTo(8);
  held.push(...(await Promise.all(more)));
  expect(pg.pool.totalCount).toBe(8);
  for (const client of held) client.release();
});

it("runs transactions and statements beside them under a limit", async () => {
  pg.pool.limitTo(4);
  const sums = await Promise.all(
    Array.from({ length: 20 }, (_, i) =>
      pg.db.$transaction(async (tx) => {
        const [row] = await tx.$queryRaw<{ n: number }[]>(sql`SELECT ${i}::int AS n`);
        return row?.n;
      }),
    ),
  );
  expect(sums).toEqual(Array.from({ length: 20 }, (_, i) => i));
});

it("gives transactions that hold every place the connection that they ask for beside their own", async () => {
  pg.pool.limitTo(4);
  const sums = await Promise.all(
    Array.from({ length: 4 }, () =>
      pg.db.$transaction(async (tx) => {
        await tx.$queryRaw(sql`SELECT pg_sleep(0.05)`);
        const [row] = await pg.db.$queryRaw<{ n: number }[]>(sql`SELECT 1 AS n`);
        return row?.n;
      }),
    ),
  );
  expect(sums).toEqual([1, 1, 1, 1]);
});
