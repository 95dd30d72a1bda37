import * as z from "zod";
import { defineChannel } from "#server/platform/live.schema.ts";

/** Where a rule stands, as pages are told of it. */
export const AlertLive = z.object({
  ruleId: z.int(),
  standing: z.enum(["ok", "pending", "firing"]),
  name: z.string(),
  /** What was found, in words. */
  words: z.string(),
  isTest: z.boolean(),
  /** Whether it is to be said aloud: its rule is not mute. */
  isTold: z.boolean(),
  /** When the value that made it so was measured, by the server's clock, epoch milliseconds. */
  eventAtMs: z.number(),
});
export type AlertLive = z.infer<typeof AlertLive>;

/** What a page says once it has painted an alert: when the value came that raised it, as it was told. */
export const AlertShown = z.object({ eventAtMs: z.number() });

/** The live channels of alerts. */
export const ALERT_CHANNELS = {
  alerts: defineChannel({
    kind: "state",
    value: AlertLive,
    // A test is shown beside what the rule stands at, not in its place.
    key: ({ ruleId, isTest }) => (isTest ? -ruleId : ruleId),
    roles: ["engineer", "manager", "admin"],
    // Rules are the platform's, so what they find is told to all organisations, also by another process.
    isShared: true,
    isRelayed: true,
    isUrgent: true,
    mayRead: () => true,
    keep: 1_000,
  }),
};
