import type { Meter } from "#server/platform/meter.ts";

/** What a pool had of its slots' time busy, milliseconds; see {@link createPoolMeter}. */
export const POOL_BUSY = "pool.busy_ms";
/** What a pool had of its slots' time altogether, milliseconds. */
export const POOL_SLOTS = "pool.slots_ms";

/**
 * Measures how busy the slots of a pool are: `begin` takes one until what it gives is called, `sample` adds the time since
 * the last sample to the two counters. Slots are counted as they were at the time, so that a pool that grew or shrank
 * keeps its past.
 */
export const createPoolMeter = ({
  meter,
  pool,
  slots,
  elapsed,
}: {
  meter: Pick<Meter, "count">;
  pool: string;
  /** How many can be busy at once. */
  slots: () => number;
  /** Milliseconds of a clock that only goes on. */
  elapsed: () => number;
}) => {
  let running = 0;
  let busyMs = 0;
  let slotsMs = 0;
  let lastMs = elapsed();

  const pass = (): void => {
    const atMs = elapsed();
    busyMs += running * (atMs - lastMs);
    // Slots that were taken away while they were busy count until they are free.
    slotsMs += Math.max(running, slots()) * (atMs - lastMs);
    lastMs = atMs;
  };

  return {
    /** Takes a slot; maps to what gives it back, once. */
    begin(): () => void {
      pass();
      running++;
      let isOver = false;
      return () => {
        if (isOver) return;
        isOver = true;
        pass();
        running--;
      };
    },
    /** Adds what passed since the last sample to the counters. */
    sample(): void {
      pass();
      meter.count(POOL_BUSY, busyMs, { pool });
      meter.count(POOL_SLOTS, slotsMs, { pool });
      [busyMs, slotsMs] = [0, 0];
    },
  };
};
/** What measures one pool. */
export type PoolMeter = ReturnType<typeof createPoolMeter>;
