import type { DayProblem } from "./day-problem.ts";
import { placeLeft } from "./part.ts";
import { type Clockwork, type Orders, runOrder } from "./plan-day.ts";

// Every spare truck is one run of the clock.
const MOST_SPARES = 50;

const stopsOnly = (order: readonly number[]): number[] => order.filter((visit) => visit >= 0);

/** What the broken truck leaves, in its order, and everybody else's orders. */
const without = (
  given: DayProblem,
  orders: Orders,
  vehicleId: number,
): { left: number[]; others: Map<number, number[]> } => {
  const left = given.stops.flatMap((stop, index) =>
    stop?.vehicleId === vehicleId ? [{ index, sequence: stop.sequence }] : [],
  );
  const others = new Map<number, number[]>();
  for (const [id, order] of orders) if (id !== vehicleId) others.set(id, stopsOnly(order));
  return { left: left.sort((a, b) => a.sequence - b.sequence).map(({ index }) => index), others };
};

/** The trucks that are out take over what a broken one leaves, each stop where it costs least; what fits nowhere stays. */
export const takeOver = (
  given: DayProblem,
  clockwork: Clockwork,
  orders: Orders,
  vehicleId: number,
): Orders => {
  const { left, others } = without(given, orders, vehicleId);
  const idle = new Set([...others].flatMap(([id, order]) => (order.length === 0 ? [id] : [])));
  for (const stop of left) placeLeft(given, clockwork, others, idle, stop);
  return others;
};

/**
 * One truck that is out takes what the broken one leaves, each stop where it costs it least: the one that can take most
 * of it without breaking more than before, then the cheapest; null where none can take any.
 */
export const sendOne = (
  given: DayProblem,
  clockwork: Clockwork,
  orders: Orders,
  vehicleId: number,
): Orders | null => {
  const { left, others } = without(given, orders, vehicleId);
  const nobody: ReadonlySet<number> = new Set();
  let best: { id: number; order: number[]; taken: number; extra: number } | null = null;
  for (const [id, own] of others) {
    if (own.length === 0) continue;
    const alone = new Map([[id, own]]);
    for (const stop of left) placeLeft(given, clockwork, alone, nobody, stop);
    const order = alone.get(id) ?? own;
    if (order.length === own.length) continue;
    const extra = runOrder(clockwork, id, order).cost - runOrder(clockwork, id, own).cost;
    const taken = order.length - own.length;
    if (best === null || taken > best.taken || (taken === best.taken && extra < best.extra))
      best = { id, order, taken, extra };
  }
  if (best === null) return null;
  others.set(best.id, best.order);
  return others;
};

/** A truck that stands still goes out with the broken one's stops in their order, the cheapest of all that may; null where none may. */
export const sendSpare = (
  given: DayProblem,
  clockwork: Clockwork,
  orders: Orders,
  vehicleId: number,
): Orders | null => {
  const { left, others } = without(given, orders, vehicleId);
  let best: { id: number; kept: number[]; cost: number } | null = null;
  const spares = [...others].filter(([id, order]) => order.length === 0 && !given.settled.has(id));
  for (const [id] of spares.slice(0, MOST_SPARES)) {
    const vehicle = given.problem.vehicles[given.vehicleOf.get(id) ?? -1];
    const may = left.filter(
      (stop) => vehicle !== undefined && (clockwork.day.needs[stop]! & ~vehicle.offers) === 0,
    );
    // What it cannot reach in time goes back to the tray, last stop first.
    while (may.length > 0 && runOrder(clockwork, id, may).overtime > 0) may.pop();
    if (may.length === 0) continue;
    const { cost } = runOrder(clockwork, id, may);
    if (
      best === null ||
      may.length > best.kept.length ||
      (may.length === best.kept.length && cost < best.cost)
    )
      best = { id, kept: may, cost };
  }
  if (best === null) return null;
  others.set(best.id, best.kept);
  return others;
};
