import cluster from "node:cluster";
import { once } from "node:events";
import { monitorEventLoopDelay } from "node:perf_hooks";
import { compose } from "#server/compose.ts";
import { type Env, readEnv } from "#server/env.ts";
import { createHttpServer } from "#server/http/server.ts";
import { SETTINGS } from "#server/settings.ts";
import { runSeveral, webParts } from "#server/several.ts";

/** What the server's processes tell when they are asked how they fared since the last time. */
export type Fared = {
  /** 99th percentile of the event loop's delay, ms; of several processes the longest. */
  loopDelayP99Ms: number;
  cpuMs: number;
  /** Connections to the database that were open at the end. */
  connections: number;
};

const RESOLUTION_MS = 10;

// Started by the line `api`: the product without its pages, from source, as `server/main.ts` serves it.
const serve = async (env: Env): Promise<() => Fared> => {
  const composition = await compose(env);
  const { lifecycle, hub, pool } = composition;
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
  const stop = async (): Promise<void> => {
    await lifecycle.stop();
    process.exit(0);
  };
  process.once("SIGTERM", stop);
  process.once("disconnect", stop);

  // The pool lets go of what is idle for ten seconds: here it holds what it once opened, and all at work at once open all.
  if (env.role !== "worker") {
    pool.options.idleTimeoutMillis = 0;
    pool.limitTo(env.databasePool);
    await Promise.all(Array.from({ length: env.databasePool }, () => pool.query("SELECT pg_sleep(0.05)")));
    pool.limitTo(SETTINGS.connectionsAtWork.fallback);
  }

  const delay = monitorEventLoopDelay({ resolution: RESOLUTION_MS });
  delay.enable();
  let cpu = process.cpuUsage();
  return () => {
    const { user, system } = process.cpuUsage(cpu);
    const fared = {
      loopDelayP99Ms: Math.max(0, delay.percentile(99) / 1e6 - RESOLUTION_MS),
      cpuMs: (user + system) / 1000,
      connections: env.role === "worker" ? 0 : pool.totalCount,
    };
    delay.reset();
    cpu = process.cpuUsage();
    return fared;
  };
};

const serveBySeveral = async ({ webProcesses, publicUrl }: Env): Promise<() => Promise<Fared>> => {
  const parts = webParts(webProcesses, publicUrl);
  const several = runSeveral(parts, { log: console, ended: () => process.exit(0) });
  process.once("disconnect", several.stop);
  await Promise.all(several.living().map((worker) => once(worker, "message")));
  return async () => {
    const each = await Promise.all(
      several.living().map(async (worker) => {
        worker.send("fared");
        const [fared] = await once(worker, "message");
        return fared as Fared;
      }),
    );
    return {
      loopDelayP99Ms: Math.max(...each.map(({ loopDelayP99Ms }) => loopDelayP99Ms)),
      cpuMs: each.reduce((sum, { cpuMs }) => sum + cpuMs, 0),
      connections: each.reduce((sum, { connections }) => sum + connections, 0),
    };
  };
};

const env = readEnv();
const fared = env.webProcesses > 1 && cluster.isPrimary ? await serveBySeveral(env) : await serve(env);
process.on("message", async () => {
  process.send?.(await fared());
});
process.send?.("up");
