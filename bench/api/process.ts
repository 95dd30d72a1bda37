import { monitorEventLoopDelay } from "node:perf_hooks";
import { compose } from "#server/compose.ts";
import { parseEnv } from "#server/env.ts";
import { createHttpServer } from "#server/http/server.ts";
import { SETTINGS } from "#server/settings.ts";

/** What the server's process tells when it is asked how it fared since the last time. */
export type Fared = {
  /** 99th percentile of the event loop's delay, ms. */
  loopDelayP99Ms: number;
  cpuMs: number;
  /** Connections to the database that were open at the end. */
  connections: number;
};

const RESOLUTION_MS = 10;

// Started by the line `api`: the product without its pages, from source, as `server/main.ts` serves it.
const composition = await compose(parseEnv(JSON.parse(process.argv[2] ?? "{}")));
const { env, lifecycle, hub, pool } = composition;
const server = createHttpServer(composition, async (_, response) => {
  response.writeHead(404).end();
});
await new Promise<void>((resolve) => server.listen(env.port, env.host, resolve));
lifecycle.onStop("http", () => {
  server.closeAllConnections();
  return new Promise<void>((resolve) => server.close(() => resolve()));
});
lifecycle.onStop("live", () => hub.close());
await composition.start();

// The pool lets go of what is idle for ten seconds: here it holds what it once opened, and all at work at once open all.
pool.options.idleTimeoutMillis = 0;
pool.limitTo(env.databasePool);
await Promise.all(Array.from({ length: env.databasePool }, () => pool.query("SELECT pg_sleep(0.05)")));
pool.limitTo(SETTINGS.connectionsAtWork.fallback);

const delay = monitorEventLoopDelay({ resolution: RESOLUTION_MS });
delay.enable();
let cpu = process.cpuUsage();
process.on("message", () => {
  const { user, system } = process.cpuUsage(cpu);
  const fared: Fared = {
    loopDelayP99Ms: Math.max(0, delay.percentile(99) / 1e6 - RESOLUTION_MS),
    cpuMs: (user + system) / 1000,
    connections: pool.totalCount,
  };
  delay.reset();
  cpu = process.cpuUsage();
  process.send?.(fared);
});
process.once("disconnect", async () => {
  await lifecycle.stop();
  process.exit(0);
});
process.send?.("up");
