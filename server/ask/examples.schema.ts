import * as z from "zod";
import { QueryPlan, Reading } from "./schema.ts";

/** Whether an answer is what was meant. */
export const Verdict = z.enum(["up", "down"]);
export type Verdict = z.infer<typeof Verdict>;

const Correction = z.string().trim().min(1).max(500);

/** A judged answer as it is sent: what was asked, what was made of it, and what was meant instead. */
export const NewExample = z.object({
  question: z.string().min(1).max(500),
  /** The plan that ran; null where the question was refused. */
  plan: QueryPlan.nullable(),
  reader: Reading.shape.reader,
  verdict: Verdict,
  /** The plan that was meant, where another reading was picked. */
  meant: QueryPlan.nullable(),
  /** What was meant, in words. */
  correction: Correction.nullable(),
});
export type NewExample = z.infer<typeof NewExample>;

/** A judged answer as engineers see it. */
export const ExampleRow = z.object({
  id: z.int(),
  question: z.string(),
  /** The plan as it was stored: one of an older version need not run any more. */
  plan: z.unknown(),
  reader: z.string(),
  verdict: Verdict,
  meant: z.unknown(),
  correction: z.string().nullable(),
  role: z.string(),
  userName: z.string(),
  createdAt: z.iso.datetime(),
});
export type ExampleRow = z.infer<typeof ExampleRow>;

/** The newest judged answers, with how many there are of each verdict. */
export const ExamplePage = z.object({ rows: z.array(ExampleRow), up: z.int(), down: z.int() });
export type ExamplePage = z.infer<typeof ExamplePage>;
