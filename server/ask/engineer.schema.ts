import * as z from "zod";

const Statistic = z.enum(["p50", "p95", "p99", "mean", "max", "count", "hits"]);

/** How the product itself works: meters, caches, procedures, releases, the scorecard, changes, settings, models, the index. */
export const EngineerPlan = z.object({
  kind: z.literal("engineer"),
  of: z.enum([
    ...(["meter", "scorecard", "changes", "settings", "models", "index"] as const),
    ...(["caches", "procedures", "releases"] as const),
  ]),
  /** Of a meter: its name, as the product measures it, and what of it is wanted. */
  meter: z.string().nullable(),
  statistic: Statistic.nullable(),
  /** Of a meter: further ones of it, told beside the first. */
  also: z.array(Statistic).max(5).optional(),
  /** A second meter told beside it: the hit rate of a cache. */
  beside: z.string().nullable(),
  /** Real time looked back over, from this long before now up to this long before now, seconds. */
  fromS: z.int().min(60),
  toS: z.int().min(0),
  /** Of changes: what was changed. */
  entities: z.array(z.string()).max(10),
  /** Of releases: only those that were rolled back. */
  isRolledBack: z.boolean().optional(),
  /** Of procedures: how many are wanted. */
  limit: z.int().min(1).max(200).optional(),
});
export type EngineerPlan = z.infer<typeof EngineerPlan>;
