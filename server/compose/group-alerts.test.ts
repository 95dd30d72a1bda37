import { afterAll, beforeAll, expect, it } from "vitest";
import { type AskedCity, openAskedCity } from "#server/compose/fixture-asked-city.ts";
import { withTestDatabase } from "#server/platform/test-database.ts";

const NOW = "2026-11-25T12:40:00Z";
const database = withTestDatabase();
let city: AskedCity;

beforeAll(async () => {
  city = await openAskedCity(database.url, { now: NOW, days: 3 });
}, 120_000);
afterAll(() => city.close());

it("an alert over groups counts those that keep its bound, and not the rows they are made of", async () => {
  const { pool } = city.db;
  const watched = () =>
    city.ask.rowsNow(city.scopeOf("dispatcher"), "any bin was overfull at least 3 times in the last 7 days");
  const { rows } = await pool.query<{ id: number }>(
    "SELECT id FROM exception WHERE kind = 'overfull' ORDER BY opened_at DESC, id LIMIT 4",
  );
  const [first, second, third, fourth] = rows;
  if (!first || !second || !third || !fourth)
    throw new Error(`overfull exceptions: found ${rows.length}, expected 4`);
  // Each at a site of its own, which no other holds.
  const away = await pool.query(
    `UPDATE exception e SET site_id = s.id FROM (SELECT id, row_number() OVER (ORDER BY id) AS n FROM site) s,
       (SELECT id, row_number() OVER (ORDER BY id) AS n FROM exception WHERE kind = 'overfull') o
     WHERE o.id = e.id AND s.n = o.n`,
  );
  expect(away.rowCount).toBe(await city.value("SELECT count(*) FROM exception WHERE kind = 'overfull'"));
  expect(await watched()).toBe(0);
  const gather = (ids: number[]) =>
    pool.query(
      "UPDATE exception SET site_id = (SELECT site_id FROM exception WHERE id = $1) WHERE id = ANY($2)",
      [first.id, ids],
    );
  await gather([second.id]);
  expect(await watched()).toBe(0);
  await gather([third.id, fourth.id]);
  expect(await watched()).toBe(1);
});
