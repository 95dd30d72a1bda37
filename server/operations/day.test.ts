import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { addDays } from "#server/lib/service-day.ts";
import { createClock } from "#server/operations/clock.ts";
import { makeDay } from "#server/operations/day.ts";
import { createDays } from "#server/operations/days.ts";
import { plantFleet } from "#server/operations/fixture-fleet.ts";
import { openDb } from "#server/platform/db.ts";
import { withTestDatabase } from "#server/platform/test-database.ts";

const database = withTestDatabase();
let open: ReturnType<typeof openDb>;
beforeAll(() => {
  open = openDb({ url: database.url, poolSize: 2 });
});
afterAll(() => open.close());

const DAY = "2026-11-25";

describe("a day made for an imported fleet", () => {
  it("visits every site once, in order of time, with the fleet's vehicles and within the day", async () => {
    const { organisationId, vehicles } = await plantFleet(open.db, { slug: "day", vehicles: 4, stops: 25 });
    expect(await makeDay(open.db, organisationId, DAY)).toEqual({ routes: 4, stops: 100, unassigned: 0 });
    const where = { organisationId, serviceDay: new Date(DAY) };
    const stops = await open.db.stop.findMany({ where, orderBy: [{ routeId: "asc" }, { sequence: "asc" }] });
    expect(new Set(stops.map(({ siteId }) => siteId)).size).toBe(100);
    for (const [i, stop] of stops.entries()) {
      const before = stops[i - 1];
      if (before?.routeId === stop.routeId)
        expect(stop.plannedAt.getTime()).toBeGreaterThanOrEqual(before.plannedAt.getTime());
    }
    const routes = await open.db.route.findMany({ where, orderBy: { number: "asc" } });
    expect(routes.map(({ vehicleId }) => vehicleId)).toEqual(vehicles.map(({ id }) => id));
    expect(routes.map(({ name }) => name)).toEqual(["R-1", "R-2", "R-3", "R-4"]);
    for (const route of routes) {
      expect(route.driverId).toBeNull();
      expect(route.plannedEndAt.getTime()).toBeGreaterThan(route.plannedStartAt.getTime());
    }
  });

  it("leaves a day alone that has routes, even when two make it at once", async () => {
    const { organisationId } = await plantFleet(open.db, { slug: "twice", vehicles: 2, stops: 10 });
    const made = await Promise.all([
      makeDay(open.db, organisationId, DAY),
      makeDay(open.db, organisationId, DAY),
    ]);
    expect(made.map(({ routes }) => routes).sort()).toEqual([0, 2]);
  });

  it("puts stops of a stream that no vehicle takes into the tray", async () => {
    const { organisationId } = await plantFleet(open.db, { slug: "tray", vehicles: 1, stops: 6 });
    await open.db.vehicle.updateMany({ where: { organisationId }, data: { streams: ["glass"] } });
    expect(await makeDay(open.db, organisationId, DAY)).toEqual({ routes: 0, stops: 0, unassigned: 6 });
  });
});

describe("opening the day of an imported fleet", () => {
  it("makes routes for today and a clock that begins this morning, once", async () => {
    const { organisationId } = await plantFleet(open.db, {
      slug: "open",
      vehicles: 2,
      stops: 10,
      day: "2020-01-01",
    });
    const clock = createClock({ db: open.db, hub: { publish: () => {} } });
    const days = createDays({ db: open.db, clock, demoDay: async () => {}, rollDemo: async () => {} });
    const made = await days.open(organisationId);
    expect(made).toMatchObject({ routes: 2, stops: 20 });
    expect(clock.read(organisationId)).toMatchObject({ isSimulated: true, serviceDay: made.day });
    expect(clock.read(organisationId).now.slice(11, 16)).toBe("05:45");
    expect(await days.open(organisationId)).toMatchObject({ routes: 0, day: made.day });
    await days.next(organisationId, addDays(made.day, 1));
    expect(await open.db.route.count({ where: { organisationId } })).toBe(6);
  });
});
