import type { Plan, Problem, Route, Travel, Unserved } from "./problem.ts";

/** A part of a problem that shares neither stops nor vehicles with the rest, with its numbers in the whole. */
export type Component = { problem: Problem; stops: readonly number[]; vehicles: readonly number[] };

const cut = <T extends Int32Array | Float64Array>(
  from: T,
  to: T,
  size: number,
  places: readonly number[],
): T => {
  let write = 0;
  for (const row of places) for (const column of places) to[write++] = from[row * size + column]!;
  return to;
};

/** A table between some of its places: a part looks its ways up in what is near in memory, and is sent without the rest. */
const travelBetween = (travel: Travel, places: readonly number[]): Travel => {
  if (travel.kind !== "table") return travel;
  const { size, distance, seconds } = travel;
  const cutOf = (table: Int32Array | Float64Array): Int32Array | Float64Array =>
    table instanceof Int32Array
      ? cut(table, new Int32Array(places.length ** 2), size, places)
      : cut(table, new Float64Array(places.length ** 2), size, places);
  const own = cutOf(distance);
  return {
    kind: "table",
    size: places.length,
    distance: own,
    seconds: seconds === distance ? own : cutOf(seconds),
  };
};

/** A problem whose table holds no other places than its own. */
const withOwnPlaces = (problem: Problem): Problem => {
  const { travel, stops, vehicles, facilities } = problem;
  if (travel.kind !== "table") return problem;
  const places = [
    ...new Set([
      ...vehicles.flatMap(({ start, end, home }) => (home === null ? [start, end] : [start, end, home])),
      ...facilities.map(({ place }) => place),
      ...stops.map(({ place }) => place),
    ]),
  ];
  const at = new Map(places.map((place, index) => [place, index]));
  const own = (place: number): number => at.get(place) ?? -1;
  return {
    ...problem,
    travel: travelBetween(travel, places),
    stops: stops.map((stop) => ({ ...stop, place: own(stop.place) })),
    vehicles: vehicles.map((vehicle) => ({
      ...vehicle,
      start: own(vehicle.start),
      end: own(vehicle.end),
      home: vehicle.home === null ? null : own(vehicle.home),
    })),
    facilities: facilities.map((facility) => ({ ...facility, place: own(facility.place) })),
  };
};

/** Stops and vehicles of a problem where no vehicle can serve both sides: a truck of glass never competes with one of refuse. */
export const sharesOf = (problem: Problem): Pick<Component, "stops" | "vehicles">[] => {
  const groups: number[] = [];
  const add = (bits: number): void => {
    if (bits === 0) return;
    let joined = bits;
    for (let i = groups.length - 1; i >= 0; i--)
      if ((groups[i]! & joined) !== 0) {
        joined |= groups[i]!;
        groups.splice(i, 1);
      }
    groups.push(joined);
  };
  for (const { offers } of problem.vehicles) add(offers);
  for (const { needs } of problem.stops) add(needs);
  // What asks for nothing may go with everybody, so there is nothing to split.
  if (problem.stops.some(({ needs }) => needs === 0)) groups.splice(0, groups.length, -1);
  return groups.flatMap((bits) => {
    const stops = [...problem.stops.keys()].filter(
      (stop) => (problem.stops[stop]!.needs & bits) !== 0 || bits === -1,
    );
    if (stops.length === 0) return [];
    const vehicles = [...problem.vehicles.keys()].filter(
      (vehicle) => (problem.vehicles[vehicle]!.offers & bits) !== 0 || bits === -1,
    );
    return [{ stops, vehicles }];
  });
};

/** Splits a problem into its shares: each is searched by itself, over fewer stops and without looking at trucks that cannot come. */
export const componentsOf = (problem: Problem): Component[] =>
  sharesOf(problem).map(({ stops, vehicles }) => {
    const at = new Map(stops.map((stop, index) => [stop, index]));
    return {
      stops,
      vehicles,
      problem: withOwnPlaces({
        ...problem,
        stops: stops.map((stop) => problem.stops[stop]!),
        vehicles: vehicles.map((vehicle) => {
          const entry = problem.vehicles[vehicle]!;
          return { ...entry, pinned: entry.pinned.map((stop) => at.get(stop)!) };
        }),
      }),
    };
  });

/** The part of a plan that lies in a component, in the numbers of the component. */
export const planWithin = ({ stops, vehicles }: Component, plan: Plan): Plan => {
  const stopAt = new Map(stops.map((stop, index) => [stop, index]));
  const vehicleAt = new Map(vehicles.map((vehicle, index) => [vehicle, index]));
  const routes = plan.routes.flatMap(({ vehicle, visits }): Route[] => {
    const own = vehicleAt.get(vehicle);
    return own === undefined
      ? []
      : [{ vehicle: own, visits: visits.map((visit) => (visit < 0 ? visit : stopAt.get(visit)!)) }];
  });
  const unserved = plan.unserved.flatMap(({ stop, reason }): Unserved[] => {
    const own = stopAt.get(stop);
    return own === undefined ? [] : [{ stop: own, reason }];
  });
  // What the part costs is reckoned by whoever takes it up.
  return { routes, unserved, cost: 0, distance: 0, duration: 0 };
};

/** Plans of components as one plan of the whole. */
export const joinPlans = (parts: readonly { component: Component; plan: Plan }[]): Plan => {
  const whole: Plan & { routes: Route[]; unserved: Unserved[] } = {
    routes: [],
    unserved: [],
    cost: 0,
    distance: 0,
    duration: 0,
  };
  for (const { component, plan } of parts) {
    const { stops, vehicles } = component;
    for (const { vehicle, visits } of plan.routes)
      whole.routes.push({
        vehicle: vehicles[vehicle]!,
        visits: visits.map((visit) => (visit < 0 ? visit : stops[visit]!)),
      });
    for (const { stop, reason } of plan.unserved) whole.unserved.push({ stop: stops[stop]!, reason });
    whole.cost += plan.cost;
    whole.distance += plan.distance;
    whole.duration += plan.duration;
  }
  return whole;
};

/** Items in at most so many lines of about the same size: the largest first, each where least stands. */
export const linesOf = <T>(items: readonly T[], sizeOf: (item: T) => number, most: number): T[][] => {
  const lines = Array.from({ length: Math.max(1, Math.min(most, items.length)) }, () => ({
    items: [] as T[],
    size: 0,
  }));
  for (const item of items.toSorted((a, b) => sizeOf(b) - sizeOf(a))) {
    const line = lines.reduce((least, each) => (each.size < least.size ? each : least));
    line.items.push(item);
    line.size += sizeOf(item);
  }
  return lines.map((line) => line.items);
};
