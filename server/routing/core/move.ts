import type { MovePrice, PlanRoute } from "../schema.ts";
import type { DayProblem } from "./day-problem.ts";
import { type Clockwork, type Orders, routeOf, runOrder } from "./plan-day.ts";

/** Where a stop is to go: on a truck behind so many of its stops, done ones counted; null for the tray. */
export type Target = { vehicleId: number; position: number } | null;

/** The orders of the trucks that a move touches, after it. */
export type MoveOrders = { orders: Map<number, number[]>; refusal: string | null };

const stopsOnly = (order: readonly number[]): number[] => order.filter((visit) => visit >= 0);

/** Carries a move out on orders, by the id of the stop; says in a sentence where it cannot be. */
export const moveStop = (given: DayProblem, orders: Orders, stopId: number, to: Target): MoveOrders => {
  const touched = new Map<number, number[]>();
  const index = given.stopOf.get(stopId);
  if (index === undefined)
    return { orders: touched, refusal: `stop ${stopId} is done, under way or not of this day` };
  for (const [id, order] of orders)
    if (order.includes(index))
      touched.set(
        id,
        stopsOnly(order).filter((visit) => visit !== index),
      );
  if (to === null) return { orders: touched, refusal: null };
  const entry = given.vehicleOf.get(to.vehicleId);
  if (entry === undefined)
    return { orders: touched, refusal: `vehicle ${to.vehicleId} takes no work on this day` };
  const order = touched.get(to.vehicleId) ?? stopsOnly(orders.get(to.vehicleId) ?? []);
  const done = given.settled.get(to.vehicleId)?.length ?? 0;
  const carried = given.problem.vehicles[entry]!.pinned.length;
  const at = to.position - done;
  if (at < 0)
    return {
      orders: touched,
      refusal: `the first ${done} stops of ${given.vehicles[entry]!.name} are done, expected a place behind them`,
    };
  touched.set(to.vehicleId, order.toSpliced(Math.min(order.length, at + carried), 0, index));
  return { orders: touched, refusal: null };
};

/** What a move would change of the routes it touches, before it is made. */
export const priceMove = (
  given: DayProblem,
  clockwork: Clockwork,
  orders: Orders,
  stopId: number,
  to: Target,
): MovePrice => {
  const moved = moveStop(given, orders, stopId, to);
  const price: MovePrice = { stopId, distanceM: 0, durationS: 0, costCents: 0, lateStops: 0, violations: [] };
  if (moved.refusal !== null) return { ...price, violations: [moved.refusal] };
  const told = (id: number, order: readonly number[]): PlanRoute | null => {
    const entry = given.vehicleOf.get(id);
    if (entry === undefined || order.length === 0) return null;
    return routeOf(given, given.vehicles[entry]!, [], runOrder(clockwork, id, order));
  };
  for (const [id, order] of moved.orders) {
    const before = told(id, stopsOnly(orders.get(id) ?? []));
    const after = told(id, order);
    price.distanceM += (after?.distanceM ?? 0) - (before?.distanceM ?? 0);
    price.durationS += (after?.durationS ?? 0) - (before?.durationS ?? 0);
    price.costCents += (after?.costCents ?? 0) - (before?.costCents ?? 0);
    price.lateStops += (after?.lateStops ?? 0) - (before?.lateStops ?? 0);
    price.violations.push(
      ...(after?.violations.filter((fault) => !before?.violations.includes(fault)) ?? []),
    );
  }
  return price;
};
