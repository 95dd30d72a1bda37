import { startThread } from "#server/platform/thread.ts";
import type { Plan, Problem } from "./core/problem.ts";
import type { SearchThread } from "./search.thread.ts";

// How often searches compare: the best plan goes to those that fell behind.
const EXCHANGES = 8;
// A search is behind when its plan costs this much more; nearer ones go their own way, which is what many are for.
const BEHIND = 1.01;

/** Searches on worker threads, each with a seed of its own, and the best plan of all. */
export const solveOnThreads = async (
  problem: Problem,
  { seed, seconds, threads, now }: { seed: number; seconds: number; threads: number; now: () => number },
): Promise<{ plan: Plan; iterations: number; elapsedMs: number }> => {
  const startedAt = now();
  const searches = Array.from({ length: threads }, () =>
    startThread<SearchThread>({ entry: "server/routing/search.thread.ts" }),
  );
  try {
    await Promise.all(searches.map(({ call }, i) => call("begin", { problem, seed: seed + i * 7919 })));
    const preparedMs = now() - startedAt;
    const ms = Math.max(1, seconds * 1000 - preparedMs) / EXCHANGES;
    let results: { cost: number; iterations: number }[] = [];
    let first = 0;
    for (let round = 0; round < EXCHANGES; round++) {
      const [from, to] = [round / EXCHANGES, (round + 1) / EXCHANGES];
      results = await Promise.all(searches.map(({ call }) => call("run", { ms, from, to })));
      first = results.reduce((best, { cost }, i) => (cost < (results[best]?.cost ?? cost) ? i : best), 0);
      const leader = searches[first];
      const best = results[first]?.cost ?? 0;
      const behind = searches.filter((_, i) => (results[i]?.cost ?? best) > best * BEHIND);
      if (leader === undefined || behind.length === 0 || round === EXCHANGES - 1) continue;
      const plan = await leader.call("plan", undefined);
      await Promise.all(behind.map(({ call }) => call("adopt", plan)));
    }
    const winner = searches[first];
    if (winner === undefined)
      throw new RangeError(`solveOnThreads: got ${threads} threads, expected 1 or more`);
    return {
      plan: await winner.call("plan", undefined),
      iterations: results.reduce((sum, { iterations }) => sum + iterations, 0),
      elapsedMs: now() - startedAt,
    };
  } finally {
    await Promise.all(searches.map(({ stop }) => stop()));
  }
};
