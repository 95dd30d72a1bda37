import { ALERT_CHANNELS } from "#server/alerts/live.schema.ts";
import { COORDINATION_CHANNELS } from "#server/coordination/live.schema.ts";
import { FLAGS_CHANNELS } from "#server/flags/live.schema.ts";
import { OPERATIONS_CHANNELS } from "#server/operations/live.schema.ts";
import type { ChannelValue } from "#server/platform/live.schema.ts";
import { ROUTING_CHANNELS } from "#server/routing/live.schema.ts";
import { TELEMETRY_CHANNELS } from "#server/telemetry/live.schema.ts";

/** Every live channel of the product, by name. */
export const CHANNELS = {
  ...OPERATIONS_CHANNELS,
  ...ALERT_CHANNELS,
  ...ROUTING_CHANNELS,
  ...TELEMETRY_CHANNELS,
  ...FLAGS_CHANNELS,
  ...COORDINATION_CHANNELS,
};
/** Name of a live channel. */
export type ChannelName = keyof typeof CHANNELS;
/** The value that travels on a channel. */
export type Live<N extends ChannelName> = ChannelValue<(typeof CHANNELS)[N]>;
