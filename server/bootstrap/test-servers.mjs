import { mkdtempSync, rmSync } from "node:fs";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { leaveCluster } from "./cluster.mjs";
import { ask, haltOnSignals, perform, start } from "./command.mjs";
import { Failure } from "./failure.mjs";
import { alone } from "./lock.mjs";
import { hasApt } from "./postgres-packages.mjs";
import * as prepare from "./prepare.mjs";
import { step } from "./step.mjs";
import { createTally } from "./tally.mjs";
import { unitTests } from "./test.mjs";

const freePort = () =>
  new Promise((resolve) => {
    const probe = createServer().listen(0, "127.0.0.1", () => {
      const address = probe.address();
      probe.close(() => resolve(typeof address === "object" ? address?.port : undefined));
    });
  });

const hasRedis = async () => (await ask("redis-server", ["--version"])).code === 0;

/** Installs Debian's Redis without letting it start as a service of the machine. */
const installRedis = async (/** @type {(line: string) => void} */ onLine) => {
  if (await hasRedis()) return;
  if (process.getuid?.() !== 0 || !(await hasApt()))
    throw new Failure("There is no redis-server and it cannot be installed here.");
  const env = { ...process.env, DEBIAN_FRONTEND: "noninteractive", RUNLEVEL: "1" };
  const options = ["-o", "DPkg::Lock::Timeout=180", "-o", "Dpkg::Use-Pty=0"];
  await ask("apt-get", [...options, "update"], { env });
  const install = [...options, "install", "-y", "--no-install-recommends", "redis-server"];
  await perform("redis", "apt-get", install, { what: "Installing redis-server", onLine, env });
};

/** Starts a private Redis on a free loopback port that keeps nothing on disk; maps to its address and its end. */
const startRedis = async () => {
  const port = await freePort();
  const folder = mkdtempSync(join(tmpdir(), "roundsman-redis-"));
  const args = [
    "--port",
    String(port),
    "--bind",
    "127.0.0.1",
    "--save",
    "",
    "--appendonly",
    "no",
    "--dir",
    folder,
  ];
  const child = start("redis-server", args, { stdio: "ignore" });
  const ended = new Promise((resolve) => child.once("exit", resolve));
  for (let waited = 0; waited < 100; waited += 1) {
    if ((await ask("redis-cli", ["-p", String(port), "ping"])).out.includes("PONG")) break;
    await sleep(50);
  }
  return {
    url: `redis://127.0.0.1:${port}`,
    async stop() {
      child.kill("SIGTERM");
      await ended;
      rmSync(folder, { recursive: true, force: true });
    },
  };
};

/** `npm run test:servers`: the queue, cache and store suites on real servers; a missing server is skipped aloud. */
export const testServers = async () => {
  haltOnSignals();
  const tally = createTally();
  /** @type {Awaited<ReturnType<typeof startRedis>> | undefined} */
  let redis;
  try {
    const url = await alone("prepare", async () => {
      await prepare.packages({ withTools: true });
      const database = await prepare.database();
      await prepare.server();
      return database.url;
    });
    if (!process.env.REDIS_URL && process.env.CI === "true") {
      await step("redis", installRedis);
      redis = await startRedis();
    }
    const redisUrl = process.env.REDIS_URL ?? redis?.url;
    if (!redisUrl) console.log("\nSKIPPED: the Redis suites, because REDIS_URL names no server.");
    if (!process.env.WEAVIATE_URL)
      console.log("\nSKIPPED: the Weaviate suites, because WEAVIATE_URL names no server.");
    await unitTests(tally, "suites on real servers", {
      DATABASE_URL: url,
      TEST_SERVERS: "1",
      ...(redisUrl && { REDIS_URL: redisUrl }),
    });
  } finally {
    await redis?.stop();
    await leaveCluster();
  }
  process.exitCode = tally.close();
};
