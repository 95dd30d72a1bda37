import type { Lifecycle } from "#server/lib/lifecycle.ts";

/** Does something now and every so often, one turn at a time, until the process stops; see {@link createEvery}. */
export type Every = (name: string, ms: number, work: () => Promise<unknown>) => void;

/** Makes what does regular jobs: a job that fails is reported and tried again at its next turn. */
export const createEvery =
  ({
    lifecycle,
    report,
  }: {
    lifecycle: Pick<Lifecycle, "onStop">;
    report: (error: unknown, job: string) => void;
  }): Every =>
  (name, ms, work) => {
    let running: Promise<unknown> | null = null;
    const run = () => {
      running ??= work()
        .catch((error: unknown) => report(error, name))
        .finally(() => {
          running = null;
        });
    };
    run();
    const timer = setInterval(run, ms);
    lifecycle.onStop(name, () => {
      clearInterval(timer);
      return running ?? Promise.resolve();
    });
  };
