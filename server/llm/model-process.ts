import { type ChildProcess, fork } from "node:child_process";
import { fileURLToPath } from "node:url";
import { AppError } from "#server/lib/errors.ts";
import { type Order, Report } from "#server/llm/llama-protocol.ts";
import type { Model, ModelAnswer, ModelRequest } from "#server/llm/model.ts";
import type { ModelFacts } from "#server/llm/schema.ts";
import { backOffMs } from "#server/platform/outbox.ts";

type Load = Extract<Order, { do: "load" }>;

/** How long a process may be silent, and how it is started again. */
export type Patience = {
  pingMs: number;
  /** Silence after which those who wait are told. */
  silentMs: number;
  /** Silence after which the process is killed. */
  hungMs: number;
  /** How long a model may take to load. */
  loadMs: number;
  firstWaitMs: number;
  longestWaitMs: number;
};

/** Callers know within two seconds; a process that is merely busy is not killed for it. */
export const PATIENCE: Patience = {
  pingMs: 250,
  silentMs: 1_500,
  hungMs: 10_000,
  loadMs: 600_000,
  firstWaitMs: 1_000,
  longestWaitMs: 60_000,
};

type Pending = {
  request: ModelRequest;
  settle: (outcome: { answer: ModelAnswer } | { error: unknown }) => void;
};
type State =
  | { is: "loading"; share: number }
  | { is: "ready"; facts: ModelFacts }
  | { is: "silent"; facts: ModelFacts }
  | { is: "down"; why: string };

const STDERR_KEPT = 2_000;
const isSource = import.meta.url.endsWith(".ts");

// The build keeps the tree of the sources under dist/; this file may lie in any chunk there.
const entryFile = (entry: string): string => {
  if (isSource) return fileURLToPath(new URL(`../../${entry}`, import.meta.url));
  const dist = import.meta.url.slice(0, import.meta.url.lastIndexOf("/dist/") + "/dist/".length);
  return fileURLToPath(new URL(entry.replace(/\.ts$/, ".js"), dist));
};

/** Says how a process ended; the system kills one for its memory without a word. */
const endOf = (code: number | null, signal: NodeJS.Signals | null, stderr: string): string => {
  const how = signal === null ? `ended with code ${code}` : `was ended by ${signal}`;
  const isMemory = /out of memory|failed to allocate|bad_alloc|cannot allocate/i.test(stderr);
  if (isMemory) return `${how}: it ran out of memory`;
  if (signal === "SIGKILL") return `${how}, as the system does where memory runs out`;
  const last = stderr.trim().split("\n").at(-1) ?? "";
  return last === "" ? how : `${how}: ${last}`;
};

/**
 * A model in a process of its own, started by the first question: asked over its channel, watched by pings, started again after longer and longer
 * waits when it dies. Whoever waits for an answer of a dead or silent one is told at once.
 */
export const startModelProcess = ({
  entry,
  load,
  patience = PATIENCE,
  execArgv = [],
  report = () => {},
}: {
  /** The file of the process, from the root of the project. */
  entry: string;
  /** Looks at the file and the machine before each start; throws where the model cannot run. */
  load: () => Promise<Load>;
  patience?: Patience;
  execArgv?: readonly string[];
  /** Hears what happens to the process. */
  report?: (sentence: string) => void;
}): Model & { readonly pid: number | null } => {
  let child: ChildProcess | null = null;
  let state: State = { is: "loading", share: 0 };
  let starts = 0;
  let isClosed = false;
  let nextId = 1;
  let heardAt = 0;
  let readyAt: number | null = null;
  let retry: NodeJS.Timeout | undefined;
  const pending = new Map<number, Pending>();
  const ready = new Set<(outcome: ModelFacts | Error) => void>();

  const unavailable = (why: string) => new AppError("UNAVAILABLE", `model: ${why}`);
  const tellReady = (outcome: ModelFacts | Error): void => {
    for (const tell of ready) tell(outcome);
    ready.clear();
  };
  const send = (order: Order): void => {
    // A channel that closed meanwhile is followed by the exit, which tells those who wait.
    if (child?.connected) child.send(order, () => {});
  };
  const failAll = (error: Error): void => {
    for (const [id, { settle }] of [...pending]) {
      send({ do: "abort", id });
      settle({ error });
    }
  };

  const goDown = (why: string): void => {
    child = null;
    if (isClosed) return;
    // One that served well for a while is no crash at every start.
    if (readyAt !== null && performance.now() - readyAt > patience.longestWaitMs) starts = 1;
    readyAt = null;
    const waitMs = backOffMs(starts, patience.firstWaitMs, patience.longestWaitMs);
    state = { is: "down", why: `${why}; it is started again in ${waitMs / 1_000} s` };
    report(`the model's process ${state.why}`);
    const error = unavailable(`its process ${state.why}`);
    failAll(error);
    tellReady(error);
    retry = setTimeout(() => void start(), waitMs);
  };

  const hear = (message: unknown): void => {
    const parsed = Report.safeParse(message);
    if (!parsed.success) {
      report(`the model's process said what it should not: ${parsed.error.message}`);
      child?.kill("SIGKILL");
      return;
    }
    const said = parsed.data;
    heardAt = performance.now();
    if (state.is === "silent") state = { is: "ready", facts: state.facts };
    if (said.is === "loading" && state.is === "loading") state = { is: "loading", share: said.share };
    if (said.is === "ready") {
      readyAt = heardAt;
      state = { is: "ready", facts: said.facts };
      report(`the model ${said.facts.name} is ready on ${said.facts.device}`);
      tellReady(said.facts);
    }
    if (said.is === "failed") state = { is: "down", why: `could not load it: ${said.message}` };
    if (said.is === "text") pending.get(said.id)?.request.onText?.(said.piece);
    if (said.is === "end") pending.get(said.id)?.settle({ answer: said });
    if (said.is === "error") pending.get(said.id)?.settle({ error: new AppError(said.code, said.message) });
  };

  const watch = (made: ChildProcess): void => {
    const startedAt = performance.now();
    heardAt = startedAt;
    let lastBeatAt = heardAt;
    const beat = setInterval(() => {
      const now = performance.now();
      // Where this process itself stood still, the silence was its own.
      if (now - lastBeatAt > 2 * patience.pingMs) heardAt += now - lastBeatAt;
      lastBeatAt = now;
      const silentMs = now - heardAt;
      send({ do: "ping" });
      if (state.is === "loading") {
        if (now - startedAt > patience.loadMs) made.kill("SIGKILL");
        return;
      }
      if (silentMs > patience.silentMs && state.is === "ready") {
        state = { is: "silent", facts: state.facts };
        failAll(unavailable(`its process has not answered for ${Math.round(silentMs)} ms`));
      }
      if (silentMs > patience.hungMs) made.kill("SIGKILL");
    }, patience.pingMs);
    made.once("exit", () => clearInterval(beat));
  };

  const start = async (): Promise<void> => {
    starts++;
    state = { is: "loading", share: 0 };
    let order: Load;
    try {
      order = await load();
    } catch (error) {
      if (error instanceof Error) goDown(`cannot be started: ${error.message}`);
      return;
    }
    if (isClosed) return;
    const made = fork(entryFile(entry), [], {
      execArgv: [...(isSource ? ["--import", "tsx"] : []), ...execArgv],
      stdio: ["ignore", "ignore", "pipe", "ipc"],
    });
    child = made;
    let stderr = "";
    made.stderr?.on("data", (chunk: Buffer) => {
      stderr = (stderr + chunk.toString()).slice(-STDERR_KEPT);
    });
    made.on("message", hear);
    made.on("error", (error) => report(`the model's process: ${error.message}`));
    made.once("close", (code, signal) =>
      goDown(state.is === "down" ? state.why : endOf(code, signal, stderr)),
    );
    watch(made);
    send(order);
  };
  // A command that asks nothing loads nothing.
  let isAwake = false;
  const wake = (): void => {
    if (isAwake || isClosed) return;
    isAwake = true;
    void start();
  };

  const refusal = (): Error | null => {
    switch (state.is) {
      case "ready":
        return null;
      case "loading":
        return unavailable(`it is being loaded, ${Math.round(state.share * 100)} % so far`);
      case "silent":
        return unavailable("its process does not answer");
      case "down":
        return unavailable(`its process ${state.why}`);
    }
  };

  return {
    get pid() {
      return child?.pid ?? null;
    },
    complete(request) {
      wake();
      const refused = refusal();
      if (refused !== null) return Promise.reject(refused);
      return new Promise((resolve, reject) => {
        const id = nextId++;
        const { prefix, text, schema, maxTokens, deadlineMs, signal } = request;
        const giveUp = (error: unknown): void => {
          send({ do: "abort", id });
          settle({ error });
        };
        const onAbort = () => giveUp(signal?.reason);
        const timer = setTimeout(
          () => giveUp(new AppError("TIMEOUT", `model: no whole answer within ${Math.round(deadlineMs)} ms`)),
          Math.max(0, deadlineMs),
        );
        const settle: Pending["settle"] = (outcome) => {
          clearTimeout(timer);
          signal?.removeEventListener("abort", onAbort);
          pending.delete(id);
          if ("error" in outcome) reject(outcome.error);
          else {
            const { text: answer, isWhole, usage } = outcome.answer;
            resolve({ text: answer, isWhole, usage });
          }
        };
        pending.set(id, { request, settle });
        if (signal?.aborted) return settle({ error: signal.reason });
        signal?.addEventListener("abort", onAbort, { once: true });
        send({ do: "complete", id, prefix, text, schema, maxTokens });
      });
    },
    async health() {
      wake();
      const refused = refusal();
      return { isReady: refused === null, sentence: refused?.message ?? "model: ready" };
    },
    describe() {
      wake();
      if (state.is === "ready" || state.is === "silent") return Promise.resolve(state.facts);
      const refused = refusal();
      if (state.is === "down" && refused !== null) return Promise.reject(refused);
      return new Promise((resolve, reject) => {
        ready.add((outcome) => (outcome instanceof Error ? reject(outcome) : resolve(outcome)));
      });
    },
    async close() {
      isClosed = true;
      clearTimeout(retry);
      const error = unavailable("it is stopped");
      failAll(error);
      tellReady(error);
      state = { is: "down", why: "is stopped" };
      const closing = child;
      if (closing === null || closing.exitCode !== null || closing.signalCode !== null) return;
      closing.ref();
      const gone = new Promise((resolve) => closing.once("exit", resolve));
      closing.kill("SIGKILL");
      await gone;
    },
  };
};
