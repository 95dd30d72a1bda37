import { availableParallelism } from "node:os";
import type { Base } from "#server/compose.ts";
import type { Every } from "#server/platform/every.ts";
import { createPoolMeter, type PoolMeter } from "#server/platform/pool-meter.ts";
import type { JobCatalogue, Queue } from "#server/platform/queue.ts";
import type { SearchPlan } from "#server/routing/plan-search.ts";

const SAMPLE_MS = 1_000;

/** Opens the measures of what this process does side by side: searches, answers of the model, jobs. */
export const openPools = ({ meter }: Pick<Base, "meter">) => {
  const pools: PoolMeter[] = [];

  const open = (pool: string, slots: () => number): PoolMeter => {
    const made = createPoolMeter({ meter, pool, slots, elapsed: () => performance.now() });
    pools.push(made);
    return made;
  };

  return {
    open,

    /** A search that takes a slot of the solver; a search takes one core. */
    searching: (search: SearchPlan): SearchPlan => {
      const solver = open("solver", availableParallelism);
      return async (...asked) => {
        const end = solver.begin();
        await search(...asked).finally(end);
      };
    },

    /** A queue whose jobs take slots of the workers; there is one for each kind of job taken. */
    working: <C extends JobCatalogue>(queue: Queue<C>): Queue<C> => {
      let taken = 0;
      const workers = open("workers", () => taken);
      return {
        ...queue,
        work: (name, handler) => {
          taken++;
          return queue.work(name, async (...given) => {
            const end = workers.begin();
            await handler(...given).finally(end);
          });
        },
      };
    },

    /** Begins to add what passed to the measures, second by second. */
    start: (every: Every): void =>
      every("pools", SAMPLE_MS, async () => {
        for (const pool of pools) pool.sample();
      }),
  };
};
/** The measured pools of a process. */
export type Pools = ReturnType<typeof openPools>;
