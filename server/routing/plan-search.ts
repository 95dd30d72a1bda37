import { startThread, type Thread } from "#server/platform/thread.ts";
import {
  type Component,
  componentsOf,
  joinPlans,
  linesOf,
  planWithin,
} from "#server/routing/core/components.ts";
import type { Plan, Problem } from "#server/routing/core/problem.ts";
import type { SearchThread } from "#server/routing/search.thread.ts";

/** A best plan so far, and a cost that none can be below. */
export type Found = { plan: Plan; least: number; elapsedMs: number; iterations: number };

/** How a search is run. */
export type SearchOptions = {
  seed: number;
  budgetMs: number;
  /** So many parts of the problem are searched at the same time, each on a core of its own; one where left out. */
  threads?: number;
  /** A plan to be no dearer than. */
  start: Plan | null;
  now: () => number;
  isCancelled: () => boolean;
  onFound: (found: Found) => void;
};

/** Searches a plan for a problem; the last one told is the best. */
export type SearchPlan = (problem: Problem, options: SearchOptions) => Promise<void>;

type Search = {
  component: Component;
  thread: Thread<SearchThread>;
  plan: Plan;
  cost: number;
  least: number;
  iterations: number;
};

// A round over all components is so long: a first look is soon, and cancelling never waits longer.
const ROUNDS_MS = [50, 100, 200];
const ROUND_MS = 300;
const NO_VEHICLE = "no vehicle offers what it needs";

const nothingFor = ({ stops }: Component): Plan => ({
  routes: [],
  unserved: stops.map((_, stop) => ({ stop, reason: NO_VEHICLE })),
  cost: 0,
  distance: 0,
  duration: 0,
});

/**
 * Searches in worker threads, one for each part of the problem that shares no truck with the rest. Parts that stand in
 * one line take turns by their size; so a plan takes as many cores as it has lines, and cancelling ends it within a round.
 */
export const searchOnThread: SearchPlan = async (problem, options) => {
  const { seed, budgetMs, threads: most = 1, start, now, isCancelled, onFound } = options;
  const startedAt = now();
  const components = componentsOf(problem);
  const idle = components.filter(({ vehicles }) => vehicles.length === 0);
  const threads: Thread<SearchThread>[] = [];

  const begin = async (component: Component): Promise<Search> => {
    const thread = startThread<SearchThread>({ entry: "server/routing/search.thread.ts" });
    threads.push(thread);
    const { cost: first, least } = await thread.call("begin", { problem: component.problem, seed });
    let cost = first;
    if (start !== null) {
      await thread.call("adopt", planWithin(component, start));
      cost = (await thread.call("run", { ms: 1, from: 0, to: 0 })).cost;
    }
    return { component, thread, plan: await thread.call("plan", undefined), cost, least, iterations: 0 };
  };

  try {
    const searches = await Promise.all(components.filter(({ vehicles }) => vehicles.length > 0).map(begin));
    const lines = linesOf(searches, ({ component }) => component.stops.length, most);
    const tell = (): void =>
      onFound({
        plan: joinPlans([
          ...searches,
          ...idle.map((component) => ({ component, plan: nothingFor(component) })),
        ]),
        least: searches.reduce((sum, { least }) => sum + least, 0),
        elapsedMs: now() - startedAt,
        iterations: searches.reduce((sum, { iterations }) => sum + iterations, 0),
      });
    tell();
    const roomMs = Math.max(1, budgetMs - (now() - startedAt));
    const until = now() + roomMs;
    let gone = 0;
    for (let turn = 0; gone < 1 && searches.length > 0 && !isCancelled(); turn++) {
      const left = until - now();
      const ms = Math.min(ROUNDS_MS[turn] ?? ROUND_MS, Math.max(1, left));
      // The clock says how far the search is: a busy machine gives it fewer steps, not a longer time.
      const to = Math.min(1, Math.max(gone, 1 - (left - ms) / roomMs));
      let isBetter = false;
      const from = gone;
      const round = async (line: readonly Search[]): Promise<void> => {
        const total = line.reduce((sum, { component }) => sum + component.stops.length, 0);
        for (const search of line) {
          if (isCancelled()) break;
          const share = (ms * search.component.stops.length) / total;
          const result = await search.thread.call("run", { ms: share, from, to });
          search.iterations = result.iterations;
          if (result.cost >= search.cost) continue;
          search.cost = result.cost;
          search.plan = await search.thread.call("plan", undefined);
          isBetter = true;
        }
      };
      await Promise.all(lines.map(round));
      gone = to;
      if (isBetter) tell();
    }
  } finally {
    await Promise.all(threads.map((thread) => thread.stop()));
  }
};
