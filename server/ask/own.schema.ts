import * as z from "zod";
import { CalendarInstant } from "#server/lib/calendar-day.schema.ts";

/** What runs for who asks: his alerts, the notices they raised, or the reports that go out by mail. */
export const OwnPlan = z.object({
  kind: z.literal("own"),
  of: z.enum(["alerts", "notices", "mailings"]),
  /** Of notices: raised from this moment on and before the other, where less than their whole day is asked for. */
  within: z.object({ from: CalendarInstant, to: CalendarInstant, label: z.string() }).optional(),
  /** Of alerts and notices: only those about what runs late. */
  about: z.literal("late").optional(),
});
export type OwnPlan = z.infer<typeof OwnPlan>;

/** What an alert says in its words where it is about what runs late. */
export const SAYS_LATE = /\bbehind plan\b|\blate\b/i;
