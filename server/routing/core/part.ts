import type { DayProblem } from "./day-problem.ts";
import { type Clockwork, type Orders, runOrder } from "./plan-day.ts";
import type { Timeline } from "./timeline.ts";

// How many trucks are tried for a stop that lost its own.
const TRIED = 8;
// A minute is no delay.
const LATE_S = 60;

const breachOf = ({ moments, overtime, overload, misfits, isBreakMissed }: Timeline): number =>
  moments.reduce((sum, { late }) => sum + late, 0) +
  (overtime > LATE_S ? overtime : 0) +
  overload +
  (isBreakMissed ? 3_600 : 0) +
  misfits.length * 86_400;

/**
 * The part of a proposal that the routes of some trucks are: they drive as proposed, the others as they do now but for
 * the stops that the chosen took over. What the chosen give up goes where it costs the others least without a new
 * breach, and stays unserved where nobody can take it.
 */
export const partOf = (
  given: DayProblem,
  clockwork: Clockwork,
  present: Orders,
  proposed: Orders,
  chosen: ReadonlySet<number>,
): Map<number, number[]> => {
  const stopsOf = (order: readonly number[] = []): number[] => order.filter((visit) => visit >= 0);
  const orders = new Map<number, number[]>();
  const taken = new Set<number>();
  for (const id of chosen) {
    const order = stopsOf(proposed.get(id));
    orders.set(id, order);
    for (const visit of order) taken.add(visit);
  }
  for (const [id, order] of present)
    if (!chosen.has(id))
      orders.set(
        id,
        stopsOf(order).filter((visit) => !taken.has(visit)),
      );
  const held = new Set([...orders.values()].flat());
  for (const id of chosen)
    for (const visit of stopsOf(present.get(id)))
      if (!held.has(visit)) placeLeft(given, clockwork, orders, chosen, visit);
  return orders;
};

/** Puts a stop where it costs the trucks least that are not in `except`; leaves it out where it would break something. */
export const placeLeft = (
  given: DayProblem,
  clockwork: Clockwork,
  orders: Map<number, number[]>,
  except: ReadonlySet<number>,
  stop: number,
): void => {
  const { problem, vehicleOf } = given;
  const { day } = clockwork;
  const to = day.place[stop]!;
  const offers: { id: number; at: number; cost: number }[] = [];
  for (const [id, order] of orders) {
    const vehicle = problem.vehicles[vehicleOf.get(id) ?? -1];
    if (except.has(id) || vehicle === undefined || (day.needs[stop]! & ~vehicle.offers) !== 0) continue;
    const price = (a: number, b: number): number =>
      day.ways.distance(a, b) * vehicle.costPerDistance + day.ways.seconds(a, b) * vehicle.costPerSecond;
    let best = { id, at: -1, cost: Number.POSITIVE_INFINITY };
    for (let at = vehicle.pinned.length; at <= order.length; at++) {
      const from = at === 0 ? vehicle.start : day.place[order[at - 1]!]!;
      const next = at === order.length ? vehicle.end : day.place[order[at]!]!;
      const cost = price(from, to) + price(to, next) - price(from, next);
      if (cost < best.cost) best = { id, at, cost };
    }
    offers.push(best);
  }
  offers.sort((a, b) => a.cost - b.cost);
  for (const { id, at } of offers.slice(0, TRIED)) {
    const order = orders.get(id) ?? [];
    const longer = order.toSpliced(at, 0, stop);
    const before = order.length === 0 ? 0 : breachOf(runOrder(clockwork, id, order));
    if (breachOf(runOrder(clockwork, id, longer)) > before) continue;
    orders.set(id, longer);
    return;
  }
};
