import { ALERT_CHANNELS, type AlertLive } from "#server/alerts/live.schema.ts";
import { unpackValue } from "#server/platform/live.schema.ts";
import { readChannel } from "./harness/live-client.ts";

// Started by a line: a client in a process of its own, that tells when it was told of which alert.
const heard: { ruleId: number; standing: AlertLive["standing"]; atMs: number }[] = [];

const open = (url: string): Promise<void> =>
  readChannel(url, "alerts", (packed, atMs) => {
    const { ruleId, standing } = unpackValue(ALERT_CHANNELS.alerts.fields, packed) as AlertLive;
    heard.push({ ruleId, standing, atMs });
  });

process.on("message", async (message) => {
  const order = message as { url: string } | { tell: true };
  if ("url" in order) {
    await open(order.url);
    process.send?.("open");
    return;
  }
  process.send?.(heard.splice(0));
});
process.once("disconnect", () => process.exit(0));
