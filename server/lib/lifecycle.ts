/** A stop that did not come off: it threw, or was still running when its time was up. */
export type StopFailure = { name: string; error: unknown };

type Stop = { name: string; stop: () => unknown; timeoutMs: number };

const STOP_TIMEOUT_MS = 5_000;

const withLimit = async ({ name, stop, timeoutMs }: Stop): Promise<void> => {
  let timer: NodeJS.Timeout | undefined;
  const limit = new Promise<never>((_, reject) => {
    timer = setTimeout(
      () => reject(new Error(`stop of ${name} took over ${timeoutMs} ms, expected it to be done by then`)),
      timeoutMs,
    );
  });
  try {
    await Promise.race([stop(), limit]);
  } finally {
    clearTimeout(timer);
  }
};

/**
 * Keeps the stops of what was started and runs them last in, first out, each within its own time limit (ms);
 * a stop that fails never keeps the others from running.
 */
export const createLifecycle = () => {
  const stops: Stop[] = [];
  let stopping: Promise<StopFailure[]> | null = null;

  const runStops = async (): Promise<StopFailure[]> => {
    const failures: StopFailure[] = [];
    for (let each = stops.pop(); each !== undefined; each = stops.pop()) {
      try {
        await withLimit(each);
      } catch (error) {
        failures.push({ name: each.name, error });
      }
    }
    return failures;
  };

  return {
    /** Whether the stop has begun: what waits for work should take no more. */
    get isStopping(): boolean {
      return stopping !== null;
    },
    /** Registers the stop of something started; also while stopping, for what came up late. */
    onStop(name: string, stop: () => unknown, timeoutMs = STOP_TIMEOUT_MS): void {
      stops.push({ name, stop, timeoutMs });
    },
    /** Runs every stop once, whoever asks and how often; maps to those that failed. */
    stop(): Promise<StopFailure[]> {
      stopping ??= runStops();
      return stopping;
    },
  };
};
/** Ordered shutdown of a process. */
export type Lifecycle = ReturnType<typeof createLifecycle>;
