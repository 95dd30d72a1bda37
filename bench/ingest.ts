import { type FixtureFleet, plantFleet } from "#server/operations/fixture-fleet.ts";
import { createIngest } from "#server/operations/ingest.ts";
import type { VehicleEvent } from "#server/operations/schema.ts";
import { type Db, openDb } from "#server/platform/db.ts";
import { withEmptyDatabase } from "./harness/databases.ts";
import type { BenchContext, Fact, Line } from "./harness/line.ts";
import { measure, type Summary } from "./harness/measure.ts";

const START = Date.parse("2026-11-23T06:00:00Z");
const WARM_UP = 10;
const SECONDS = 60;

/** One second of a fleet: a position per vehicle and, for every tenth, an arrival or a lift. */
const second = (fleet: FixtureFleet, s: number): VehicleEvent[] =>
  fleet.vehicles.flatMap(({ id: vehicleId, routeId, stopIds }, i): VehicleEvent[] => {
    const base = { vehicleId, at: new Date(START + s * 1000).toISOString() };
    const position: VehicleEvent = {
      ...base,
      ...{
        sequence: 2 * s,
        kind: "position",
        lng: 120 + s / 1e5,
        lat: 36 + i / 1e4,
        speedKmh: 30,
        headingDeg: 90,
      },
    };
    if ((i + s) % 10 !== 0) return [position];
    const stopId = stopIds[Math.floor(s / 20) % stopIds.length] ?? 0;
    const visit = { ...base, sequence: 2 * s + 1, routeId, stopId };
    return [
      position,
      s % 20 < 10 ? { ...visit, kind: "arrive" } : { ...visit, kind: "lift", lifts: 1, weightKg: 40 },
    ];
  });

type Speed = { eventsPerS: number; cpuUsPerEvent: number; batch: Summary };

/**
 * Measures ingestion of `seconds` of a fleet of `vehicles` with routes of 100 stops, one batch a second of the fleet,
 * one batch after the other, after a warm-up.
 */
const measureIngest = async (db: Db, vehicles: number, seconds: number): Promise<Speed> => {
  const fleet = await plantFleet(db, { slug: `speed-${vehicles}`, vehicles, stops: 100 });
  const ingest = createIngest({
    db,
    hub: { publish: () => {} },
    announce: async () => {},
    exceptionsChanged: async () => {},
  });
  const batches = Array.from({ length: WARM_UP + seconds }, (_, s) => second(fleet, s));
  let next = 0;
  const { ms, cpuMsEach } = await measure({ warmUp: WARM_UP, repetitions: seconds }, async () => {
    await ingest(fleet.organisationId, batches[next++] ?? []);
    return next;
  });
  const events = batches.slice(WARM_UP).reduce((sum, batch) => sum + batch.length, 0);
  return {
    eventsPerS: (events / (ms.mean * seconds)) * 1000,
    cpuUsPerEvent: (cpuMsEach * seconds * 1000) / events,
    batch: ms,
  };
};

const run = (context: BenchContext): Promise<Fact[]> =>
  withEmptyDatabase(context, "ingest", async (url) => {
    const { db, close } = openDb({ url, poolSize: 4 });
    try {
      const facts: Fact[] = [];
      for (const vehicles of [50, 500]) {
        const { eventsPerS, cpuUsPerEvent, batch } = await measureIngest(db, vehicles, SECONDS);
        const of = `${vehicles} vehicles`;
        facts.push(
          {
            name: `events stored, ${of} a batch`,
            value: eventsPerS,
            unit: "events/s",
            ...(vehicles === 500 ? { target: { atLeast: 1_000 } } : {}),
            note: `${SECONDS} batches of one position per vehicle and an arrival or lift for every tenth, one transaction each, one after the other; durable commits.`,
          },
          { name: `one batch, ${of}, p95`, value: batch.p95, unit: "ms", summary: batch },
          {
            name: `CPU of this process per event, ${of}`,
            value: cpuUsPerEvent,
            unit: "us",
            note: "PostgreSQL's own CPU is not counted.",
          },
        );
      }
      return facts;
    } finally {
      await close();
    }
  });

/** Events on their one way in. */
export const ingest: Line = {
  about: "vehicle events stored once each, with their effects on routes and stops",
  run,
};
