import { setImmediate as pause } from "node:timers/promises";
import { seeded } from "#server/lib/random.ts";
import { addDays, minutesOf, minutesToInstant, serviceDayOf } from "#server/lib/service-day.ts";
import type { Clock } from "#server/operations/clock.ts";
import type { Ingest } from "#server/operations/ingest.ts";
import type { VehicleEvent } from "#server/operations/schema.ts";
import { crewDay, type Stretch } from "#server/operations/simulate/crew.ts";
import { readCrewDays, readVehicles, type SimVehicle } from "#server/operations/simulate/day-rows.ts";
import { alongWay, type FindWay } from "#server/operations/simulate/ways.ts";
import type { Db } from "#server/platform/db.ts";

/** What {@link createSimulator} needs. */
export type SimulatorDeps = {
  db: Db;
  clock: Pick<Clock, "read" | "nowMs" | "set" | "simulated">;
  ingest: Ingest;
  /** Ways of an organisation: along its streets, or straight where it has none. */
  waysOf: (organisationId: number) => Promise<FindWay>;
  /** Makes the routes of the next service day. */
  nextDay: (organisationId: number, day: string) => Promise<void>;
  /** Told of a step that failed; the next one takes the day up from what is stored. */
  failed: (organisationId: number, error: unknown) => void;
  tickMs?: number;
};

type Driven = SimVehicle & { stretches: Generator<Stretch, void> | null; stretch: Stretch | null };
type Fleet = { day: string; vehicles: Driven[] };

/** Wall-clock minutes at which a simulated day ends and the next begins. */
const DAY_ENDS_MIN = 21 * 60;
const DAY_BEGINS_MIN = 5 * 60 + 45;
/** A parked vehicle reports where it stands every ten minutes of its day. */
const PARKED_REPORT_MS = 600_000;
/** Work between two pauses, milliseconds: searching ways must not hold up the server. */
const WORK_MS = 8;
const MAX_BATCH = 4_000;
/** A clock further than this ahead of the last report has run on while nobody drove. */
const STOOD_STILL_MS = 120_000;
/** Vehicles in these states are out of the day's play until somebody changes them. */
const STUCK = new Set(["breakdown", "offline"]);

/**
 * Drives today's vehicles of every organisation with a simulated day, through ingestion like any vehicle. A day is a
 * function of the organisation, the date and the route, and is taken up from stored rows after a restart; the time the
 * process was not running does not count.
 */
export const createSimulator = ({
  db,
  clock,
  ingest,
  waysOf,
  nextDay,
  failed,
  tickMs = 1000,
}: SimulatorDeps) => {
  const fleets = new Map<number, Fleet>();
  const isWoken = new Set<number>();
  let timer: NodeJS.Timeout | undefined;
  let running: Promise<void> = Promise.resolve();
  let isStopped = true;

  const load = async (organisationId: number, day: string, nowMs: number): Promise<Fleet> => {
    const vehicles = await readVehicles(db, organisationId);
    const findWay = await waysOf(organisationId);
    const crews = await readCrewDays(db, organisationId, day, nowMs, new Map(vehicles.map((v) => [v.id, v])));
    const crewOf = new Map(crews.map((crew) => [crew.vehicleId, crew]));
    return {
      day,
      vehicles: vehicles.map((vehicle) => {
        const crew = crewOf.get(vehicle.id);
        const isStuck = crew === undefined || (crew.startedMs !== null && STUCK.has(vehicle.status));
        return { ...vehicle, stretches: isStuck ? null : crewDay(crew, findWay), stretch: null };
      }),
    };
  };

  /** Moves one vehicle on to `nowMs`: the events of every stretch that ended, then where it is. */
  const drive = (vehicle: Driven, nowMs: number, events: VehicleEvent[]): void => {
    const identity = (ms: number) => ({
      vehicleId: vehicle.id,
      sequence: vehicle.nextSequence++,
      at: new Date(ms).toISOString(),
    });
    vehicle.stretch ??= vehicle.stretches?.next().value ?? null;
    while (vehicle.stretch && vehicle.stretch.untilMs <= nowMs) {
      const { events: ended, untilMs, way, at } = vehicle.stretch;
      const here = way ? alongWay(way, 1) : at;
      Object.assign(vehicle, { lng: here.lng, lat: here.lat });
      for (const event of ended) events.push({ ...event, ...identity(untilMs) });
      vehicle.stretch = vehicle.stretches?.next().value ?? null;
    }
    const { stretch } = vehicle;
    if (!stretch && STUCK.has(vehicle.status)) return;
    const isParked = !stretch || stretch.status === "yard";
    if (isParked && vehicle.atMs !== null && nowMs - vehicle.atMs < PARKED_REPORT_MS) return;
    let speedKmh = 0;
    if (stretch?.way && stretch.status === "moving") {
      const { fromMs, untilMs, way } = stretch;
      const place = alongWay(way, (nowMs - fromMs) / (untilMs - fromMs));
      const noise = seeded(`${vehicle.id}/${Math.floor(nowMs / 5000)}`).between(0.8, 1.2);
      speedKmh = Math.min(95, (way.distanceM / ((untilMs - fromMs) / 1000)) * 3.6 * noise);
      Object.assign(vehicle, place);
    }
    vehicle.atMs = nowMs;
    const { lng, lat, headingDeg } = vehicle;
    events.push({
      ...identity(nowMs),
      kind: "position",
      lng,
      lat,
      speedKmh: Math.round(speedKmh * 10) / 10,
      headingDeg: Math.round(headingDeg),
    });
  };

  /** The time a process was not running does not count: the day goes on from its last report. */
  const wake = async (organisationId: number): Promise<void> => {
    isWoken.add(organisationId);
    const { _max: last } = await db.vehicleState.aggregate({ where: { organisationId }, _max: { at: true } });
    if (!last.at) return;
    const { serviceDay, timeZone } = clock.read(organisationId);
    // A clock that was put to another day on purpose finds routes there.
    if (serviceDayOf(last.at, timeZone) !== serviceDay) {
      const where = { organisationId, serviceDay: new Date(serviceDay) };
      if ((await db.route.count({ where })) > 0) return;
    }
    if (clock.nowMs(organisationId) - last.at.getTime() > STOOD_STILL_MS)
      await clock.set(organisationId, { now: last.at.toISOString() });
  };

  /** Puts clocks back to the last report, before others report at the hour they ran on to. */
  const wakeAll = async (): Promise<void> => {
    for (const id of clock.simulated()) if (!isWoken.has(id) && !clock.read(id).isPaused) await wake(id);
  };

  const step = async (organisationId: number): Promise<void> => {
    if (clock.read(organisationId).isPaused) return;
    if (!isWoken.has(organisationId)) await wake(organisationId);
    const { serviceDay, timeZone } = clock.read(organisationId);
    const nowMs = Math.floor(clock.nowMs(organisationId) / 1000) * 1000;
    if (minutesOf(nowMs, timeZone) >= DAY_ENDS_MIN) {
      const next = addDays(serviceDay, 1);
      await nextDay(organisationId, next);
      await clock.set(organisationId, {
        now: minutesToInstant(next, DAY_BEGINS_MIN, timeZone).toISOString(),
      });
      fleets.delete(organisationId);
      return;
    }
    let fleet = fleets.get(organisationId);
    if (fleet?.day !== serviceDay) {
      fleet = await load(organisationId, serviceDay, nowMs);
      fleets.set(organisationId, fleet);
    }
    const events: VehicleEvent[] = [];
    let sinceMs = performance.now();
    for (const vehicle of fleet.vehicles) {
      drive(vehicle, nowMs, events);
      if (performance.now() - sinceMs < WORK_MS) continue;
      await pause();
      sinceMs = performance.now();
    }
    for (let i = 0; i < events.length; i += MAX_BATCH)
      await ingest(organisationId, events.slice(i, i + MAX_BATCH));
  };

  /** One step of every simulated organisation; a failed one is taken up from what is stored. */
  const tick = async (): Promise<void> => {
    for (const organisationId of clock.simulated()) {
      try {
        await step(organisationId);
      } catch (error) {
        fleets.delete(organisationId);
        failed(organisationId, error);
      }
    }
  };

  const schedule = (dueAt: number): void => {
    timer = setTimeout(
      () => {
        running = tick().then(() => {
          // Whole ticks are left out when a step took longer, so that the rest keep their beat.
          const late = Math.max(0, Math.ceil((performance.now() - dueAt) / tickMs) - 1);
          if (!isStopped) schedule(dueAt + tickMs * (1 + late));
        });
      },
      Math.max(0, dueAt - performance.now()),
    );
  };

  return {
    tick,
    wake: wakeAll,
    /** Forgets what is in memory of a day, or with null of all: routes were changed and are read again with the next step. */
    reload(organisationId: number | null): void {
      if (organisationId === null) fleets.clear();
      else fleets.delete(organisationId);
    },
    start(): void {
      if (!isStopped) return;
      isStopped = false;
      // While it stood still another process may have driven.
      fleets.clear();
      schedule(performance.now() + tickMs);
    },
    /** Stops after the step in progress. */
    async stop(): Promise<void> {
      isStopped = true;
      clearTimeout(timer);
      await running;
    },
  };
};
/** The driver of simulated days. */
export type Simulator = ReturnType<typeof createSimulator>;
