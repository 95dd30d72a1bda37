import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { AnswerPart } from "#server/ask/schema.ts";
import { type AskedCity, partOf as find, openAskedCity } from "#server/compose/fixture-asked-city.ts";
import type { Scope } from "#server/lib/scope.ts";
import { withTestDatabase } from "#server/platform/test-database.ts";

const database = withTestDatabase();
const NOW = "2026-11-23T12:40:00.000Z";
const LAST_WEEK = "service_day BETWEEN '2026-11-16' AND '2026-11-22'";
let city: AskedCity;
let manager: Scope;

beforeAll(async () => {
  city = await openAskedCity(database.url, { now: NOW, days: 20 });
  manager = city.scopeOf("manager");
}, 120_000);
afterAll(() => city.close());

const partsOf = (text: string, by: Scope = manager) => city.partsOf(text, by);
const figuresOf = (parts: AnswerPart[]) => find(parts, "figures")?.figures ?? [];
const rowsOf = (parts: AnswerPart[]) => find(parts, "rows")?.rows ?? [];
const textOf = (parts: AnswerPart[]): string => find(parts, "text")?.text ?? "";
const table = async (sql: string): Promise<unknown[][]> =>
  (await city.db.pool.query<Record<string, unknown>>(sql)).rows.map((row) => Object.values(row));

/** Expects the rows of an answer to be those of a query, in its order: the key, then the value of `column`. */
const expectRows = (parts: AnswerPart[], column: string, expected: readonly unknown[][]): void => {
  const rows = rowsOf(parts);
  expect(
    rows.map(({ key }) => key),
    textOf(parts),
  ).toEqual(expected.map(([key]) => key));
  for (const [i, [, value]] of expected.entries())
    expect(Number(rows[i]?.[column])).toBeCloseTo(Number(value), 4);
  expect(rows.length).toBeGreaterThan(0);
};

const OVERTIME = "sum(r.overtime_s / 3600.0 * p.wage_cents_per_hour) * 1.5";
const WITH_OVERTIME = `FROM route r JOIN driver p ON p.id = r.driver_id JOIN depot d ON d.id = r.depot_id
  WHERE r.${LAST_WEEK} AND r.status <> 'cancelled' AND r.overtime_s > 0`;

describe("what is done of a day that is under way", () => {
  const ROUTES = "FROM route r JOIN depot d ON d.id = r.depot_id WHERE r.service_day = '2026-11-23'";

  it("is a share of all that is planned, where a share of the stops is asked for", async () => {
    const parts = await partsOf(
      "What percentage of stops has each depot finished so far today? Lowest first.",
    );
    const shares = await table(
      `SELECT d.name, 100.0 * sum(r.stops_done) / sum(r.stops_total) AS share ${ROUTES} GROUP BY 1 ORDER BY 2, 1`,
    );
    expectRows(parts, "value", shares);
    expect(figuresOf(parts)[0]?.value).toBeCloseTo(
      await city.value(`SELECT 100.0 * sum(r.stops_done) / sum(r.stops_total) ${ROUTES}`),
      4,
    );
  });

  it("is a share of what was due until now, where completion is", async () => {
    const due = `FROM route r JOIN stop s ON s.route_id = r.id WHERE r.service_day = '2026-11-23' AND s.planned_at <= '${NOW}'`;
    const value = figuresOf(await partsOf("completion today"))[0]?.value;
    expect(value).toBeCloseTo(
      await city.value(
        `SELECT 100.0 * count(*) FILTER (WHERE s.status = 'done' AND s.done_at <= '${NOW}') / count(*) ${due}`,
      ),
      4,
    );
  });
});

describe("the cost of overtime, split", () => {
  it("is told for each depot, dearest first", async () => {
    const admin = { ...manager, role: "admin" as const };
    const parts = await partsOf("what did overtime cost last week, by depot, dearest first", admin);
    expectRows(
      parts,
      "cost",
      await table(`SELECT d.name, ${OVERTIME} ${WITH_OVERTIME} GROUP BY 1 ORDER BY 2 DESC, 1`),
    );
    expect(figuresOf(parts)[0]?.value).toBeCloseTo(
      await city.value(`SELECT ${OVERTIME} / 100 ${WITH_OVERTIME}`),
      4,
    );
  });

  it("tells a driver's to an admin alone, since it would tell his wage", async () => {
    const question = "what did overtime cost last week by driver, highest first";
    const hours = await table(
      `SELECT p.name, sum(r.overtime_s) ${WITH_OVERTIME} GROUP BY 1 ORDER BY 2 DESC, 1`,
    );
    const kept = await partsOf(question);
    expectRows(kept, "overtimeS", hours);
    expect(rowsOf(kept).every(({ cost }) => cost === null)).toBe(true);
    expect(textOf(kept)).toContain("it would tell a driver's wage");
    expectRows(
      await partsOf(question, { ...manager, role: "admin" }),
      "cost",
      await table(`SELECT p.name, ${OVERTIME} ${WITH_OVERTIME} GROUP BY 1 ORDER BY 2 DESC, 1`),
    );
  });

  it("is that of the asker's depots alone", async () => {
    const none = { ...manager, depotIds: [-1] };
    expect(rowsOf(await partsOf("what did overtime cost last week, by depot, dearest first", none))).toEqual(
      [],
    );
  });
});

describe("CO2 and fuel against what was done", () => {
  it("tells CO2 for each tonne by depot", async () => {
    const parts = await partsOf("CO2 per tonne last week by depot, highest first");
    expectRows(
      parts,
      "value",
      await table(`SELECT d.name, sum(r.fuel_l) * 2.68 / (sum(r.weight_kg) / 1000.0) FROM route r
        JOIN depot d ON d.id = r.depot_id WHERE r.${LAST_WEEK} AND r.status <> 'cancelled' GROUP BY 1 ORDER BY 2 DESC`),
    );
    expect(figuresOf(parts)[0]?.unit).toBe("kg/t");
  });

  it("tells CO2 for each stop by body type", async () => {
    expectRows(
      await partsOf("CO2 per stop by body type last week, lowest first"),
      "value",
      await table(`SELECT v.body_type, sum(r.fuel_l) * 2.68 / sum(r.stops_done) FROM route r
        JOIN vehicle v ON v.id = r.vehicle_id WHERE r.${LAST_WEEK} AND r.status <> 'cancelled'
        GROUP BY 1 HAVING sum(r.stops_done) > 0 ORDER BY 2, 1`),
    );
  });

  it("puts the most economical truck first", async () => {
    const rates = rowsOf(await partsOf("fuel per 100 km by truck last week, most economical first"))
      .map(({ value }) => value)
      .filter((value) => value !== null)
      .map(Number);
    expect(rates.length).toBeGreaterThan(10);
    expect(rates).toEqual([...rates].sort((a, b) => a - b));
  });
});

const EVENT_DAY = "(h.at AT TIME ZONE 'Europe/London')::date";

describe("safety events by where and when they happened", () => {
  const WHERE = `FROM harsh_event h WHERE h.kind = 'speeding' AND h.at <= '${NOW}'`;

  it("are counted by the zone they lie in, most first", async () => {
    expectRows(
      await partsOf("speeding events by zone over the last seven days, most first"),
      "value",
      await table(`SELECT coalesce((SELECT z.name FROM zone z WHERE ST_Covers(z.area, h.location) ORDER BY z.number LIMIT 1),
        'no zone') AS zone, count(*) ${WHERE} AND ${EVENT_DAY} BETWEEN '2026-11-17' AND '2026-11-23' GROUP BY 1 ORDER BY 2 DESC, 1`),
    );
  });

  it("are counted by weekday in the order of the week", async () => {
    expectRows(
      await partsOf("speeding events by weekday this month"),
      "value",
      await table(`SELECT extract(isodow FROM ${EVENT_DAY})::int::text, count(*) ${WHERE}
        AND ${EVENT_DAY} BETWEEN '2026-11-01' AND '2026-11-23' GROUP BY 1 ORDER BY 1`),
    );
  });

  it("are not told to a dispatcher, and to nobody of depots he has not", async () => {
    const question = "speeding events by zone over the last seven days, most first";
    const refused = await partsOf(question, { ...manager, role: "dispatcher" });
    expect(find(refused, "refusal")?.reason).toBe("forbidden");
    expect(rowsOf(await partsOf(question, { ...manager, depotIds: [-1] }))).toEqual([]);
  });
});

describe("loads by their weigh tickets", () => {
  const TICKETS = `FROM weigh_ticket w JOIN facility f ON f.id = w.facility_id WHERE w.${LAST_WEEK}`;

  it("tell what one weighs on average, for each facility and over all", async () => {
    const parts = await partsOf("average weight per load by facility last week, highest first");
    expectRows(
      parts,
      "value",
      await table(`SELECT f.name, avg(w.net_kg) ${TICKETS} GROUP BY 1 ORDER BY 2 DESC, 1`),
    );
    expect(figuresOf(parts)[0]?.value).toBeCloseTo(
      await city.value(`SELECT avg(w.net_kg) / 1000 ${TICKETS}`),
      6,
    );
    expect(figuresOf(parts)[1]?.value).toBe(await city.value(`SELECT count(*) ${TICKETS}`));
  });

  it("are counted by day", async () => {
    expectRows(
      await partsOf("number of loads per day last week"),
      "value",
      await table(`SELECT to_char(w.service_day, 'YYYY-MM-DD'), count(*) ${TICKETS} GROUP BY 1 ORDER BY 1`),
    );
  });

  it("tell the fees paid at each facility", async () => {
    expectRows(
      await partsOf("disposal fees by facility last week, highest first"),
      "value",
      await table(`SELECT f.name, sum(w.fee_cents) ${TICKETS} GROUP BY 1 ORDER BY 2 DESC, 1`),
    );
  });

  it("are those of the asker's depots alone", async () => {
    const none = { ...manager, depotIds: [-1] };
    expect(rowsOf(await partsOf("number of loads per day last week", none))).toEqual([]);
  });
});

describe("repairs by what they are of", () => {
  const REPAIRS = `FROM repair e JOIN vehicle v ON v.id = e.vehicle_id WHERE e.opened_at <= '${NOW}'
    AND (e.opened_at AT TIME ZONE 'Europe/London')::date BETWEEN '2026-08-26' AND '2026-11-23'`;

  it("count those of a part that came back, most first", async () => {
    const rows = rowsOf(await partsOf("over the last 90 days which truck had most repeat repairs"));
    const expected = await table(`SELECT v.name, count(*)::int ${REPAIRS} AND EXISTS (SELECT FROM repair b
      WHERE b.vehicle_id = e.vehicle_id AND b.component = e.component AND b.id <> e.id AND b.done_at <= e.opened_at
        AND e.opened_at - b.done_at <= interval '30 days') GROUP BY 1 ORDER BY 2 DESC`);
    expect(new Map(rows.map(({ key, value }) => [key, value]))).toEqual(
      new Map(expected.map(([key, value]) => [key, value])),
    );
    expect(rows.map(({ value }) => value)).toEqual(expected.map(([, value]) => value));
    expect(rows.length).toBeGreaterThan(0);
  });

  it("tell what they cost for each part, dearest first", async () => {
    const parts = await partsOf("cost of repairs by part over the last 90 days, dearest first");
    expectRows(
      parts,
      "value",
      await table(`SELECT e.component, sum(e.cost_cents) ${REPAIRS} GROUP BY 1 ORDER BY 2 DESC, 1`),
    );
    expect(figuresOf(parts)[0]?.value).toBeCloseTo(
      await city.value(`SELECT sum(e.cost_cents) / 100.0 ${REPAIRS}`),
      6,
    );
  });

  it("are those that lasted longer or shorter than asked: one not done has lasted until now, and not less", async () => {
    const lasted = `extract(epoch FROM least(coalesce(e.done_at, '${NOW}'), timestamptz '${NOW}') - e.opened_at)`;
    const longer = await partsOf("how many repairs took more than 20 hours over the last 90 days");
    const shorter = await partsOf("how many repairs took less than 20 hours over the last 90 days");
    const [over, under] = [
      await city.value(`SELECT count(*)::int ${REPAIRS} AND ${lasted} > 72000`),
      await city.value(`SELECT count(*)::int ${REPAIRS} AND ${lasted} < 72000 AND e.done_at <= '${NOW}'`),
    ];
    expect([figuresOf(longer)[0]?.value, figuresOf(shorter)[0]?.value]).toEqual([over, under]);
    expect(Math.min(over, under)).toBeGreaterThan(0);
  });

  it("tell the days from opening to done, for those not done until now", async () => {
    const [first] = rowsOf(await partsOf("days in the workshop by truck over the last 90 days, most first"));
    const [expected] = await table(`SELECT v.name, sum(extract(epoch FROM least(coalesce(e.done_at, '${NOW}'),
      timestamptz '${NOW}') - e.opened_at)) / 86400 ${REPAIRS} GROUP BY 1 ORDER BY 2 DESC LIMIT 1`);
    expect(first?.key).toBe(expected?.[0]);
    expect(Number(first?.value)).toBeCloseTo(Number(expected?.[1]), 4);
  });
});

it("tells a sum by zone and week, in their order", async () => {
  expectRows(
    await partsOf("tonnes by zone and week over the last two weeks"),
    "value",
    await table(`SELECT coalesce(z.name, 'no zone') || ', ' || to_char(date_trunc('week', r.service_day), 'YYYY-MM-DD') AS key,
      sum(r.weight_kg) FROM route r LEFT JOIN zone z ON z.id = r.zone_id
      WHERE r.service_day BETWEEN '2026-11-10' AND '2026-11-23' AND r.status <> 'cancelled' GROUP BY 1 ORDER BY 1`),
  );
});
