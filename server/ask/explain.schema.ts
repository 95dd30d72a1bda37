import * as z from "zod";
import { CalendarDay } from "#server/lib/calendar-day.schema.ts";

/** Why a route is as late as it is: what took longer than it usually does, in minutes, and what nothing recorded explains. */
export const ExplainPlan = z.object({
  kind: z.literal("explain"),
  /** What names the route: itself, its vehicle or its driver. */
  subject: z.object({
    column: z.enum(["name", "vehicleId", "driverId"]),
    value: z.union([z.string(), z.int()]),
    label: z.string(),
  }),
  day: CalendarDay,
});
export type ExplainPlan = z.infer<typeof ExplainPlan>;

/** Why there were more exceptions of a kind on a day than on the same weekday of the four weeks before: where the change lies. */
export const ExplainCountPlan = z.object({
  kind: z.literal("explain-count"),
  exception: z.string(),
  day: CalendarDay,
});
export type ExplainCountPlan = z.infer<typeof ExplainCountPlan>;

/** Why a stop is on its truck: what it costs there and what it would cost on others. */
export const WhyStopPlan = z.object({
  kind: z.literal("why-stop"),
  stopId: z.int(),
  /** A truck the question asks about besides. */
  vehicleIds: z.array(z.int()).max(5),
});
export type WhyStopPlan = z.infer<typeof WhyStopPlan>;
