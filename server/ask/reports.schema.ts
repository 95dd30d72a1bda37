import * as z from "zod";
import { QueryPlan, Span } from "./schema.ts";

const Name = z.string().trim().min(1).max(80);

/** A plan to be kept under a name. */
export const NewReport = z.object({
  name: Name,
  /** The words it came from. */
  question: z.string().min(1).max(500),
  plan: QueryPlan,
  span: Span.nullable(),
  isShared: z.boolean().default(false),
});
export type NewReport = z.infer<typeof NewReport>;

/** What of a kept plan can be changed. */
export const ReportChange = z
  .object({ id: z.int(), name: Name.optional(), isShared: z.boolean().optional() })
  .refine((change) => change.name !== undefined || change.isShared !== undefined, "a name or isShared");
export type ReportChange = z.infer<typeof ReportChange>;

/** A kept plan as it is listed. */
export const ReportRow = z.object({
  id: z.int(),
  name: z.string(),
  question: z.string(),
  isShared: z.boolean(),
  owner: z.string(),
  /** Whether the asker may rename, share and remove it. */
  mayChange: z.boolean(),
  updatedAt: z.iso.datetime(),
});
export type ReportRow = z.infer<typeof ReportRow>;

/** A kept plan whole, to be run. */
export const Report = ReportRow.extend({ plan: QueryPlan, span: Span.nullable() });
export type Report = z.infer<typeof Report>;
