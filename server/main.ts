import cluster from "node:cluster";
import next from "next";
import { compose } from "#server/compose.ts";
import { type Env, readEnv } from "#server/env.ts";
import { createHttpServer } from "#server/http/server.ts";
import { guardUpgrades } from "#server/http/upgrades.ts";
import { createLog } from "#server/platform/log.ts";
import { runSeveral, webParts } from "#server/several.ts";

/** Starts the process: services, pages, the port; ends in order at SIGINT or SIGTERM. */
const run = async (env: Env): Promise<void> => {
  const composition = await compose(env);
  const { lifecycle, log, hub } = composition;
  const app = next({ dev: !env.isProduction, dir: process.cwd(), hostname: env.host, port: env.port });
  await app.prepare();
  lifecycle.onStop("pages", () => app.close());
  const handle = app.getRequestHandler();
  const server = createHttpServer(composition, (request, response) => handle(request, response));
  guardUpgrades(server, env.isProduction ? null : { path: "/_next/", take: app.getUpgradeHandler() });

  const stop = async (): Promise<void> => {
    const failures = await lifecycle.stop();
    for (const { name, error } of failures)
      log.error({ err: error, part: name }, "a part did not stop in order");
    process.exit(failures.length === 0 ? 0 : 1);
  };
  process.once("SIGINT", stop);
  process.once("SIGTERM", stop);

  await new Promise<void>((resolve, reject) => {
    server.once("error", reject);
    server.listen(env.port, env.host, resolve);
  });
  lifecycle.onStop("http", () => {
    const closed = new Promise<void>((resolve) => server.close(() => resolve()));
    server.closeIdleConnections();
    setTimeout(() => server.closeAllConnections(), 3_000).unref();
    return closed;
  });
  lifecycle.onStop("live", () => hub.close());
  await composition.start();
  log.info({ address: env.publicUrl }, "Roundsman is up");
};

/** Runs the product as several processes, which this one only looks after. */
const runParts = ({ webProcesses, publicUrl, logLevel }: Env): void => {
  const log = createLog({ level: logLevel, pretty: process.stdout.isTTY });
  const several = runSeveral(webParts(webProcesses, publicUrl), {
    ...{ log, ended: (isInOrder) => process.exit(isInOrder ? 0 : 1) },
  });
  process.once("SIGINT", several.stop);
  process.once("SIGTERM", several.stop);
};

const main = async (): Promise<void> => {
  const env = readEnv();
  // In development a change starts all anew, which one process does quicker.
  const isSeveral = env.isProduction && env.role === "all" && env.webProcesses > 1;
  if (isSeveral && cluster.isPrimary) runParts(env);
  else await run(env);
};

main().catch((error: unknown) => {
  process.stderr.write(`${error instanceof Error ? (error.stack ?? error.message) : String(error)}\n`);
  process.exit(1);
});
