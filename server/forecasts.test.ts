import { afterAll, beforeAll, expect, it } from "vitest";
import { type AskedCity, openAskedCity, partOf } from "#server/fixture-asked-city.ts";
import { openForecasts } from "#server/open-forecasts.ts";
import { createClock } from "#server/operations/clock.ts";
import { withTestDatabase } from "#server/platform/test-database.ts";

const database = withTestDatabase();
const NOW = "2026-11-23T10:30:00.000Z";
let city: AskedCity;
let forecasts: ReturnType<typeof openForecasts>;

beforeAll(async () => {
  city = await openAskedCity(database.url, { now: NOW, days: 60 });
  const clock = createClock({ db: city.db.db, hub: { publish: () => undefined } });
  await clock.refresh();
  const day = clock.read(city.scopeOf("manager").organisationId);
  forecasts = openForecasts(city.db.db, { read: () => ({ ...day, serviceDay: "2026-11-23" }) });
}, 180_000);
afterAll(() => city.close());

const rowsOf = async (text: string) => {
  const parts = await city.partsOf(text, city.scopeOf("manager"));
  return {
    parts,
    tables: parts.filter((part) => part.type === "rows"),
    figures: partOf(parts, "figures")?.figures ?? [],
  };
};

it("tonnes of the next week lie in their range, and the weeks before are told as they were", async () => {
  const { tables, figures } = await rowsOf("How many tonnes will we collect next week? Show the range.");
  const [point, low, high] = figures.map(({ value }) => value ?? Number.NaN) as [number, number, number];
  expect(low).toBeLessThan(point);
  expect(high).toBeGreaterThan(point);
  const lastWeekT = await city.value(
    "SELECT sum(weight_kg) / 1000.0 FROM route WHERE service_day BETWEEN '2026-11-16' AND '2026-11-22'",
  );
  // The demo city hardly changes from week to week, so what comes is near what was.
  expect(Math.abs(point / lastWeekT - 1)).toBeLessThan(0.15);
  expect(tables[0]?.rows).toHaveLength(7);
  for (const { serviceDay, actual } of tables[1]?.rows ?? [])
    expect(actual).toBe(
      await city.value(`SELECT sum(weight_kg) FROM route WHERE service_day = '${serviceDay}'`),
    );
});

it("trucks needed are about those that went out on that weekday", async () => {
  const { figures, tables } = await rowsOf("How many trucks do we need on Friday?");
  const wentOut = await city.value(
    "SELECT count(DISTINCT vehicle_id) FROM route WHERE service_day = '2026-11-20'",
  );
  expect(Math.abs((figures[0]?.value ?? 0) - wentOut)).toBeLessThanOrEqual(4);
  expect(
    (tables[0]?.rows ?? []).every(
      ({ low, trucks, high }) => Number(low) <= Number(trucks) && Number(trucks) <= Number(high),
    ),
  ).toBe(true);
});

it("late routes are told with their range, how often they were late, and what took longer", async () => {
  const { tables, figures } = await rowsOf("Which routes will probably run late tomorrow, and why?");
  expect(figures[0]?.value).toBe(tables[0]?.rows.filter(({ point }) => Number(point) >= 600).length);
  expect(tables[0]?.rows[0]).toMatchObject({
    serviceDay: "2026-11-24",
    reason: expect.any(String),
    method: expect.any(String),
  });
});

it("a container overflows where what it gains until its next pickup fills it", async () => {
  const { tables, figures } = await rowsOf("Which containers will overflow before their next pickup?");
  expect(figures[0]?.value).toBe(tables[0]?.total);
  const [first] = tables[0]?.rows ?? [];
  expect(Number(first?.fullPct)).toBeGreaterThanOrEqual(100);
  const gained = await city.value(
    `SELECT fill_per_day * ('${first?.pickup}'::date - '${first?.emptiedDay}'::date) FROM container WHERE id = ${first?.id}`,
  );
  expect(Number(first?.fullPct)).toBeCloseTo(gained, 6);
});

it("a longer queue never makes less overtime, and a short one makes none", async () => {
  const long = await rowsOf("What happens to overtime if the south landfill queue stays at 90 minutes?");
  expect(long.figures[0]?.value).toBeGreaterThan(0);
  expect(long.tables[0]?.rows.every(({ beforeS, afterS }) => Number(afterS) >= Number(beforeS))).toBe(true);
  const short = await rowsOf("What happens to overtime if the south landfill queue stays at 1 minute?");
  expect(short.figures[0]?.value).toBeLessThan(long.figures[0]?.value ?? 0);
});

it("the coming days are stored once a day per depot and stream, and what happened is noted beside them", async () => {
  const scope = city.scopeOf("manager");
  const parts = await city.value(
    "SELECT count(*) FROM (SELECT DISTINCT depot_id, stream FROM route WHERE service_day < '2026-10-25') x",
  );
  expect(await forecasts.recompute(scope.organisationId)).toBeGreaterThanOrEqual(parts * 14 * 3);
  expect(await forecasts.recompute(scope.organisationId)).toBe(0);
  const kept = await forecasts.kept(scope, "tonnage", { from: "2026-11-23", to: "2026-12-06" });
  expect(new Set(kept.map(({ day }) => day)).size).toBe(14);
  expect(
    kept.every(
      ({ low90, low80, point, high80, high90 }) =>
        low90 <= low80 && low80 <= point && point <= high80 && high80 <= high90,
    ),
  ).toBe(true);
  // The same as on the day after the first of them is over.
  await city.db.pool.query(
    "UPDATE prediction SET for_at = for_at - interval '14 days', made_at = made_at - interval '14 days' WHERE kind = 'tonnage'",
  );
  await forecasts.recompute(scope.organisationId);
  await city.db.pool.query("DELETE FROM prediction WHERE kind <> 'tonnage' OR for_at > '2026-11-23'");
  await forecasts.recompute(scope.organisationId);
  const fared = await forecasts.fared(scope, "tonnage", { from: "2026-11-16", to: "2026-11-16" });
  const sum = fared.reduce((all, { actual }) => all + actual, 0);
  expect(sum).toBe(await city.value("SELECT sum(weight_kg) FROM route WHERE service_day = '2026-11-16'"));
});

it("a depot that the asker does not see is in no forecast", async () => {
  const all = await forecasts.outlook(
    city.scopeOf("manager"),
    { measure: "tonnage", depotIds: [], streams: [] },
    { from: "2026-11-24", to: "2026-11-24" },
    "2026-11-23",
  );
  const [{ depotId }] = (await city.db.pool.query('SELECT min(id) AS "depotId" FROM depot')).rows;
  const one = await forecasts.outlook(
    { ...city.scopeOf("manager"), depotIds: [depotId] },
    { measure: "tonnage", depotIds: [], streams: [] },
    { from: "2026-11-24", to: "2026-11-24" },
    "2026-11-23",
  );
  expect(one.total.point).toBeLessThan(all.total.point / 2);
});

it.each([
  ["days that are over", { from: "2026-11-22", to: "2026-11-24" }, "expected days from 2026-11-23 on"],
  ["days too far ahead", { from: "2027-04-01", to: "2027-04-02" }, "90 ahead at most"],
])("%s are refused", async (_, days, message) => {
  await expect(
    forecasts.outlook(
      city.scopeOf("manager"),
      { measure: "tonnage", depotIds: [], streams: [] },
      days,
      "2026-11-23",
    ),
  ).rejects.toThrow(message);
});
