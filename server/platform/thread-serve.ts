import { parentPort } from "node:worker_threads";
import { AppError, type ErrorCode } from "#server/lib/errors.ts";

/** What a thread can be asked, by name; inputs and results are what structured cloning takes. */
export type ThreadHandlers = Record<string, (input: never) => unknown>;

/** A call as it goes to the thread. */
export type Call = { id: number; name: string; input: unknown };

/** Its answer: a value, or the code and sentence of a failure. */
export type Answer = { id: number } & ({ value: unknown } | { code: ErrorCode | null; message: string });

const transfers = new WeakMap<object, readonly ArrayBuffer[]>();

/** Marks a result so that the buffers in it go over without a copy, and are gone from the thread. */
export const withTransfer = <T extends object>(value: T, buffers: readonly ArrayBuffer[]): T => {
  transfers.set(value, buffers);
  return value;
};

/** Answers the calls of the main thread; the last thing the file of a thread does. */
export const serveThread = (handlers: ThreadHandlers): void => {
  const port = parentPort;
  if (port === null) throw new Error("serveThread: got the main thread, expected a worker thread");
  const answer = async ({ name, input }: Call): Promise<unknown> => {
    const handler = handlers[name];
    if (handler === undefined) throw new AppError("NOT_FOUND", `this thread answers no ${name}`);
    // The caller's side is typed by the same handlers, so what comes is what each one takes.
    return handler(input as never);
  };
  port.on("message", (call: Call) => {
    answer(call).then(
      (value) => {
        const buffers = typeof value === "object" && value !== null ? transfers.get(value) : undefined;
        port.postMessage({ id: call.id, value } satisfies Answer, buffers ?? []);
      },
      (error: unknown) => {
        const message = error instanceof Error ? error.message : String(error);
        const code = error instanceof AppError ? error.code : null;
        port.postMessage({ id: call.id, code, message } satisfies Answer);
      },
    );
  });
};
