import { greatCircleM } from "#server/lib/great-circle.ts";
import { seeded } from "#server/lib/random.ts";
import type { ExceptionKind, VehicleEvent, VehicleStatus } from "#server/operations/schema.ts";
import type { FindWay, Place, Way } from "#server/operations/simulate/ways.ts";

/** A stop still to be done; `containers` are those of its stream. */
export type CrewStop = Place & { id: number; serviceS: number; demandL: number; containers: number };

/** What a crew has to do today, and where it stands; instants are epoch milliseconds. */
export type CrewDay = {
  /** Equal seeds give equal days. */
  seed: string;
  vehicleId: number;
  routeId: number;
  driverId: number | null;
  stream: string;
  depot: Place;
  facilities: readonly (Place & { id: number; unloadS: number })[];
  capacityKg: number;
  /** Pending stops in order. */
  stops: readonly CrewStop[];
  plannedStartMs: number;
  /** Earliest time and length of the break; null once it has been taken. */
  break: { earliestMs: number; lengthS: number } | null;
  isClockedIn: boolean;
  /** Null before the route started. */
  startedMs: number | null;
  /** The first stop has been reached already, at that time. */
  arrivedMs: number | null;
  here: Place;
  atMs: number;
  loadKg: number;
  /** Metres driven before now. */
  distanceM: number;
};

type WithoutIdentity<E> = E extends unknown ? Omit<E, "vehicleId" | "sequence" | "at"> : never;
/** An event that has yet to get its sequence. */
export type CrewEvent = WithoutIdentity<VehicleEvent>;

/** A stretch of the day: driving a way, or standing; its events happen at its end. */
export type Stretch = {
  status: VehicleStatus;
  fromMs: number;
  untilMs: number;
  at: Place;
  way: Way | null;
  events: CrewEvent[];
};

/** Kilograms a litre of set-out waste weighs, by stream; usual figures of collection planning. */
const KG_PER_L: Record<string, number> = {
  refuse: 0.1,
  recycling: 0.05,
  organics: 0.25,
  glass: 0.3,
  paper: 0.08,
};

type Outcome = { chance: number; kind: ExceptionKind; isLifted: boolean; note: string | null };
const OUTCOMES: readonly Outcome[] = [
  { chance: 0.025, kind: "not-out", isLifted: false, note: null },
  { chance: 0.006, kind: "no-access", isLifted: false, note: "Gate locked, nobody answered" },
  { chance: 0.004, kind: "blocked", isLifted: false, note: "Parked car in front of the containers" },
  { chance: 0.015, kind: "overfull", isLifted: true, note: null },
  { chance: 0.005, kind: "extra-waste", isLifted: true, note: "Bags beside the container" },
  { chance: 0.002, kind: "damaged-container", isLifted: true, note: "Lid broken off" },
];
const CONTAMINATED = { sorted: 0.03, refuse: 0.003 };

/** The exception of a stop, decided by its own draw so that nothing before it matters; null for a plain stop. */
const outcomeOf = (stream: string, draw: number): Outcome | null => {
  let upTo = 0;
  for (const outcome of OUTCOMES) {
    upTo += outcome.chance;
    if (draw < upTo) return outcome;
  }
  const contaminated = stream === "refuse" ? CONTAMINATED.refuse : CONTAMINATED.sorted;
  if (draw < upTo + contaminated)
    return {
      chance: contaminated,
      kind: "contaminated",
      isLifted: true,
      note: "Wrong material in the container",
    };
  return null;
};

const BREAKDOWN_CHANCE = 0.012;
const FUEL_L_PER_KM = 0.45;
const FUEL_L_PER_HOUR = 2.5;

/**
 * The rest of a crew's day as stretches, made one at a time: out of the yard, from stop to stop, to tip when full, a
 * break, now and then a breakdown, home. Every stop draws from a seed of its own, so a day that is taken up again in
 * the middle goes on as it would have.
 */
export function* crewDay(day: CrewDay, findWay: FindWay): Generator<Stretch, void> {
  const { routeId, driverId, stream, depot } = day;
  let ms = day.atMs;
  let here = day.here;
  let { loadKg, distanceM } = day;
  let idleS = 0;
  let breakLeft = day.break;
  const random = seeded(day.seed);

  const stand = (status: VehicleStatus, seconds: number, events: CrewEvent[]): Stretch => {
    const fromMs = ms;
    ms += Math.max(1, Math.round(seconds)) * 1000;
    return { status, fromMs, untilMs: ms, at: here, way: null, events };
  };
  const drive = (to: Place, pace: number, events: CrewEvent[]): Stretch => {
    const way = findWay(here, to);
    const stretch = { ...stand("moving", way.durationS * pace, events), way };
    here = to;
    distanceM += way.distanceM;
    return stretch;
  };
  const status = (of: VehicleStatus): CrewEvent => ({ kind: "status", status: of, routeId });

  const tip = function* (pace: number): Generator<Stretch, void> {
    const nearest = [...day.facilities].sort((a, b) => greatCircleM(here, a) - greatCircleM(here, b))[0];
    if (!nearest || loadKg === 0) return;
    yield drive(nearest, pace, [status("tipping")]);
    const arrivedAt = new Date(ms).toISOString();
    yield stand("tipping", nearest.unloadS * random.between(0.8, 1.6), [
      { kind: "tip", routeId, facilityId: nearest.id, arrivedAt, netKg: loadKg },
    ]);
    loadKg = 0;
  };

  const startLateS = Math.max(-120, random.normal(120, 240));
  if (day.startedMs === null) {
    const startMs = Math.max(ms + 1000, day.plannedStartMs + Math.round(startLateS) * 1000);
    if (driverId !== null && !day.isClockedIn) {
      const clockInMs = Math.max(ms + 1000, startMs - 720_000);
      yield stand("yard", (clockInMs - ms) / 1000, [{ kind: "clock-in", driverId }]);
    }
    yield stand("yard", (startMs - ms) / 1000, [{ kind: "route-start", routeId, driverId }]);
  }
  const startedMs = day.startedMs ?? ms;
  const breakdownStop = random.chance(BREAKDOWN_CHANCE) ? random.pick([3, 7, 11, 19]) : -1;

  for (const [i, stop] of day.stops.entries()) {
    const own = seeded(`${day.seed}/${stop.id}`);
    const pace = own.between(0.9, 1.25);
    const stopEvent = { routeId, stopId: stop.id };
    if (!(i === 0 && day.arrivedMs !== null)) {
      if (own.chance(0.02)) {
        const waitS = own.between(90, 420);
        yield stand("moving", 1, [status("stopped")]);
        yield stand("stopped", waitS, [status("moving")]);
        idleS += waitS;
      }
      yield drive(stop, pace, [{ kind: "arrive", ...stopEvent }]);
    }
    const outcome = outcomeOf(stream, own.float());
    const events: CrewEvent[] = [];
    if (outcome)
      events.push({
        kind: "exception",
        exception: outcome.kind,
        ...stopEvent,
        note: outcome.note,
        hasPhoto: false,
      });
    if (outcome && !outcome.isLifted)
      events.push({ kind: "skip", ...stopEvent, outcome: "skipped", reason: outcome.kind });
    else {
      const weightKg = Math.min(
        5_000,
        Math.round(stop.demandL * (KG_PER_L[stream] ?? 0.1) * own.between(0.6, 1.3)),
      );
      events.push({ kind: "lift", ...stopEvent, lifts: Math.max(1, stop.containers), weightKg });
      loadKg += weightKg;
    }
    yield stand(
      "serving",
      stop.serviceS * own.between(0.7, 1.4) * (outcome && !outcome.isLifted ? 0.5 : 1),
      events,
    );

    if (i === breakdownStop) {
      yield stand("moving", 30, [
        { kind: "fault", code: "P0087", description: "Fuel rail pressure too low", severity: 3 },
        {
          kind: "exception",
          exception: "vehicle-breakdown",
          routeId,
          stopId: null,
          note: "Engine lost power",
          hasPhoto: false,
        },
      ]);
      yield stand("breakdown", random.between(2_700, 7_200), [status("moving")]);
    }
    if (breakLeft && ms >= breakLeft.earliestMs) {
      const lengthS = breakLeft.lengthS;
      breakLeft = null;
      const [begin, end]: [CrewEvent, CrewEvent] =
        driverId === null
          ? [status("break"), status("moving")]
          : [
              { kind: "break-start", driverId },
              { kind: "break-end", driverId },
            ];
      yield stand("moving", 5, [begin]);
      yield stand("break", lengthS, [end]);
    }
    const next = day.stops[i + 1];
    if (next && loadKg + next.demandL * (KG_PER_L[stream] ?? 0.1) > day.capacityKg) yield* tip(pace);
  }
  yield* tip(1);
  yield drive(depot, 1, [
    {
      kind: "route-end",
      routeId,
      distanceM: Math.round(distanceM),
      fuelL:
        Math.round(
          (distanceM / 1000) * FUEL_L_PER_KM * 10 + ((ms - startedMs) / 3_600_000) * FUEL_L_PER_HOUR * 10,
        ) / 10,
      idleS: Math.round(idleS),
    },
  ]);
  if (driverId !== null) yield stand("yard", 480, [{ kind: "clock-out", driverId }]);
}
