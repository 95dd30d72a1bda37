import type { HandOverMove } from "../schema.ts";
import { planOfOrders } from "./day-orders.ts";
import type { DayProblem } from "./day-problem.ts";
import { placingsOf } from "./insert.ts";
import { moveStop } from "./move.ts";
import { type Clockwork, type Orders, runOrder } from "./plan-day.ts";
import type { Plan } from "./problem.ts";
import { whyNoPlace } from "./why-no-place.ts";

/** Stops that go to other trucks one after the other, each priced with those before it gone; and those that nobody takes. */
export type HandedOver = {
  moves: HandOverMove[];
  left: { stopId: number; reason: string }[];
  /** What the day costs more, all of it together. */
  costCents: number;
};

/** Moves, carried out; or why they cannot be. */
export type Carried = { orders: Map<number, readonly number[]>; refusal: string | null };

const stopsOnly = (order: readonly number[] = []): number[] => order.filter((visit) => visit >= 0);

/** Trucks whose routes keep every rule as they stand: others' prices would be those of a route that nobody drives. */
const keepsRules = (given: DayProblem, plan: Plan, orders: Orders): ((vehicleId: number) => boolean) => {
  const served = new Map<number, number>();
  for (const { vehicle, visits } of plan.routes)
    served.set(given.vehicles[vehicle]!.id, stopsOnly(visits).length);
  return (vehicleId) => (served.get(vehicleId) ?? 0) === stopsOnly(orders.get(vehicleId)).length;
};

/**
 * Gives stops to other trucks in the order in which they are named, each to the one that takes it at least cost without
 * breaking a rule, or to `only` that one; as many as fit.
 */
export const handOver = (
  given: DayProblem,
  clockwork: Clockwork,
  before: Orders,
  stopIds: readonly number[],
  only: number | null,
): HandedOver => {
  const orders = new Map<number, readonly number[]>(before);
  const moves: HandOverMove[] = [];
  const left: HandedOver["left"] = [];
  for (const stopId of stopIds) {
    const stop = given.stopOf.get(stopId);
    const fromVehicleId = stop === undefined ? null : given.stops[stop]!.vehicleId;
    if (stop === undefined) {
      left.push({ stopId, reason: "it is done, under way or not of this day" });
      continue;
    }
    const plan = planOfOrders(given, clockwork, orders);
    const isRight = keepsRules(given, plan, orders);
    const mayTake = (vehicleId: number): boolean =>
      vehicleId !== fromVehicleId && (only === null || vehicleId === only) && isRight(vehicleId);
    const [place] = placingsOf(given.problem, plan, stop, (entry) => mayTake(given.vehicles[entry]!.id));
    if (place === undefined) {
      left.push({ stopId, reason: whyNoPlace(given, clockwork, orders, { stop, only, isRight }) });
      continue;
    }
    const { id: vehicleId, name: vehicle } = given.vehicles[place.vehicle]!;
    const carried = given.problem.vehicles[place.vehicle]!.pinned.length;
    const ahead = stopsOnly(place.visits.slice(0, place.visits.indexOf(stop))).length;
    const position = ahead - carried + (given.settled.get(vehicleId)?.length ?? 0);
    const moved = moveStop(given, orders, stopId, { vehicleId, position });
    for (const [id, order] of moved.orders) orders.set(id, order);
    moves.push({
      ...{ stopId, fromVehicleId, vehicleId, vehicle, position },
      ...{ extraCostCents: place.extraMoney, extraSeconds: place.extraSeconds },
    });
  }
  return { moves, left, costCents: costOf(given, clockwork, orders) - costOf(given, clockwork, before) };
};

const costOf = (given: DayProblem, clockwork: Clockwork, orders: Orders): number => {
  let cents = 0;
  for (const [id, order] of orders)
    if (given.vehicleOf.has(id) && order.length > 0) cents += runOrder(clockwork, id, stopsOnly(order)).cost;
  return cents;
};

/** Carries out moves just as they were shown; where one of them cannot be, or breaks a rule by now, none is. */
export const carryOver = (
  given: DayProblem,
  clockwork: Clockwork,
  before: Orders,
  moves: readonly HandOverMove[],
): Carried => {
  const orders = new Map<number, readonly number[]>(before);
  const refuse = (refusal: string): Carried => ({ orders: new Map(before), refusal });
  for (const { stopId, fromVehicleId, vehicleId, position } of moves) {
    const stop = given.stops[given.stopOf.get(stopId) ?? -1];
    if (stop && stop.vehicleId !== fromVehicleId)
      return refuse(`${stop.name} was given to another truck since, expected it where it was`);
    const moved = moveStop(given, orders, stopId, { vehicleId, position });
    if (moved.refusal !== null) return refuse(moved.refusal);
    for (const [id, order] of moved.orders) orders.set(id, order);
  }
  const isRight = keepsRules(given, planOfOrders(given, clockwork, orders), orders);
  const full = moves.find(({ vehicleId }) => !isRight(vehicleId));
  return full === undefined
    ? { orders, refusal: null }
    : refuse(`${full.vehicle} has no longer room and time for what it was to take`);
};
