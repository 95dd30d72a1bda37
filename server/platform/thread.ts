import { Worker } from "node:worker_threads";
import { AppError } from "#server/lib/errors.ts";
import type { Answer, Call, ThreadHandlers } from "#server/platform/thread-serve.ts";

type Pending = { resolve: (value: unknown) => void; reject: (error: unknown) => void };

/** What {@link startThread} starts: the file, from the root of the project, and what it finds in `workerData`. */
export type ThreadOptions = { entry: string; data?: unknown };

/** How one call is made: what goes over without a copy, and how long it may take. */
export type CallOptions = { transfer?: readonly ArrayBuffer[]; timeoutMs?: number };

const isSource = import.meta.url.endsWith(".ts");

const fromSource = (entry: string, data: unknown): Worker =>
  new Worker(new URL("./thread-boot.mjs", import.meta.url), {
    argv: [new URL(`../../${entry}`, import.meta.url).href],
    workerData: data,
    // What this process was started with (tsx, a test runner) is not for the thread.
    execArgv: [],
  });

// The build keeps the tree of the sources under dist/, for each `x.thread.ts`; this file may lie in any chunk there.
const fromBundle = (entry: string, data: unknown): Worker => {
  const dist = import.meta.url.slice(0, import.meta.url.lastIndexOf("/dist/") + "/dist/".length);
  return new Worker(new URL(entry.replace(/\.ts$/, ".js"), dist), { workerData: data });
};

/**
 * Starts a worker thread from the `.ts` file of `entry`, or from its bundle in production, and calls the handlers it
 * serves. A thread that dies fails the calls in hand with UNAVAILABLE, and the next call starts another.
 */
export const startThread = <H extends ThreadHandlers>({ entry, data }: ThreadOptions) => {
  let worker: Worker | null = null;
  let isStopped = false;
  let nextId = 1;
  const pending = new Map<number, Pending>();

  const failAll = (error: unknown): void => {
    for (const { reject } of pending.values()) reject(error);
    pending.clear();
  };

  // A thread with nothing to do does not keep the process alive.
  const forget = (id: number): void => {
    pending.delete(id);
    if (pending.size === 0) worker?.unref();
  };

  const onAnswer = ({ id, ...answer }: Answer): void => {
    const call = pending.get(id);
    forget(id);
    if (call === undefined) return;
    if ("value" in answer) call.resolve(answer.value);
    else if (answer.code === null) call.reject(new Error(answer.message));
    else call.reject(new AppError(answer.code, answer.message));
  };

  const running = (): Worker => {
    if (isStopped) throw new AppError("UNAVAILABLE", `thread ${entry} is stopped`);
    if (worker !== null) return worker;
    const made = isSource ? fromSource(entry, data) : fromBundle(entry, data);
    let reason: unknown = null;
    made.on("message", onAnswer);
    made.on("error", (error) => {
      reason = error;
    });
    made.on("exit", (code) => {
      if (worker === made) worker = null;
      const why = reason instanceof Error ? reason.message : `exit code ${code}`;
      failAll(new AppError("UNAVAILABLE", `thread ${entry} died: ${why}`, { cause: reason }));
    });
    worker = made;
    return made;
  };

  return {
    /** Calls a handler of the thread; `transfer` is gone from here afterwards. A call past its time is given up. */
    call<N extends keyof H & string>(
      name: N,
      input: Parameters<H[N]>[0],
      { transfer = [], timeoutMs }: CallOptions = {},
    ): Promise<Awaited<ReturnType<H[N]>>> {
      return new Promise((resolve, reject) => {
        const id = nextId++;
        let timer: NodeJS.Timeout | undefined;
        const settle =
          <T>(then: (value: T) => void) =>
          (value: T) => {
            clearTimeout(timer);
            then(value);
          };
        const call: Call = { id, name, input };
        const thread = running();
        thread.postMessage(call, transfer);
        thread.ref();
        pending.set(id, { resolve: settle(resolve as (value: unknown) => void), reject: settle(reject) });
        if (timeoutMs === undefined) return;
        timer = setTimeout(() => {
          forget(id);
          reject(new AppError("TIMEOUT", `thread ${entry}: ${name} took over ${timeoutMs} ms`));
        }, timeoutMs);
      });
    },
    /** Ends the thread; calls in hand fail. */
    async stop(): Promise<void> {
      isStopped = true;
      await worker?.terminate();
    },
  };
};
/** A worker thread and the calls it answers. */
export type Thread<H extends ThreadHandlers> = ReturnType<typeof startThread<H>>;
