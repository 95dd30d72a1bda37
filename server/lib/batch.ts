/** Does many items at once; maps each to its result, in order. */
export type BatchRun<I, R> = (items: readonly I[]) => Promise<readonly R[]>;

type Waiting<I, R> = { item: I; resolve: (result: R) => void; reject: (error: unknown) => void };

/**
 * Gathers single items into batches: one runs when `maxSize` items wait, or `maxWaitMs` after the first of them came.
 * A batch that fails, or gives another number of results than it got items, fails all of its items and no others.
 */
export const createBatch = <I, R>({
  maxSize,
  maxWaitMs,
  run,
}: {
  maxSize: number;
  maxWaitMs: number;
  run: BatchRun<I, R>;
}) => {
  if (!Number.isInteger(maxSize) || maxSize < 1)
    throw new RangeError(`batch: got maxSize ${maxSize}, expected an integer of 1 or more.`);
  let waiting: Waiting<I, R>[] = [];
  let timer: NodeJS.Timeout | undefined;

  const runAll = async (batch: readonly Waiting<I, R>[]): Promise<void> => {
    try {
      const results = await run(batch.map(({ item }) => item));
      if (results.length !== batch.length)
        throw new Error(`batch: got ${results.length} results for ${batch.length} items, expected one each.`);
      batch.forEach(({ resolve }, i) => {
        resolve(results[i] as R);
      });
    } catch (error) {
      for (const { reject } of batch) reject(error);
    }
  };

  const flush = async (): Promise<void> => {
    clearTimeout(timer);
    timer = undefined;
    const batch = waiting;
    waiting = [];
    if (batch.length > 0) await runAll(batch);
  };

  return {
    /** Adds an item; maps to its own result. */
    add(item: I): Promise<R> {
      return new Promise((resolve, reject) => {
        waiting.push({ item, resolve, reject });
        if (waiting.length >= maxSize) void flush();
        else timer ??= setTimeout(() => void flush(), maxWaitMs);
      });
    },
    /** Runs what waits now, without waiting for more; done when its items are. */
    flush,
  };
};
/** Gathers items into batches. */
export type Batch<I, R> = ReturnType<typeof createBatch<I, R>>;
