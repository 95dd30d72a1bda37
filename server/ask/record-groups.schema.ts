import * as z from "zod";

/** What records can be grouped by. */
export const RecordSplit = z.enum([
  ...(["driver", "vehicle", "depot", "route", "zone", "facility", "stream", "contractor", "street"] as const),
  ...(["event", "code", "component", "bodyType"] as const),
  ...(["day", "week", "month", "weekday", "hour"] as const),
]);

/** What is told of records in place of their number: what a column of them comes to. */
export const RecordValue = z.object({
  column: z.enum([
    ...(["weightKg", "fee", "hasRoute", "isUnmatched", "stayS"] as const),
    ...(["cost", "workshopDays", "backAfterDays"] as const),
    ...(["crankingVolts", "coolantMaxC", "engineHours"] as const),
    ...(["breakS", "dutyS", "overKmh", "speedKmh"] as const),
    ...(["vehicleId", "driverId"] as const),
  ]),
  as: z.enum(["sum", "mean", "min", "max", "distinct", "share"]),
});
export type RecordValue = z.infer<typeof RecordValue>;
