import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { AnswerPart } from "#server/ask/schema.ts";
import { type AskedCity, partOf as find, openAskedCity } from "#server/compose/fixture-asked-city.ts";
import { withTestDatabase } from "#server/platform/test-database.ts";

const database = withTestDatabase();
const NOW = "2026-11-23T12:40:00.000Z";
const LAST_WEEK = "service_day BETWEEN '2026-11-16' AND '2026-11-22'";
let city: AskedCity;

beforeAll(async () => {
  city = await openAskedCity(database.url, { now: NOW, days: 14 });
}, 120_000);
afterAll(() => city.close());

const partsOf = (text: string): Promise<AnswerPart[]> => city.partsOf(text, city.scopeOf("manager"));
const figuresOf = (parts: AnswerPart[]) => find(parts, "figures")?.figures ?? [];
const rowsOf = (parts: AnswerPart[]) => find(parts, "rows")?.rows ?? [];

describe("what the week cost and took", () => {
  it("tells fuel in money as the routes paid it", async () => {
    const cents = await city.value(`SELECT sum(fuel_cents) FROM route WHERE ${LAST_WEEK}`);
    expect(cents).toBeGreaterThan(0);
    expect(figuresOf(await partsOf("what did we spend on diesel last week"))[0]?.value).toBeCloseTo(
      cents / 100,
      6,
    );
    const rows = rowsOf(await partsOf("fuel cost by depot last week"));
    expect(rows.reduce((sum, { value }) => sum + Number(value), 0)).toBeCloseTo(cents, 4);
  });

  it("tells the tonnes tipped at each facility by the weigh tickets", async () => {
    const parts = await partsOf("tonnes per disposal site last week");
    const kg = await city.value(`SELECT sum(net_kg) FROM weigh_ticket WHERE ${LAST_WEEK}`);
    expect(kg).toBeGreaterThan(0);
    expect(figuresOf(parts)[0]?.value).toBeCloseTo(kg / 1_000, 6);
    const rows = rowsOf(parts);
    expect(rows.length).toBe(
      await city.value(`SELECT count(DISTINCT facility_id) FROM weigh_ticket WHERE ${LAST_WEEK}`),
    );
    for (const { key, value } of rows)
      expect(value).toBe(
        await city.value(`SELECT sum(w.net_kg) FROM weigh_ticket w JOIN facility f ON f.id = w.facility_id
          WHERE w.${LAST_WEEK} AND f.name = '${key}'`),
      );
  });
});

describe("what could be saved, and what was", () => {
  it("ranks the trucks that burn fuel by what each kilometre of range would spare", async () => {
    const parts = await partsOf(
      "Which trucks should we replace with electric first, and what range do they need?",
    );
    const rows = rowsOf(parts);
    expect(rows.length).toBe(
      await city.value(`SELECT count(DISTINCT r.vehicle_id) FROM route r JOIN vehicle v ON v.id = r.vehicle_id
        WHERE r.status = 'done' AND v.fuel <> 'electric' AND r.fuel_l > 0`),
    );
    const worth = rows.map(({ litresADay, rangeM }) => Number(litresADay) / Number(rangeM));
    expect(worth).toEqual([...worth].sort((a, b) => b - a));
    const [first] = rows;
    const longest = await city.value(`SELECT max(m) FROM (SELECT sum(actual_distance_m) AS m FROM route
      WHERE vehicle_id = ${Number(first?.id)} AND status = 'done' GROUP BY service_day) day`);
    expect(first?.longestM).toBe(longest);
    expect(first?.rangeM).toBe(longest * 1.25);
  });

  it("says that nothing was saved where no plan was accepted", async () => {
    const parts = await partsOf("How much CO2 did re-optimised routes save last week?");
    expect(find(parts, "text")?.text).toMatch(/^No plan was accepted/);
    expect(figuresOf(parts).map(({ value }) => value)).toEqual([0, 0, 0, 0]);
  });

  it("tells what accepted plans saved, of the accepted trucks alone where not all were", async () => {
    const totals = (distanceM: number) => JSON.stringify({ distanceM });
    const routes = (a: number, b: number) =>
      JSON.stringify({
        routes: [
          { vehicleId: 1, distanceM: a },
          { vehicleId: 2, distanceM: b },
        ],
      });
    const organisationId = city.scopeOf("manager").organisationId;
    const insert = (
      status: string,
      before: [number, number],
      after: [number, number],
      accepted: string | null,
    ) =>
      city.db.pool.query(
        `INSERT INTO plan (organisation_id, depot_ids, kind, status, service_day, budget_s, created_by, created_at,
          current, proposal, current_totals, proposal_totals, accepted_vehicle_ids)
         VALUES ($1, '{}', 'day', $2, '2026-11-18', 20, 'U', now(), $3, $4, $5, $6, $7)`,
        [
          organisationId,
          status,
          routes(...before),
          routes(...after),
          totals(before[0] + before[1]),
          totals(after[0] + after[1]),
          accepted,
        ],
      );
    await insert("accepted", [100_000, 50_000], [80_000, 40_000], null);
    await insert("accepted", [100_000, 50_000], [90_000, 20_000], "[1]");
    await insert("rejected", [100_000, 50_000], [10_000, 10_000], null);
    const parts = await partsOf("How much CO2 did re-optimised routes save last week?");
    const [co2, km, litres, plans] = figuresOf(parts).map(({ value }) => Number(value));
    expect([km, plans]).toEqual([40, 2]);
    const perM = await city.value(
      `SELECT sum(fuel_l) / sum(actual_distance_m) FROM route WHERE ${LAST_WEEK}`,
    );
    expect(litres).toBeCloseTo(40_000 * perM, 4);
    expect(co2).toBeCloseTo(40_000 * perM * 2.68, 4);
    expect(rowsOf(parts).map(({ savedM }) => savedM)).toEqual([30_000, 10_000]);
  });
});
