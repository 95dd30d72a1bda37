import { layOut } from "./day.ts";
import type { Plan, Problem } from "./problem.ts";
import { type Breach, RouteClock } from "./route-clock.ts";

/** What a plan breaks, in sentences; `nameOf` names a place. An empty list says that it is feasible. */
export const violationsOf = (problem: Problem, plan: Plan, nameOf: (place: number) => string): string[] => {
  const { stops, vehicles } = problem;
  const day = layOut(problem);
  const clock = new RouteClock(day);
  const vehicleOf = (entry: number): number => day.entryOf.indexOf(entry);
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
    if (clock.run(vehicleOf(route.vehicle), Int32Array.from(route.visits), route.visits.length)) return;
    const visit = route.visits[clock.breachAt];
    const where = visit === undefined ? "" : visit < 0 ? ", at a facility" : `, at stop ${stopName(visit)}`;
    faults.push(`route ${index + 1} ${WORDS[clock.breach ?? "shift"]}${where}`);
  });
  return faults;
};

const WORDS: Readonly<Record<Breach, string>> = {
  skill: "serves a stop that its vehicle may not serve",
  load: "carries more than its vehicle holds",
  "day load": "carries more in the day than its vehicle may",
  stops: "has more stops than its vehicle may serve",
  window: "comes after the window of a stop",
  facility: "comes to a facility that is closed or does not take its load",
  shift: "ends after the shift of its vehicle",
  break: "leaves no time for the break in its window",
  "not empty": "ends its day with a load",
};
