import { type FixtureFleet, plantFleet } from "#server/operations/fixture-fleet.ts";
import { createIngest } from "#server/operations/ingest.ts";
import type { VehicleEvent } from "#server/operations/schema.ts";
import type { Db } from "#server/platform/db.ts";

/** Events stored per second, and what a batch took, milliseconds. */
export type IngestSpeed = { eventsPerS: number; batchP50Ms: number; batchP99Ms: number };

const START = Date.parse("2026-11-23T06:00:00Z");

/** One second of a fleet: a position per vehicle and, for every tenth, an arrival or a lift. */
const second = (fleet: FixtureFleet, s: number): VehicleEvent[] =>
  fleet.vehicles.flatMap(({ id: vehicleId, routeId, stopIds }, i): VehicleEvent[] => {
    const base = { vehicleId, at: new Date(START + s * 1000).toISOString() };
    const position: VehicleEvent = {
      ...base,
      ...{ sequence: 2 * s, kind: "position", lng: 120 + s / 1e5, lat: 36 + i / 1e4, speedKmh: 30, headingDeg: 90 },
    };
    if ((i + s) % 10 !== 0) return [position];
    const stopId = stopIds[Math.floor(s / 20) % stopIds.length] ?? 0;
    const visit = { ...base, sequence: 2 * s + 1, routeId, stopId };
    return [
      position,
      s % 20 < 10 ? { ...visit, kind: "arrive" } : { ...visit, kind: "lift", lifts: 1, weightKg: 40 },
    ];
  });

/**
 * Measures ingestion of `seconds` of a fleet of `vehicles` with routes of 100 stops, one batch a second of the fleet,
 * one batch after the other, after a warm-up of ten.
 */
export const measureIngest = async (db: Db, vehicles: number, seconds: number): Promise<IngestSpeed> => {
  const fleet = await plantFleet(db, { slug: `speed-${vehicles}`, vehicles, stops: 100 });
  const ingest = createIngest({
    db,
    hub: { publish: () => {} },
    announce: async () => {},
    exceptionsChanged: async () => {},
  });
  const tookMs: number[] = [];
  let events = 0;
  for (let s = 0; s < seconds + 10; s++) {
    const batch = second(fleet, s);
    const startedAt = performance.now();
    await ingest(fleet.organisationId, batch);
    if (s < 10) continue;
    tookMs.push(performance.now() - startedAt);
    events += batch.length;
  }
  const totalMs = tookMs.reduce((sum, ms) => sum + ms, 0);
  tookMs.sort((a, b) => a - b);
  return {
    eventsPerS: Math.round((events / totalMs) * 1000),
    batchP50Ms: tookMs[Math.floor(tookMs.length / 2)] ?? 0,
    batchP99Ms: tookMs[Math.floor(tookMs.length * 0.99)] ?? 0,
  };
};
