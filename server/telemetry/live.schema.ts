import * as z from "zod";
import { defineChannel } from "#server/platform/live.schema.ts";
import { SamplePoint } from "#server/telemetry/schema.ts";

/** The newest second of one meter. */
export const SampleLive = z.object({ name: z.string(), labels: z.string(), point: SamplePoint });
export type SampleLive = z.infer<typeof SampleLive>;

/** The live channels of telemetry. */
export const TELEMETRY_CHANNELS = {
  samples: defineChannel({
    kind: "state",
    value: SampleLive,
    key: ({ name, labels }) => `${name}{${labels}}`,
    roles: ["engineer", "manager", "admin"],
    // A process serves all organisations, so its meters belong to none.
    isShared: true,
    mayRead: () => true,
    keep: 1_000,
  }),
};
