import { serveThread } from "#server/platform/thread-serve.ts";
import { lowerEstimate } from "./core/lower-estimate.ts";
import type { Plan, Problem } from "./core/problem.ts";
import type { Search } from "./core/search.ts";
import { nextSlice, searchFor } from "./core/solve.ts";

let search: Search | null = null;

const begun = (): Search => {
  if (search === null) throw new Error("search thread: found no search, expected begin before it");
  return search;
};

const handlers = {
  /** Makes the first plan; maps to what the search compares of it, and to a cost that no plan can be below. */
  begin: ({ problem, seed }: { problem: Problem; seed: number }): { cost: number; least: number } => {
    search = searchFor(problem, seed, undefined);
    return { cost: search.bestCost(), least: lowerEstimate(problem) };
  },
  /** Searches for so long while the share of the budget grows from one value to another. */
  run: ({ ms, from, to }: { ms: number; from: number; to: number }): { cost: number; iterations: number } => {
    const running = begun();
    const startedAt = performance.now();
    let slice = 8;
    for (let at = startedAt; at - startedAt < ms; ) {
      running.run(slice, from + ((to - from) * (at - startedAt)) / ms);
      const after = performance.now();
      slice = nextSlice(slice, after - at);
      at = after;
    }
    return { cost: running.bestCost(), iterations: running.iterations };
  },
  plan: (): Plan => begun().plan(),
  adopt: (plan: Plan): void => begun().adopt(plan),
};
/** What a thread that searches answers. */
export type SearchThread = typeof handlers;

serveThread(handlers);
