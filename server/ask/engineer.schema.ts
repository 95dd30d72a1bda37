import * as z from "zod";

/** How the product itself works: a meter, the scorecard, what was changed, settings, models, the search index. */
export const EngineerPlan = z.object({
  kind: z.literal("engineer"),
  of: z.enum(["meter", "scorecard", "changes", "settings", "models", "index"]),
  /** Of a meter: its name, as the product measures it, and what of it is wanted. */
  meter: z.string().nullable(),
  statistic: z.enum(["p50", "p95", "p99", "mean", "max", "count", "hits"]).nullable(),
  /** A second meter told beside it: the hit rate of a cache. */
  beside: z.string().nullable(),
  /** Real time looked back over, from this long before now up to this long before now, seconds. */
  fromS: z.int().min(60),
  toS: z.int().min(0),
  /** Of changes: what was changed. */
  entities: z.array(z.string()).max(10),
});
export type EngineerPlan = z.infer<typeof EngineerPlan>;
