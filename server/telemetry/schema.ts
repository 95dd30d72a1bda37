import * as z from "zod";
import { CalendarInstant } from "#server/lib/calendar-day.schema.ts";

/** One bucket of one meter. */
export const SamplePoint = z.object({
  at: z.iso.datetime(),
  count: z.number(),
  sum: z.number(),
  min: z.number(),
  max: z.number(),
  p50: z.number().nullable(),
  p95: z.number().nullable(),
  p99: z.number().nullable(),
});
export type SamplePoint = z.infer<typeof SamplePoint>;

/** A line of the scorecard: what is measured, what is wanted, what was seen. */
export const ScoreLine = z.object({
  key: z.string(),
  title: z.string(),
  target: z.string(),
  aim: z.string(),
  unit: z.string(),
  /** The meter that is read. */
  meter: z.string(),
  /** The requests or jobs behind it, by the name of their traces; of all where null. */
  requests: z.string().nullable(),
  /** Null without traffic in the window. */
  value: z.number().nullable(),
  /** Whether the value keeps the target; null without traffic. */
  isMet: z.boolean().nullable(),
  /** Samples behind the value. */
  count: z.number(),
  lastSeenAt: z.iso.datetime().nullable(),
  trend: z.array(SamplePoint),
});
export type ScoreLine = z.infer<typeof ScoreLine>;

/** A series there is. */
export const MeterRow = z.object({
  name: z.string(),
  /** Sorted `key=value` pairs joined by commas; empty where there are none. */
  labels: z.string(),
  kind: z.enum(["histogram", "counter", "gauge"]),
  lastSeenAt: z.iso.datetime(),
});
export type MeterRow = z.infer<typeof MeterRow>;

/** A stretch of work within a request. */
export const TraceSpan = z.object({
  id: z.number(),
  parentId: z.number().nullable(),
  kind: z.enum(["call", "job", "request", "sql", "outside", "step"]),
  name: z.string(),
  beginMs: z.number(),
  tookMs: z.number().nullable(),
  facts: z.record(z.string(), z.union([z.string(), z.number(), z.boolean()])),
  error: z.string().nullable(),
});
export type TraceSpan = z.infer<typeof TraceSpan>;

/** One of the slowest requests or jobs, with all that was done for it. */
export const SlowTrace = z.object({
  id: z.string(),
  name: z.string(),
  kind: TraceSpan.shape.kind,
  beganAt: z.iso.datetime(),
  tookMs: z.number(),
  error: z.string().nullable(),
  /** In the order in which they began; the first is the whole. */
  spans: z.array(TraceSpan),
  /** Spans beyond the most that are kept. */
  left: z.number(),
});
export type SlowTrace = z.infer<typeof SlowTrace>;

/** What requests of the last hour there are to look at, and the slowest of those asked for. */
export const SlowTraces = z.object({
  names: z.array(
    z.object({
      name: z.string(),
      kind: TraceSpan.shape.kind,
      /** Since the process began. */
      count: z.number(),
      slowestMs: z.number(),
    }),
  ),
  traces: z.array(SlowTrace),
});
export type SlowTraces = z.infer<typeof SlowTraces>;

/** Which requests: of a procedure, job or request over a socket by name, or the slowest of all. */
export const SlowQuery = z.object({ name: z.string().min(1).max(120).nullable() });
export type SlowQuery = z.infer<typeof SlowQuery>;

/** Widths a series can be read in, seconds. */
const STEPS_S = [1, 5, 10, 15, 30, 60, 300, 900, 3600, 21_600, 86_400] as const;
/** Most points one call gives. */
const MAX_POINTS = 5_000;

const MOST_WINDOW_MS = 31 * 86_400_000;

const Name = z.string().min(1).max(120);
const Labels = z.string().max(400);
const SERIES = { name: Name, labels: Labels.nullish().transform((labels) => labels ?? null) };
const SPAN = { from: CalendarInstant, to: CalendarInstant };

type Span = { from: string; to: string };
const spanMs = ({ from, to }: Span): number => Date.parse(to) - Date.parse(from);
const goesForward = (span: Span): boolean => spanMs(span) > 0;
const FORWARD = "from must be before to";
const isOfAMonth = (span: Span): boolean => spanMs(span) <= MOST_WINDOW_MS;
const A_MONTH = "at most 31 days";

/** Which series, of what time, in what steps; all labels together where none are named. */
export const SeriesQuery = z
  .object({ ...SERIES, ...SPAN, stepS: z.literal(STEPS_S) })
  .refine(goesForward, FORWARD)
  .refine(
    (query) => spanMs(query) <= MAX_POINTS * query.stepS * 1000,
    `at most ${MAX_POINTS} points: ask for a shorter time or a wider step`,
  );
export type SeriesQuery = z.infer<typeof SeriesQuery>;

/** A stretch of time of one series, in one figure each. */
export const WindowQuery = z
  .object({ ...SERIES, ...SPAN })
  .refine(goesForward, FORWARD)
  .refine(isOfAMonth, A_MONTH);
export type WindowQuery = z.infer<typeof WindowQuery>;

/** One series by name and labels, as the list of series spells them. */
export const SeriesName = z.object({ name: Name, labels: Labels });
export type SeriesName = z.infer<typeof SeriesName>;

/** When changes are asked for. */
export const MarkQuery = z.object(SPAN).refine(goesForward, FORWARD).refine(isOfAMonth, A_MONTH);
export type MarkQuery = z.infer<typeof MarkQuery>;

/** What a page measured of itself, a few values at a time, milliseconds. */
export const Measured = z.object({
  name: z.enum(["live.event_to_pixel_ms"]),
  valuesMs: z.array(z.number().min(0).max(60_000)).min(1).max(50),
});
export type Measured = z.infer<typeof Measured>;
