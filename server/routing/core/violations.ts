import type { Plan, Problem, Route } from "./problem.ts";
import { Ways } from "./travel.ts";

/** What a plan breaks, in sentences; `nameOf` names a place. An empty list says that it is feasible. */
export const violationsOf = (problem: Problem, plan: Plan, nameOf: (place: number) => string): string[] => {
  const { stops, vehicles } = problem;
  const ways = new Ways(problem.travel);
  const faults: string[] = [];
  const stopName = (stop: number): string => nameOf(stops[stop]?.place ?? -1);
  const visits = new Int32Array(stops.length);
  for (const route of plan.routes) for (const visit of route.visits) if (visit >= 0) visits[visit]!++;
  for (const { stop, reason } of plan.unserved)
    if (stops[stop]?.penalty === null) faults.push(`stop ${stopName(stop)} is not served: ${reason}`);
  const left = new Set(plan.unserved.map(({ stop }) => stop));
  visits.forEach((count, stop) => {
    if (count !== (left.has(stop) ? 0 : 1)) faults.push(`stop ${stopName(stop)} is served ${count} times`);
  });
  const used = new Int32Array(vehicles.length);
  for (const { vehicle } of plan.routes) used[vehicle]!++;
  vehicles.forEach(({ count }, index) => {
    if (used[index]! > count)
      faults.push(`${used[index]} vehicles of kind ${index + 1} where there are ${count}`);
  });
  plan.routes.forEach((route, index) => {
    for (const fault of routeFaults(problem, ways, route, stopName))
      faults.push(`route ${index + 1}: ${fault}`);
  });
  return faults;
};

const routeFaults = (
  { stops, vehicles, facilities }: Problem,
  ways: Ways,
  route: Route,
  stopName: (stop: number) => string,
): string[] => {
  const vehicle = vehicles[route.vehicle]!;
  const faults: string[] = [];
  const load = vehicle.capacity.map(() => 0);
  let at = vehicle.start;
  let clock = vehicle.shiftStart;
  for (const visit of route.visits) {
    const place = (visit >= 0 ? stops[visit]?.place : facilities[-1 - visit]?.place) ?? -1;
    clock += ways.seconds(at, place);
    at = place;
    const stop = stops[visit];
    if (stop === undefined) {
      load.fill(0);
      continue;
    }
    stop.amounts.forEach((amount, i) => {
      load[i] = load[i]! + amount;
      if (load[i]! > vehicle.capacity[i]! + 1e-9)
        faults.push(`load of ${load[i]} at stop ${stopName(visit)}, of ${vehicle.capacity[i]}`);
    });
    clock = Math.max(clock, stop.early);
    if (clock > stop.late + 1e-6) faults.push(`stop ${stopName(visit)} starts ${clock - stop.late} late`);
    clock += stop.service;
  }
  clock += ways.seconds(at, vehicle.end);
  if (clock > vehicle.shiftEnd + 1e-6) faults.push(`ends ${clock - vehicle.shiftEnd} after its shift`);
  return faults;
};
