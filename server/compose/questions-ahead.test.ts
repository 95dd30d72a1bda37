import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { AnswerPart } from "#server/ask/schema.ts";
import { type AskedCity, openAskedCity } from "#server/compose/fixture-asked-city.ts";
import type { Scope } from "#server/lib/scope.ts";
import { withTestDatabase } from "#server/platform/test-database.ts";

const database = withTestDatabase();
let city: AskedCity;
let manager: Scope;

beforeAll(async () => {
  city = await openAskedCity(database.url, { now: "2026-11-23T12:40:00.000Z", days: 40 });
  manager = city.scopeOf("manager");
}, 240_000);
afterAll(() => city.close());

const partsOf = (text: string) => city.partsOf(text, manager);
const tablesOf = (parts: AnswerPart[]) => parts.flatMap((part) => (part.type === "rows" ? [part] : []));
const figuresOf = (parts: AnswerPart[]) =>
  parts.flatMap((part) => (part.type === "figures" ? part.figures : [])).map(({ value }) => value);
const titled = (parts: AnswerPart[], title: string) =>
  tablesOf(parts).find((part) => part.title.startsWith(title))?.rows ?? [];

const overflowing = async (text: string) => {
  const parts = await partsOf(text);
  return { rows: titled(parts, "containers by how full"), count: figuresOf(parts)[0] ?? 0 };
};
const textOf = async (sql: string): Promise<string> =>
  String(Object.values((await city.db.pool.query<Record<string, unknown>>(sql)).rows[0] ?? {})[0]);

describe("containers that will overflow", () => {
  it("are those of a street or a kind where one is named", async () => {
    const { rows: all, count } = await overflowing("Which glass containers will overflow before Wednesday?");
    expect([all.length, count > 0]).toEqual([count, true]);
    const from = "FROM container c JOIN site s ON s.id = c.site_id WHERE c.id IN";
    const idsOf = (rows: readonly Record<string, unknown>[]) => rows.map(({ id }) => Number(id)).join(",");
    const street = await textOf(
      `SELECT s.street ${from} (${idsOf(all)}) AND s.street IS NOT NULL GROUP BY 1 ORDER BY count(*) DESC, 1 LIMIT 1`,
    );
    const own = await textOf(`SELECT count(*) ${from} (${idsOf(all)}) AND s.street = '${street}'`);
    const { count: onStreet } = await overflowing(
      `Which glass containers on ${street} will overflow before Wednesday?`,
    );
    expect([onStreet, onStreet > 0]).toEqual([Number(own), true]);
    const { rows: ofKind } = await overflowing("Which front-load containers will overflow before Wednesday?");
    expect(ofKind.length).toBeGreaterThan(0);
    expect(await textOf(`SELECT string_agg(DISTINCT c.kind, ' ') ${from} (${idsOf(ofKind)})`)).toBe(
      "front-load",
    );
  });

  it("are as many as are wanted, soonest first where that is asked, of all that are counted", async () => {
    const all = await overflowing("Which containers will overflow before Saturday?");
    const few = await overflowing("Which three containers will be full the soonest before Saturday?");
    expect(few.count).toBe(all.count);
    const days = all.rows.map(({ fullOn }) => String(fullOn)).sort();
    expect(few.rows.map(({ fullOn }) => fullOn)).toEqual(days.slice(0, 3));
  });

  it("need not be full where a level is named", async () => {
    const half = await overflowing("How many containers will be half full before Saturday?");
    const full = await overflowing("How many containers will overflow before Saturday?");
    expect(half.count).toBeGreaterThan(full.count);
  });
});

describe("what a day needs", () => {
  it("has a driver for each truck", async () => {
    const [trucks] = figuresOf(await partsOf("How many trucks do we need tomorrow?"));
    const [drivers] = figuresOf(await partsOf("How many drivers do we need tomorrow?"));
    expect(trucks).toBeGreaterThan(0);
    expect(drivers).toBe(trucks);
  });

  it("tells of as many late routes as are wanted", async () => {
    const all = titled(await partsOf("Which routes will probably run late tomorrow?"), "routes ");
    const one = titled(await partsOf("Top 1 routes that will probably run late tomorrow"), "routes ");
    expect(all.length).toBeGreaterThan(1);
    expect(one.map(({ route }) => route)).toEqual(all.slice(0, 1).map(({ route }) => route));
  });
});

describe("overtime under a queue", () => {
  const QUEUE = "if the south landfill queue stays at 60 minutes";
  const sumOf = (rows: readonly Record<string, unknown>[], key: string) =>
    rows.reduce((sum, row) => sum + Number(row[key]), 0);

  it("is that of all depots together where they are told apart", async () => {
    const parts = await partsOf(`What happens to overtime by depot ${QUEUE}?`);
    const days = titled(parts, "overtime by day");
    const depots = titled(parts, "overtime a day by depot");
    expect(depots.length).toBeGreaterThan(0);
    expect(sumOf(depots, "moreS") * days.length).toBeCloseTo(sumOf(days, "moreS"), 3);
  });

  it("is told of coming days by the same weekdays", async () => {
    const parts = await partsOf(`What happens to overtime next week ${QUEUE}?`);
    const past = titled(parts, "overtime by day");
    const coming = titled(parts, "overtime of the coming days");
    expect(coming.map(({ serviceDay }) => serviceDay)).toEqual(
      Array.from({ length: 7 }, (_, i) => `2026-${i === 0 ? "11-30" : `12-0${i}`}`),
    );
    const mondays = past.filter(({ serviceDay }) => new Date(`${serviceDay}T12:00Z`).getUTCDay() === 1);
    expect(mondays.length).toBeGreaterThan(0);
    expect(Number(coming[0]?.moreS)).toBeCloseTo(sumOf(mondays, "moreS") / mondays.length, 3);
  });
});

describe("litres burnt idling", () => {
  it("are the hours of trucks that burn fuel at the assumed rate, by truck and in all", async () => {
    const [hours] = (
      await city.db.pool.query<{ h: number }>(
        "SELECT sum(idle_s) FILTER (WHERE fuel_l > 0)::float8 / 3600 AS h FROM route WHERE status = 'done' AND service_day BETWEEN '2026-11-16' AND '2026-11-22'",
      )
    ).rows;
    const parts = await partsOf("How many litres did we burn idling last week by truck?");
    expect(figuresOf(parts)[0]).toBeCloseTo((hours?.h ?? 0) * 3.1, 3);
    expect(sumOfValues(tablesOf(parts)[0]?.rows ?? [])).toBeCloseTo((hours?.h ?? 0) * 3.1, 3);
  });
});

const sumOfValues = (rows: readonly Record<string, unknown>[]): number =>
  rows.reduce((sum, { value }) => sum + Number(value), 0);

describe("trucks to replace", () => {
  it("are as many as are wanted, the first ones of all", async () => {
    const names = async (text: string) =>
      (tablesOf(await partsOf(text))[0]?.rows ?? []).map(({ vehicle }) => vehicle);
    const all = await names("Which trucks should we replace with electric first?");
    expect(all.length).toBeGreaterThan(2);
    expect(await names("Which two trucks should we replace with electric first?")).toEqual(all.slice(0, 2));
  });
});
