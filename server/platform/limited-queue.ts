import { createGate } from "#server/lib/gate.ts";
import type { Meter } from "#server/platform/meter.ts";
import type { JobCatalogue, Queue } from "#server/platform/queue.ts";

/** How many jobs a queue lets be done at once, which of them go past that, and where it is measured how long they took. */
export type JobLimit = {
  mostAtOnce: () => number;
  isUrgent: (job: string) => boolean;
  meter: Pick<Meter, "record">;
};

/** A queue whose jobs, but those that are urgent, wait for room; `jobs.done_ms` is the wait and the work together, `jobs.work_ms` the work. */
export const limitedQueue = <C extends JobCatalogue>(
  queue: Queue<C>,
  { mostAtOnce, isUrgent, meter }: JobLimit,
): Queue<C> => {
  const gate = createGate(mostAtOnce);
  return {
    ...queue,
    work: (name, handler) =>
      queue.work(name, async (payload, signal) => {
        if (isUrgent(name)) return handler(payload, signal);
        const sinceMs = performance.now();
        await gate.run(async () => {
          // Its time may have been over before it was its turn: it is tried again then.
          if (signal.aborted) return;
          const begunMs = performance.now();
          await handler(payload, signal);
          meter.record("jobs.work_ms", performance.now() - begunMs);
        });
        meter.record("jobs.done_ms", performance.now() - sinceMs);
      }),
  };
};
