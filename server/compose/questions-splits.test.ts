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
