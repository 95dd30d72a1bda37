import cluster, { type Worker } from "node:cluster";
import type { Log } from "#server/platform/log.ts";

/** One of the processes of a product that runs as several: what it is called, and its environment beside this one's. */
export type Part = { name: string; env: Readonly<Record<string, string>> };

type Options = {
  log: Pick<Log, "error">;
  /** Told once all have ended: whether in order. */
  ended: (isInOrder: boolean) => void;
  /** Wait before a part that ended takes its place again; twice as long each time, until it stood for a minute. */
  firstWaitMs?: number;
};

const LONGEST_WAIT_MS = 30_000;
const STEADY_MS = 60_000;

/**
 * Runs this program once more for each part; those that listen on one port share it, and connections go to them in turn. A
 * part that ends by itself is started again. One that ends before it ever listened ends all: it said why, and would again.
 */
export const runSeveral = (parts: readonly Part[], { log, ended, firstWaitMs = 500 }: Options) => {
  const living = new Set<Worker>();
  const waiting = new Set<NodeJS.Timeout>();
  const listened = new Set<Part>();
  let isStopping = false;
  let isInOrder = true;

  const endWhereNoneIsLeft = (): void => {
    if (isStopping && living.size === 0) ended(isInOrder);
  };

  const stop = (): void => {
    if (isStopping) return;
    isStopping = true;
    for (const timer of waiting) clearTimeout(timer);
    for (const worker of living) worker.process.kill("SIGTERM");
    endWhereNoneIsLeft();
  };

  const start = (part: Part, waitMs: number): void => {
    const worker = cluster.fork(part.env);
    const startedMs = performance.now();
    living.add(worker);
    worker.once("listening", () => listened.add(part));
    worker.once("exit", (code, signal) => {
      living.delete(worker);
      if (isStopping) {
        isInOrder &&= code === 0;
        endWhereNoneIsLeft();
        return;
      }
      log.error({ part: part.name, code, signal }, "a process of the product ended");
      if (!listened.has(part)) {
        isInOrder = false;
        stop();
        return;
      }
      const nextMs =
        performance.now() - startedMs > STEADY_MS ? firstWaitMs : Math.min(2 * waitMs, LONGEST_WAIT_MS);
      const timer = setTimeout(() => {
        waiting.delete(timer);
        start(part, nextMs);
      }, waitMs);
      waiting.add(timer);
    });
  };

  for (const part of parts) start(part, firstWaitMs);
  return {
    /** Asks all of them to stop in order. */
    stop,
    /** The processes that live. */
    living: (): Worker[] => [...living],
  };
};

/** The parts of a product that answers by `count` processes on one port, with one beside them for the background work. */
export const webParts = (count: number, publicUrl: string): Part[] => [
  { name: "worker", env: { ROLE: "worker", PORT: "0", PUBLIC_URL: publicUrl } },
  ...Array.from({ length: count }, (_, i) => ({ name: `web ${i + 1}`, env: { ROLE: "web" } })),
];
