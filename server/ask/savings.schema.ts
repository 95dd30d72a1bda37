import * as z from "zod";
import { CalendarDay } from "#server/lib/calendar-day.schema.ts";
import { KpiFilter } from "#server/operations/schema.ts";

/** Which trucks that burn fuel could give way to electric ones first, by what they drive and burn in a day. */
export const ElectricPlan = z.object({
  kind: z.literal("electric"),
  filter: KpiFilter,
  /** How many trucks are wanted. */
  limit: z.int().min(1).max(200).optional(),
});
export type ElectricPlan = z.infer<typeof ElectricPlan>;

/** What accepted plans saved in kilometres, litres and CO2 against the day as it stood before each. */
export const ReplannedPlan = z.object({
  kind: z.literal("replanned"),
  from: CalendarDay,
  to: CalendarDay,
});
export type ReplannedPlan = z.infer<typeof ReplannedPlan>;
