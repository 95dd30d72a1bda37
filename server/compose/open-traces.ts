import type { Lifecycle } from "#server/lib/lifecycle.ts";
import type { Answerer } from "#server/platform/live.ts";
import type { JobCatalogue, Queue } from "#server/platform/queue.ts";
import { createSlowTraces } from "#server/platform/slow-traces.ts";
import { createTraces, type Trace, type Traces } from "#server/platform/trace.ts";

/**
 * Opens the traces of this process: the slowest of the last hour are kept, and all are sent where
 * OTEL_EXPORTER_OTLP_ENDPOINT names a collector. What sends is loaded only then.
 */
export const openTraces = ({
  otlpUrl,
  role,
  lifecycle,
}: {
  /** Null where nothing is sent. */
  otlpUrl: string | null;
  role: string;
  lifecycle: Lifecycle;
}) => {
  const slow = createSlowTraces();
  let send: ((trace: Trace) => void) | null = null;
  const traces = createTraces({
    heard: (trace) => {
      slow.add(trace);
      send?.(trace);
    },
  });
  return {
    traces,
    slow,
    /** Begins to send; a process that only runs a command sends nothing. */
    async start(): Promise<void> {
      if (otlpUrl === null) return;
      const { createOtlpExport } = await import("#server/platform/trace-export.otlp.ts");
      const otlp = createOtlpExport({ url: otlpUrl, role });
      send = otlp.send;
      lifecycle.onStop("traces", otlp.close);
    },
  };
};

/** A queue whose jobs are traces. */
export const tracedQueue = <C extends JobCatalogue>(queue: Queue<C>, traces: Traces): Queue<C> => ({
  ...queue,
  work: (name, handler) =>
    queue.work(name, (payload, signal) =>
      traces.run({ kind: "job", name: `job ${name}` }, () => handler(payload, signal)),
    ),
});

/** What answers requests over sockets, each as a trace. */
export const tracedAnswers = (
  hub: { answer(name: string, answerer: Answerer): void },
  traces: Traces,
): { answer(name: string, answerer: Answerer): void } => ({
  answer: (name, answerer) =>
    hub.answer(name, (scope, ...rest) =>
      traces.run(
        { kind: "request", name: `socket ${name}`, facts: { organisation: scope.organisationId } },
        () => answerer(scope, ...rest),
      ),
    ),
});
