import * as z from "zod";

/** What runs for who asks: his alerts, the notices they raised, or the reports that go out by mail. */
export const OwnPlan = z.object({
  kind: z.literal("own"),
  of: z.enum(["alerts", "notices", "mailings"]),
  /** Of alerts and notices: only those about what runs late. */
  about: z.literal("late").optional(),
});
export type OwnPlan = z.infer<typeof OwnPlan>;

/** What an alert says in its words where it is about what runs late. */
export const SAYS_LATE = /\bbehind plan\b|\blate\b/i;
