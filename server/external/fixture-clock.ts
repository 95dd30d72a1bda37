import type { Clock } from "#server/external/core/clock.ts";

type Timer = { atMs: number; order: number; work: () => void };

/**
 * A clock whose time passes only when nothing is left to do: what waits an hour is done at once, in the order in
 * which it would have happened. `jump` sets the hour of the world without the watch noticing.
 */
export const createVirtualClock = (startMs = Date.UTC(2026, 10, 26, 8)) => {
  // A binary heap by time, then by order of asking.
  const heap: Timer[] = [];
  const cancelled = new WeakSet<Timer>();
  let elapsedMs = 0;
  let order = 0;
  let jumpedMs = 0;
  const isBefore = (a: Timer, b: Timer) => a.atMs < b.atMs || (a.atMs === b.atMs && a.order < b.order);
  const swap = (i: number, j: number): void => {
    [heap[i], heap[j]] = [heap[j] as Timer, heap[i] as Timer];
  };
  const push = (timer: Timer): void => {
    let at = heap.push(timer) - 1;
    while (at > 0) {
      const parent = (at - 1) >> 1;
      if (!isBefore(heap[at] as Timer, heap[parent] as Timer)) return;
      swap(at, parent);
      at = parent;
    }
  };
  const pop = (): Timer | undefined => {
    const top = heap[0];
    const last = heap.pop();
    if (top === undefined || last === undefined || heap.length === 0) return top;
    heap[0] = last;
    for (let at = 0; ; ) {
      let child = 2 * at + 1;
      if (child >= heap.length) return top;
      if (child + 1 < heap.length && isBefore(heap[child + 1] as Timer, heap[child] as Timer)) child++;
      if (!isBefore(heap[child] as Timer, heap[at] as Timer)) return top;
      swap(at, child);
      at = child;
    }
  };
  const clock: Clock = {
    nowMs: () => startMs + elapsedMs + jumpedMs,
    elapsedMs: () => elapsedMs,
    after(ms, work) {
      const timer = { atMs: elapsedMs + Math.max(0, ms), order: order++, work };
      push(timer);
      return () => void cancelled.add(timer);
    },
  };
  const settled = () => new Promise<void>((resolve) => setImmediate(resolve));

  return {
    clock,
    /** Lets time pass until a promise is done; says so where nothing is left that could end it. */
    async until<T>(promise: Promise<T>): Promise<T> {
      let isDone = false;
      const done = promise.finally(() => {
        isDone = true;
      });
      done.catch(() => {});
      for (;;) {
        await settled();
        if (isDone) return done;
        let next = pop();
        while (next !== undefined && cancelled.has(next)) next = pop();
        if (next === undefined)
          throw new Error("virtual clock: found no timer left, expected one that ends the wait");
        elapsedMs = Math.max(elapsedMs, next.atMs);
        next.work();
      }
    },
    jump(ms: number): void {
      jumpedMs += ms;
    },
  };
};
