import { DaySearch } from "./day-search.ts";
import { plainTables, searchPlain } from "./plain.ts";
import type { Plan, Problem } from "./problem.ts";
import type { Search } from "./search.ts";

/** A plan found on the way, with when. */
export type Improvement = { plan: Plan; elapsedMs: number; iterations: number };

/** How long to search: until a time of the clock, for so many steps, or whichever ends first. */
export type Budget = { untilMs?: number; iterations?: number };

/** What {@link solve} is given beside the problem. */
export type SolveOptions = Budget & {
  seed: number;
  /** Milliseconds of a clock that only goes forward. */
  now: () => number;
  /** A plan to start from; the result is no dearer. */
  start?: Plan;
  onImprovement?: (improvement: Improvement) => void;
  isCancelled?: () => boolean;
};

/** What a search ended with. */
export type Solved = { plan: Plan; iterations: number; elapsedMs: number };

// Steps between two looks at the clock: well under a millisecond each, so that cancelling is at once.
const SLICE = 64;
// A plan costs more to write down than a slice takes: improvements are told at most this often.
const TELL_EVERY_MS = 100;

/** A search of the kind that fits the problem best. */
export const searchFor = (problem: Problem, seed: number, start: Plan | undefined): Search => {
  const tables = plainTables(problem);
  if (tables === null) return new DaySearch(problem, seed, start);
  const search = searchPlain(problem, tables, seed);
  if (start !== undefined) search.adopt(start);
  return search;
};

/** Searches a plan until the budget is gone or it is cancelled, and always returns the best one found. */
export const solve = (problem: Problem, options: SolveOptions): Solved => {
  const { seed, now, start, untilMs, iterations, onImprovement, isCancelled } = options;
  if (untilMs === undefined && iterations === undefined)
    throw new RangeError("solve: found no budget, expected untilMs or iterations");
  const startedAt = now();
  const search = searchFor(problem, seed, start);
  let told = Number.POSITIVE_INFINITY;
  let toldAt = Number.NEGATIVE_INFINITY;
  const tell = (): void => {
    if (onImprovement === undefined || search.bestCost() >= told) return;
    told = search.bestCost();
    toldAt = now();
    onImprovement({ plan: search.plan(), elapsedMs: toldAt - startedAt, iterations: search.iterations });
  };
  tell();
  for (;;) {
    const at = now();
    const byTime = untilMs === undefined ? 0 : (at - startedAt) / Math.max(1, untilMs - startedAt);
    const bySteps = iterations === undefined ? 0 : iterations === 0 ? 1 : search.iterations / iterations;
    const share = Math.max(byTime, bySteps);
    if (share >= 1 || isCancelled?.()) break;
    search.run(iterations === undefined ? SLICE : Math.min(SLICE, iterations - search.iterations), share);
    if (at - toldAt >= TELL_EVERY_MS) tell();
  }
  tell();
  return { plan: search.plan(), iterations: search.iterations, elapsedMs: now() - startedAt };
};
