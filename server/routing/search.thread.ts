import { serveThread } from "#server/platform/thread-serve.ts";
import type { Plan, Problem } from "./core/problem.ts";
import type { Search } from "./core/search.ts";
import { searchFor } from "./core/solve.ts";

// Steps between two looks at the clock.
const SLICE = 64;

let search: Search | null = null;

const begun = (): Search => {
  if (search === null) throw new Error("search thread: found no search, expected begin before it");
  return search;
};

const handlers = {
  begin: ({ problem, seed }: { problem: Problem; seed: number }): number => {
    search = searchFor(problem, seed, undefined);
    return search.bestCost();
  },
  /** Searches for so long while the share of the budget grows from one value to another. */
  run: ({ ms, from, to }: { ms: number; from: number; to: number }): { cost: number; iterations: number } => {
    const running = begun();
    const startedAt = performance.now();
    for (let gone = 0; gone < 1; gone = (performance.now() - startedAt) / ms)
      running.run(SLICE, from + (to - from) * gone);
    return { cost: running.bestCost(), iterations: running.iterations };
  },
  plan: (): Plan => begun().plan(),
  adopt: (plan: Plan): void => begun().adopt(plan),
};
/** What a thread that searches answers. */
export type SearchThread = typeof handlers;

serveThread(handlers);
