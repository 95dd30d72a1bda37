import * as z from "zod";

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
