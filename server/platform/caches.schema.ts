import * as z from "zod";

/**
 * What ends a value whose rows changed: the version of the data, looked at with each read; a notice of the database
 * within the same second; the process that made the change, by its own word; or time alone.
 */
export const CACHE_ENDINGS = ["version", "notice", "word", "time"] as const;
export type CacheEnding = (typeof CACHE_ENDINGS)[number];

/** A cache of the process that answers, as the page shows it. */
export const CacheRow = z.object({
  name: z.string(),
  /** Whether all processes share it. */
  isShared: z.boolean(),
  endedBy: z.enum(CACHE_ENDINGS),
  /** What makes its values old, such as the organisation's rows or streets. */
  of: z.string(),
  /** The longest that a value may stand after its rows changed, milliseconds; null where nothing ends it but room. */
  staleMs: z.number().nullable(),
  /** Since the start of the process; null where looks are not counted. */
  hits: z.number().nullable(),
  misses: z.number().nullable(),
  entries: z.number(),
  /** Reckoned; null where it cannot be told. */
  bytes: z.number().nullable(),
  /** How old its oldest value is; null where that is not noted. */
  oldestAgeMs: z.number().nullable(),
  droppedAt: z.iso.datetime().nullable(),
});
export type CacheRow = z.infer<typeof CacheRow>;

/** The announcement that a cache was dropped. */
export const CACHE_DROPPED = "cache.dropped";
