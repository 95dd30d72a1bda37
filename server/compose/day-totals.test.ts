import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type AskedCity, openAskedCity, partOf } from "#server/compose/fixture-asked-city.ts";
import { withTestDatabase } from "#server/platform/test-database.ts";

const database = withTestDatabase();
const NOW = "2026-11-25T10:30:00.000Z";
let city: AskedCity;
beforeAll(async () => {
  city = await openAskedCity(database.url, { now: NOW, days: 9 });
}, 120_000);
afterAll(() => city.close());

const sum = (expression: string, day: string) =>
  city.value(`SELECT sum(${expression}) FROM route WHERE service_day = '${day}' AND status <> 'cancelled'`);
const rounded = (value: number, digits: number) => Number(value.toFixed(digits));

describe("the totals of two days", () => {
  it.each([
    ["Compare this plan with yesterday's: km, hours, cost, late stops.", "2026-11-25", "2026-11-24"],
    [
      "Compare this plan with the same weekday last week: km, hours, cost, late stops.",
      "2026-11-25",
      "2026-11-18",
    ],
    ["Compare this plan with last Thursday's: km, hours, cost, late stops.", "2026-11-25", "2026-11-19"],
    ["Compare yesterday's plan with last week's Friday", "2026-11-24", "2026-11-20"],
  ])("are those of their routes: %s", async (text, day, against) => {
    const parts = await city.partsOf(text, city.scopeOf("manager"));
    expect(partOf(parts, "reading")?.reading.plan).toEqual({ kind: "day-totals", day, against });
    const rows = new Map(partOf(parts, "rows")?.rows.map((row) => [row.key, row]));
    for (const [key, side] of [
      ["value", day],
      ["before", against],
    ] as const) {
      const told = (name: string) => Number(rows.get(name)?.[key]);
      expect(told("Planned distance")).toBeCloseTo((await sum("planned_distance_m", side)) / 1000, 0);
      expect(told("Planned hours, gate to gate")).toBeCloseTo(
        (await sum("planned_duration_s", side)) / 3600,
        0,
      );
      expect(told("Distance driven")).toBeCloseTo((await sum("actual_distance_m", side)) / 1000, 0);
      expect(told("Booked cost, with fuel and gate fees")).toBe(
        rounded((await sum("wage_cents + distance_cents + fuel_cents + disposal_cents", side)) / 100, 2),
      );
      expect(told("Stops")).toBe(await sum("stops_total", side));
      expect(told("Planned cost of hours and kilometres")).toBeGreaterThan(1_000);
    }
    // A day that is over has as many late stops as came after their window.
    expect(rows.get("Late stops")?.before).toBe(
      await city.value(
        `SELECT count(*) FROM stop WHERE service_day = '${against}' AND route_id IS NOT NULL AND arrived_at > window_end_at`,
      ),
    );
    const { value, before, change } = rows.get("Stops") ?? {};
    expect(change).toBeCloseTo((100 * (Number(value) - Number(before))) / Number(before), 6);
    expect(partOf(parts, "text")?.text ?? "").toMatch(
      day === "2026-11-25" ? /not over: what is driven/ : /^$/,
    );
  });

  it("say where a day has no route, and are those of the asker's depots", async () => {
    const [none, whole] = [
      await city.partsOf("Compare this plan with 3 November 2026", {
        ...city.scopeOf("manager"),
        depotIds: [],
      }),
      await city.partsOf("Compare this plan with 3 November 2026", city.scopeOf("manager")),
    ];
    expect(partOf(none, "rows")?.rows.map(({ value }) => value)).toEqual(Array(9).fill(0));
    expect(whole.flatMap((part) => (part.type === "text" ? [part.text] : [])).join()).toMatch(
      /No route is stored for Tue,? 3 Nov 2026/,
    );
    expect(Number(partOf(whole, "rows")?.rows[0]?.value)).toBeGreaterThan(0);
  });
});
