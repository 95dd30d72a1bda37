import * as z from "zod";
import { defineChannel } from "#server/platform/live.schema.ts";

/** A record of coordination that changed. */
export const CoordinationLive = z.object({ kind: z.string(), id: z.int() });
export type CoordinationLive = z.infer<typeof CoordinationLive>;

/** The live channels of coordination. */
export const COORDINATION_CHANNELS = {
  coordination: defineChannel({
    kind: "event",
    value: CoordinationLive,
    key: ({ id }) => id,
    roles: ["manager", "engineer", "admin"],
    keep: 200,
  }),
};
