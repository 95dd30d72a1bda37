import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { AnswerPart } from "#server/ask/schema.ts";
import { type AskedCity, partOf as find, openAskedCity } from "#server/compose/fixture-asked-city.ts";
import type { Scope } from "#server/lib/scope.ts";
import { withTestDatabase } from "#server/platform/test-database.ts";

const database = withTestDatabase();
const NOW = "2026-11-23T12:40:00.000Z";
const TODAY = "r.service_day = '2026-11-23'";
const LAST_WEEK = "'2026-11-16' AND '2026-11-22'";
let city: AskedCity;
let manager: Scope;

beforeAll(async () => {
  city = await openAskedCity(database.url, { now: NOW, days: 40 });
  manager = city.scopeOf("manager");
}, 240_000);
afterAll(() => city.close());

const partsOf = (text: string, by: Scope = manager) => city.partsOf(text, by);
const rowsOf = (parts: AnswerPart[]) => find(parts, "rows")?.rows ?? [];
const figureOf = (parts: AnswerPart[]) => find(parts, "figures")?.figures[0]?.value ?? null;
const table = async (sql: string): Promise<unknown[][]> =>
  (await city.db.pool.query<Record<string, unknown>>(sql)).rows.map((row) => Object.values(row));
const byKey = (rows: readonly Record<string, unknown>[], value = "count") =>
  new Map(rows.map((row) => [String(row.key), Number(row[value])]));
const expectedOf = async (sql: string) =>
  new Map((await table(sql)).map(([key, value]) => [String(key), Number(value)]));

const ROUTES = "route r JOIN depot d ON d.id = r.depot_id LEFT JOIN zone z ON z.id = r.zone_id";
const OPEN = `FROM ${ROUTES} WHERE ${TODAY} AND r.status IN ('planned', 'active') GROUP BY 1`;
const STOPS = `stop s JOIN site i ON i.id = s.site_id JOIN depot d ON d.id = s.depot_id LEFT JOIN route r ON r.id = s.route_id
  LEFT JOIN driver p ON p.id = r.driver_id LEFT JOIN zone z ON z.id = i.zone_id`;
const SKIPPED = `FROM ${STOPS} WHERE s.service_day BETWEEN ${LAST_WEEK} AND s.status = 'skipped'`;

describe("rows counted by what a question names", () => {
  it.each([
    ["open routes by waste stream", `SELECT r.stream, count(*) ${OPEN}`],
    ["open routes by depot", `SELECT d.name, count(*) ${OPEN}`],
    ["how many routes are open per zone", `SELECT coalesce(z.name, 'none'), count(*) ${OPEN}`],
    ["skipped stops by depot last week", `SELECT d.name, count(*) ${SKIPPED} GROUP BY 1`],
    [
      "which zones had the most skipped stops last week",
      `SELECT coalesce(z.name, 'none'), count(*) ${SKIPPED} GROUP BY 1`,
    ],
    [
      "drivers with the most skipped stops last week",
      `SELECT coalesce(p.name, 'none'), count(*) ${SKIPPED} GROUP BY 1`,
    ],
    [
      "drivers with more than 2 skipped stops last week",
      `SELECT coalesce(p.name, 'none'), count(*) ${SKIPPED} GROUP BY 1 HAVING count(*) > 2`,
    ],
    [
      "streets with most exceptions this week",
      `SELECT coalesce(i.street, 'none'), count(*) FROM exception e LEFT JOIN site i ON i.id = e.site_id
        WHERE e.service_day = '2026-11-23' GROUP BY 1`,
    ],
    [
      "trucks in the workshop by depot",
      "SELECT d.name, count(*) FROM vehicle v JOIN depot d ON d.id = v.depot_id WHERE v.in_workshop GROUP BY 1",
    ],
  ])("%s", async (question, sql) => {
    const parts = await partsOf(question);
    const expected = await expectedOf(sql);
    expect(expected.size, question).toBeGreaterThan(0);
    expect(byKey(rowsOf(parts))).toEqual(expected);
    const counts = rowsOf(parts).map(({ count }) => Number(count));
    expect(counts).toEqual([...counts].sort((a, b) => b - a));
  });

  it("ranks by count and cuts where a number is wanted", async () => {
    const rows = rowsOf(await partsOf("the five routes with the most skipped stops last week"));
    const expected = await table(
      `SELECT r.name, count(*)::int ${SKIPPED} GROUP BY 1 ORDER BY 2 DESC, 1 LIMIT 5`,
    );
    expect(rows.map(({ key, count }) => [key, count])).toEqual(expected);
    expect(rows).toHaveLength(5);
  });

  it("keeps to the depots of the asker, and to a driver's own routes", async () => {
    const [[depotId, depot] = []] = await table("SELECT id, name FROM depot ORDER BY id LIMIT 1");
    const limited = rowsOf(
      await partsOf("open routes by depot", { ...manager, depotIds: [Number(depotId)] }),
    );
    expect(limited.map(({ key }) => key)).toEqual([depot]);
    const driverId = await city.value(
      `SELECT min(driver_id) FROM route r WHERE ${TODAY} AND status = 'active'`,
    );
    const own = rowsOf(await partsOf("routes by stream", { ...manager, role: "driver", driverId }));
    expect(byKey(own)).toEqual(
      await expectedOf(
        `SELECT stream, count(*) FROM route r WHERE ${TODAY} AND driver_id = ${driverId} GROUP BY 1`,
      ),
    );
  });
});

describe("the mean of what routes are behind", () => {
  const ACTIVE = `FROM ${ROUTES} WHERE ${TODAY} AND r.status = 'active'`;

  it("is told in minutes, over all that run", async () => {
    const parts = await partsOf("how far behind are we on average");
    expect(figureOf(parts)).toBeCloseTo(await city.value(`SELECT avg(delay_s) / 60 ${ACTIVE}`), 6);
  });
  it.each([
    ["average delay of running routes by depot", "d.name"],
    ["average delay by zone", "coalesce(z.name, 'none')"],
    ["how many minutes behind are we on average by stream", "r.stream"],
  ])("%s", async (question, key) => {
    const means = byKey(rowsOf(await partsOf(question)), "delayS");
    const expected = await expectedOf(
      `SELECT ${key}, avg(delay_s) ${ACTIVE} GROUP BY 1 HAVING count(delay_s) > 0`,
    );
    expect([...means.keys()].sort()).toEqual([...expected.keys()].sort());
    for (const [name, mean] of expected) expect(means.get(name), name).toBeCloseTo(mean, 6);
  });
});

describe("a forecast told apart", () => {
  it("by zone is of each zone what it would be alone", async () => {
    const rows = rowsOf(await partsOf("what glass tonnage do you foresee next week, by zone"));
    const zones = await table(`SELECT DISTINCT coalesce(z.name, 'no zone') FROM ${ROUTES}
      WHERE r.stream = 'glass' AND r.service_day < '2026-11-23' AND r.status <> 'cancelled' ORDER BY 1`);
    expect(rows.map(({ key }) => key).sort()).toEqual(zones.map(([name]) => name).sort());
    const told = rows.find(({ key, point }) => key !== "no zone" && point !== null);
    const alone = await partsOf(`how much glass do you expect next week in the ${told?.key} zone`);
    expect(figureOf(alone)).toBeCloseTo(Number(told?.point) / 1000, 6);
  });

  it("by depot keeps to the depots of the asker", async () => {
    const [[depotId, depot] = []] = await table(
      "SELECT d.id, d.name FROM depot d WHERE EXISTS (SELECT FROM route r WHERE r.depot_id = d.id AND stream = 'refuse') ORDER BY 1 LIMIT 1",
    );
    const limited = { ...manager, depotIds: [Number(depotId)] };
    const parts = await partsOf("how much refuse do you expect next week by depot", limited);
    expect(rowsOf(parts).map(({ key }) => key)).toEqual([depot]);
    const whole = figureOf(await partsOf("how much refuse do you expect next week", limited));
    expect(Number(rowsOf(parts)[0]?.point) / 1000).toBeCloseTo(Number(whole), 6);
  });

  it("of trucks by depot adds up what each stream of it needs", async () => {
    const parts = await partsOf("how many trucks do we need tomorrow by depot");
    const [byDepot, each] = parts.flatMap((part) => (part.type === "rows" ? [part.rows] : []));
    const sums = new Map<string, number>();
    for (const { depot, trucks } of each ?? [])
      sums.set(String(depot), (sums.get(String(depot)) ?? 0) + Number(trucks));
    expect(byKey(byDepot ?? [], "trucks")).toEqual(sums);
    expect(figureOf(parts)).toBe([...sums.values()].reduce((sum, trucks) => sum + trucks, 0));
    expect(sums.size).toBeGreaterThan(0);
  });

  it("counts containers that are full before a day, by what each gains until then", async () => {
    // Today is a Monday of an even week: what is emptied today starts anew at noon.
    const expected = await city.value(`SELECT count(*) FROM (
      SELECT c.fill_per_day AS f, 1 = ANY(c.weekdays) AND c.weeks IN ('every', 'even') AS today,
        date '2026-11-23' - (greatest(c.emptied_at, done.at) AT TIME ZONE 'Europe/London')::date AS days
      FROM container c JOIN site s ON s.id = c.site_id
      LEFT JOIN (SELECT site_id, stream, max(done_at) AS at FROM stop WHERE service_day > date '2026-11-08'
        AND status = 'done' AND lifts > 0 GROUP BY 1, 2) done ON done.site_id = c.site_id AND done.stream = c.stream
      WHERE c.fill_per_day IS NOT NULL AND coalesce(c.emptied_at, done.at) IS NOT NULL AND cardinality(c.weekdays) > 0) k
      WHERE CASE WHEN today AND days > 0 THEN greatest(days * f, 0.5 * f) ELSE (days + 0.5) * f END >= 100`);
    expect(figureOf(await partsOf("how many containers will overflow before tomorrow"))).toBe(expected);
    const later = await partsOf("how many containers will overflow before Friday, by zone");
    const rows = byKey(rowsOf(later));
    expect([...rows.values()].reduce((sum, each) => sum + each, 0)).toBe(figureOf(later));
    expect(Number(figureOf(later))).toBeGreaterThanOrEqual(expected);
  });
});

describe("what drivers have left of their hours", () => {
  const LEFT = `least(13 * 3600 - extract(epoch FROM timestamptz '${NOW}' - h.clocked_in_at), 9 * 3600 - coalesce(r.transit_s, 0))`;
  const ON_DUTY = `FROM shift h JOIN driver p ON p.id = h.driver_id
    LEFT JOIN route r ON r.driver_id = h.driver_id AND r.service_day = h.service_day AND r.status <> 'cancelled'
    WHERE h.service_day = '2026-11-23' AND h.clocked_in_at <= '${NOW}' AND (h.clocked_out_at IS NULL OR h.clocked_out_at > '${NOW}')`;

  it("is told of one, and of all with the least first", async () => {
    const rows = rowsOf(await partsOf("who has the fewest hours left today before the limit"));
    const expected = await expectedOf(`SELECT p.name, ${LEFT} ${ON_DUTY}`);
    expect(new Map(rows.map(({ driver, hoursLeftS }) => [driver, Math.round(Number(hoursLeftS))]))).toEqual(
      new Map([...expected].map(([name, left]) => [name, Math.round(left)])),
    );
    const left = rows.map(({ hoursLeftS }) => Number(hoursLeftS));
    expect(left).toEqual([...left].sort((a, b) => a - b));
    const name = String(rows[0]?.driver);
    const [one, ...others] = rowsOf(
      await partsOf(`how many hours does ${name} have left today before he reaches the limit`),
    );
    expect(others).toEqual([]);
    expect([one?.driver, Number(one?.hoursLeftS)]).toEqual([name, left[0]]);
  });
  it("is not told to an engineer", async () => {
    const parts = await partsOf("who has the fewest hours left today before the limit", {
      ...manager,
      role: "engineer",
    });
    expect(find(parts, "refusal")?.reason).toBe("forbidden");
  });
});

describe("vehicles in order", () => {
  it("by how full they are", async () => {
    const parts = await partsOf("fill level of every refuse truck, fullest first");
    expect(find(parts, "rows")?.total).toBe(
      await city.value(
        "SELECT count(*) FROM vehicle v JOIN vehicle_state x ON x.vehicle_id = v.id WHERE 'refuse' = ANY(v.streams) AND x.at IS NOT NULL",
      ),
    );
    const levels = rowsOf(parts).map(({ loadPct }) => Number(loadPct));
    expect(levels).toEqual([...levels].sort((a, b) => b - a));
    const [emptiest, ...others] = rowsOf(await partsOf("which truck is emptiest"));
    expect(others).toEqual([]);
    expect(Number(emptiest?.loadPct)).toBeCloseTo(
      await city.value(
        "SELECT min(100.0 * coalesce(x.load_kg, 0) / v.capacity_kg) FROM vehicle v JOIN vehicle_state x ON x.vehicle_id = v.id",
      ),
      6,
    );
  });
  it("by how far they are past their service, or have to it", async () => {
    const over = await partsOf("which trucks are past their service distance, furthest overdue first");
    expect(rowsOf(over).map(({ name }) => name)).toEqual(
      (
        await table(
          "SELECT name FROM vehicle WHERE odometer_km > service_due_km ORDER BY service_due_km - odometer_km, number",
        )
      ).map(([name]) => name),
    );
    const next = rowsOf(await partsOf("which trucks are due for service next, by kilometres left"));
    const left = next.map(({ serviceLeftM }) => Number(serviceLeftM));
    expect(next.length).toBe(await city.value("SELECT least(100, count(*)) FROM vehicle"));
    expect(left).toEqual([...left].sort((a, b) => a - b));
  });
});

describe("what is at a place", () => {
  it("are its containers", async () => {
    const [[id, said] = []] = await table(`SELECT s.id, s.house_number || ' ' || s.street FROM site s
      WHERE s.house_number ~ '^[0-9]+$' AND (SELECT count(*) FROM container c WHERE c.site_id = s.id) > 1
        AND (SELECT count(*) FROM site o WHERE o.street = s.street AND o.house_number = s.house_number) = 1 ORDER BY 1 LIMIT 1`);
    const rows = rowsOf(await partsOf(`which containers stand at ${said}`));
    expect(rows.length).toBeGreaterThan(1);
    expect(rows.map(({ container }) => container).sort()).toEqual(
      (await table(`SELECT external_id FROM container WHERE site_id = ${id}`)).map(([name]) => name).sort(),
    );
    expect(figureOf(await partsOf(`how many bins are at ${said}`))).toBe(rows.length);
  });
  it("are the drivers who were there in the last seven days", async () => {
    const [[zone] = []] = await table("SELECT name FROM zone ORDER BY number LIMIT 1");
    const rows = rowsOf(await partsOf(`which drivers were in the ${zone} zone lately`));
    expect(byKey(rows)).toEqual(
      await expectedOf(`SELECT coalesce(p.name, 'no driver'), count(*) FROM ${STOPS}
        WHERE z.name = '${zone}' AND s.status = 'done' AND s.service_day BETWEEN '2026-11-17' AND '2026-11-23' GROUP BY 1`),
    );
    expect(rows.length).toBeGreaterThan(0);
  });
});
