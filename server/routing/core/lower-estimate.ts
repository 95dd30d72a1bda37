import type { Problem } from "./problem.ts";
import { Ways } from "./ways.ts";

/**
 * A cost below which no plan of a problem can be: every stop is reached from somewhere, at the least by the cheapest
 * way into it, and served, all at the lowest rates of the fleet. Loose, for it knows no order, but never wrong.
 */
export const lowerEstimate = (problem: Problem): number => {
  const { stops, vehicles, facilities } = problem;
  const ways = new Ways(problem.travel);
  const perDistance = Math.min(...vehicles.map(({ costPerDistance }) => costPerDistance));
  const perSecond = Math.min(...vehicles.map(({ costPerSecond }) => costPerSecond));
  if (vehicles.length === 0) return 0;
  const from = new Set([
    ...stops.map(({ place }) => place),
    ...vehicles.map(({ start }) => start),
    ...facilities.map(({ place }) => place),
  ]);
  // A stop where a truck starts from costs no way.
  const reached = new Set(vehicles.map(({ start }) => start));
  const reach = (to: number): number => {
    let cheapest = Number.POSITIVE_INFINITY;
    for (const place of from)
      if (place !== to)
        cheapest = Math.min(
          cheapest,
          ways.distance(place, to) * perDistance + ways.seconds(place, to) * perSecond,
        );
    return Number.isFinite(cheapest) ? cheapest : 0;
  };
  let total = 0;
  for (const stop of stops) {
    if (stop.penalty !== null) continue;
    total += stop.service * perSecond;
    // Of several stops at one place only one need be driven to.
    if (reached.has(stop.place)) continue;
    reached.add(stop.place);
    total += reach(stop.place);
  }
  return total;
};
