import * as z from "zod";
import { CalendarDay } from "#server/lib/calendar-day.schema.ts";

/** What can be foretold. */
export const FORESEEN = [
  "tonnage",
  "lifts",
  "set-out",
  "trucks",
  "drivers",
  "late-routes",
  "route-ends",
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
  /** For trucks: set against those that are in service; for drivers: against all of the depot. */
  isAgainstFleet: z.boolean().optional(),
  /** What the amount, or the number of containers, is told apart by. */
  by: z.enum(["zone", "depot", "stream"]).optional(),
  /** For overflow: the day until whose start containers fill, in the place of each one's next pickup. */
  before: CalendarDay.optional(),
  /** For overflow: how full they must be, percent; full where it says nothing. */
  levelPct: z.number().min(1).max(100).optional(),
  /** For overflow: containers of a kind, on these streets, of these customers; all where none are named. */
  containerKind: z.string().optional(),
  /** For routes: only these. */
  routes: z.array(z.string()).optional(),
  streets: z.array(z.string()).optional(),
  customerIds: z.array(z.int()).optional(),
  /** For overflow: those that are full first stand first; the fullest where it says nothing. */
  isSoonestFirst: z.boolean().optional(),
  /** How many routes or containers are wanted. */
  limit: z.int().min(1).max(200).optional(),
  /** For a queue: it stands from noon on, and not all day. */
  isFromNoon: z.boolean().optional(),
  /** For a queue: coming days are named, of which the overtime is told by the same weekdays. */
  isOfDays: z.boolean().optional(),
});
/** See {@link ForecastPlan}. */
export type ForecastPlan = z.infer<typeof ForecastPlan>;
