import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { openGraphHopper } from "#server/compose/open-graphhopper.ts";
import { parseEnv } from "#server/env.ts";
import { createComingRows } from "#server/external/coming-rows.ts";
import { emulatedGraphHopper } from "#server/external/fixture-graphhopper.ts";
import type { Deferred, Gateway } from "#server/external/gateway.ts";
import { BULK } from "#server/external/graphhopper.ts";
import { keepLegs, readLegs } from "#server/external/leg-store.ts";
import { createGraphHopperTravel } from "#server/external/travel.graphhopper.ts";
import type { LegStore } from "#server/external/travel-port.ts";
import { createWayCheck } from "#server/external/way-check.ts";
import { createLifecycle } from "#server/lib/lifecycle.ts";
import { createClock } from "#server/operations/clock.ts";
import { readDayPlaces } from "#server/operations/day-place-store.ts";
import { type FixtureFleet, plantFleet } from "#server/operations/fixture-fleet.ts";
import { readLateWays } from "#server/operations/late-way-store.ts";
import { openDb, sql } from "#server/platform/db.ts";
import { createLog } from "#server/platform/log.ts";
import { createMeter } from "#server/platform/meter.ts";
import { withTestDatabase } from "#server/platform/test-database.ts";
import { createGreatCircleTravel } from "#server/routing/travel.greatcircle.ts";

type Handler = Parameters<Gateway["onDeferred"]>[1];

const DAY = "2026-11-23";
const database = withTestDatabase();
let opened: ReturnType<typeof openDb>;
let fleet: FixtureFleet;
beforeAll(async () => {
  opened = openDb({ url: database.url, poolSize: 3 });
  fleet = await plantFleet(opened.db, { slug: "served", day: DAY });
});
afterAll(() => opened.close());

let emulated: Awaited<ReturnType<typeof emulatedGraphHopper>>;
beforeEach(async () => {
  emulated = await emulatedGraphHopper();
});
afterEach(() => emulated.close());

// The emulator's ways are 1.3 times the straight line at 36 km/h; these take half as long again.
const streets = createGreatCircleTravel({ detour: 1.3, speedKmh: 24 });
const PLACES = [0, 1, 2].map((i) => ({ lng: 120 + i * 0.01, lat: 36 }));

describe("travel times of the organisation that GraphHopper is set up for", () => {
  const openOn = (organisation: string) => {
    const env = parseEnv({
      ...{ DATABASE_URL: database.url, EXTERNAL_ORGANISATION: organisation, LOG_LEVEL: "silent" },
      ...{ GRAPHHOPPER_URL: `${emulated.server.url}/graphhopper`, GRAPHHOPPER_KEY: "k" },
    });
    const { db, pool } = opened;
    const log = createLog({ level: env.logLevel, pretty: false });
    const base = { env, db, pool, log, meter: createMeter(), lifecycle: createLifecycle() };
    const clock = createClock({ db, hub: { publish: () => {} } });
    const { gateway } = emulated;
    return openGraphHopper(base, {
      ...{ gateway, clock, makeTravel: createGraphHopperTravel },
      streetTravelOf: async () => streets,
    });
  };

  it("come from it, the same object each time, and from our own streets once it fails", async () => {
    const { travelOf } = openOn("served");
    const travel = await travelOf(fleet.organisationId);
    expect(await travelOf(fleet.organisationId)).toBe(travel);
    const own = await streets.matrix(PLACES);
    const byService = await travel.matrix(PLACES);
    expect(byService.durationS[1]).toBeCloseTo((own.durationS[1] ?? 0) / 1.5, -1);
    expect(emulated.emulator.bill().admitted).toBe(1);
    await emulated.close();
    const elsewhere = PLACES.map(({ lng, lat }) => ({ lng: lng + 0.1, lat }));
    expect((await travel.matrix(elsewhere)).durationS).toEqual((await streets.matrix(elsewhere)).durationS);
  });

  it("are of our own streets for every other organisation", async () => {
    const { travelOf } = openOn("somebody else");
    expect(await travelOf(fleet.organisationId)).toBe(streets);
  });

  it("are of our own streets where a table would cost too much of the day's credits", async () => {
    const travel = await openOn("served").travelOf(fleet.organisationId);
    const many = Array.from({ length: 120 }, (_, i) => ({ lng: 121 + i * 0.001, lat: 36 }));
    expect((await travel.matrix(many)).durationS.length).toBe(14_400);
    const most = Array.from({ length: 420 }, (_, i) => ({ lng: 122 + i * 0.001, lat: 36 }));
    const before = emulated.emulator.bill().admitted;
    expect((await travel.matrix(most)).durationS).toEqual((await streets.matrix(most)).durationS);
    expect(emulated.emulator.bill().admitted).toBe(before);
  });
});

describe("the look at late routes", () => {
  const planted = async () => {
    const [late, inTime] = fleet.vehicles;
    if (late === undefined || inTime === undefined) throw new Error("found no vehicles, expected three");
    for (const [{ id, routeId }, delayS] of [[late, 3_000] as const, [inTime, 0] as const]) {
      await opened.db.$executeRaw(sql`
        UPDATE route SET status = 'active', delay_s = ${delayS} WHERE id = ${routeId}`);
      await opened.db.$executeRaw(sql`
        INSERT INTO vehicle_state (vehicle_id, organisation_id, depot_id, location, at, sequence, speed_kmh,
          heading_deg, status, status_since, route_id)
        VALUES (${id}, ${fleet.organisationId}, ${fleet.depotId},
          ST_SetSRID(ST_MakePoint(120.1, 36.1), 4326)::geography, now(), 1, 0, 0, 'moving', now(), ${routeId})
        ON CONFLICT (vehicle_id) DO NOTHING`);
    }
    return late;
  };

  it("asks once a quarter of an hour how long a late route's next stops take, and says it beside our own times", async () => {
    const late = await planted();
    let nowMs = 0;
    const noted: unknown[] = [];
    const check = createWayCheck({
      client: emulated.client,
      lateWays: (organisationId, which) => readLateWays(opened.db, organisationId, DAY, which),
      streetTravelOf: async () => streets,
      nowMs: () => nowMs,
      note: ({ ratio, ...way }) => void noted.push({ ...way, ratio: Math.round(ratio * 100) / 100 }),
    });
    await check(fleet.organisationId);
    await check(fleet.organisationId);
    expect(noted).toEqual([{ routeId: late.routeId, name: "R-1", ratio: 0.67 }]);
    expect(emulated.ledger.rows).toMatchObject([
      { operation: "route", cause: `late route ${late.routeId}`, priority: "off-peak", outcome: "answered" },
    ]);
    nowMs = 16 * 60_000;
    await check(fleet.organisationId);
    expect(noted.length).toBe(2);
  });

  it("begins where the truck is, and goes to its next stops in order", async () => {
    const late = await planted();
    await opened.db.$executeRaw(sql`UPDATE stop SET status = 'done' WHERE id = ${late.stopIds[0] ?? 0}`);
    const [way] = await readLateWays(opened.db, fleet.organisationId, DAY, {
      most: 3,
      stops: 2,
      without: [],
    });
    const [from, ...stops] = way?.places ?? [];
    expect(from?.lng).toBeCloseTo(120.1, 6);
    // Site n lies at 120 + n * 0.002.
    expect(stops.map(({ lng }) => Math.round((lng - 120) / 0.002))).toEqual([2, 3]);
    const none = { most: 3, stops: 2, without: [late.routeId] };
    expect(await readLateWays(opened.db, fleet.organisationId, DAY, none)).toEqual([]);
  });
});

describe("times of a coming day", () => {
  it("are got beforehand some rows at a time, so that its plan asks for nothing", async () => {
    const { db } = opened;
    const nextWeek = "2026-11-30";
    const places = await readDayPlaces(db, fleet.organisationId, nextWeek);
    // 15 sites of a week ago, and the place that depot and facility share.
    expect(places.length).toBe(16);
    expect(await readDayPlaces(db, fleet.organisationId, "2026-12-01")).toEqual([{ lng: 120, lat: 36 }]);

    const kept: Deferred[] = [];
    let handler: Handler = async () => {};
    const legs: LegStore = {
      read: (which) => readLegs(db, "coming", which),
      keep: (some) => keepLegs(db, "coming", some, 1_000),
    };
    const travelOf = (priority: "now" | "off-peak") =>
      createGraphHopperTravel({
        ...{ client: emulated.client, legs, instead: streets, cause: { organisationId: 1, what: "test" } },
        ...{ mostUnits: 400, manner: { ...BULK, priority }, nowMs: () => 1_000 },
        report: (error) => {
          throw error;
        },
      });
    const many = Array.from({ length: 45 }, (_, i) => ({ lng: 120 + i * 0.001, lat: 36 }));
    const rows = createComingRows({
      gateway: {
        defer: async (work) => void kept.push(work),
        onDeferred(_, does) {
          handler = does;
        },
      },
      placesOf: async () => many,
      travelOf: async () => travelOf("off-peak"),
    });
    await rows.keep(fleet.organisationId, nextWeek, 5_000);
    expect(kept.map(({ key, dueAtMs }) => [key, dueAtMs])).toEqual([
      [`${fleet.organisationId}/${nextWeek}/0`, 5_000],
      [`${fleet.organisationId}/${nextWeek}/1`, 5_000],
    ]);
    for (const { payload, organisationId } of kept) await handler(payload, organisationId);
    const { admitted } = emulated.emulator.bill();
    expect(admitted).toBeGreaterThan(0);
    expect(new Set(emulated.ledger.rows.map(({ priority }) => priority))).toEqual(new Set(["off-peak"]));
    const table = await travelOf("now").matrix(many);
    expect(table.durationS.every((seconds) => Number.isFinite(seconds))).toBe(true);
    expect(emulated.emulator.bill().admitted).toBe(admitted);
  });
});
