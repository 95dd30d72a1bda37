import * as z from "zod";
import { defineChannel } from "#server/platform/live.schema.ts";

/**
 * The set of flags as every page is told of it. A page that holds `base` makes the new definition of `change`; any other
 * reads it anew: a thousand pages hear of a kill in the time that it takes to send a few bytes to each.
 */
export const FlagsLive = z.object({
  set: z.literal("platform"),
  version: z.int(),
  changedAt: z.iso.datetime(),
  /** The version before it. */
  base: z.int(),
  /** What changed since then of the flags that say `client` in their metadata (`changeOf`); nothing of the others. */
  change: z.string(),
  /** Rises whenever a release was looked at, also where the version stays. */
  looks: z.int(),
});
export type FlagsLive = z.infer<typeof FlagsLive>;

/** The live channels of flags. */
export const FLAGS_CHANNELS = {
  flags: defineChannel({
    kind: "state",
    value: FlagsLive,
    key: ({ set }) => set,
    // One set for all organisations; every process tells its own readers.
    isShared: true,
    // A kill is not to wait for the frame.
    isUrgent: true,
    mayRead: () => true,
    keep: 1,
  }),
};
