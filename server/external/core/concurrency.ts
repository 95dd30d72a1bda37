/** Bounds of {@link createConcurrency}. */
export type ConcurrencyRule = { initial: number; least: number; most: number; restMs: number };

/**
 * How many requests may run at once: one more for every round that went well while the limit was in use, three
 * quarters of it when a request fails by overload, at most once in `restMs`, as one overload fails many.
 */
export const createConcurrency = ({ initial, least, most, restMs }: ConcurrencyRule) => {
  let limit = initial;
  let cutAtMs = Number.NEGATIVE_INFINITY;
  return {
    limit: () => Math.floor(limit),
    wentWell(running: number): void {
      // A limit that nobody needs says nothing about what the service bears.
      if (running * 2 >= limit) limit = Math.min(most, limit + 1 / limit);
    },
    wentWrong(elapsedMs: number): void {
      if (elapsedMs - cutAtMs < restMs) return;
      cutAtMs = elapsedMs;
      limit = Math.max(least, limit * 0.75);
    },
    reset(): void {
      limit = initial;
    },
  };
};
/** How many requests may run at once. */
export type Concurrency = ReturnType<typeof createConcurrency>;
