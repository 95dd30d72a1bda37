import * as z from "zod";
import { SLOTS } from "#server/coordination/schema.ts";
import { ServiceName } from "#server/external/schema.ts";
import { CalendarDay } from "#server/lib/calendar-day.schema.ts";

// The account is told of two months, the running day included.
const FARTHEST = 61;

/** What calls to outside services cost, and how their circuit breakers stand; accounts run by real days, UTC. */
export const OutsidePlan = z.object({
  kind: z.literal("outside"),
  isOfSpend: z.boolean(),
  isOfBreakers: z.boolean(),
  /** None means all. */
  services: z.array(ServiceName),
  /** Days apart; services where it says nothing. */
  by: z.literal("day").optional(),
  /** When breakers opened, in the place of how they stand: real time looked back over, from this long ago up to this long ago, seconds; how often for each service where it says so. */
  openings: z
    .object({ fromS: z.int().min(60), toS: z.int().min(0), by: z.literal("service").optional() })
    .optional(),
  /** Only breakers that stand so. */
  breaker: z.enum(["open", "half-open"]).optional(),
  /** Days ago of what the spend is set against, told whole. */
  against: z
    .object({ fromDaysAgo: z.int().min(0).max(FARTHEST), toDaysAgo: z.int().min(0).max(FARTHEST) })
    .optional(),
  /** Days ago, first and last; 0 is today. */
  fromDaysAgo: z.int().min(0).max(FARTHEST),
  toDaysAgo: z.int().min(0).max(FARTHEST),
});
export type OutsidePlan = z.infer<typeof OutsidePlan>;

/** What the teams coordinate: who waits for whom, what is due and held up, what was handed over. */
export const CoordinationPlan = z.object({
  kind: z.literal("coordination"),
  of: z.enum(["waits", "milestones", "handoffs"]),
  /** Of milestones: only those past their day. */
  isOverdue: z.boolean().optional(),
  /** Of milestones: only those that were delivered; on days of `from` to `to` where these are named. */
  isDelivered: z.boolean().optional(),
  /** Days that milestones are due on, or were delivered on, first and last; of waits, those of the milestones held up. */
  from: CalendarDay.optional(),
  to: CalendarDay.optional(),
  /** Of milestones: how many each workstream has, in the place of the milestones. */
  by: z.literal("workstream").optional(),
  /** Of waits: only blockers that are open for longer than this, seconds. */
  olderThanS: z.int().min(0).optional(),
  /** Of waits: the longest open first. */
  isLongestFirst: z.boolean().optional(),
  limit: z.int().min(1).max(200).optional(),
});
export type CoordinationPlan = z.infer<typeof CoordinationPlan>;

/** What a briefing said; the newest where no day or time of day is named. */
export const BriefingPlan = z.object({
  kind: z.literal("briefing"),
  day: CalendarDay.nullable(),
  slot: z.enum(SLOTS).nullable(),
});
export type BriefingPlan = z.infer<typeof BriefingPlan>;
