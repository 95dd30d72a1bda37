import { setImmediate as breathe } from "node:timers/promises";

/** Runs long work to its end and lets others in wherever it yields. */
export const inTurns = async <T>(work: Generator<void, T>): Promise<T> => {
  let step = work.next();
  while (step.done !== true) {
    await breathe();
    step = work.next();
  }
  return step.value;
};
