import * as fc from "fast-check";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import {
  afterEvent,
  type SaidEvent,
  silentSince,
  type VehicleSaid,
} from "#server/operations/core/vehicle-fold.ts";
import { type FixtureFleet, plantFleet } from "#server/operations/fixture-fleet.ts";
import { createIngest, type Ingest, type IngestDeps } from "#server/operations/ingest.ts";
import type { VehicleEvent } from "#server/operations/schema.ts";
import { readVehicles } from "#server/operations/simulate/day-rows.ts";
import { openDb, sql } from "#server/platform/db.ts";
import { withTestDatabase } from "#server/platform/test-database.ts";

const database = withTestDatabase();
const START = Date.parse("2026-11-23T06:00:00Z");

let open: ReturnType<typeof openDb>;
let ingest: Ingest;
let beside: Ingest; // As of another process.
const published: { channel: string; value: unknown }[] = [];
const [announced, ended]: [unknown[], unknown[]] = [[], []];
const changed: number[] = [];

beforeAll(() => {
  open = openDb({ url: database.url, poolSize: 8 });
  const deps: IngestDeps = {
    db: open.db,
    hub: {
      publish: (channel: string, _meta: unknown, value: unknown) => void published.push({ channel, value }),
    },
    announce: async (_tx, message) => announced.push(message),
    exceptionsChanged: async (_organisationId, ids) => void changed.push(...ids),
    routesEnded: (organisationId, routes) => void ended.push({ organisationId, routes }),
  };
  [ingest, beside] = [createIngest(deps), createIngest(deps)];
});
afterAll(() => open.close());

let fleets = 0;
const plant = (options = {}): Promise<FixtureFleet> =>
  plantFleet(open.db, { slug: `fleet-${fleets++}`, ...options });
const at = (seconds: number): string => new Date(START + seconds * 1000).toISOString();

type Draft = { pick: number; stop: number; lng: number; kg: number };
/** Turns draws into events of one vehicle, one second apart, so that time goes with the sequence. */
const eventsOf = (fleet: FixtureFleet, index: number, drafts: readonly Draft[]): VehicleEvent[] => {
  const vehicle = fleet.vehicles[index];
  if (!vehicle) throw new Error(`vehicle ${index} was not planted`);
  const { id: vehicleId, routeId, driverId, stopIds } = vehicle;
  return drafts.map(({ pick, stop, lng, kg }, sequence): VehicleEvent => {
    const base = { vehicleId, sequence, at: at(sequence) };
    const stopId = stopIds[stop % stopIds.length] ?? 0;
    const kinds: VehicleEvent[] = [
      { ...base, kind: "position", lng, lat: 36, speedKmh: kg % 90, headingDeg: 90 },
      { ...base, kind: "position", lng, lat: 36.1, speedKmh: kg % 90, headingDeg: 10 },
      { ...base, kind: "status", status: kg % 2 === 0 ? "stopped" : "moving", routeId },
      { ...base, kind: "route-start", routeId, driverId },
      { ...base, kind: "arrive", routeId, stopId },
      { ...base, kind: "lift", routeId, stopId, lifts: 1, weightKg: kg },
      { ...base, kind: "exception", exception: "overfull", routeId, stopId, note: null, hasPhoto: false },
      {
        ...base,
        kind: "tip",
        routeId,
        facilityId: fleet.facilityId,
        arrivedAt: at(sequence - 30),
        netKg: kg,
      },
      { ...base, kind: "clock-in", driverId },
      { ...base, kind: "clock-out", driverId },
      { ...base, kind: "fault", code: "P0420", description: "catalyst", severity: 2 },
      { ...base, kind: "fault-clear", code: "P0420" },
    ];
    return kinds[pick % kinds.length] as VehicleEvent;
  });
};

/** What must be stored after these events, by going through them one by one. */
const oracle = (events: readonly VehicleEvent[]) => {
  const states = new Map<number, { sequence: number; lng: number; said: VehicleSaid | null }>();
  const stops = new Map<number, { arrived: string | null; done: string | null; lifts: number; kg: number }>();
  for (const e of [...events].sort((a, b) => a.sequence - b.sequence)) {
    const state = states.get(e.vehicleId) ?? { sequence: -1, lng: 120, said: null };
    states.set(e.vehicleId, state);
    if (e.kind === "position") Object.assign(state, { sequence: e.sequence, lng: e.lng });
    else state.said = afterEvent(state.said ?? silentSince(Date.parse(e.at)), e satisfies SaidEvent);
    if (e.kind !== "arrive" && e.kind !== "lift") continue;
    const stop = stops.get(e.stopId) ?? { arrived: null, done: null, lifts: 0, kg: 0 };
    stops.set(e.stopId, stop);
    if (e.kind === "arrive") stop.arrived ??= e.at;
    else Object.assign(stop, { done: e.at, lifts: stop.lifts + 1, kg: stop.kg + e.weightKg });
  }
  return { states, stops };
};

const expectStored = async (fleet: FixtureFleet, events: readonly VehicleEvent[]) => {
  const { db } = open;
  const { states, stops } = oracle(events);
  const ids = fleet.vehicles.map(({ id }) => id);
  const count = (kind: VehicleEvent["kind"]) => events.filter((e) => e.kind === kind).length;
  const keys = (list: readonly { vehicleId: number; sequence: number | bigint }[]) =>
    list.map((e) => `${e.vehicleId}/${e.sequence}`).sort();
  expect(keys(await db.eventLedger.findMany({ where: { vehicleId: { in: ids } } }))).toEqual(keys(events));
  expect(keys(await db.position.findMany({ where: { vehicleId: { in: ids } } }))).toEqual(
    keys(events.filter((e) => e.kind === "position")),
  );
  const stored = await db.$queryRaw<
    {
      id: number;
      sequence: number;
      lng: number;
      status: string;
      since: Date;
      loadKg: number;
      driverId: number | null;
    }[]
  >(sql`SELECT vehicle_id AS id, sequence::float8, ST_X(location::geometry) AS lng, status, status_since AS since,
      load_kg AS "loadKg", driver_id AS "driverId" FROM vehicle_state WHERE vehicle_id = ANY(${ids}::int[])`);
  expect(stored).toHaveLength(states.size);
  for (const row of stored) {
    const state = states.get(row.id);
    expect(row).toMatchObject({ sequence: state?.sequence, lng: state?.lng });
    if (!state?.said) continue;
    const { status, sinceMs, loadKg, driverId } = state.said;
    expect(row).toMatchObject({ status, loadKg, driverId, since: new Date(sinceMs) });
  }
  const rows = await db.stop.findMany({
    where: { routeId: { in: fleet.vehicles.map(({ routeId }) => routeId) } },
  });
  for (const row of rows) {
    const stop = stops.get(row.id) ?? { arrived: null, done: null, lifts: 0, kg: 0 };
    expect({
      arrived: row.arrivedAt?.toISOString() ?? null,
      done: row.doneAt?.toISOString() ?? null,
      lifts: row.lifts,
      kg: row.weightKg,
    }).toEqual(stop);
    expect(row.status).toBe(stop.done ? "done" : "pending");
  }
  for (const { routeId, stopIds } of fleet.vehicles) {
    const route = await db.route.findUniqueOrThrow({ where: { id: routeId } });
    const own = stopIds.map((id) => stops.get(id));
    const mine = events.filter((e) => "routeId" in e && e.routeId === routeId);
    expect(route).toMatchObject({
      stopsDone: own.filter((stop) => stop?.done).length,
      weightKg: own.reduce((sum, stop) => sum + (stop?.kg ?? 0), 0),
      overfull: mine.filter((e) => e.kind === "exception").length,
      tips: mine.filter((e) => e.kind === "tip").length,
      disposalS: 30 * mine.filter((e) => e.kind === "tip").length,
    });
    const order = rows.filter((row) => row.routeId === routeId && row.status === "done");
    expect(order.map((row) => row.doneSequence).sort()).toEqual(order.map((_, i) => i + 1).sort());
  }
  const where = { organisationId: fleet.organisationId };
  expect(await db.exception.count({ where })).toBe(count("exception"));
  expect(await db.weighTicket.count({ where })).toBe(count("tip"));
  expect(await db.faultCode.count({ where })).toBe(count("fault"));
  const cleared = (fault: VehicleEvent) =>
    events.find(
      (e) => e.kind === "fault-clear" && e.vehicleId === fault.vehicleId && e.sequence > fault.sequence,
    )?.at;
  const standing = await db.faultCode.findMany({
    where,
    orderBy: [{ vehicleId: "asc" }, { openedAt: "asc" }],
  });
  expect(standing.map((f) => f.clearedAt?.getTime() ?? null)).toEqual(
    events
      .filter((e) => e.kind === "fault")
      .sort((a, b) => a.vehicleId - b.vehicleId || a.sequence - b.sequence)
      .map((e) => (cleared(e) === undefined ? null : Date.parse(cleared(e) ?? ""))),
  );
};

const draftOf = (pick: fc.Arbitrary<number>) =>
  fc.record({
    pick,
    stop: fc.nat(4),
    lng: fc.integer({ min: 1_190_000, max: 1_210_000 }).map((n) => n / 10_000),
    kg: fc.nat(400),
  });

describe("ingestion", () => {
  it.each([
    ["of all kinds", draftOf(fc.nat(11))],
    ["nearly all of them positions", draftOf(fc.oneof({ weight: 20, arbitrary: fc.nat(1) }, fc.nat(11)))],
  ])(
    "stores each event once and derives the same rows, whatever the batches, their order, repeats and races: %s",
    async (_, draft) => {
      await fc.assert(
        fc.asyncProperty(
          fc.array(fc.array(draft, { maxLength: 20 }), { minLength: 3, maxLength: 3 }),
          fc.array(fc.record({ from: fc.nat(59), size: fc.integer({ min: 1, max: 15 }) }), { maxLength: 12 }),
          fc.integer(),
          async (drafts, windows, seed) => {
            const fleet = await plant();
            const all = drafts.flatMap((list, i) => eventsOf(fleet, i, list));
            const shuffled =
              fc.sample(fc.shuffledSubarray(all, { minLength: all.length }), { seed, numRuns: 1 })[0] ?? [];
            // Random windows overlap; the rest comes in batches of its own, so that everything arrives at least once.
            const batches = windows.map(({ from, size }) => shuffled.slice(from, from + size));
            for (let i = 0; i < shuffled.length; i += 7) batches.push(shuffled.slice(i, i + 7));
            const sent = batches.filter((batch) => batch.length > 0);
            const acks = await Promise.all(
              sent.map((batch, i) => (i % 3 === 0 ? beside : ingest)(fleet.organisationId, batch)),
            );
            expect(acks.reduce((sum, { stored }) => sum + stored, 0)).toBe(all.length);
            expect(acks.map(({ stored, repeated }) => stored + repeated)).toEqual(
              sent.map((batch) => batch.length),
            );
            await expectStored(fleet, all);
          },
        ),
        { numRuns: 25 },
      );
    },
    120_000,
  );

  it("dates a silent vehicle by what it first said, though a position came before", async () => {
    const fleet = await plant();
    const quiet = { stop: 0, lng: 120, kg: 0 };
    const events = eventsOf(fleet, 0, [
      { ...quiet, pick: 6 },
      { ...quiet, pick: 0 },
    ]);
    const [report, position] = events;
    if (!report || !position) throw new Error("two events were drafted");
    await ingest(fleet.organisationId, [position]);
    await ingest(fleet.organisationId, [report]);
    await expectStored(fleet, events);
  });

  it("counts an event that stands twice in one batch once", async () => {
    const fleet = await plant();
    const events = eventsOf(fleet, 0, [{ pick: 5, stop: 0, lng: 120, kg: 80 }]);
    expect(await ingest(fleet.organisationId, [...events, ...events])).toEqual({ stored: 1, repeated: 1 });
    await expectStored(fleet, events);
  });

  it("is not moved by a position whose number stands in the ledger for something else", async () => {
    const fleet = await plant();
    const drafts = { stop: 0, kg: 2 };
    const [first, status, ...later] = eventsOf(fleet, 0, [
      { ...drafts, pick: 0, lng: 119 },
      { ...drafts, pick: 2, lng: 119 },
      { ...drafts, pick: 0, lng: 119.5 },
    ]);
    const [, again] = eventsOf(
      fleet,
      0,
      [0, 0].map((pick) => ({ ...drafts, pick, lng: 121 })),
    );
    if (!first || !status || !again) throw new Error("events were drafted");
    await ingest(fleet.organisationId, [first, status]);
    expect(await ingest(fleet.organisationId, [again])).toEqual({ stored: 0, repeated: 1 });
    await expectStored(fleet, [first, status]);
    expect(await ingest(fleet.organisationId, [again, first])).toEqual({ stored: 0, repeated: 2 });
    await ingest(fleet.organisationId, [again, ...later]);
    await expectStored(fleet, [first, status, ...later]);
  });

  it("refuses a batch whole when it names a vehicle, stop or route of another organisation", async () => {
    const [ours, theirs] = [await plant(), await plant()];
    const own = eventsOf(ours, 0, [{ pick: 0, stop: 0, lng: 120, kg: 1 }]);
    const foreign = eventsOf(theirs, 0, [{ pick: 4, stop: 0, lng: 120, kg: 1 }]);
    const vehicleId = ours.vehicles[0]?.id ?? 0;
    const [arrival] = foreign;
    if (arrival?.kind !== "arrive") throw new Error("the draft is no arrival");
    await expect(ingest(ours.organisationId, [...own, ...foreign])).rejects.toThrow(
      `events[1].vehicleId: found ${arrival.vehicleId}, expected the id of a vehicle of your organisation`,
    );
    await expect(ingest(ours.organisationId, [...own, { ...arrival, vehicleId }])).rejects.toThrow(
      `events[1].stopId: found ${arrival.stopId}`,
    );
    const stopId = ours.vehicles[0]?.stopIds[0] ?? 0;
    await expect(ingest(ours.organisationId, [{ ...arrival, vehicleId, stopId }])).rejects.toThrow(
      `events[0].routeId: found ${arrival.routeId}`,
    );
    await expectStored(ours, []);
  });

  it("lets a done stop stay done, and a miss outweigh a skip, in any order", async () => {
    const outcomes = ["skipped", "missed", "done"] as const;
    for (const order of [
      [0, 1, 2],
      [2, 1, 0],
      [1, 2, 0],
      [1, 0],
      [0, 1],
    ]) {
      const fleet = await plant({ vehicles: 1 });
      const [vehicle] = fleet.vehicles;
      if (!vehicle) throw new Error("no vehicle");
      const stopId = vehicle.stopIds[0] ?? 0;
      for (const [sequence, which] of order.entries()) {
        const base = { vehicleId: vehicle.id, sequence, at: at(which), routeId: vehicle.routeId, stopId };
        const outcome = outcomes[which];
        await ingest(fleet.organisationId, [
          outcome === "done" || outcome === undefined
            ? { ...base, kind: "lift", lifts: 1, weightKg: 5 }
            : { ...base, kind: "skip", outcome, reason: outcome },
        ]);
      }
      const { status } = await open.db.stop.findUniqueOrThrow({ where: { id: stopId } });
      expect(status).toBe(order.includes(2) ? "done" : "missed");
    }
  });

  it("hears a vehicle itself beside a service that tells of it by another count, in any order", async () => {
    const draft = fc.record({ ms: fc.nat(40), isPosition: fc.boolean(), isTold: fc.boolean() });
    await fc.assert(
      fc.asyncProperty(
        fc.uniqueArray(draft, { minLength: 2, maxLength: 14, selector: ({ ms }) => ms }),
        fc.integer(),
        async (drafts, seed) => {
          const fleet = await plant({ vehicles: 1 });
          const [vehicle] = fleet.vehicles;
          if (!vehicle) throw new Error("no vehicle");
          const { id: vehicleId, routeId } = vehicle;
          const inTime = [...drafts].sort((a, b) => a.ms - b.ms);
          const events = inTime.map(({ ms, isPosition, isTold }, i): VehicleEvent => {
            const base = { vehicleId, sequence: isTold ? i - 1_000_000 : i, at: at(ms) };
            return isPosition
              ? { ...base, kind: "position", lng: 120 + i / 100, lat: 36, speedKmh: i, headingDeg: 0 }
              : {
                  ...base,
                  kind: "status",
                  status: isTold ? "yard" : "moving",
                  routeId: isTold ? null : routeId,
                };
          });
          const shuffled =
            fc.sample(fc.shuffledSubarray(events, { minLength: events.length }), { seed, numRuns: 1 })[0] ??
            [];
          for (let i = 0; i < shuffled.length; i += 3)
            await ingest(fleet.organisationId, shuffled.slice(i, i + 3));
          const position = events.findLast(({ kind }) => kind === "position");
          const said = events.findLast(({ kind }) => kind !== "position");
          const [state] = await open.db.$queryRaw<
            { sequence: number; status: string; routeId: number | null }[]
          >(sql`
            SELECT sequence::float8, status, route_id AS "routeId" FROM vehicle_state WHERE vehicle_id = ${vehicleId}`);
          if (position !== undefined) expect(state?.sequence).toBe(position.sequence);
          if (said?.kind === "status")
            expect(state).toMatchObject({ status: said.status, routeId: said.routeId });
        },
      ),
      { numRuns: 20 },
    );
  }, 60_000);

  it("counts a vehicle's own events on from its own, whatever a service told of it", async () => {
    const fleet = await plant({ vehicles: 1 });
    const [vehicle] = fleet.vehicles;
    if (!vehicle) throw new Error("no vehicle");
    const told = { vehicleId: vehicle.id, sequence: -9, at: at(1), lng: 120, lat: 36, speedKmh: 0 };
    await ingest(fleet.organisationId, [{ ...told, kind: "position", headingDeg: 0 }]);
    expect(await readVehicles(open.db, fleet.organisationId)).toMatchObject([{ nextSequence: 1 }]);
  });

  it("closes a route with its times and costs, and the shift with its overtime", async () => {
    const fleet = await plant({ vehicles: 1 });
    const [vehicle] = fleet.vehicles;
    if (!vehicle) throw new Error("no vehicle");
    const { id: vehicleId, routeId, driverId } = vehicle;
    const hour = 3600;
    const base = (sequence: number, s: number) => ({ vehicleId, sequence, at: at(s) });
    await ingest(fleet.organisationId, [
      { ...base(1, 0), kind: "clock-in", driverId },
      { ...base(2, 600), kind: "route-start", routeId, driverId },
      { ...base(3, 5 * hour), kind: "break-start", driverId },
      { ...base(4, 5 * hour + 1800), kind: "break-end", driverId },
      {
        ...base(5, 8 * hour),
        kind: "tip",
        routeId,
        facilityId: fleet.facilityId,
        arrivedAt: at(8 * hour - 600),
        netKg: 5000,
      },
      { ...base(6, 10 * hour), kind: "route-end", routeId, distanceM: 40_000, fuelL: 20, idleS: 300 },
      { ...base(7, 10 * hour + 60), kind: "clock-out", driverId },
    ]);
    const route = await open.db.route.findUniqueOrThrow({ where: { id: routeId } });
    const routeS = 10 * hour - 600;
    expect(route).toMatchObject({
      status: "done",
      overtimeS: hour,
      delayS: 2 * hour,
      breakS: 1800,
      disposalS: 600,
      transitS: routeS - 1800 - 600 - 300,
      wageCents: Math.round((routeS * 1800) / 3600),
      distanceCents: 2000,
      fuelCents: 3000,
      disposalCents: 45_000,
    });
    const costCents = route.wageCents + 2000 + 3000 + 45_000;
    expect(ended).toEqual([
      {
        organisationId: fleet.organisationId,
        routes: [
          { depotId: route.depotId, stopsDone: route.stopsDone, stopsMissed: route.stopsMissed, costCents },
        ],
      },
    ]);
    const shift = await open.db.shift.findFirstOrThrow({ where: { driverId } });
    expect(shift).toMatchObject({
      overtimeS: hour + 60,
      leftYardAt: new Date(at(600)),
      clockedInAt: new Date(at(0)),
    });
  });

  it("takes what a wrong clock or counter says, and holds what comes of it at the end of its column", async () => {
    const fleet = await plant({ vehicles: 1 });
    const [vehicle] = fleet.vehicles;
    if (!vehicle) throw new Error("no vehicle");
    const { id: vehicleId, routeId, driverId, stopIds } = vehicle;
    const stopId = stopIds[0] ?? 0;
    await open.pool.query(`UPDATE facility SET fee_cents_per_tonne = 100000 WHERE id = $1`, [
      fleet.facilityId,
    ]);
    await open.pool.query(`UPDATE vehicle SET cost_cents_per_km = 150 WHERE id = $1`, [vehicleId]);
    await open.pool.query(`UPDATE driver SET wage_cents_per_hour = 2500 WHERE id = $1`, [driverId]);
    const event = (sequence: number, at: string) => ({ vehicleId, sequence, at });
    const ack = await ingest(fleet.organisationId, [
      { ...event(0, "2015-01-01T06:00:00Z"), kind: "route-start", routeId, driverId },
      { ...event(1, "2015-01-01T06:10:00Z"), kind: "arrive", routeId, stopId },
      { ...event(2, "2079-01-01T06:10:00Z"), kind: "lift", routeId, stopId, lifts: 1, weightKg: 1 },
      {
        ...{ ...event(3, at(60)), kind: "tip", routeId, facilityId: fleet.facilityId },
        ...{ arrivedAt: at(0), netKg: 30_000 },
      },
      // The odometer in the place of the trip.
      {
        ...event(4, "2079-01-01T07:00:00Z"),
        kind: "route-end",
        routeId,
        distanceM: 180_000_000,
        fuelL: 40,
        idleS: 0,
      },
    ]);
    expect(ack).toEqual({ stored: 5, repeated: 0 });
    const { rows } = await open.pool.query(
      `SELECT distance_cents, disposal_cents, wage_cents, transit_s FROM route WHERE id = $1`,
      [routeId],
    );
    expect(rows).toEqual([
      {
        distance_cents: 27_000_000,
        disposal_cents: 3_000_000,
        wage_cents: expect.any(Number),
        transit_s: expect.any(Number),
      },
    ]);
  });

  it("tells the live channel after the commit what changed, and the outbox in it", async () => {
    const fleet = await plant({ vehicles: 1 });
    published.length = announced.length = changed.length = 0;
    await ingest(
      fleet.organisationId,
      eventsOf(fleet, 0, [
        { pick: 0, stop: 0, lng: 120.5, kg: 30 },
        { pick: 4, stop: 0, lng: 120, kg: 1 },
        { pick: 5, stop: 0, lng: 120, kg: 70 },
        { pick: 6, stop: 0, lng: 120, kg: 0 },
      ]),
    );
    const [vehicle] = fleet.vehicles;
    expect(published).toEqual([
      {
        channel: "vehicles",
        value: expect.objectContaining({
          vehicleId: vehicle?.id,
          lng: 120.5,
          status: "moving",
          loadKg: 70,
          at: at(0),
        }),
      },
      {
        channel: "routes",
        value: expect.objectContaining({ routeId: vehicle?.routeId, stopsDone: 1, weightKg: 70 }),
      },
      {
        channel: "stops",
        value: { stopId: vehicle?.stopIds[0], routeId: vehicle?.routeId, status: "done", at: at(2) },
      },
    ]);
    expect(changed).toHaveLength(1);
    expect(announced).toEqual([
      { organisationId: fleet.organisationId, topic: "exception.opened", payload: { ids: changed } },
    ]);
  });
});
