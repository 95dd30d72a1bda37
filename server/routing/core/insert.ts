import { layOut, seatsOf, unevenness } from "./day.ts";
import type { Plan, Problem } from "./problem.ts";
import { RouteClock } from "./route-clock.ts";
import { Trips } from "./trips.ts";

/** A place for a stop in a plan, and what it would cost there. */
export type Placing = {
  /** Index of the route in the plan; null for a vehicle that stands still. */
  route: number | null;
  vehicle: number;
  /** The visits of the route with the stop in it and the tips it then needs. */
  visits: readonly number[];
  /** Against the plan without the stop, with what wishes weigh. */
  extraCost: number;
  /** What of it is money. */
  extraMoney: number;
  /** Distance from the middle of the vehicle's usual territory; 0 where that is not weighed. */
  extraTerritory: number;
  /** Seconds by which work is less even; 0 where that is not weighed. */
  extraUneven: number;
  extraDistance: number;
  extraSeconds: number;
};

const STANDS_STILL = { cost: 0, distance: 0, duration: 0, territory: 0 };

/** A route without a stop; nothing, where only tips are left. */
const withoutStop = (visits: readonly number[], stop: number): Int32Array => {
  const left = visits.filter((visit) => visit !== stop);
  return Int32Array.from(left.some((visit) => visit >= 0) ? left : []);
};

/**
 * The cheapest place of a stop in each route of a plan and in one vehicle of each kind that stands still, cheapest
 * first. Every place is run by the clock; routes in which the stop fits nowhere are left out.
 */
export const placingsOf = (
  problem: Problem,
  plan: Plan,
  stop: number,
  /** Which entries of vehicles are looked at; all where it is left out. */
  isAsked: (entry: number) => boolean = () => true,
): Placing[] => {
  if (!(stop >= 0 && stop < problem.stops.length))
    throw new RangeError(`placingsOf: got stop ${stop}, expected 0 to ${problem.stops.length - 1}`);
  const day = layOut(problem);
  const clock = new RouteClock(day);
  const trips = new Trips(day);
  const seats = seatsOf(day, plan.routes);
  const owns = plan.routes.map(({ visits }) => withoutStop(visits, stop));
  const runs = owns.map((own, route) => {
    if (own.length > 0) clock.run(seats[route]!, own, own.length);
    const { cost, distance, duration, territory } = clock;
    return own.length > 0 ? { cost, distance, duration, territory } : STANDS_STILL;
  });
  const found: Placing[] = [];
  /** Seconds of uneven work with a route of such a length. */
  const unevenWith = (route: number, length: number, duration: number): number => {
    if (problem.balanceWeight === 0) return 0;
    const lengths = owns.map((own) => own.length);
    const durations = runs.map((each) => each.duration);
    [lengths[route], durations[route]] = [length, duration];
    return unevenness(lengths, durations);
  };
  const offer = (route: number | null, v: number, own: Int32Array): void => {
    const vehicle = day.entryOf[v]!;
    if (!isAsked(vehicle)) return;
    const { pinned } = problem.vehicles[vehicle]!;
    const kept = pinned.every((visit, i) => own[i] === visit) ? pinned.length : 0;
    const at = route ?? owns.length;
    const { cost, distance, duration, territory } = runs[at] ?? STANDS_STILL;
    const uneven = unevenWith(at, own.length, duration);
    let best: Placing | null = null;
    const weigh = (visits: () => number[]): void => {
      const extraUneven = unevenWith(at, own.length + 1, clock.duration) - uneven;
      const extraTerritory = clock.territory - territory;
      const extraCost = clock.cost - cost + problem.balanceWeight * extraUneven;
      if (best !== null && extraCost >= best.extraCost) return;
      best = {
        route,
        vehicle,
        visits: visits(),
        extraCost,
        extraMoney: clock.cost - cost - problem.territoryWeight * extraTerritory,
        extraTerritory,
        extraUneven,
        extraDistance: clock.distance - distance,
        extraSeconds: clock.duration - duration,
      };
    };
    for (let index = kept; index <= own.length; index++) {
      if (clock.run(v, own, own.length, index, stop))
        weigh(() => [...own.slice(0, index), stop, ...own.slice(index)]);
      // Tips that were best for the route without the stop may be dear, or too few, for the one with it.
      if (problem.facilities.length === 0 || !trips.place(v, own, own.length, kept, index, stop)) continue;
      if (clock.run(v, trips.out, trips.length)) weigh(() => Array.from(trips.out.subarray(0, trips.length)));
    }
    if (best !== null) found.push(best);
  };
  owns.forEach((own, index) => {
    offer(index, seats[index]!, own);
  });
  const isSeen = new Set<number>();
  for (let v = 0; v < day.vehicles; v++) {
    if (seats.includes(v) || isSeen.has(day.kindOf[v]!) || !isAsked(day.entryOf[v]!)) continue;
    isSeen.add(day.kindOf[v]!);
    offer(null, v, new Int32Array(0));
  }
  return found.sort((a, b) => a.extraCost - b.extraCost);
};
