import * as z from "zod";

const Statistic = z.enum(["p50", "p95", "p99", "mean", "max", "count", "hits"]);

/** How the product itself works: meters, caches, procedures, errors, releases, the scorecard, changes, settings, models, the index. */
export const EngineerPlan = z.object({
  kind: z.literal("engineer"),
  of: z.enum([
    ...(["meter", "scorecard", "changes", "settings", "models", "index"] as const),
    ...(["caches", "procedures", "errors", "releases"] as const),
  ]),
  /** Of a meter: its name, as the product measures it, and what of it is wanted. */
  meter: z.string().nullable(),
  statistic: Statistic.nullable(),
  /** Of a meter: further ones of it, told beside the first. */
  also: z.array(Statistic).max(5).optional(),
  /** A second meter told beside it: the hit rate of a cache. */
  beside: z.string().nullable(),
  /** Of a meter, and of a hit rate: how long before the time looked back over the stretch lies that it is set against, seconds; right before it where it says nothing. */
  againstS: z.int().min(60).optional(),
  /** Real time looked back over, from this long before now up to this long before now, seconds. */
  fromS: z.int().min(60),
  toS: z.int().min(0),
  /** Of changes: what was changed. */
  entities: z.array(z.string()).max(10),
  /** Of changes: only things whose name begins so, such as the settings of the optimiser. */
  prefix: z.string().optional(),
  /** Of changes: only those by people whose name holds this. */
  actor: z.string().optional(),
  /** Of changes: the number for each thing or person, most first, in the place of the changes themselves; of errors and procedures: what they are told apart by. */
  by: z.enum(["subject", "actor", "service", "procedure"]).optional(),
  /** Of caches and errors: which rates, or numbers, stand first; those of most calls where it says nothing. */
  order: z.enum(["most", "least"]).optional(),
  /** Of changes: the oldest first. */
  isOldestFirst: z.boolean().optional(),
  /** Of a meter: the length of the stretches that it is told in; by how far is looked back where it says nothing. */
  stepS: z
    .union([z.literal(60), z.literal(300), z.literal(900), z.literal(3_600), z.literal(86_400)])
    .optional(),
  /** Of releases: only those that were rolled back. */
  isRolledBack: z.boolean().optional(),
  /** Of procedures, caches, errors and changes: how many are wanted. */
  limit: z.int().min(1).max(200).optional(),
});
export type EngineerPlan = z.infer<typeof EngineerPlan>;
