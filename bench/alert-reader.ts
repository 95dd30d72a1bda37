import { io } from "socket.io-client";
import parser from "socket.io-msgpack-parser";
import type { AlertLive } from "#server/alerts/live.schema.ts";
import { ALERT_CHANNELS } from "#server/alerts/live.schema.ts";
import { type FramePart, type LiveHello, unpackValue } from "#server/platform/live.schema.ts";

// Started by a line: a client in a process of its own, that tells when it was told of which alert.
const nowMs = () => performance.timeOrigin + performance.now();

const heard: { ruleId: number; standing: AlertLive["standing"]; atMs: number }[] = [];

const open = (url: string): Promise<void> =>
  new Promise((resolve, reject) => {
    const options = { path: "/live", parser, transports: ["websocket"], forceNew: true };
    const socket = io(url, { ...options, auth: { token: "bench" } });
    let frames = 0;
    socket.once("connect_error", reject);
    socket.once("hello", async ({ channels }: LiveHello) => {
      const alerts = channels.indexOf("alerts");
      socket.on("frame", (parts: readonly FramePart[]) => {
        const atMs = nowMs();
        for (const [index, , values] of parts) {
          if (index !== alerts) continue;
          for (const packed of values ?? []) {
            const value = unpackValue(ALERT_CHANNELS.alerts.fields, packed) as AlertLive;
            heard.push({ ruleId: value.ruleId, standing: value.standing, atMs });
          }
        }
        socket.emit("taken", { frames: ++frames });
      });
      await socket.emitWithAck("subscribe", { channel: "alerts" });
      resolve();
    });
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
