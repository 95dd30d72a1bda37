type Waiting<I, R> = { item: I; resolve: (result: R) => void; reject: (error: unknown) => void };

/**
 * Does one turn of work at a time; what comes meanwhile waits and goes into the next turn together, up to `mostWeight`,
 * or alone where one item weighs more. So an item that finds nobody before it is done at once, and the busier it is, the
 * more share the cost of a turn. With `leastGapMs` turns begin at least that far apart, but for a full one: where items
 * come often, each waits half of that for others to share the cost with. A turn that fails with an error that `isOfOne`
 * knows as the fault of one item is done again, item by item; any other fails all of its items.
 */
export const createLane = <I, R>({
  mostWeight,
  leastGapMs = () => 0,
  weightOf,
  run,
  isOfOne,
}: {
  mostWeight: number;
  leastGapMs?: () => number;
  weightOf: (item: I) => number;
  /** Does some items; maps each to its result, in order. */
  run: (items: readonly I[]) => Promise<readonly R[]>;
  isOfOne: (error: unknown) => boolean;
}) => {
  const waiting: Waiting<I, R>[] = [];
  let isBusy = false;
  let beganAtMs = Number.NEGATIVE_INFINITY;
  let wake: () => void = () => {};

  const isFull = (): boolean => {
    let weight = 0;
    return waiting.some(({ item }) => {
      weight += weightOf(item);
      return weight >= mostWeight;
    });
  };

  const rest = (ms: number): Promise<void> =>
    new Promise((resolve) => {
      const timer = setTimeout(resolve, ms);
      wake = () => {
        clearTimeout(timer);
        resolve();
      };
    });

  const next = (): Waiting<I, R>[] => {
    let weight = 0;
    let n = 0;
    while (n < waiting.length) {
      const { item } = waiting[n] as Waiting<I, R>;
      weight += weightOf(item);
      if (n > 0 && weight > mostWeight) break;
      n++;
    }
    return waiting.splice(0, n);
  };

  const turn = async (turned: readonly Waiting<I, R>[]): Promise<void> => {
    try {
      const results = await run(turned.map(({ item }) => item));
      if (results.length !== turned.length)
        throw new Error(`lane: got ${results.length} results for ${turned.length} items, expected one each`);
      turned.forEach(({ resolve }, i) => {
        resolve(results[i] as R);
      });
    } catch (error) {
      if (turned.length > 1 && isOfOne(error)) for (const one of turned) await turn([one]);
      else for (const { reject } of turned) reject(error);
    }
  };

  const work = async (): Promise<void> => {
    isBusy = true;
    while (waiting.length > 0) {
      const waitMs = beganAtMs + leastGapMs() - performance.now();
      if (waitMs > 0 && !isFull()) await rest(waitMs);
      beganAtMs = performance.now();
      await turn(next());
    }
    isBusy = false;
  };

  return {
    /** Adds an item; maps to its own result. */
    add(item: I): Promise<R> {
      return new Promise((resolve, reject) => {
        waiting.push({ item, resolve, reject });
        if (!isBusy) void work();
        else if (isFull()) wake();
      });
    },
  };
};
/** Work in turns, with what waits together. */
export type Lane<I, R> = ReturnType<typeof createLane<I, R>>;
