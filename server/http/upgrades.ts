import type { IncomingMessage, Server } from "node:http";
import type { Duplex } from "node:stream";
import { LIVE_PATH } from "#server/platform/live.ts";

/** What takes a connection that asks to speak another protocol. */
export type TakeUpgrade = (request: IncomingMessage, socket: Duplex, head: Buffer) => unknown;

/** How long who was refused may take to hear of it. */
const HEAR_MS = 1_000;

const refuse = (socket: Duplex): void => {
  // Node takes its own listeners off: without one a reader that resets the connection would end the process.
  socket.on("error", () => socket.destroy());
  socket.end("HTTP/1.1 404 Not Found\r\nConnection: close\r\nContent-Length: 0\r\n\r\n");
  // Unread, it would not be noticed that the other side has gone.
  socket.resume();
  setTimeout(() => socket.destroy(), HEAR_MS).unref();
};

/**
 * Closes connections that ask to speak another protocol where nothing here does: the live hub has its path, a server
 * for development its own. Node leaves such a connection to whoever listens, open for ever if nobody takes it, so that
 * anybody could use up the process's files.
 */
export const guardUpgrades = (server: Server, dev: { path: string; take: TakeUpgrade } | null): void => {
  server.on("upgrade", (request, socket, head) => {
    const path = request.url ?? "";
    if (path.startsWith(`${LIVE_PATH}/`)) return;
    if (dev !== null && path.startsWith(dev.path)) dev.take(request, socket, head);
    else refuse(socket);
  });
};
