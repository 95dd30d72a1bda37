import { AsyncResource } from "node:async_hooks";

/**
 * Lets so many in at once as `most` says when one asks or leaves; the others wait in their order, each in the trace and
 * the context in which it asked. One is always let in, whatever `most` says.
 */
export const createGate = (most: () => number) => {
  const waiting: (() => void)[] = [];
  let within = 0;
  const isOpen = (): boolean => within < Math.max(1, most());
  const letIn = (): void => {
    while (waiting.length > 0 && isOpen()) {
      within++;
      waiting.shift()?.();
    }
  };
  return {
    /**
     * Calls `begin` at once where there is room, else when it is its turn. One who `isWithin` already comes in at once: he
     * would wait for himself.
     */
    enter(begin: () => void, isWithin = false): void {
      if (isWithin || (waiting.length === 0 && isOpen())) {
        within++;
        begin();
      } else {
        const asked = new AsyncResource("Gate");
        waiting.push(() => asked.runInAsyncScope(begin));
      }
    },
    /** Says that one left. */
    leave(): void {
      within--;
      letIn();
    },
    /** Looks again at how many may be within. */
    look: letIn,
    /** How many wait. */
    waiting: (): number => waiting.length,
    /** Does work within. */
    async run<T>(work: () => Promise<T>): Promise<T> {
      await new Promise<void>((resolve) => this.enter(resolve));
      try {
        return await work();
      } finally {
        this.leave();
      }
    },
  };
};
/** Lets so many in at once. */
export type Gate = ReturnType<typeof createGate>;
