import { serviceDayOf } from "#server/lib/service-day.ts";
import type { HeldVehicle } from "#server/operations/ingest-store.ts";
import type { ExceptionKind, VehicleEvent } from "#server/operations/schema.ts";

/** What a batch changes of one stop; sums and extremes, so that the order of batches does not matter. */
export type StopChange = {
  stopId: number;
  arrivedAt: string | null;
  doneAt: string | null;
  outcome: "done" | "missed" | "skipped" | null;
  reason: string | null;
  lifts: number;
  weightKg: number;
};

/** What a batch changes of one route. */
export type RouteChange = {
  routeId: number;
  at: string;
  startedAt: string | null;
  endedAt: string | null;
  distanceM: number | null;
  fuelL: number | null;
  idleS: number | null;
  exceptions: number;
  notOut: number;
  contaminated: number;
  overfull: number;
  tips: number;
  disposalS: number;
};

/** What a batch changes of one driver's shift. */
export type ShiftChange = {
  driverId: number;
  day: string;
  clockedInAt: string | null;
  leftYardAt: string | null;
  breakStartAt: string | null;
  breakEndAt: string | null;
  clockedOutAt: string | null;
};

type Of<K extends VehicleEvent["kind"]> = Extract<VehicleEvent, { kind: K }>;

/** Everything a batch of new events changes besides positions and vehicle states. */
export type DayChange = {
  stops: Map<number, StopChange>;
  routes: Map<number, RouteChange>;
  shifts: Map<string, ShiftChange>;
  exceptions: Of<"exception">[];
  tips: Of<"tip">[];
  faults: Of<"fault">[];
  cleared: Of<"fault-clear">[];
  lifts: Of<"lift">[];
};

// ISO instants of one form and zone sort as text, but clients may write fractions or not.
const isEarlier = (a: string, b: string): boolean => Date.parse(a) < Date.parse(b);
const earlier = (a: string | null, b: string): string => (a === null || isEarlier(b, a) ? b : a);
const later = (a: string | null, b: string): string => (a === null || isEarlier(a, b) ? b : a);

/** How strong the outcome of a stop is: a stop once done stays done, and a miss outweighs a skip. */
export const OUTCOME_RANK = { skipped: 1, missed: 2, done: 3 } as const;

const COUNTED: Partial<Record<ExceptionKind, "notOut" | "contaminated" | "overfull">> = {
  "not-out": "notOut",
  contaminated: "contaminated",
  overfull: "overfull",
};

/**
 * A shift that runs past midnight is still that of the day it began on: what pauses or ends one so long after midnight
 * is not told of the shift that begins next morning.
 */
const SPILL_MS = 3 * 3_600_000;

/** Sums up new events into what they change; `vehicles` holds every vehicle named in them. */
export const dayChange = (
  events: readonly VehicleEvent[],
  vehicles: ReadonlyMap<number, HeldVehicle>,
): DayChange => {
  const change: DayChange = {
    stops: new Map(),
    routes: new Map(),
    shifts: new Map(),
    exceptions: [],
    tips: [],
    faults: [],
    cleared: [],
    lifts: [],
  };
  const stopOf = (stopId: number): StopChange => {
    const found = change.stops.get(stopId);
    if (found) return found;
    const made: StopChange = {
      stopId,
      arrivedAt: null,
      doneAt: null,
      outcome: null,
      reason: null,
      lifts: 0,
      weightKg: 0,
    };
    change.stops.set(stopId, made);
    return made;
  };
  const routeOf = (routeId: number, at: string): RouteChange => {
    let route = change.routes.get(routeId);
    if (!route) {
      route = {
        ...{ routeId, at, startedAt: null, endedAt: null, distanceM: null, fuelL: null, idleS: null },
        ...{ exceptions: 0, notOut: 0, contaminated: 0, overfull: 0, tips: 0, disposalS: 0 },
      };
      change.routes.set(routeId, route);
    }
    route.at = later(route.at, at);
    return route;
  };
  const shiftOf = (driverId: number, event: VehicleEvent, spillMs = 0): ShiftChange => {
    const timeZone = vehicles.get(event.vehicleId)?.timeZone ?? "UTC";
    const day = serviceDayOf(Date.parse(event.at) - spillMs, timeZone);
    const key = `${driverId}/${day}`;
    const found = change.shifts.get(key);
    if (found) return found;
    const nothing = { clockedInAt: null, leftYardAt: null, breakStartAt: null, breakEndAt: null };
    const made: ShiftChange = { driverId, day, ...nothing, clockedOutAt: null };
    change.shifts.set(key, made);
    return made;
  };
  const settle = (stop: StopChange, outcome: "done" | "missed" | "skipped", reason: string | null): void => {
    if (stop.outcome !== null && OUTCOME_RANK[stop.outcome] >= OUTCOME_RANK[outcome]) return;
    stop.outcome = outcome;
    stop.reason = reason ?? stop.reason;
  };

  for (const event of events) {
    const { at } = event;
    switch (event.kind) {
      case "clock-in": {
        const shift = shiftOf(event.driverId, event);
        shift.clockedInAt = earlier(shift.clockedInAt, at);
        break;
      }
      case "clock-out": {
        const shift = shiftOf(event.driverId, event, SPILL_MS);
        shift.clockedOutAt = later(shift.clockedOutAt, at);
        break;
      }
      case "break-start": {
        const shift = shiftOf(event.driverId, event, SPILL_MS);
        shift.breakStartAt = earlier(shift.breakStartAt, at);
        break;
      }
      case "break-end": {
        const shift = shiftOf(event.driverId, event, SPILL_MS);
        shift.breakEndAt = later(shift.breakEndAt, at);
        break;
      }
      case "route-start": {
        const route = routeOf(event.routeId, at);
        route.startedAt = earlier(route.startedAt, at);
        if (event.driverId !== null) {
          const shift = shiftOf(event.driverId, event);
          shift.leftYardAt = earlier(shift.leftYardAt, at);
        }
        break;
      }
      case "arrive": {
        routeOf(event.routeId, at);
        const stop = stopOf(event.stopId);
        stop.arrivedAt = earlier(stop.arrivedAt, at);
        break;
      }
      case "lift": {
        routeOf(event.routeId, at);
        const stop = stopOf(event.stopId);
        settle(stop, "done", null);
        stop.doneAt = later(stop.doneAt, at);
        stop.lifts += event.lifts;
        stop.weightKg += event.weightKg;
        change.lifts.push(event);
        break;
      }
      case "skip":
        routeOf(event.routeId, at);
        settle(stopOf(event.stopId), event.outcome, event.reason);
        break;
      case "exception": {
        change.exceptions.push(event);
        if (event.routeId === null) break;
        const route = routeOf(event.routeId, at);
        route.exceptions++;
        const counter = COUNTED[event.exception];
        if (counter) route[counter]++;
        break;
      }
      case "tip": {
        const route = routeOf(event.routeId, at);
        route.tips++;
        route.disposalS += Math.max(0, Math.round((Date.parse(at) - Date.parse(event.arrivedAt)) / 1000));
        change.tips.push(event);
        break;
      }
      case "route-end": {
        const route = routeOf(event.routeId, at);
        route.endedAt = later(route.endedAt, at);
        route.distanceM = event.distanceM;
        route.fuelL = event.fuelL;
        route.idleS = event.idleS;
        break;
      }
      case "fault":
        change.faults.push(event);
        break;
      case "fault-clear":
        change.cleared.push(event);
        break;
      case "position":
      case "status":
        break;
    }
  }
  return change;
};
