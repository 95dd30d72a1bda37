import type { Plan, Problem } from "./core/problem.ts";
import { solve } from "./core/solve.ts";
import { violationsOf } from "./core/violations.ts";
import type { Instance } from "./formats/instance.ts";
import { readInstance } from "./formats/read.ts";
import { solveOnThreads } from "./searches.ts";

/** A solved file as `npm run solve -- FILE --json` prints it. */
export type SolveReport = {
  instance: string;
  feasible: boolean;
  violations: string[];
  vehicles: number;
  distance: number;
  duration: number;
  cost: number;
  unserved: { node: number; reason: string }[];
  seconds: number;
  iterations: number;
  /** The file's own node numbers, with the depot at both ends and every disposal visit. */
  routes: number[][];
};

/** The place of a visit of a route. */
const placeOf = ({ stops, facilities }: Problem, visit: number): number =>
  (visit >= 0 ? stops[visit]?.place : facilities[-1 - visit]?.place) ?? -1;

const reportOf = (
  { name, problem, numbers, distanceScale, timeScale }: Instance,
  plan: Plan,
  { seconds, iterations }: { seconds: number; iterations: number },
): SolveReport => {
  const number = (place: number): number => numbers[place] ?? -1;
  const violations = violationsOf(problem, plan, (place) => String(number(place)));
  return {
    instance: name,
    feasible: violations.length === 0,
    violations,
    vehicles: plan.routes.length,
    distance: plan.distance / distanceScale,
    duration: plan.duration / timeScale,
    cost: plan.cost / distanceScale,
    unserved: plan.unserved.map(({ stop, reason }) => ({
      node: number(problem.stops[stop]?.place ?? -1),
      reason,
    })),
    seconds,
    iterations,
    routes: plan.routes.map(({ vehicle, visits }) => [
      number(problem.vehicles[vehicle]?.start ?? -1),
      ...visits.map((visit) => number(placeOf(problem, visit))),
      number(problem.vehicles[vehicle]?.end ?? -1),
    ]),
  };
};

/** Solves a file for so many seconds, on this thread or on several of their own, and reports what was found. */
export const solveFile = async (
  path: string,
  { seconds, seed, threads, now }: { seconds: number; seed: number; threads: number; now: () => number },
): Promise<SolveReport> => {
  const instance = await readInstance(path);
  const { plan, iterations, elapsedMs } =
    threads === 1
      ? solve(instance.problem, { seed, now, untilMs: now() + seconds * 1000 })
      : await solveOnThreads(instance.problem, { seed, seconds, threads, now });
  return reportOf(instance, plan, { seconds: elapsedMs / 1000, iterations });
};
