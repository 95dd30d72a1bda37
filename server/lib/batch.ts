/** Does many items at once; maps each to its result, in order. */
export type BatchRun<I, R> = (items: readonly I[]) => Promise<readonly R[]>;

type Waiting<I, R> = { item: I; resolve: (result: R) => void; reject: (error: unknown) => void };

const onTimer = (ms: number, work: () => void) => {
  const timer = setTimeout(work, ms);
  return () => clearTimeout(timer);
};

/**
 * Gathers single items into batches: one runs when `maxSize` items wait, or `maxWaitMs` after the first of them came.
 * A batch that fails, or gives another number of results than it got items, fails all of its items and no others.
 */
export const createBatch = <I, R>({
  maxSize,
  maxWaitMs,
  run,
  after = onTimer,
}: {
  /** Asked again for each item, so that both can change while it runs. */
  maxSize: () => number;
  maxWaitMs: () => number;
  run: BatchRun<I, R>;
  /** Does work after so many milliseconds; gives back what calls it off. */
  after?: (ms: number, work: () => void) => () => void;
}) => {
  let waiting: Waiting<I, R>[] = [];
  let cancel: (() => void) | undefined;

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
    cancel?.();
    cancel = undefined;
    const batch = waiting;
    waiting = [];
    if (batch.length > 0) await runAll(batch);
  };

  return {
    /** Adds an item; maps to its own result. */
    add(item: I): Promise<R> {
      const most = maxSize();
      if (!Number.isInteger(most) || most < 1)
        throw new RangeError(`batch: got maxSize ${most}, expected an integer of 1 or more.`);
      return new Promise((resolve, reject) => {
        waiting.push({ item, resolve, reject });
        if (waiting.length >= most) void flush();
        else cancel ??= after(maxWaitMs(), () => void flush());
      });
    },
    /** Runs what waits now, without waiting for more; done when its items are. */
    flush,
  };
};
/** Gathers items into batches. */
export type Batch<I, R> = ReturnType<typeof createBatch<I, R>>;
