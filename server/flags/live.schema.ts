import * as z from "zod";
import { defineChannel } from "#server/platform/live.schema.ts";

/** The set of flags as every page is told of it, with what a browser may evaluate by itself. */
export const FlagsLive = z.object({
  set: z.literal("platform"),
  version: z.int(),
  changedAt: z.iso.datetime(),
  /** The plain flagd definition of the flags that say `client` in their metadata; nothing of the others. */
  definition: z.string(),
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
    mayRead: () => true,
    keep: 1,
  }),
};
