import * as z from "zod";
import { defineChannel } from "#server/platform/live.schema.ts";
import { PlanProgress, PlanStatus } from "#server/routing/schema.ts";

/** How far a plan is, and the best found so far. */
export const PlanLive = z.object({
  planId: z.int(),
  status: PlanStatus,
  /** Null until there is a first plan. */
  progress: PlanProgress.nullable(),
});
export type PlanLive = z.infer<typeof PlanLive>;

/** The live channels of plans. */
export const ROUTING_CHANNELS = {
  plans: defineChannel({
    kind: "state",
    value: PlanLive,
    key: ({ planId }) => planId,
    roles: ["dispatcher", "manager", "admin"],
    keep: 500,
  }),
};
