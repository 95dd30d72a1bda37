import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type AskedCity, partOf as find, openAskedCity } from "#server/compose/fixture-asked-city.ts";
import type { Scope } from "#server/lib/scope.ts";
import { withTestDatabase } from "#server/platform/test-database.ts";

const database = withTestDatabase();
const NOW = "2026-11-25T12:40:00.000Z";
const TODAY = "'2026-11-25'";
let city: AskedCity;
let dispatcher: Scope;

beforeAll(async () => {
  city = await openAskedCity(database.url, { now: NOW, days: 9 });
  dispatcher = city.scopeOf("dispatcher");
  // One truck stands at the landfill whatever the day made of it, one in the yard of a depot that is not its own.
  await city.db.pool.query(`
    UPDATE vehicle_state x SET location = f.location, load_kg = 0 FROM facility f
    WHERE f.name = 'South landfill' AND x.vehicle_id = (SELECT id FROM vehicle WHERE number = 7);
    UPDATE vehicle_state x SET location = d.location FROM depot d
    WHERE d.name = (SELECT name FROM depot ORDER BY id LIMIT 1)
      AND x.vehicle_id = (SELECT v.id FROM vehicle v WHERE v.depot_id <> (SELECT id FROM depot ORDER BY id LIMIT 1) ORDER BY v.number LIMIT 1)`);
}, 240_000);
afterAll(() => city.close());

const rowsOf = async (text: string) => find(await city.partsOf(text, dispatcher), "rows")?.rows ?? [];
const table = async (sql: string): Promise<unknown[][]> =>
  (await city.db.pool.query<Record<string, unknown>>(sql)).rows.map((row) => Object.values(row));
const names = async (sql: string) => (await table(sql)).map(([name]) => name);

const STANDS = "vehicle v JOIN vehicle_state x ON x.vehicle_id = v.id";
const ROOM = "v.capacity_kg - coalesce(x.load_kg, 0)";

describe("how vehicles stand", () => {
  it("lists those at a facility by where they are, whatever they do there", async () => {
    const rows = await rowsOf("Which trucks are at the South landfill right now?");
    const expected = await names(
      `SELECT v.name FROM ${STANDS} JOIN facility f ON f.name = 'South landfill'
       WHERE ST_DWithin(f.location, x.location, 200)
         AND NOT EXISTS (SELECT FROM facility o WHERE ST_Distance(o.location, x.location) < ST_Distance(f.location, x.location))`,
    );
    expect(expected).toContain("Truck 7");
    expect(rows.map(({ name }) => name).sort()).toEqual([...expected].sort());
  });

  it("lists those in the yard of a depot, its own or not", async () => {
    const [[depot]] = (await table("SELECT name FROM depot ORDER BY id LIMIT 1")) as [[string]];
    const rows = await rowsOf(`Which trucks are inside the ${depot}?`);
    const expected = await table(
      `SELECT v.name, v.depot_id = d.id AS own FROM ${STANDS} JOIN depot d ON d.name = '${depot}' WHERE ST_DWithin(d.location, x.location, 200)`,
    );
    expect(expected.some(([, own]) => own === false)).toBe(true);
    expect(rows.map(({ name }) => name).sort()).toEqual(expected.map(([name]) => name).sort());
  });

  it.each([
    ["Which truck has the most room left?", `SELECT max(${ROOM}) FROM ${STANDS}`, "roomKg"],
    ["Which truck has the highest load?", `SELECT max(x.load_kg) FROM ${STANDS}`, "loadKg"],
  ])("%s", async (question, sql, column) => {
    const rows = await rowsOf(question);
    expect(rows).toHaveLength(1);
    expect(rows[0]?.[column]).toBe((await table(sql))[0]?.[0]);
  });

  it("orders them by the distance to their own depot", async () => {
    const [first] = await rowsOf("Which truck is furthest from its depot?");
    const farthest = await names(
      `SELECT v.name FROM ${STANDS} JOIN depot d ON d.id = v.depot_id ORDER BY ST_Distance(d.location, x.location) DESC LIMIT 1`,
    );
    expect(first?.name).toBe(farthest[0]);
  });

  it("tells those that are silent wherever they are, and says which are in the workshop", async () => {
    await city.db.pool.query(
      `UPDATE vehicle_state SET at = timestamptz '${NOW}' - interval '2 hours' WHERE vehicle_id = (SELECT id FROM vehicle WHERE number = 9);
       UPDATE vehicle SET in_workshop = true WHERE number = 9`,
    );
    const all = await rowsOf("Which vehicles haven't reported a position for more than 90 minutes?");
    expect(all.find(({ name }) => name === "Truck 9")?.inWorkshop).toBe(true);
    const out = await rowsOf(
      "Which vehicles haven't reported a position for more than 90 minutes, excluding those in the workshop?",
    );
    expect(out.map(({ name }) => name)).not.toContain("Truck 9");
  });

  it("counts drivers by depot as the clock has them", async () => {
    const rows = await rowsOf("How many drivers have clocked in by depot?");
    const expected = await table(
      `SELECT d.name, count(*)::int FROM driver r JOIN depot d ON d.id = r.depot_id JOIN shift h ON h.driver_id = r.id
       WHERE h.service_day = ${TODAY} AND h.clocked_in_at IS NOT NULL AND h.clocked_out_at IS NULL GROUP BY 1`,
    );
    expect(expected.length).toBeGreaterThan(0);
    expect(new Map(rows.map(({ key, count }) => [key, count]))).toEqual(
      new Map(expected as [string, number][]),
    );
  });
});

describe("how routes and stops stand", () => {
  it("tells the share of its stops that a route has done", async () => {
    const [row] = await rowsOf("How far along is R-1?");
    const [[share]] = (await table(
      `SELECT 100.0 * stops_done / stops_total FROM route WHERE name = 'R-1' AND service_day = ${TODAY}`,
    )) as [[string]];
    expect(row?.donePct).toBeCloseTo(Number(share), 6);
  });

  it("tells the one route that ends last", async () => {
    const rows = await rowsOf("Which route is finishing last tonight?");
    const expected = await names(
      `SELECT name FROM route WHERE service_day = ${TODAY} AND status IN ('planned', 'active') ORDER BY expected_end_at DESC NULLS LAST LIMIT 1`,
    );
    expect(rows.map(({ name }) => name)).toEqual(expected);
  });

  it("tells the mean of what each route was behind over several days", async () => {
    const rows = await rowsOf("Average delay by route from 18 to 24 November");
    const expected = await table(
      `SELECT name, avg(delay_s)::float8 FROM route WHERE service_day BETWEEN '2026-11-18' AND '2026-11-24' AND status = 'done' GROUP BY 1`,
    );
    const told = new Map(rows.map(({ key, delayS }) => [key, Number(delayS)]));
    expect(told.size).toBe(expected.length);
    for (const [name, mean] of expected) expect(told.get(name)).toBeCloseTo(Number(mean), 3);
  });

  it("lists the next stops of a route in the order in which they are expected", async () => {
    const [[route]] = (await table(
      `SELECT r.name FROM route r JOIN stop s ON s.route_id = r.id WHERE r.service_day = ${TODAY} AND s.status = 'pending'
       GROUP BY 1 HAVING count(*) > 3 ORDER BY 1 LIMIT 1`,
    )) as [[string]];
    const rows = await rowsOf(`The next three stops of ${route}`);
    const times = rows.map(({ expectedAt }) => String(expectedAt));
    expect(rows).toHaveLength(3);
    expect([...times].sort()).toEqual(times);
  });
});
