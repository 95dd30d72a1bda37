import * as z from "zod";
import { CalendarDay } from "#server/lib/calendar-day.schema.ts";

/** What the chance of a complaint is told from. */
const RISK_SIGNS = [
  "recentMisses",
  "misses",
  "recentComplaints",
  "complaints",
  "missedAgain",
  "troubles",
  "sites",
  "business",
] as const;

/** What adds to the index of leaving. */
const LEAVE_SIGNS = ["misses", "complaints", "missedAgain", "risk"] as const;

/** Why a customer may complain or leave, strongest first: a sign, how often it was seen, and what it does. */
const RiskReasons = z.object({
  /** `oddsTimes`: by how much the sign multiplies the usual customer's odds. */
  complaint: z.array(z.object({ sign: z.enum(RISK_SIGNS), count: z.number(), oddsTimes: z.number() })),
  leave: z.array(z.object({ sign: z.enum(LEAVE_SIGNS), count: z.number(), points: z.number() })),
});

/** How likely a customer is to complain within 28 days, and how much there is that makes customers leave. */
const CustomerRisk = z.object({
  complaintRisk: z.number(),
  /** 0 to 100 by rule: no departure is on record that a chance could be fitted to. */
  leaveIndex: z.int(),
  reasons: RiskReasons,
});
export type CustomerRisk = z.infer<typeof CustomerRisk>;

/** From which day risks were made, and how such chances fared on eight weeks they were not fitted to. */
const RiskTrial = z.object({
  madeFrom: CalendarDay,
  validation: z
    .object({
      customers: z.int(),
      complained: z.int(),
      auc: z.number(),
      brier: z.number(),
      baseBrier: z.number(),
      topTold: z.number(),
      topHappened: z.number(),
    })
    .nullable(),
});
export type RiskTrial = z.infer<typeof RiskTrial>;

/** A customer's risk with how such chances fared; null for what is not stored, as of a fleet that is new. */
export const CustomerOutlook = z.object({ risk: CustomerRisk.nullable(), trial: RiskTrial.nullable() });
export type CustomerOutlook = z.infer<typeof CustomerOutlook>;
