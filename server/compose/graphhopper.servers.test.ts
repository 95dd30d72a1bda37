import { describe, expect, it } from "vitest";
import type { LngLat } from "#server/external/core/cells.ts";
import { emulatedGraphHopper } from "#server/external/fixture-graphhopper.ts";
import type { StoredLeg } from "#server/external/leg-store.ts";
import { createGraphHopperTravel } from "#server/external/travel.graphhopper.ts";
import { seeded } from "#server/lib/random.ts";
import type { DayPicture } from "#server/routing/core/day-picture.ts";
import { keyOf, placesOf, problemOf } from "#server/routing/core/day-problem.ts";
import { ordersOf, planDayOf } from "#server/routing/core/plan-day.ts";
import type { Plan } from "#server/routing/core/problem.ts";
import { pictureOf, stopOf } from "#server/routing/fixtures/day.ts";
import { createPlanLines } from "#server/routing/plan-lines.ts";
import { searchOnThread } from "#server/routing/plan-search.ts";
import type { PlanRoute } from "#server/routing/schema.ts";
import { travelContract } from "#server/routing/travel.contract.ts";
import { createGreatCircleTravel } from "#server/routing/travel.greatcircle.ts";
import { createTravelTables, type TravelTable } from "#server/routing/travel-tables.ts";

// An open-source server with Andorra from GraphHopper's own repository, profile car: docs/BENCHMARKS.md says how it is run.
// biome-ignore lint/style/noProcessEnv: suites of servers find theirs by its address
const url = process.env.GRAPHHOPPER_URL ?? "";
if (url === "") console.log("skipped: ways of a real GraphHopper, for GRAPHHOPPER_URL names no server");

const CAUSE = { organisationId: 1, what: "test" };
const random = seeded("andorra");
// Around the capital, where streets are near to everything.
const near = (): LngLat => ({ lng: random.between(1.515, 1.54), lat: random.between(42.502, 42.512) });

const HOUR_S = 3_600;
// Three towns with the roads between them: a day of short ways and of long ones.
const TOWNS = [
  { from: [1.515, 42.502], to: [1.54, 42.512] },
  { from: [1.575, 42.53], to: [1.59, 42.541] },
  { from: [1.485, 42.458], to: [1.495, 42.47] },
] as const;

/** A day of a hundred stops in three towns, for four trucks of two streams from one depot. */
const drawnDay = (): DayPicture => {
  const draw = seeded("a day in Andorra");
  const stops = Array.from({ length: 100 }, (_, i) => {
    const { from, to } = TOWNS[i % 10 < 6 ? 0 : i % 10 < 8 ? 1 : 2];
    const early = (6 + draw.int(4)) * HOUR_S;
    return stopOf(i + 1, {
      ...{ lng: draw.between(from[0], to[0]), lat: draw.between(from[1], to[1]) },
      ...{ stream: i % 2 === 0 ? "refuse" : "glass", load: 60 + draw.int(240), service: 60 + draw.int(180) },
      ...(i % 3 === 0 ? { early, late: early + 4 * HOUR_S } : {}),
    });
  });
  const picture = pictureOf(stops, 4);
  return {
    ...picture,
    depots: [{ id: 1, name: "Depot", lng: 1.5, lat: 42.4865 }],
    facilities: picture.facilities.map((facility, i) => ({
      ...{ ...facility, lng: 1.4955 + 0.02 * i, lat: 42.475 + 0.02 * i },
    })),
  };
};

/** What a told route breaks, reckoned anew from the table by the plainest means; and its metres and money. */
const recheck = (picture: DayPicture, { places, travel }: TravelTable, route: PlanRoute) => {
  const at = new Map(places.map((place, i) => [keyOf(place), i]));
  if (travel.kind !== "table") throw new Error(`found travel of kind ${travel.kind}, expected a table`);
  const seconds = (iso: string): number => (Date.parse(iso) - picture.midnightMs) / 1_000;
  const [depot] = picture.depots;
  const truck = picture.vehicles.find(({ id }) => id === route.vehicleId);
  if (depot === undefined || truck === undefined) throw new Error("found no depot or truck, expected both");
  const faults: string[] = [];
  let [place, clock, load, distanceM, feeCents] = [
    at.get(keyOf(depot)) ?? -1,
    seconds(route.startAt),
    0,
    0,
    0,
  ];
  if (clock < truck.shiftStart - 1) faults.push(`${route.vehicle} leaves before its shift`);
  const drive = (to: number): void => {
    clock += travel.seconds[place * travel.size + to] ?? Number.NaN;
    distanceM += travel.distance[place * travel.size + to] ?? Number.NaN;
    place = to;
  };
  for (const visit of route.visits) {
    const [start, end] = [seconds(visit.startAt), seconds(visit.endAt)];
    if (visit.lng === null || visit.lat === null) {
      const { pause } = truck;
      if (
        pause === null ||
        start < pause.earliest - 1 ||
        start > pause.latest + 1 ||
        end - start < pause.seconds - 1
      )
        faults.push(`${route.vehicle}: a break from ${start} to ${end}`);
      clock += end - start;
      continue;
    }
    drive(at.get(keyOf({ lng: visit.lng, lat: visit.lat })) ?? -1);
    const stop = picture.stops.find(({ id }) => id === visit.stopId);
    const tip = picture.facilities.find(({ id }) => id === visit.facilityId);
    // Told times are whole seconds.
    if (!(start >= clock - 1)) faults.push(`${visit.name}: begins at ${start}, but is reached at ${clock}`);
    const [early, late, needed] =
      stop === undefined
        ? [tip?.opens ?? 0, tip?.closes ?? 0, tip?.unload ?? 0]
        : [stop.early, stop.late, stop.service];
    if (start < early - 1 || start > late + 1)
      faults.push(`${visit.name}: begins at ${start}, outside its hours`);
    if (end - start < needed - 1) faults.push(`${visit.name}: takes ${end - start} s, expected ${needed}`);
    if (tip !== undefined) {
      feeCents += (load * tip.feeCentsPerTonne) / 1_000;
      load = 0;
    }
    load += stop?.load ?? 0;
    if (load > truck.capacity) faults.push(`${visit.name}: ${load} kg on board, ${truck.capacity} fit`);
    clock = end;
  }
  drive(at.get(keyOf(depot)) ?? -1);
  if (!(clock <= truck.shiftEnd + 1)) faults.push(`${route.vehicle} is back at ${clock}, after its shift`);
  if (load > 0) faults.push(`${route.vehicle} comes back with ${load} kg`);
  const hours = (seconds(route.endAt) - seconds(route.startAt)) / HOUR_S;
  const costCents = (distanceM / 1_000) * truck.centsPerKm + hours * truck.centsPerHour + feeCents;
  return { faults, distanceM, costCents, backS: clock };
};

const realTravel = async () => {
  const { client, close, ledger } = await emulatedGraphHopper({
    ...{ flavour: "open-source", vehicle: "car" },
    ...(url === "" ? {} : { url }),
  });
  const kept: StoredLeg[] = [];
  const travel = createGraphHopperTravel({
    client,
    legs: {
      read: async ({ from, to }) => kept.filter((leg) => from.includes(leg.from) && to.includes(leg.to)),
      keep: async (legs) => void kept.push(...legs),
    },
    instead: { ...createGreatCircleTravel({ detour: 1.3, speedKmh: 30 }), close },
    ...{ cause: CAUSE, mostUnits: null, nowMs: Date.now },
    report: (error: unknown) => {
      throw error;
    },
  });
  return { travel, ledger, client };
};

describe.skipIf(url === "")("a real GraphHopper server, through the gateway", () => {
  travelContract(async () => {
    const { travel } = await realTravel();
    return { travel, places: Array.from({ length: 6 }, near) };
  });

  it("draws a way along streets", async () => {
    const { client, travel } = await realTravel();
    const { value } = await client.route([near(), near()], CAUSE);
    expect(value?.line.length).toBeGreaterThan(10);
    await travel.close();
  });

  it("says that no way leads out of its map", async () => {
    const { client, travel } = await realTravel();
    const { value } = await client.route([near(), { lng: 6.1, lat: 49.6 }], CAUSE);
    expect(value).toBeNull();
    await travel.close();
  });

  it("fills a table of 100 by 100, each way asked for once", { timeout: 300_000 }, async () => {
    const { travel, ledger } = await realTravel();
    const places = Array.from({ length: 100 }, near);
    const { durationS, strays } = await travel.matrix(places);
    expect([durationS.length, strays.length]).toEqual([10_000, 0]);
    const reached = durationS.filter((seconds) => Number.isFinite(seconds)).length;
    expect(reached).toBe(10_000);
    const sent = ledger.rows.length;
    await travel.matrix(places);
    expect(ledger.rows.length).toBe(sent);
    await travel.close();
  });

  it("has a day planned over it, each time of the plan as its table has it, and drawn along its streets", {
    timeout: 300_000,
  }, async () => {
    const { travel } = await realTravel();
    const picture = drawnDay();
    const beganAt = performance.now();
    const table = await createTravelTables(async () => travel).of(1, placesOf(picture));
    const tableMs = performance.now() - beganAt;
    expect(table.places.length).toBe(103);
    const given = problemOf(picture, table.places, table.travel, {
      withoutVehicleIds: [],
      facilityIds: null,
    });
    const found: { plan: Plan | null } = { plan: null };
    await searchOnThread(given.problem, {
      ...{ seed: 1, budgetMs: 10_000, start: null, now: () => performance.now(), isCancelled: () => false },
      onFound: ({ plan }) => {
        found.plan = plan;
      },
    });
    if (found.plan === null) throw new Error("found no plan, expected one");
    const day = planDayOf(given, ordersOf(given, found.plan), () => "");
    expect(day.totals).toMatchObject({ stops: 100, unserved: 0, lateStops: 0, violations: 0 });
    const visited = day.routes.flatMap(({ visits }) => visits.flatMap(({ stopId }) => stopId ?? []));
    expect(visited.sort((a, b) => a - b)).toEqual(picture.stops.map(({ id }) => id));
    for (const route of day.routes) {
      const { faults, distanceM, costCents, backS } = recheck(picture, table, route);
      expect(faults).toEqual([]);
      expect(Math.abs(distanceM - route.distanceM)).toBeLessThan(1);
      expect(Math.abs(costCents - route.costCents)).toBeLessThan(2);
      expect(Math.abs(backS - (Date.parse(route.endAt) - picture.midnightMs) / 1_000)).toBeLessThan(2);
    }
    const ids = day.routes.map(({ vehicleId }) => vehicleId);
    const lines = await createPlanLines(async () => travel)(1, picture.depots, day, ids, null);
    const points = lines.reduce((sum, { line }) => sum + line.length, 0);
    for (const { vehicleId, line } of lines) {
      const route = day.routes.find((each) => each.vehicleId === vehicleId);
      // Curves of streets have more points than the places on them, and a line is as long as what was reckoned.
      expect(line.length).toBeGreaterThan(3 * (route?.visits.length ?? 0));
      const drawnM = line.slice(1).reduce((sum, [lng, lat], i) => {
        const [fromLng, fromLat] = line[i] ?? [lng, lat];
        const x = (lng - fromLng) * Math.cos((lat * Math.PI) / 180);
        return sum + Math.hypot(x, lat - fromLat) * 111_195;
      }, 0);
      expect(drawnM / (route?.distanceM ?? 0)).toBeGreaterThan(0.97);
      expect(drawnM / (route?.distanceM ?? 0)).toBeLessThan(1.03);
    }
    const { distanceM, costCents, vehicles } = day.totals;
    console.log(
      `planned over GraphHopper: table of ${table.places.length} places in ${Math.round(tableMs)} ms; ${vehicles} trucks, ${Math.round(distanceM / 100) / 10} km, ${Math.round(costCents) / 100} in money; ${points} points drawn`,
    );
    await travel.close();
  });
});
