import { type HrTime, SpanKind as Kind, SpanStatusCode, TraceFlags } from "@opentelemetry/api";
import { OTLPTraceExporter } from "@opentelemetry/exporter-trace-otlp-http";
import { resourceFromAttributes } from "@opentelemetry/resources";
import { BatchSpanProcessor, type ReadableSpan } from "@opentelemetry/sdk-trace-base";
import { type SpanKind, spanId, spanTitle, type Trace } from "#server/platform/trace.ts";

const KINDS: Readonly<Record<SpanKind, Kind>> = {
  call: Kind.SERVER,
  request: Kind.SERVER,
  job: Kind.CONSUMER,
  sql: Kind.CLIENT,
  outside: Kind.CLIENT,
  step: Kind.INTERNAL,
};

const toTime = (ms: number): HrTime => {
  const seconds = Math.floor(ms / 1000);
  return [seconds, Math.round((ms - seconds * 1000) * 1e6)];
};

/** The spans of a trace as OpenTelemetry has them; what was still open ends with the trace. */
const readableSpans = (
  trace: Trace,
  resource: ReadableSpan["resource"],
  scope: ReadableSpan["instrumentationScope"],
): ReadableSpan[] =>
  trace.spans.map((span) => {
    const context = (id: string) => ({ traceId: trace.id, spanId: id, traceFlags: TraceFlags.SAMPLED });
    const parent = span.parentId === null ? trace.calledBy : spanId(trace.id, span.parentId);
    const own = context(spanId(trace.id, span.id));
    const tookMs = span.tookMs ?? trace.tookMs - span.beginMs;
    const name = spanTitle(span);
    return {
      name: span.kind === "sql" ? (name.split(" ", 1)[0] ?? name) : name,
      kind: KINDS[span.kind],
      spanContext: () => own,
      ...(parent === null
        ? {}
        : { parentSpanContext: { ...context(parent), isRemote: span.parentId === null } }),
      startTime: toTime(trace.beganAtMs + span.beginMs),
      endTime: toTime(trace.beganAtMs + span.beginMs + tookMs),
      duration: toTime(tookMs),
      status:
        span.error === null
          ? { code: SpanStatusCode.UNSET }
          : { code: SpanStatusCode.ERROR, message: span.error },
      attributes: {
        ...span.facts,
        ...(span.kind === "sql" ? { "db.system.name": "postgresql", "db.query.text": name } : {}),
      },
      ...{ links: [], events: [], ended: true, resource, instrumentationScope: scope },
      ...{ droppedAttributesCount: 0, droppedEventsCount: 0, droppedLinksCount: 0 },
    };
  });

/**
 * Sends traces by OTLP over HTTP to `<url>/v1/traces`, in batches; what a collector that is away does not take within
 * the queue's 2,048 spans is dropped, never waited for.
 */
export const createOtlpExport = ({ url, role }: { url: string; role: string }) => {
  const processor = new BatchSpanProcessor(
    new OTLPTraceExporter({ url: `${url.replace(/\/+$/, "")}/v1/traces` }),
  );
  const resource = resourceFromAttributes({ "service.name": "roundsman", "roundsman.role": role });
  const scope = { name: "roundsman" };
  return {
    /** Puts a trace that ended in line. */
    send(trace: Trace): void {
      for (const span of readableSpans(trace, resource, scope)) processor.onEnd(span);
    },
    /** Sends what is in line. */
    close: (): Promise<void> => processor.shutdown(),
  };
};
