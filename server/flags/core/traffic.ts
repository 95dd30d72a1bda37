import type { Context } from "#server/flags/core/evaluate.ts";

/**
 * A sample of who asks: one in `every` asks is kept, of more than `most` the newest, so that it follows the traffic of
 * the hour and costs an ask one count.
 */
export const createTraffic = ({ every, most }: { every: number; most: number }) => {
  const kept: Context[] = [];
  let asked = 0;
  return {
    /** Counts an ask, and keeps its context where its turn has come. */
    note(context: Context): void {
      if (asked % every === 0) kept[(asked / every) % most] = context;
      asked++;
    },
    /** The contexts that were kept. */
    sample: (): readonly Context[] => kept,
  };
};
