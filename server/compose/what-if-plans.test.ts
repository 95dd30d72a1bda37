import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { openPlannedCity, type PlannedCity } from "#server/compose/fixture-planned-city.ts";
import { withTestDatabase } from "#server/platform/test-database.ts";
import type { PlanDay, PlanDetail, WhatIf } from "#server/routing/schema.ts";
import { createGreatCircleTravel } from "#server/routing/travel.greatcircle.ts";
import { createStreetTravel } from "#server/routing/travel.streets.ts";

const STREETS = {
  overStreets: createStreetTravel,
  withoutStreets: createGreatCircleTravel({ detour: 1.3, speedKmh: 30 }),
};
const database = withTestDatabase();
const NOW = "2026-11-24T10:30:00Z";
let city: PlannedCity;
beforeAll(async () => {
  city = await openPlannedCity(database.url, { now: NOW, travel: STREETS });
}, 120_000);
afterAll(() => city.close());

const planUnder = async (whatIf: Partial<WhatIf>): Promise<PlanDetail> => {
  const { id } = await city.routing.request(city.scope, {
    ...{ kind: "rest", serviceDay: city.today, budgetS: 3, seed: 1 },
    whatIf: { withoutVehicleIds: [], facilityIds: null, closedStreets: [], ...whatIf },
  });
  const plan = await city.finished(id);
  expect(plan.fault).toBeNull();
  return plan;
};

/** Stops of today that are not done, by the street of their sites, those with the most first. */
const openStreets = async (): Promise<{ street: string; ids: number[] }[]> => {
  const { rows } = await city.open.pool.query<{ street: string; ids: number[] }>(
    `SELECT t.street, array_agg(s.id ORDER BY s.id) AS ids FROM stop s JOIN site t ON t.id = s.site_id
     JOIN route r ON r.id = s.route_id AND r.status <> 'done'
     WHERE s.service_day = $1 AND s.status = 'pending' AND s.arrived_at IS NULL AND t.street IS NOT NULL
     GROUP BY t.street ORDER BY count(*) DESC, t.street`,
    [city.today],
  );
  return rows;
};

const visitsOf = (day: PlanDay | null) => (day?.routes ?? []).flatMap(({ visits }) => visits);

describe("the rest of a running day while a street is closed", () => {
  const closedFrom = "2026-11-24T11:00:00.000Z";
  const closedUntil = "2026-11-24T13:00:00.000Z";

  it("begins no stop on it inside the closure, and serves them before or after it", async () => {
    const [first, second] = await openStreets();
    if (!first || !second) throw new Error("streets: found none with stops left, expected some");
    const closedStreets = [first.street, second.street.toUpperCase()];
    const { proposalDay, currentDay } = await planUnder({ closedStreets, closedFrom, closedUntil });
    const isOn = new Set([...first.ids, ...second.ids]);
    const on = (day: PlanDay | null) =>
      visitsOf(day).filter(({ stopId, isPinned }) => !isPinned && isOn.has(stopId ?? -1));
    const isInside = ({ startAt, endAt }: { startAt: string; endAt: string }) =>
      endAt > closedFrom && startAt < closedUntil;
    // Some would have fallen inside it.
    expect(on(currentDay).filter(isInside).length).toBeGreaterThan(0);
    expect(on(proposalDay).filter(isInside)).toEqual([]);
    expect(on(proposalDay).length).toBeGreaterThan(on(currentDay).length / 2);
    const leftOf = (day: PlanDay | null) => day?.unserved.filter(({ stopId }) => isOn.has(stopId)) ?? [];
    const left = leftOf(proposalDay);
    expect(on(proposalDay).length + left.length).toBe(on(currentDay).length + leftOf(currentDay).length);
    for (const { reason } of left) expect(reason).toMatch(/street is closed|room and time/);
  }, 120_000);

  it("leaves its stops undone where nothing says when it opens again", async () => {
    const [street] = await openStreets();
    if (!street) throw new Error("streets: found none with stops left, expected some");
    const { proposalDay } = await planUnder({ closedStreets: [street.street] });
    const left = proposalDay?.unserved.filter(({ stopId }) => street.ids.includes(stopId)) ?? [];
    expect(left.map(({ stopId }) => stopId).sort((a, b) => a - b)).toEqual(street.ids);
    expect(new Set(left.map(({ reason }) => reason.slice(0, 20)))).toEqual(new Set(["its street is closed"]));
  }, 120_000);

  it("is as it is where the closure has ended", async () => {
    const [street] = await openStreets();
    if (!street) throw new Error("streets: found none with stops left, expected some");
    const ended = { closedFrom: "2026-11-24T08:00:00.000Z", closedUntil: NOW };
    const [bound, free] = [
      await planUnder({ closedStreets: [street.street], ...ended }),
      await planUnder({}),
    ];
    expect(bound.proposalDay).toEqual(free.proposalDay);
  }, 120_000);
});

describe("the rest of a running day without overtime", () => {
  it("has no truck past its shift but those that are so whatever they leave out, which it says", async () => {
    // Shifts that end sooner than the day's work.
    await city.open.pool.query("UPDATE vehicle SET shift_end_min = shift_end_min - 150");
    const [free, barred] = [await planUnder({}), await planUnder({ withoutOvertime: true })];
    await city.open.pool.query("UPDATE vehicle SET shift_end_min = shift_end_min + 150");
    expect(free.proposal?.overtimeS).toBeGreaterThan(600);
    const past = barred.proposalDay?.routes.filter(({ overtimeS }) => overtimeS > 1) ?? [];
    for (const { violations, visits } of past) {
      expect(violations.join()).toMatch(/ends \d+ min after its shift, whatever it leaves out/);
      expect(visits.filter(({ kind, isPinned }) => kind === "stop" && !isPinned)).toEqual([]);
    }
    expect(barred.proposal?.overtimeS).toBeLessThan(free.proposal?.overtimeS ?? 0);
    expect(barred.proposalDay?.unserved.length).toBeGreaterThan(free.proposalDay?.unserved.length ?? 0);
    for (const { reason } of barred.proposalDay?.unserved ?? []) expect(reason).not.toBe("");
    expect(barred.proposalDay?.unserved.map(({ reason }) => reason).join()).toMatch(
      /overtime is ruled out|is back in its shift/,
    );
  }, 120_000);
});
