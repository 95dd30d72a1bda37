/** Time as the policy sees it: the hour of the world, which may jump, and a watch that only goes forward. */
export type Clock = {
  /** Epoch milliseconds. */
  nowMs: () => number;
  /** Milliseconds of a watch that never goes back. */
  elapsedMs: () => number;
  /** Does work after so many milliseconds of the watch; gives back what calls it off. */
  after: (ms: number, work: () => void) => () => void;
};

/** Waits so many milliseconds of a clock. */
export const pause = (clock: Clock, ms: number): Promise<void> =>
  new Promise((resolve) => {
    clock.after(ms, resolve);
  });
