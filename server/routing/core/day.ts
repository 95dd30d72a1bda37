import type { Problem, Route, Stop } from "./problem.ts";
import { Ways } from "./ways.ts";

/** A problem laid out for searching: one entry per stop, per facility, and per vehicle rather than per kind. */
export type Day = {
  problem: Problem;
  ways: Ways;
  stops: number;
  dimensions: number;
  place: Int32Array;
  /** Row-major: stop by dimension. */
  amount: Float64Array;
  early: Float64Array;
  late: Float64Array;
  service: Float64Array;
  release: Float64Array;
  needs: Int32Array;
  /** The least that tipping each stop's load costs. */
  leastFee: Float64Array;
  /** What leaving a stop out costs in the search: its penalty, or more than any route. */
  absence: Float64Array;
  isOptional: Uint8Array;
  hasReleases: boolean;
  /** Whether any stop or facility is shut for a while. */
  hasShuts: boolean;
  /** Row-major, stop by facility: distances and seconds to and from each, so that placing tips computes none. */
  toFacility: Float64Array;
  fromFacility: Float64Array;
  secondsToFacility: Float64Array;
  secondsFromFacility: Float64Array;
  /** The entry in the problem of each vehicle, and the first vehicle of those that are alike. */
  entryOf: Int32Array;
  kindOf: Int32Array;
  vehicles: number;
  /** Cost of using one more vehicle where the fleet comes first; 0 otherwise. */
  fleetCost: number;
};

// Entries that differ in nothing but how many there are of them are searched as one kind.
const likenessOf = (vehicle: Problem["vehicles"][number]): string => JSON.stringify({ ...vehicle, count: 1 });

/** The least that tipping a stop's load costs: at the cheapest facility that takes it, nothing where it need not be tipped. */
export const leastFeeOf = ({ facilities, isEmptyAtEnd }: Problem, { amounts, needs }: Stop): number => {
  const fees = facilities.flatMap(({ takes, costPerLoad }) => ((needs & ~takes) === 0 ? [costPerLoad] : []));
  return isEmptyAtEnd && fees.length > 0 ? Math.min(...fees) * (amounts[0] ?? 0) : 0;
};

/** Lays a problem out. */
export const layOut = (problem: Problem): Day => {
  const { stops, vehicles } = problem;
  const ways = new Ways(problem.travel);
  const dimensions = Math.max(1, ...vehicles.map(({ capacity }) => capacity.length));
  const amount = new Float64Array(stops.length * dimensions);
  stops.forEach(({ amounts }, stop) => {
    amounts.forEach((each, i) => {
      amount[stop * dimensions + i] = each;
    });
  });
  const entries: number[] = [];
  const kinds: number[] = [];
  const firstOf = new Map<string, number>();
  vehicles.forEach((vehicle, entry) => {
    const like = likenessOf(vehicle);
    for (let i = 0; i < Math.min(vehicle.count, stops.length); i++) {
      const first = firstOf.get(like) ?? entries.length;
      firstOf.set(like, first);
      kinds.push(first);
      entries.push(entry);
    }
  });
  // What one far stop costs alone bounds what any stop can add to a route; a hundred of it is more than a detour.
  let dearest = 1;
  const step = Math.max(1, Math.floor(stops.length / 200));
  for (const vehicle of vehicles)
    for (let i = 0; i < stops.length; i += step) {
      const to = stops[i]?.place ?? vehicle.start;
      const far = ways.distance(vehicle.start, to) + ways.distance(to, vehicle.end);
      const long = ways.seconds(vehicle.start, to) + ways.seconds(to, vehicle.end);
      dearest = Math.max(
        dearest,
        far * vehicle.costPerDistance + long * vehicle.costPerSecond + vehicle.costFixed,
      );
    }
  const between = (measure: (stop: number, facility: number) => number): Float64Array => {
    const width = problem.facilities.length;
    const table = new Float64Array(stops.length * width);
    stops.forEach(({ place }, stop) => {
      problem.facilities.forEach((facility, f) => {
        table[stop * width + f] = measure(place, facility.place);
      });
    });
    return table;
  };
  const leastFee = Float64Array.from(stops, (stop) => leastFeeOf(problem, stop));
  const mostFee = stops.reduce(
    (most, { amounts }) =>
      Math.max(most, ...problem.facilities.map(({ costPerLoad }) => costPerLoad * (amounts[0] ?? 0))),
    0,
  );
  dearest += mostFee;
  const fleetCost = problem.isFleetFirst ? 10 * dearest : 0;
  return {
    problem,
    ways,
    stops: stops.length,
    dimensions,
    place: Int32Array.from(stops, ({ place }) => place),
    amount,
    early: Float64Array.from(stops, ({ early }) => early),
    late: Float64Array.from(stops, ({ late }) => late),
    service: Float64Array.from(stops, ({ service }) => service),
    release: Float64Array.from(stops, ({ release }) => release),
    needs: Int32Array.from(stops, ({ needs }) => needs),
    leastFee,
    absence: Float64Array.from(
      stops,
      ({ penalty, priority }) => penalty ?? (100 * dearest + fleetCost) * (1 + Math.max(0, priority)),
    ),
    isOptional: Uint8Array.from(stops, ({ penalty }) => (penalty === null ? 0 : 1)),
    toFacility: between((stop, facility) => ways.distance(stop, facility)),
    fromFacility: between((stop, facility) => ways.distance(facility, stop)),
    secondsToFacility: between((stop, facility) => ways.seconds(stop, facility)),
    secondsFromFacility: between((stop, facility) => ways.seconds(facility, stop)),
    hasShuts: [...stops, ...problem.facilities].some(({ shut }) => shut !== undefined),
    hasReleases: stops.some(({ release }) => release > 0),
    entryOf: Int32Array.from(entries),
    kindOf: Int32Array.from(kinds),
    vehicles: entries.length,
    fleetCost,
  };
};

/** Seconds that the routes in use work longer than their mean, summed: what the balance of a day weighs. */
export const unevenness = (length: ArrayLike<number>, duration: ArrayLike<number>): number => {
  let used = 0;
  let worked = 0;
  for (let v = 0; v < length.length; v++) {
    if (length[v] === 0) continue;
    worked += duration[v]!;
    used++;
  }
  const mean = worked / Math.max(1, used);
  let sum = 0;
  for (let v = 0; v < length.length; v++) if (length[v]! > 0) sum += Math.max(0, duration[v]! - mean);
  return sum;
};

/** The vehicle that drives each route of a plan: what is pinned to a vehicle stays with it. */
export const seatsOf = (day: Day, routes: readonly Route[]): number[] => {
  const isTaken = new Uint8Array(day.vehicles);
  return routes.map(({ vehicle, visits }) => {
    const pinned = day.problem.vehicles[vehicle]?.pinned ?? [];
    const first = day.entryOf.indexOf(vehicle);
    const hasPins = pinned.length > 0 && pinned.every((visit, i) => visits[i] === visit);
    let seat = hasPins || pinned.length === 0 ? first : first + 1;
    while (seat < day.vehicles && isTaken[seat] === 1) seat++;
    if (first < 0 || seat >= day.vehicles || day.entryOf[seat] !== vehicle)
      throw new RangeError(`seatsOf: got more routes of vehicle ${vehicle} than there are of it`);
    isTaken[seat] = 1;
    return seat;
  });
};
