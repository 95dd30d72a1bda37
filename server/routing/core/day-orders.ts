import type { PlanDay } from "../schema.ts";
import type { DayProblem } from "./day-problem.ts";
import { type Clockwork, type Orders, runOrder } from "./plan-day.ts";
import type { Plan, Route } from "./problem.ts";
import { RouteClock } from "./route-clock.ts";

/** A day as it was told, as orders again. */
export const ordersOfDay = (given: DayProblem, day: PlanDay): Orders => {
  const facilityAt = new Map(given.facilities.map(({ id }, index) => [id, -1 - index]));
  const orders = new Map<number, readonly number[]>();
  for (const [entry, { id }] of given.vehicles.entries())
    orders.set(id, given.problem.vehicles[entry]!.pinned);
  for (const { vehicleId, visits } of day.routes) {
    if (!orders.has(vehicleId)) continue;
    const first = orders.get(vehicleId) ?? [];
    const order = visits.flatMap(({ isPinned, stopId, facilityId }) => {
      if (isPinned) return [];
      const visit =
        stopId !== null
          ? given.stopOf.get(stopId)
          : facilityId !== null
            ? facilityAt.get(facilityId)
            : undefined;
      return visit === undefined || first.includes(visit) ? [] : [visit];
    });
    orders.set(vehicleId, [...first, ...order]);
  }
  return orders;
};

/** Orders as a plan for the solver: the routes that keep every rule; the stops of the others are left for it. */
export const planOfOrders = (given: DayProblem, clockwork: Clockwork, orders: Orders): Plan => {
  const clock = new RouteClock(clockwork.day);
  const routes: Route[] = [];
  const served = new Set<number>();
  let [cost, distance, duration] = [0, 0, 0];
  for (const [id, order] of orders) {
    const entry = given.vehicleOf.get(id);
    const seat = clockwork.seatOf(id);
    if (entry === undefined || seat === undefined || order.length === 0) continue;
    const stops = order.filter((visit) => visit >= 0);
    const visits = runOrder(clockwork, id, stops).moments.flatMap(({ visit }) => visit ?? []);
    if (!clock.run(seat, Int32Array.from(visits), visits.length)) {
      const { pinned } = given.problem.vehicles[entry]!;
      if (pinned.length === 0) continue;
      // What it carries stays with it: the route is left with that and the way to empty it.
      const least = runOrder(clockwork, id, pinned).moments.flatMap(({ visit }) => visit ?? []);
      if (!clock.run(seat, Int32Array.from(least), least.length)) continue;
      visits.splice(0, visits.length, ...least);
    }
    for (const visit of visits) if (visit >= 0) served.add(visit);
    routes.push({ vehicle: entry, visits });
    cost += clock.cost;
    distance += clock.distance;
    duration += clock.duration;
  }
  const unserved = given.stops.flatMap((_, stop) =>
    served.has(stop) ? [] : [{ stop, reason: "not yet placed" }],
  );
  return { routes, unserved, cost, distance, duration };
};
