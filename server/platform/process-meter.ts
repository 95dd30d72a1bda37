import { monitorEventLoopDelay } from "node:perf_hooks";
import type { Meter } from "#server/platform/meter.ts";

const MB = 1_048_576;

/** How a pool of connections stands. */
export type PoolUse = {
  readonly totalCount: number;
  readonly idleCount: number;
  waitingFor(): number;
};

/**
 * Watches the process itself: `sample` notes memory (MB), the event loop's p99 delay (ms) since the last sample, and the
 * database connections that are in use and how many wait for one, as gauges; `stop` ends the watch.
 */
export const watchProcess = (meter: Pick<Meter, "gauge">, pool: PoolUse) => {
  const resolutionMs = 10;
  const delay = monitorEventLoopDelay({ resolution: resolutionMs });
  delay.enable();
  return {
    sample(): void {
      const { rss, heapUsed, external } = process.memoryUsage();
      meter.gauge("process.rss_mb", rss / MB);
      meter.gauge("process.heap_mb", heapUsed / MB);
      meter.gauge("process.external_mb", external / MB);
      // The histogram holds the whole wait between two ticks of its timer, so the timer's own interval comes off.
      const p99Ms = delay.count === 0 ? 0 : delay.percentile(99) / 1e6 - resolutionMs;
      meter.gauge("process.event_loop_delay_ms", Math.max(0, p99Ms));
      delay.reset();
      meter.gauge("database.pool_used", pool.totalCount - pool.idleCount);
      meter.gauge("database.pool_waiting", pool.waitingFor());
    },
    stop(): void {
      delay.disable();
    },
  };
};
