import { AsyncLocalStorage } from "node:async_hooks";
import { randomBytes } from "node:crypto";

/** What a span is of: a call of a procedure, a job, a request over a socket, a statement, a call to a service, or a step within. */
export type SpanKind = "call" | "job" | "request" | "sql" | "outside" | "step";

/** Facts of a span: short, and without what users wrote or own. */
export type SpanFacts = Readonly<Record<string, string | number | boolean>>;

/** A stretch of work within a trace; ids count from 1 within it. */
export type Span = {
  id: number;
  /** Null for the first span of a trace. */
  parentId: number | null;
  kind: SpanKind;
  name: string;
  /** Milliseconds since the trace began. */
  beginMs: number;
  /** Null where it was still open when the trace ended. */
  tookMs: number | null;
  facts: SpanFacts;
  error: string | null;
};

/** One request or job with all that was done for it. */
export type Trace = {
  /** 32 hex digits, as W3C Trace Context has them. */
  id: string;
  /** The span of the caller in another process, 16 hex digits; null where it began here. */
  calledBy: string | null;
  name: string;
  kind: SpanKind;
  /** Epoch milliseconds. */
  beganAtMs: number;
  tookMs: number;
  error: string | null;
  /** In the order in which they began; the first is the whole. */
  spans: Span[];
  /** Spans beyond the most a trace keeps. */
  left: number;
};

/** Is told of every trace that ended. */
export type TraceHeard = (trace: Trace) => void;

/** `end` is one for all spans of a trace. */
type Open = { trace: Trace; originMs: number; parentId: number; end: { isOver: boolean } };

/** A request that makes more spans tells how many were left out; 100 statements already say what is wrong. */
const MOST_SPANS = 100;
// Statements hold indents, which are taken out only of what is kept or sent.
const MOST_NAME = 800;
const MOST_TITLE = 300;

// One store for the process: drivers and ports deep inside find the trace without being handed it.
const store = new AsyncLocalStorage<Open>();

// A timer or a connection that was opened within a trace outlives it: what it does later belongs to no trace.
const current = (): Open | undefined => {
  const open = store.getStore();
  return open?.end.isOver === true ? undefined : open;
};

// A query of Prisma is asked when it is waited for, which must happen in the trace and not where its result is awaited.
const within = <T>(open: Open, work: () => Promise<T>): Promise<T> =>
  store.run(open, () => work().then((value) => value));

const messageOf = (error: unknown): string =>
  (error instanceof Error ? error.message : String(error)).slice(0, MOST_NAME);

const begin = (
  { trace, originMs, parentId }: Open,
  kind: SpanKind,
  name: string,
  facts: SpanFacts,
): Span | null => {
  if (trace.spans.length >= MOST_SPANS) {
    trace.left++;
    return null;
  }
  const span: Span = {
    id: trace.spans.length + 1,
    parentId: parentId === 0 ? null : parentId,
    kind,
    name: name.length > MOST_NAME ? name.slice(0, MOST_NAME) : name,
    beginMs: performance.now() - originMs,
    tookMs: null,
    facts,
    error: null,
  };
  trace.spans.push(span);
  return span;
};

const NO_FACTS: SpanFacts = {};

/** Begins a span without steps of its own; null outside a trace. Calling the result ends it, with what failed. */
export const beginSpan = (
  kind: SpanKind,
  name: string,
  facts: SpanFacts = NO_FACTS,
): ((error?: unknown) => void) | null => {
  const open = current();
  if (open === undefined) return null;
  const span = begin(open, kind, name, facts);
  return (error) => {
    if (span === null) return;
    span.tookMs = performance.now() - open.originMs - span.beginMs;
    if (error !== undefined) span.error = messageOf(error);
  };
};

/** Does work as a span, under which the spans of the work lie; outside a trace it just does it. */
export const inSpan = async <T>(
  kind: SpanKind,
  name: string,
  work: () => Promise<T>,
  facts: SpanFacts = NO_FACTS,
): Promise<T> => {
  const open = current();
  if (open === undefined) return work();
  const span = begin(open, kind, name, facts);
  if (span === null) return work();
  try {
    return await within({ ...open, parentId: span.id }, work);
  } catch (error) {
    span.error = messageOf(error);
    throw error;
  } finally {
    span.tookMs = performance.now() - open.originMs - span.beginMs;
  }
};

/** Binds a callback to the trace of who hands it over: who calls it later may be in another one. */
export const withinTrace = <A extends unknown[], R>(callback: (...args: A) => R): ((...args: A) => R) => {
  const open = current();
  // Not AsyncLocalStorage.bind, which makes a resource for each statement.
  return open === undefined ? callback : (...args) => store.run(open, callback, ...args);
};

/** The name of a span on one line, and short enough to read. */
export const spanTitle = ({ name }: Pick<Span, "name">): string => {
  const line = name.replace(/\s+/g, " ").trim();
  return line.length > MOST_TITLE ? `${line.slice(0, MOST_TITLE)}…` : line;
};

/** The id of a span as the world knows it: its number within the trace, made of 16 hex digits of the trace's own. */
export const spanId = (traceId: string, id: number): string => {
  const own = BigInt(`0x${traceId.slice(16)}`) ^ BigInt(id);
  return (own === 0n ? 1n : own).toString(16).padStart(16, "0");
};

const PARENT = /^[0-9a-f]{2}-([0-9a-f]{32})-([0-9a-f]{16})-[0-9a-f]{2}/;

const callerOf = (header: string | undefined): { id: string; calledBy: string } | null => {
  const [, id, calledBy] = PARENT.exec(header ?? "") ?? [];
  if (id === undefined || calledBy === undefined || /^0+$/.test(id) || /^0+$/.test(calledBy)) return null;
  return { id, calledBy };
};

/** What a trace is of. */
export type TraceStart = {
  kind: SpanKind;
  name: string;
  facts?: SpanFacts;
  /** The `traceparent` header of who calls; one that is not of W3C's form counts as none. */
  parent?: string | undefined;
};

/** Does work as a trace, and tells of it at its end; within a trace it is a span of that one. */
export const createTraces = ({
  heard,
  nowMs = Date.now,
  newId = () => randomBytes(16).toString("hex"),
}: {
  heard: TraceHeard;
  nowMs?: () => number;
  newId?: () => string;
}) => ({
  async run<T>({ kind, name, facts = NO_FACTS, parent }: TraceStart, work: () => Promise<T>): Promise<T> {
    if (current() !== undefined) return inSpan(kind, name, work, facts);
    const caller = callerOf(parent);
    const trace: Trace = {
      id: caller?.id ?? newId(),
      calledBy: caller?.calledBy ?? null,
      ...{ name, kind, beganAtMs: nowMs(), tookMs: 0, error: null, spans: [], left: 0 },
    };
    const open: Open = { trace, originMs: performance.now(), parentId: 0, end: { isOver: false } };
    const whole = begin(open, kind, name, facts);
    try {
      return await within({ ...open, parentId: 1 }, work);
    } catch (error) {
      trace.error = messageOf(error);
      throw error;
    } finally {
      trace.tookMs = performance.now() - open.originMs;
      open.end.isOver = true;
      if (whole !== null) {
        whole.tookMs = trace.tookMs;
        whole.error = trace.error;
      }
      heard(trace);
    }
  },
});
/** What makes traces. */
export type Traces = ReturnType<typeof createTraces>;
