import type { PlanDay, PlanRoute, PlanTotals, PlanUnserved, PlanVisit } from "../schema.ts";
import { type Day, layOut } from "./day.ts";
import type { PictureStop, PictureVehicle } from "./day-picture.ts";
import type { DayProblem, Leeway } from "./day-problem.ts";
import type { Plan } from "./problem.ts";
import { type Moment, type Timeline, timelineOf } from "./timeline.ts";
import { Trips } from "./trips.ts";

/** What each truck does, by its id: stops of the problem by index, and facilities as -1 - index. */
export type Orders = ReadonlyMap<number, readonly number[]>;

/** A problem laid out for running orders by the clock, made once for many runs. */
export type Clockwork = { day: Day; trips: Trips; seatOf: (vehicleId: number) => number | undefined };

// Under a minute nobody is late.
const LATE_S = 60;

/** Lays a problem out for running orders by the clock. */
export const clockworkOf = ({ problem, vehicleOf }: DayProblem): Clockwork => {
  const day = layOut(problem);
  const seats = new Map<number, number>();
  for (const [id, entry] of vehicleOf) seats.set(id, day.entryOf.indexOf(entry));
  return { day, trips: new Trips(day), seatOf: (vehicleId) => seats.get(vehicleId) };
};

/** The orders of the day as it stands: every truck with its stops that are not done, in sequence. */
export const presentOrders = ({ stops, vehicles, vehicleOf, problem }: DayProblem): Orders => {
  const orders = new Map<number, number[]>();
  for (const [entry, { id }] of vehicles.entries()) orders.set(id, [...problem.vehicles[entry]!.pinned]);
  const given = stops.flatMap((stop, index) =>
    stop !== null && stop.vehicleId !== null && vehicleOf.has(stop.vehicleId) ? [{ stop, index }] : [],
  );
  given.sort((a, b) => a.stop.sequence - b.stop.sequence || a.stop.id - b.stop.id);
  for (const { stop, index } of given) {
    const order = orders.get(stop.vehicleId!);
    // What is to stay first is there already.
    if (order !== undefined && !order.includes(index)) order.push(index);
  }
  return orders;
};

/** The orders that a plan gives. */
export const ordersOf = ({ vehicles, problem }: DayProblem, plan: Plan): Orders => {
  const orders = new Map<number, readonly number[]>();
  for (const [entry, { id }] of vehicles.entries()) orders.set(id, problem.vehicles[entry]!.pinned);
  for (const { vehicle, visits } of plan.routes) orders.set(vehicles[vehicle]!.id, visits);
  return orders;
};

/** Runs the order of one truck by the clock. */
export const runOrder = (
  { day, trips, seatOf }: Clockwork,
  vehicleId: number,
  order: readonly number[],
): Timeline => {
  const seat = seatOf(vehicleId);
  if (seat === undefined)
    throw new RangeError(`runOrder: got vehicle ${vehicleId}, expected one of the problem`);
  return timelineOf(day, trips, seat, order);
};

/** How much later than allowed the present orders end what they do: what a plan for the running day may take too. */
export const leewayOf = (given: DayProblem, orders: Orders): Leeway => {
  const clockwork = clockworkOf(given);
  const stops = new Map<number, number>();
  const vehicles = new Map<number, number>();
  const facilities = new Map<number, number>();
  for (const [id, order] of orders) {
    if (order.length === 0) continue;
    const { moments, end } = runOrder(clockwork, id, order);
    vehicles.set(id, end + 1);
    for (const { visit, start } of moments) {
      if (visit === null) continue;
      const facility = visit < 0 ? given.facilities[-1 - visit]!.id : undefined;
      if (facility !== undefined)
        facilities.set(facility, Math.max(start + 1, facilities.get(facility) ?? 0));
      const stop = visit < 0 ? undefined : given.stops[visit];
      if (stop) stops.set(stop.id, start + 1);
    }
  }
  return { stops, vehicles, facilities };
};

/** Tells orders as a day: times, loads, money and what they break, measured against the windows as they really are. */
export const planDayOf = (
  given: DayProblem,
  orders: Orders,
  reasonOf: (stop: PictureStop) => string,
): PlanDay => {
  const clockwork = clockworkOf(given);
  const { picture, settled } = given;
  const routes: PlanRoute[] = [];
  const served = new Set<number>();
  for (const vehicle of picture.vehicles) {
    const order = orders.get(vehicle.id) ?? [];
    const own = settled.get(vehicle.id) ?? [];
    for (const visit of order) if (visit >= 0) served.add(visit);
    if (order.length === 0 && own.length === 0) continue;
    const timeline =
      order.length > 0 && clockwork.seatOf(vehicle.id) !== undefined
        ? runOrder(clockwork, vehicle.id, order)
        : null;
    routes.push(routeOf(given, vehicle, own, timeline));
  }
  const unserved = given.stops.flatMap((stop, index): PlanUnserved[] => {
    // What is merely offered is not missing where no truck takes it.
    if (stop === null || served.has(index) || stop.overflow !== undefined) return [];
    const { id, name, stream, lng, lat } = stop;
    return [{ stopId: id, name, stream, lng, lat, reason: reasonOf(stop) }];
  });
  return { loadUnit: picture.loadUnit, totals: totalsOf(routes, unserved.length), routes, unserved };
};

/** Sums routes up. */
export const totalsOf = (routes: readonly PlanRoute[], unserved: number): PlanTotals => {
  const sum = (of: (route: PlanRoute) => number): number =>
    routes.reduce((total, route) => total + of(route), 0);
  return {
    vehicles: routes.length,
    stops: sum(({ stops }) => stops),
    unserved,
    distanceM: sum(({ distanceM }) => distanceM),
    durationS: sum(({ durationS }) => durationS),
    costCents: sum(({ costCents }) => costCents),
    lateStops: sum(({ lateStops }) => lateStops),
    overtimeS: sum(({ overtimeS }) => overtimeS),
    violations: sum(({ violations }) => violations.length),
  };
};

/** One truck's day as a route: what is done as it was, what is to come by the clock. */
export const routeOf = (
  given: DayProblem,
  vehicle: PictureVehicle,
  done: readonly PictureStop[],
  timeline: Timeline | null,
): PlanRoute => {
  const { picture } = given;
  const iso = (seconds: number): string =>
    new Date(picture.midnightMs + Math.round(seconds) * 1000).toISOString();
  const visits = [
    ...done.map((stop) => settledVisit(stop, iso)),
    ...(timeline?.moments ?? []).flatMap((moment) => visitOf(given, moment, iso) ?? []),
  ];
  const start = Math.min(
    done[0]?.arrived ?? done[0]?.done ?? Number.POSITIVE_INFINITY,
    timeline?.start ?? Number.POSITIVE_INFINITY,
  );
  const end = timeline?.end ?? done.at(-1)?.done ?? done.at(-1)?.arrived ?? vehicle.shiftEnd;
  const stops = visits.filter(({ kind }) => kind === "stop");
  const overtimeS = timeline === null ? 0 : Math.max(0, timeline.end - vehicle.shiftEnd);
  const lateStops = stops.filter(({ lateS, isPinned }) => lateS >= LATE_S && !isPinned).length;
  return {
    vehicleId: vehicle.id,
    vehicle: vehicle.name,
    depotId: vehicle.depotId,
    routeId: vehicle.routeId,
    route: vehicle.route,
    startAt: iso(Number.isFinite(start) ? start : vehicle.shiftStart),
    endAt: iso(end),
    shiftStartAt: iso(vehicle.shiftStart),
    shiftEndAt: iso(vehicle.shiftEnd),
    stops: stops.length,
    tips: visits.filter(({ kind }) => kind === "tip").length,
    distanceM: timeline?.distance ?? 0,
    durationS: timeline?.duration ?? 0,
    costCents: timeline?.cost ?? 0,
    load: loadOf(given, timeline),
    lateStops,
    overtimeS,
    violations:
      timeline === null ? [] : faultsOf(given, vehicle, timeline, lateStops, overtimeS, picture.loadUnit),
    visits,
  };
};

const loadOf = ({ stops }: DayProblem, timeline: Timeline | null): number =>
  (timeline?.moments ?? []).reduce(
    (sum, { visit }) => sum + (visit === null || visit < 0 ? 0 : (stops[visit]?.load ?? 0)),
    0,
  );

const settledVisit = (stop: PictureStop, iso: (seconds: number) => string): PlanVisit => {
  const start = stop.arrived ?? stop.done ?? stop.early;
  return {
    kind: "stop",
    stopId: stop.id,
    facilityId: null,
    name: stop.name,
    stream: stop.stream,
    lng: stop.lng,
    lat: stop.lat,
    startAt: iso(start),
    endAt: iso(stop.done ?? start + stop.service),
    load: stop.load,
    lateS: Math.max(0, start - stop.late),
    isPinned: true,
    status: stop.status,
  };
};

const visitOf = (
  { stops, facilities }: DayProblem,
  { visit: at, start, end, load }: Moment,
  iso: (seconds: number) => string,
): PlanVisit | undefined => {
  const times = { startAt: iso(start), endAt: iso(end), load, isPinned: false };
  const nowhere = { stopId: null, facilityId: null, stream: null, status: null, lateS: 0 };
  if (at === null) return { ...times, ...nowhere, kind: "break", name: "Break", lng: null, lat: null };
  if (at < 0) {
    const facility = facilities[-1 - at]!;
    const { id: facilityId, name, lng, lat, closes } = facility;
    return {
      ...times,
      ...nowhere,
      kind: "tip",
      facilityId,
      name,
      lng,
      lat,
      lateS: Math.max(0, start - closes),
    };
  }
  const stop = stops[at];
  // What the truck carries already is no visit.
  if (!stop) return undefined;
  const { id: stopId, name, stream, lng, lat, status, late, overflow } = stop;
  const lateS = Math.max(0, start - late);
  const visit = {
    ...times,
    kind: "stop" as const,
    stopId,
    facilityId: null,
    name,
    stream,
    lng,
    lat,
    lateS,
    status,
  };
  return overflow === undefined
    ? visit
    : { ...visit, overflow: { chance: overflow.chance, pickup: overflow.pickup } };
};

const minutes = (seconds: number): string => `${Math.ceil(seconds / 60)} min`;

const faultsOf = (
  { stops, overdue }: DayProblem,
  vehicle: PictureVehicle,
  { overload, misfits, isBreakMissed }: Timeline,
  lateStops: number,
  overtimeS: number,
  unit: string,
): string[] => {
  const faults: string[] = [];
  if (overload > 0)
    faults.push(`${vehicle.name}: a load is ${Math.ceil(overload)} ${unit} more than it is planned to hold`);
  const anyhow = overdue.has(vehicle.id) ? ", whatever it leaves out" : "";
  if (overtimeS >= LATE_S)
    faults.push(`${vehicle.name}: ends ${minutes(overtimeS)} after its shift${anyhow}`);
  if (lateStops > 0) faults.push(`${vehicle.name}: ${lateStops} stops after their window`);
  if (isBreakMissed) faults.push(`${vehicle.name}: no time for the break in its window`);
  const [first] = misfits;
  if (first !== undefined)
    faults.push(
      `${vehicle.name}: ${misfits.length} stops that it may not serve, such as ${stops[first]?.name ?? "its load"}`,
    );
  return faults;
};
