import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { AnswerPart } from "#server/ask/schema.ts";
import { type AskedCity, partOf as find, openAskedCity } from "#server/compose/fixture-asked-city.ts";
import type { Scope } from "#server/lib/scope.ts";
import { withTestDatabase } from "#server/platform/test-database.ts";

const database = withTestDatabase();
const NOW = "2026-11-23T12:40:00.000Z";
let city: AskedCity;
let manager: Scope;

beforeAll(async () => {
  city = await openAskedCity(database.url, { now: NOW, days: 60 });
  manager = city.scopeOf("manager");
}, 240_000);
afterAll(() => city.close());

const partsOf = (text: string, by: Scope = manager) => city.partsOf(text, by);
const rowsOf = (parts: AnswerPart[]) => find(parts, "rows")?.rows ?? [];
const figureOf = (parts: AnswerPart[]) => find(parts, "figures")?.figures[0]?.value ?? null;
const table = async (sql: string): Promise<unknown[][]> =>
  (await city.db.pool.query<Record<string, unknown>>(sql)).rows.map((row) => Object.values(row));
const byKey = (rows: readonly Record<string, unknown>[], value: string) =>
  new Map(rows.map((row) => [String(row.key), Number(row[value])]));
const expectedOf = async (sql: string) =>
  new Map((await table(sql)).map(([key, value]) => [String(key), Number(value)]));

const STANDING = `f.opened_at <= '${NOW}' AND (f.cleared_at IS NULL OR f.cleared_at > '${NOW}')`;
const FAULTS = "fault_code f JOIN vehicle v ON v.id = f.vehicle_id JOIN depot d ON d.id = v.depot_id";
const OPENED = "(f.opened_at AT TIME ZONE 'Europe/London')::date";
const LAST_30 = "BETWEEN '2026-10-25' AND '2026-11-23'";
const TICKETS =
  "weigh_ticket w JOIN facility f ON f.id = w.facility_id LEFT JOIN vehicle v ON v.id = w.vehicle_id";
const WEIGHED = `w.arrived_at <= '${NOW}' AND w.service_day ${LAST_30}`;
const EVENTS = "harsh_event h JOIN vehicle v ON v.id = h.vehicle_id";

const expectSame = (told: ReadonlyMap<string, number>, expected: ReadonlyMap<string, number>) => {
  expect(expected.size).toBeGreaterThan(0);
  expect([...told.keys()].sort()).toEqual([...expected.keys()].sort());
  for (const [key, value] of expected) expect(told.get(key), key).toBeCloseTo(value, 6);
};

describe("trucks that stand", () => {
  it("are told without those in a yard and at a facility where a question says so", async () => {
    const [yard, facility, road] = (
      await table("SELECT vehicle_id FROM vehicle_state ORDER BY 1 LIMIT 3")
    ).map(([id]) => Number(id));
    const before = await table("SELECT vehicle_id, status, status_since, location::text FROM vehicle_state");
    const stand = (id: number | undefined, place: string) =>
      city.db.pool.query(`UPDATE vehicle_state SET status = 'stopped',
        status_since = '${NOW}'::timestamptz - interval '1 hour', location = ${place} WHERE vehicle_id = ${id}`);
    await stand(yard, "(SELECT location FROM depot ORDER BY id LIMIT 1)");
    await stand(facility, "(SELECT location FROM facility ORDER BY id LIMIT 1)");
    await stand(road, "ST_SetSRID(ST_MakePoint(0, 0), 4326)::geography");
    const told = async (text: string) => {
      const ids = rowsOf(await partsOf(text)).map(({ id }) => id);
      return [yard, facility, road].map((id) => ids.includes(id));
    };
    expect(await told("trucks stopped for more than 50 minutes")).toEqual([true, true, true]);
    expect(await told("trucks stopped for more than 50 minutes outside the depot")).toEqual([
      false,
      true,
      true,
    ]);
    expect(await told("trucks stopped for more than 50 minutes, not at the depot or the tip")).toEqual([
      false,
      false,
      true,
    ]);
    for (const [id, status, since, place] of before)
      await city.db.pool.query(
        "UPDATE vehicle_state SET status = $2, status_since = $3, location = $4::geography WHERE vehicle_id = $1",
        [id, status, since, place],
      );
  });
});

describe("records split, told and bounded by what a question says", () => {
  it.each([
    [
      "how many trucks have an active fault code per depot",
      "value",
      `SELECT d.name, count(DISTINCT f.vehicle_id) FROM ${FAULTS} WHERE ${STANDING} GROUP BY 1`,
    ],
    [
      "fault codes raised in the last 30 days by week",
      "count",
      `SELECT to_char(date_trunc('week', ${OPENED}), 'YYYY-MM-DD'), count(*) FROM ${FAULTS}
        WHERE f.opened_at <= '${NOW}' AND ${OPENED} ${LAST_30} GROUP BY 1`,
    ],
    [
      "fault codes cleared in the last 30 days by truck",
      "count",
      `SELECT v.name, count(*) FROM ${FAULTS}
        WHERE f.cleared_at <= '${NOW}' AND (f.cleared_at AT TIME ZONE 'Europe/London')::date ${LAST_30} GROUP BY 1`,
    ],
    [
      "average cranking voltage per truck in the last 30 days, trucks 1 to 10",
      "value",
      `SELECT v.name, avg(n.cranking_volts) FROM vehicle_reading n JOIN vehicle v ON v.id = n.vehicle_id
        WHERE n.service_day ${LAST_30} AND v.number BETWEEN 1 AND 10 GROUP BY 1`,
    ],
    [
      "number of repairs by part and month in the last 30 days",
      "count",
      `SELECT e.component || ', ' || to_char((e.opened_at AT TIME ZONE 'Europe/London')::date, 'YYYY-MM'), count(*)
        FROM repair e WHERE e.opened_at <= '${NOW}' AND (e.opened_at AT TIME ZONE 'Europe/London')::date ${LAST_30} GROUP BY 1`,
    ],
    [
      "average weight per load by truck in the last 30 days",
      "value",
      `SELECT coalesce(v.name, 'none'), avg(w.net_kg) FROM ${TICKETS} WHERE ${WEIGHED} GROUP BY 1`,
    ],
    [
      "share of tickets with a route by facility in the last 30 days",
      "value",
      `SELECT f.name, 100.0 * avg((w.route_id IS NOT NULL)::int) FROM weigh_ticket w JOIN facility f ON f.id = w.facility_id
        WHERE ${WEIGHED} GROUP BY 1`,
    ],
    [
      "number of disposal visits exceeding 20 minutes per facility in the last 30 days",
      "count",
      `SELECT f.name, count(*) FROM ${TICKETS}
        WHERE ${WEIGHED} AND w.left_at <= '${NOW}' AND w.left_at - w.arrived_at > interval '20 minutes' GROUP BY 1`,
    ],
    [
      "harsh braking by hour between 07:00 and 10:00 in the last 30 days",
      "count",
      `SELECT to_char(h.at AT TIME ZONE 'Europe/London', 'HH24') || ':00', count(*) FROM ${EVENTS}
        WHERE h.kind = 'braking' AND h.at <= '${NOW}' AND (h.at AT TIME ZONE 'Europe/London')::date ${LAST_30}
          AND (h.at AT TIME ZONE 'Europe/London')::time >= '07:00' AND (h.at AT TIME ZONE 'Europe/London')::time < '10:00' GROUP BY 1`,
    ],
    [
      "how long was each driver on break yesterday",
      "value",
      `SELECT p.name, sum(coalesce(extract(epoch FROM s.break_end_at - s.break_start_at), 0))
        FROM shift s JOIN driver p ON p.id = s.driver_id
        WHERE s.service_day = '2026-11-22' AND s.clocked_in_at IS NOT NULL GROUP BY 1`,
    ],
  ])("%s", async (question, value, sql) => {
    expectSame(byKey(rowsOf(await partsOf(question)), value), await expectedOf(sql));
  });

  it("tells how many trucks there are, and not how many faults they have", async () => {
    const parts = await partsOf("how many trucks have active fault codes");
    expect(figureOf(parts)).toBe(
      await city.value(`SELECT count(DISTINCT f.vehicle_id) FROM ${FAULTS} WHERE ${STANDING}`),
    );
  });

  it("keeps drivers without a single event among those of whom none is asked", async () => {
    const rows = rowsOf(await partsOf("which driver has no harsh cornering in the last 30 days"));
    expect(rows.every(({ value, count }) => value === 0 && count === 0)).toBe(true);
    const drivers =
      await expectedOf(`SELECT p.name, sum(r.actual_distance_m) FROM route r JOIN driver p ON p.id = r.driver_id
      WHERE r.service_day ${LAST_30} AND r.actual_distance_m > 0 AND NOT EXISTS (SELECT FROM harsh_event h
        WHERE h.driver_id = p.id AND h.kind = 'cornering' AND h.at <= '${NOW}'
          AND (h.at AT TIME ZONE 'Europe/London')::date ${LAST_30}) GROUP BY 1`);
    expect(rows.map(({ key }) => key).sort()).toEqual([...drivers.keys()].sort());
  });
});

describe("rows in the order that is asked for", () => {
  it("puts the heaviest tickets first and keeps those over a weight", async () => {
    const rows = rowsOf(await partsOf("tickets over 6 tonnes in the last 30 days, heaviest first"));
    const expected = await table(
      `SELECT w.net_kg FROM ${TICKETS} WHERE ${WEIGHED} AND w.net_kg > 6000 ORDER BY 1 DESC LIMIT 200`,
    );
    expect(expected.length).toBeGreaterThan(0);
    expect(rows.map(({ weightKg }) => weightKg)).toEqual(expected.map(([kg]) => kg));
  });

  it("tells since when trucks are in the workshop, by their open repairs", async () => {
    const rows = rowsOf(await partsOf("which trucks are in the workshop and since when"));
    const expected =
      await table(`SELECT v.name, e.opened_at FROM repair e JOIN vehicle v ON v.id = e.vehicle_id
      WHERE v.in_workshop AND e.opened_at <= '${NOW}' AND coalesce(e.done_at > '${NOW}', true) ORDER BY 2`);
    expect(expected.length).toBeGreaterThan(0);
    expect(rows.map(({ vehicle, openedAt }) => [vehicle, openedAt])).toEqual(
      expected.map(([name, since]) => [name, (since as Date).toISOString()]),
    );
  });

  it("orders trucks by their odometers", async () => {
    const rows = rowsOf(await partsOf("the five trucks with the highest mileage"));
    const expected = await table("SELECT name FROM vehicle ORDER BY odometer_km DESC, id LIMIT 5");
    expect(rows.map(({ name }) => name)).toEqual(expected.map(([name]) => name));
  });

  it("tells when each driver is expected to reach his limit, not before he began", async () => {
    const rows = rowsOf(await partsOf("which drivers will be over 1 hour on duty today by legal hours"));
    expect(rows.length).toBeGreaterThan(0);
    for (const { limitAt, clockedInAt } of rows)
      expect(Date.parse(String(limitAt))).toBeGreaterThan(Date.parse(String(clockedInAt)));
    const latest = rows.map(
      ({ limitAt, clockedInAt }) => Date.parse(String(limitAt)) - Date.parse(String(clockedInAt)),
    );
    expect(Math.max(...latest)).toBeLessThanOrEqual(13 * 3_600_000);
  });
});

describe("waits at facilities", () => {
  it("are those of the hours and the days of the week that are named", async () => {
    const rows = rowsOf(
      await partsOf("average turnaround by facility on Mondays before 11:00 in the last 30 days"),
    );
    const expected =
      await expectedOf(`SELECT f.name, avg(extract(epoch FROM w.left_at - w.arrived_at)) FROM ${TICKETS}
      WHERE w.service_day ${LAST_30} AND w.left_at <= '${NOW}' AND extract(isodow FROM w.service_day) = 1
        AND (w.arrived_at AT TIME ZONE 'Europe/London')::time < '11:00' GROUP BY 1`);
    expect(expected.size).toBeGreaterThan(0);
    expectSame(byKey(rows, "value"), expected);
  });
});
