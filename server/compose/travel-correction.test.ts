import { afterAll, beforeAll, expect, it } from "vitest";
import { type AskedCity, openAskedCity } from "#server/compose/fixture-asked-city.ts";
import { correctedS, factorOf } from "#server/external/core/leg-correction.ts";
import { createTravelCorrection } from "#server/external/travel-correction.ts";
import { readStreets, streetsVersionOf } from "#server/fleet/street-store.ts";
import { readDrivenRoutes, readStopErrors } from "#server/operations/driven-routes-store.ts";
import { withTestDatabase } from "#server/platform/test-database.ts";
import { createGreatCircleTravel } from "#server/routing/travel.greatcircle.ts";
import { createStreetTravel } from "#server/routing/travel.streets.ts";
import type { Travel } from "#server/routing/travel.ts";
import { createTravels } from "#server/routing/travels.ts";

const database = withTestDatabase();
let city: AskedCity;
let travels: ReturnType<typeof createTravels>;
let correction: ReturnType<typeof createTravelCorrection>;
let isOn = true;
let asked = 0;
const TODAY = "2026-11-23";
const scope = () => city.scopeOf("manager");

beforeAll(async () => {
  city = await openAskedCity(database.url, { now: "2026-11-23T10:30:00.000Z", days: 40 });
  const { db } = city.db;
  travels = createTravels({
    streetsOf: (id) => readStreets(db, id),
    versionOf: (id) => streetsVersionOf(db, id),
    elapsed: () => performance.now(),
    overStreets: createStreetTravel,
    withoutStreets: createGreatCircleTravel({ detour: 1.3, speedKmh: 30 }),
  });
  correction = createTravelCorrection({
    db,
    routes: (...which) => {
      asked++;
      return readDrivenRoutes(db, ...which);
    },
    stopErrors: (...which) => readStopErrors(db, ...which),
    streetTravelOf: travels.of,
    today: () => TODAY,
    isOn: () => isOn,
    elapsed: () => performance.now(),
  });
}, 180_000);
afterAll(async () => {
  await travels.close();
  await city.close();
});

it("before anything was learned plans are made with the times that are given, and nothing is told", async () => {
  const { organisationId } = scope();
  const travel = await travels.of(organisationId);
  expect(await correction.over(organisationId, travel)).toBe(travel);
  expect(await correction.told(scope())).toEqual({
    ...{ isOn: true, isBetter: false, madeFrom: null, learned: null },
  });
});

it("once a day it learns from the routes of the weeks before, and the week held back errs less by it", async () => {
  const { organisationId } = scope();
  const legs = await correction.recompute(organisationId);
  expect(legs).toBeGreaterThan(1_000);
  expect(await correction.recompute(organisationId)).toBe(0);
  expect(asked).toBe(1);
  const told = await correction.told(scope());
  if (told.learned === null) throw new Error("told: found nothing learned, expected factors");
  const { perLeg, perRoute, perStop, classes, drivers, startS } = told.learned;
  expect([told.madeFrom, told.learned.legs]).toEqual(["2026-11-22", legs]);
  expect(drivers).toBe(
    await city.value(`SELECT count(DISTINCT driver_id) FROM route WHERE status = 'done' AND stops_done >= 2
      AND service_day BETWEEN '2026-10-19' AND '2026-11-22'`),
  );
  expect(classes.reduce((sum, each) => sum + each.legs, 0)).toBe(legs);
  for (const { of, hours } of classes)
    for (const { hour, factor } of hours) expect(factorOf({ classes, startS }, of, hour)).toBe(factor);
  expect(perLeg?.afterS).toBeLessThan(perLeg?.beforeS ?? 0);
  expect(perRoute?.afterS).toBeLessThan(perRoute?.beforeS ?? 0);
  expect(told.isBetter).toBe(true);
  // Every stop of that week counts, whatever route it was on.
  expect(perStop?.count).toBe(
    await city.value(`SELECT count(*) FROM stop WHERE status = 'done' AND service_day BETWEEN '2026-11-16' AND '2026-11-22'
      AND done_at - arrived_at BETWEEN interval '10 seconds' AND interval '1 hour'`),
  );
  expect(perStop?.afterS).toBeLessThan(perStop?.beforeS ?? 0);
});

it("plans are then made with corrected times, always the same object of them, unless that is switched off", async () => {
  const { organisationId } = scope();
  const travel = await travels.of(organisationId);
  const corrected = (await correction.over(organisationId, travel)) as Travel;
  expect(corrected).not.toBe(travel);
  expect(await correction.over(organisationId, travel)).toBe(corrected);
  const { rows: places } = await city.db.pool.query<{ lng: number; lat: number }>(
    "SELECT ST_X(location::geometry) AS lng, ST_Y(location::geometry) AS lat FROM site ORDER BY id LIMIT 12",
  );
  const { learned } = await correction.told(scope());
  const [free, real] = [await travel.matrix(places), await corrected.matrix(places)];
  expect(real.distanceM).toEqual(free.distanceM);
  if (learned === null) throw new Error("told: found nothing learned, expected factors");
  free.durationS.forEach((freeS, i) => {
    expect(real.durationS[i]).toBeCloseTo(correctedS(learned, freeS, free.distanceM[i] as number), 2);
  });
  const [freeWay, realWay] = [await travel.path(places), await corrected.path(places)];
  expect(realWay.map(({ line }) => line)).toEqual(freeWay.map(({ line }) => line));
  expect(realWay[0]?.durationS).not.toBe(freeWay[0]?.durationS);
  isOn = false;
  expect(await correction.over(organisationId, travel)).toBe(travel);
  isOn = true;
});

it("another organisation has learned nothing of it", async () => {
  const stranger = { ...scope(), organisationId: scope().organisationId + 1 };
  expect((await correction.told(stranger)).learned).toBeNull();
  expect(await correction.recompute(stranger.organisationId)).toBe(0);
});

it("routes are drawn in the order in which their stops were done, as many as asked for at most", async () => {
  const days = { from: "2026-11-16", to: "2026-11-20" };
  const routes = await readDrivenRoutes(city.db.db, scope().organisationId, days, 5);
  expect(routes).toHaveLength(5);
  for (const { routeId, places, legs } of routes) {
    const { rows } = await city.db.pool.query<{ gap: number | null }>(
      `SELECT extract(epoch FROM lead(arrived_at) OVER (ORDER BY arrived_at, id) - done_at)::float8 AS gap
       FROM stop WHERE route_id = $1 AND status = 'done' ORDER BY arrived_at, id`,
      [routeId],
    );
    expect(places).toHaveLength(rows.length);
    expect(legs.map(({ tookS }) => tookS)).toEqual(rows.slice(0, -1).map(({ gap }) => gap));
  }
});
