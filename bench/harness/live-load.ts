import { fork } from "node:child_process";
import { once } from "node:events";
import { createServer } from "node:http";
import type { AddressInfo, Socket } from "node:net";
import type { Scope } from "#server/lib/scope.ts";
import { CHANNELS } from "#server/live.schema.ts";
import type { ExceptionRow } from "#server/operations/schema.ts";
import { createHub } from "#server/platform/live.ts";

/** What the readers' process is told, and what it tells. */
export type ReadersOrder = { url: string; clients: number; sockets: string[][] };
export type ReadersReport = { connectMs: number[]; latencyMs: number[]; values: number; cpuMs: number };

/** What sending took. */
export type LiveLoad = ReadersReport & {
  sockets: number;
  bytes: number;
  serverCpuMs: number;
  seconds: number;
};

const SCOPE: Scope = {
  organisationId: 1,
  userId: "bench",
  userName: "Bench",
  role: "admin",
  depotIds: null,
  driverId: null,
  isOperator: true,
};
const META = { organisationId: 1, depotId: 1 };
const TICK_MS = 10;
/** Of a thousand events, how many go to each channel; the rest are positions. */
const PER_THOUSAND = { routes: 60, stops: 50, exceptions: 2, samples: 5, clock: 1 } as const;

const exceptionOf = (id: number, at: string): ExceptionRow => ({
  ...{ id, kind: "blocked", status: "open", stream: "refuse", serviceDay: "2026-11-23", openedAt: at },
  ...{ respondBy: at, takenAt: null, closedAt: null, ownerId: null, owner: null, resolution: null },
  ...{ note: "A parked car stands before the gate.", hasPhoto: false, source: "driver", depotId: 1 },
  ...{ depot: "North", zone: "North", routeId: 7, route: "R-7", stopId: 70, siteId: 71 },
  ...{ site: "7 Mill Lane", vehicleId: 7, vehicle: "Truck 7", driverId: 9, driver: "Maria Santos" },
  ...{ calledAfter: false, lng: -5.6, lat: 51.3 },
});

/**
 * Sends `eventsPerS` for `seconds` from a hub in this process to readers in another one: each reader opens one socket
 * per entry of `sockets` and subscribes on it to the channels of the entry.
 */
export const runLiveLoad = async ({
  clients,
  sockets,
  eventsPerS,
  seconds,
  vehicles = 500,
  frameMs,
}: {
  clients: number;
  sockets: string[][];
  eventsPerS: number;
  seconds: number;
  vehicles?: number;
  /** How long the hub gathers what it sends, ms; as the product does where it is left out. */
  frameMs?: number;
}): Promise<LiveLoad> => {
  const hub = createHub({
    channels: CHANNELS,
    ...(frameMs === undefined ? {} : { frameMs: () => frameMs }),
  });
  const server = createServer();
  const connections: Socket[] = [];
  server.on("connection", (socket) => void connections.push(socket));
  hub.attach(server, async () => SCOPE);
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  const readers = fork("bench/live-readers.ts", { execArgv: ["--import", "tsx"] });
  const order: ReadersOrder = {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    clients,
    sockets,
  };
  try {
    readers.send(order);
    await once(readers, "message");
    let sent = 0;
    const publishOne = (): void => {
      const n = sent++;
      const at = new Date().toISOString();
      const slot = n % 1_000;
      const { routes, stops, exceptions, samples, clock } = PER_THOUSAND;
      const id = (n % vehicles) + 1;
      let from = 0;
      const isIn = (count: number): boolean => {
        from += count;
        return slot >= from - count && slot < from;
      };
      if (isIn(routes))
        hub.publish("routes", META, {
          ...{ routeId: id, status: "active", delayS: n % 900, expectedEndAt: at, stopsDone: n % 90 },
          ...{
            stopsMissed: 0,
            stopsSkipped: 0,
            stopsTotal: 90,
            weightKg: n % 9_000,
            exceptions: 0,
            updatedAt: at,
          },
        });
      else if (isIn(stops)) hub.publish("stops", META, { stopId: n, routeId: id, status: "done", at });
      else if (isIn(exceptions)) hub.publish("exceptions", META, exceptionOf(n, at));
      else if (isIn(samples))
        hub.publish(
          "samples",
          { organisationId: 0, depotId: null },
          {
            name: "http.request_ms",
            labels: "route=vehicles",
            point: { at, count: 9, sum: 81.5, min: 1, p50: 8, p95: 20, p99: 30, max: 31 },
          },
        );
      else if (isIn(clock))
        hub.publish("clock", META, {
          ...{ now: at, serviceDay: "2026-11-23", timeZone: "Europe/London", isSimulated: true, speed: 1 },
          isPaused: false,
        });
      else
        hub.publish("vehicles", META, {
          ...{ vehicleId: id, at, lng: -5.6 + n / 1e6, lat: 51.3, speedKmh: n % 60, headingDeg: n % 360 },
          ...{ status: "moving", statusSince: at, routeId: id, driverId: id, loadKg: n % 9_000 },
        });
    };
    const send = async (forS: number): Promise<void> => {
      const startedAt = performance.now();
      let due = 0;
      while (performance.now() - startedAt < forS * 1_000) {
        const wanted = ((performance.now() - startedAt) / 1_000) * eventsPerS;
        for (; due < wanted; due++) publishOne();
        await new Promise((resolve) => setTimeout(resolve, TICK_MS));
      }
    };
    await send(2);
    readers.send("begin");
    await once(readers, "message");
    const cpu = process.cpuUsage();
    await send(seconds);
    const { user, system } = process.cpuUsage(cpu);
    readers.send("end");
    const [report] = (await once(readers, "message")) as [ReadersReport];
    // A server that closes does not wait for connections it has handed to the sockets: they are asked while they stand.
    const bytes = connections.reduce((sum, { bytesRead, bytesWritten }) => sum + bytesRead + bytesWritten, 0);
    await hub.close();
    await new Promise<void>((resolve) => {
      server.close(() => resolve());
      server.closeAllConnections();
    });
    return { ...report, sockets: connections.length, bytes, serverCpuMs: (user + system) / 1_000, seconds };
  } finally {
    readers.kill();
    server.closeAllConnections();
  }
};
