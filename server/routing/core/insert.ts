import { layOut, seatsOf } from "./day.ts";
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
  /** Against the plan without the stop. */
  extraCost: number;
  extraDistance: number;
  extraSeconds: number;
};

/**
 * The cheapest place of a stop in each route of a plan and in one vehicle of each kind that stands still, cheapest
 * first. Every place is run by the clock; routes in which the stop fits nowhere are left out.
 */
export const placingsOf = (problem: Problem, plan: Plan, stop: number): Placing[] => {
  if (!(stop >= 0 && stop < problem.stops.length))
    throw new RangeError(`placingsOf: got stop ${stop}, expected 0 to ${problem.stops.length - 1}`);
  const day = layOut(problem);
  const clock = new RouteClock(day);
  const trips = new Trips(day);
  const seats = seatsOf(day, plan.routes);
  const found: Placing[] = [];
  const offer = (route: number | null, v: number, own: Int32Array): void => {
    const vehicle = day.entryOf[v]!;
    const { pinned } = problem.vehicles[vehicle]!;
    const kept = pinned.every((visit, i) => own[i] === visit) ? pinned.length : 0;
    let [cost, distance, duration] = [0, 0, 0];
    if (own.length > 0) {
      clock.run(v, own, own.length);
      ({ cost, distance, duration } = clock);
    }
    let best: Placing | null = null;
    for (let at = kept; at <= own.length; at++) {
      let visits: number[] | null = null;
      if (clock.run(v, own, own.length, at, stop)) visits = [...own.slice(0, at), stop, ...own.slice(at)];
      else if (problem.facilities.length > 0 && (clock.breach === "load" || clock.breach === "not empty")) {
        if (trips.place(v, own, own.length, kept, at, stop) && clock.run(v, trips.out, trips.length))
          visits = Array.from(trips.out.subarray(0, trips.length));
      }
      if (visits === null || (best !== null && clock.cost - cost >= best.extraCost)) continue;
      best = {
        route,
        vehicle,
        visits,
        extraCost: clock.cost - cost,
        extraDistance: clock.distance - distance,
        extraSeconds: clock.duration - duration,
      };
    }
    if (best !== null) found.push(best);
  };
  plan.routes.forEach(({ visits }, index) => {
    offer(index, seats[index]!, Int32Array.from(visits.filter((visit) => visit !== stop)));
  });
  const isSeen = new Set<number>();
  for (let v = 0; v < day.vehicles; v++) {
    if (seats.includes(v) || isSeen.has(day.kindOf[v]!)) continue;
    isSeen.add(day.kindOf[v]!);
    offer(null, v, new Int32Array(0));
  }
  return found.sort((a, b) => a.extraCost - b.extraCost);
};
