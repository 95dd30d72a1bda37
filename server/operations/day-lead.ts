import type { Simulator } from "#server/operations/simulate.ts";

/** What {@link createDayLead} needs. */
export type DayLeadDeps = {
  simulator: Pick<Simulator, "wake" | "start" | "stop">;
  /** Whether simulated days run now, by the setting. */
  isRunning: () => boolean;
  /** Reads the clocks again: others may have moved them. */
  refreshClocks: () => Promise<void>;
  /** Takes days that lie behind up to today. */
  takeUp: () => Promise<void>;
};

/** The simulated days as one of all workers drives them: taken up with the lead, stopped when it is lost. */
export const createDayLead = ({ simulator, isRunning, refreshClocks, takeUp }: DayLeadDeps) => {
  let isLeading = false;
  let isTakenUp = false;
  let steering: Promise<void> = Promise.resolve();
  /** Starts or stops the days, as the lead and the setting say by then. */
  const steer = (): Promise<void> => {
    // One after the other: a start while a stop still waits would make two beats.
    steering = steering.then(() => (isLeading && isRunning() ? simulator.start() : simulator.stop()));
    return steering;
  };

  return {
    steer,
    /** Drives the days from where they stand. */
    async take(): Promise<void> {
      await refreshClocks();
      // As a start does: one whose connection broke for a moment leaves the days where they are.
      if (!isTakenUp) await takeUp();
      isTakenUp = true;
      await simulator.wake();
      isLeading = true;
      await steer();
    },
    /** Leaves the days to another; done when none is driven here any more. */
    lose(): Promise<void> {
      isLeading = false;
      return steer();
    },
  };
};
