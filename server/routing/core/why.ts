import type { Alternative, PlanWhy } from "../schema.ts";
import { planOfOrders } from "./day-orders.ts";
import type { DayProblem } from "./day-problem.ts";
import { explain } from "./explain.ts";
import type { Placing } from "./insert.ts";
import { clockworkOf, type Orders } from "./plan-day.ts";

/** Why a stop is where it is, by the cheapest other trucks; null where it is not among the stops that are planned. */
export const whyOf = (
  given: DayProblem,
  orders: Orders,
  stopId: number,
  most: number,
): Omit<PlanWhy, "reason"> | null => {
  const stop = given.stopOf.get(stopId);
  if (stop === undefined) return null;
  const { present, alternatives } = explain(
    given.problem,
    planOfOrders(given, clockworkOf(given), orders),
    stop,
    most,
  );
  const { balanceWeight, territoryWeight } = given.problem;
  const told = ({ vehicle, visits, ...placing }: Placing): Alternative => {
    const { id, name } = given.vehicles[vehicle]!;
    const carried = given.problem.vehicles[vehicle]!.pinned.length;
    const before = visits.slice(0, visits.indexOf(stop)).filter((visit) => visit >= 0).length;
    return {
      vehicleId: id,
      vehicle: name,
      position: before - carried + (given.settled.get(id)?.length ?? 0),
      extraCostCents: placing.extraMoney,
      extraDistanceM: placing.extraDistance,
      extraSeconds: placing.extraSeconds,
      moreThanPresentCents: placing.extraMoney - (present?.extraMoney ?? 0),
      ...(territoryWeight > 0 && given.problem.vehicles[vehicle]!.home !== null
        ? { awayM: placing.extraTerritory }
        : {}),
      ...(balanceWeight > 0 ? { unevenS: placing.extraUneven } : {}),
    };
  };
  return {
    stopId,
    present: present === null ? null : told(present),
    alternatives: alternatives.map(told),
  };
};
