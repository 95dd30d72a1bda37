import * as z from "zod";
import { CalendarDay } from "#server/lib/calendar-day.schema.ts";

/** What can be foretold. */
export const FORESEEN = [
  "tonnage",
  "lifts",
  "set-out",
  "trucks",
  "late-routes",
  "overflow",
  "queue-overtime",
] as const;

/** What is to be expected of service days to come, `from` to `to`; for overflow up to each container's next pickup, or `before` a day. */
export const ForecastPlan = z.object({
  kind: z.literal("forecast"),
  what: z.enum(FORESEEN),
  from: CalendarDay,
  to: CalendarDay,
  streams: z.array(z.string()),
  depotIds: z.array(z.int()),
  zones: z.array(z.string()),
  /** For a queue: where it stands and how long it lasts. */
  facilityIds: z.array(z.int()),
  queueS: z.int().min(0).nullable(),
  /** What the amount, or the number of containers, is told apart by. */
  by: z.enum(["zone", "depot", "stream"]).optional(),
  /** For overflow: the day until whose start containers fill, in the place of each one's next pickup. */
  before: z.iso.date().optional(),
});
/** See {@link ForecastPlan}. */
export type ForecastPlan = z.infer<typeof ForecastPlan>;
