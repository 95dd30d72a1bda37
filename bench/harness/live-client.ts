import { io } from "socket.io-client";
import parser from "socket.io-msgpack-parser";
import type { FramePart, LiveHello } from "#server/platform/live.schema.ts";

/** The time of this machine's clock in fractions of a millisecond, the same in all its processes. */
export const clockMs = (): number => performance.timeOrigin + performance.now();

/** Connects a client to a hub and reads one channel; fulfilled once every later value comes. */
export const readChannel = (
  url: string,
  channel: string,
  heard: (packed: unknown[], atMs: number) => void,
): Promise<void> =>
  new Promise((resolve, reject) => {
    const options = { path: "/live", parser, transports: ["websocket"], forceNew: true };
    const socket = io(url, { ...options, auth: { token: "bench" } });
    let frames = 0;
    socket.once("connect_error", reject);
    socket.once("hello", async ({ channels }: LiveHello) => {
      const own = channels.indexOf(channel);
      socket.on("frame", (parts: readonly FramePart[]) => {
        const atMs = clockMs();
        for (const [index, , values] of parts)
          if (index === own) for (const packed of values ?? []) heard(packed, atMs);
        socket.emit("taken", { frames: ++frames });
      });
      await socket.emitWithAck("subscribe", { channel });
      resolve();
    });
  });
