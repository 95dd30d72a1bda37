import { io, type Socket } from "socket.io-client";
import parser from "socket.io-msgpack-parser";
import type { FramePart, LiveHello } from "#server/platform/live.schema.ts";
import type { ReadersOrder, ReadersReport } from "./harness/live-load.ts";

// Started by a line: holds the readers of a hub in a process of their own and reports what they received.
const report: ReadersReport = { connectMs: [], latencyMs: [], values: 0, cpuMs: 0 };
let isMeasuring = false;

// Every value carries its time of sending among its first fields or, of a route, as its last.
const ISO = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/;
const sentAt = (value: readonly unknown[]): number | null => {
  const found = [value[1], value[3], value.at(-1)].find(
    (field) => typeof field === "string" && ISO.test(field),
  );
  return typeof found === "string" ? Date.parse(found) : null;
};

const onFrame = (parts: readonly FramePart[], vehicles: number): void => {
  const now = performance.timeOrigin + performance.now();
  for (const [index, , values] of parts) {
    if (!isMeasuring || values === null) continue;
    report.values += values.length;
    if (index !== vehicles) continue;
    for (const value of values) {
      const at = sentAt(value);
      if (at !== null && report.values % 7 === 0) report.latencyMs.push(now - at);
    }
  }
};

const open = (url: string, channels: readonly string[]): Promise<Socket> =>
  new Promise((resolve, reject) => {
    const socket = io(url, {
      path: "/live",
      parser,
      transports: ["websocket"],
      forceNew: true,
      auth: { token: "bench" },
    });
    let frames = 0;
    socket.once("connect_error", reject);
    socket.once("hello", async (hello: LiveHello) => {
      const vehicles = hello.channels.indexOf("vehicles");
      socket.on("frame", (parts: readonly FramePart[]) => {
        onFrame(parts, vehicles);
        socket.emit("taken", { frames: ++frames });
      });
      for (const channel of channels) await socket.emitWithAck("subscribe", { channel });
      resolve(socket);
    });
  });

process.once("message", async (message) => {
  const { url, clients, sockets } = message as ReadersOrder;
  const opened: Socket[] = [];
  for (let i = 0; i < clients; i++) {
    const startedAt = performance.now();
    opened.push(...(await Promise.all(sockets.map((channels) => open(url, channels)))));
    report.connectMs.push(performance.now() - startedAt);
  }
  let cpu = process.cpuUsage();
  process.on("message", (order) => {
    if (order === "begin") {
      isMeasuring = true;
      cpu = process.cpuUsage();
      process.send?.("begun");
      return;
    }
    isMeasuring = false;
    const { user, system } = process.cpuUsage(cpu);
    report.cpuMs = (user + system) / 1_000;
    for (const socket of opened) socket.close();
    process.send?.(report);
  });
  process.send?.("ready");
});
