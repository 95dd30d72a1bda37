import * as z from "zod";

/** What records can be grouped by. */
export const RecordSplit = z.enum([
  ...(["driver", "vehicle", "depot", "route", "zone", "facility", "stream"] as const),
  ...(["event", "code", "component"] as const),
  ...(["day", "week", "month", "weekday"] as const),
]);

/** What is told of records in place of their number: the sum or the mean of a column. */
export const RecordValue = z.object({
  column: z.enum(["weightKg", "fee", "cost", "workshopDays"]),
  as: z.enum(["sum", "mean"]),
});
export type RecordValue = z.infer<typeof RecordValue>;
