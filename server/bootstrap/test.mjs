import { existsSync, readFileSync, rmSync } from "node:fs";
import { createServer } from "node:net";
import { join, relative } from "node:path";
import { pathToFileURL } from "node:url";
import { arePagesStale } from "./build.mjs";
import { obtainChromium } from "./chromium.mjs";
import { leaveCluster } from "./cluster.mjs";
import { haltOnSignals } from "./command.mjs";
import { Failure } from "./failure.mjs";
import { alone, servedAt } from "./lock.mjs";
import { cloneId, inHome, root } from "./paths.mjs";
import { isAlive } from "./postmaster.mjs";
import * as prepare from "./prepare.mjs";
import { startServer } from "./serve.mjs";
import { step } from "./step.mjs";
import { createTally } from "./tally.mjs";

const CHECKS = [
  ["lint", "check:lint"],
  ["types", "check:types"],
  ["import rules", "check:imports"],
  ["dead code", "check:dead"],
  ["structure", "check:structure"],
];

const npmRun = (/** @type {string} */ script) => ["npm", "run", "--silent", script];
const bin = (/** @type {string} */ path) => [process.execPath, join(root, "node_modules", path)];

const freePort = () =>
  new Promise((resolve) => {
    const probe = createServer().listen(0, "127.0.0.1", () => {
      const address = probe.address();
      probe.close(() => resolve(typeof address === "object" ? address?.port : undefined));
    });
  });

const report = (/** @type {string} */ name) => {
  const file = inHome("logs", name);
  rmSync(file, { force: true });
  return { file, read: () => (existsSync(file) ? JSON.parse(readFileSync(file, "utf8")) : undefined) };
};

/** What failed by vitest's report: the file, the test and the first line of why. */
const failedTests = (
  /** @type {{ name: string, message: string, status: string, assertionResults: { status: string, fullName: string, failureMessages: string[] }[] }[]} */ files,
) =>
  files.flatMap(({ name, message, status, assertionResults }) => {
    const failed = assertionResults.filter((each) => each.status === "failed");
    const at = relative(root, name);
    if (failed.length === 0) return status === "failed" ? [`${at}: ${message.split("\n", 1)}`] : [];
    return failed.map(
      ({ fullName, failureMessages }) => `${at} › ${fullName}: ${failureMessages[0]?.split("\n", 1) ?? ""}`,
    );
  });

/** Runs vitest and adds each of its tests to the sum. */
export const unitTests = async (
  /** @type {ReturnType<typeof createTally>} */ tally,
  /** @type {string} */ name,
  /** @type {NodeJS.ProcessEnv} */ env,
) => {
  const { file, read } = report(`${name.replaceAll(" ", "-")}.json`);
  const args = ["run", "--reporter=default", "--reporter=json", `--outputFile.json=${file}`];
  await tally.suite(name, [...bin("vitest/vitest.mjs"), ...args], {
    env: { ...process.env, NODE_ENV: "test", ...env },
    count: () => {
      const result = read();
      if (!result) return undefined;
      const { numPassedTests, numFailedTests, numPendingTests, testResults } = result;
      // A file that fails before its tests are known counts as one failed test.
      const broken = testResults.filter(
        (/** @type {{ status: string, assertionResults: unknown[] }} */ each) =>
          each.status === "failed" && each.assertionResults.length === 0,
      );
      return {
        passed: numPassedTests,
        failed: numFailedTests + broken.length,
        skipped: numPendingTests,
        names: failedTests(testResults),
      };
    },
  });
};

/** Makes a database of its own on the server, gives its address to the work, and drops it. */
const withDatabase = async (
  /** @type {string} */ url,
  /** @type {(own: string) => Promise<void>} */ work,
) => {
  const { default: pg } = await import(pathToFileURL(join(root, "node_modules/pg/esm/index.mjs")).href);
  const prefix = `roundsman_journeys_${cloneId}_`;
  const name = `${prefix}${process.pid}`;
  const run = async (/** @type {string} */ sql) => {
    const client = new pg.Client({ connectionString: url });
    await client.connect();
    return client.query(sql).finally(() => client.end());
  };
  const { rows } = await run(`SELECT datname FROM pg_database WHERE datname LIKE '${prefix}%'`);
  for (const { datname } of rows) {
    if (!isAlive(Number(datname.slice(prefix.length))))
      await run(`DROP DATABASE IF EXISTS ${datname} WITH (FORCE)`);
  }
  await run(`CREATE DATABASE ${name}`);
  const own = new URL(url);
  own.pathname = `/${name}`;
  try {
    await work(own.href);
  } finally {
    await run(`DROP DATABASE IF EXISTS ${name} WITH (FORCE)`);
  }
};

/** The journeys: the production build, on a small city in a database of its own, in a real browser. */
const journeys = (/** @type {ReturnType<typeof createTally>} */ tally, /** @type {string} */ url) =>
  withDatabase(url, async (own) => {
    const dataDir = inHome("journeys");
    rmSync(dataDir, { recursive: true, force: true });
    process.env.DATA_DIR = dataDir;
    const browser = await step("browser", obtainChromium, (where) => Object.values(where).join());
    await prepare.tables(own);
    await prepare.demoCity(own, ["--days", "20"]);
    const port = await freePort();
    const { child, address, ended } = await step("start", () =>
      startServer({
        port,
        url: own,
        log: "journeys",
        env: { DATA_DIR: dataDir, PUBLIC_URL: `http://localhost:${port}` },
      }),
    );
    const { file, read } = report("browser-journeys.json");
    try {
      await tally.suite("browser journeys", [...bin("@playwright/test/cli.js"), "test"], {
        env: {
          ...process.env,
          ...browser,
          JOURNEYS_URL: address,
          // One journey kills a server and starts it again: a second one over the same database.
          JOURNEYS_DATABASE: own,
          JOURNEYS_SIGN_IN: join(dataDir, "sign-in.json"),
          PLAYWRIGHT_JSON_OUTPUT_NAME: file,
        },
        count: () => {
          const stats = read()?.stats;
          return (
            stats && {
              passed: stats.expected + stats.flaky,
              failed: stats.unexpected,
              skipped: stats.skipped,
            }
          );
        },
      });
    } finally {
      child.kill("SIGTERM");
      await ended;
      delete process.env.DATA_DIR;
    }
  });

const prepared = () =>
  alone("prepare", async () => {
    await prepare.packages({ withTools: true });
    const { url } = await prepare.database();
    await prepare.server();
    return url;
  });

const pagesAndJourneys = async (
  /** @type {ReturnType<typeof createTally>} */ tally,
  /** @type {string} */ url,
) => {
  console.log("\n── production build");
  const isBuilt = await tally.work("production build", () =>
    alone("prepare", async () => {
      const server = servedAt();
      if (server && arePagesStale()) {
        throw new Failure(
          `Process ${server.pid} serves this clone: stop it, so that its pages can be built again.`,
        );
      }
      await prepare.pages();
    }),
  );
  console.log("\n── browser journeys");
  if (isBuilt) await tally.work("journeys' server", () => journeys(tally, url));
  else tally.add("browser journeys", { failed: 1 });
};

const suites = async (
  /** @type {(tally: ReturnType<typeof createTally>, url: string) => Promise<void>} */ run,
) => {
  haltOnSignals();
  const tally = createTally();
  try {
    await run(tally, await prepared());
  } finally {
    await leaveCluster();
  }
  process.exitCode = tally.close();
};

/** `npm test`: every check and every suite, each going on after the one before failed. */
export const test = () =>
  suites(async (tally, url) => {
    for (const [name = "", script = ""] of CHECKS) await tally.suite(name, npmRun(script));
    await unitTests(tally, "unit and integration tests", { DATABASE_URL: url });
    await pagesAndJourneys(tally, url);
  });

/** `npm run test:journeys`: the build and the browser journeys alone. */
export const testJourneys = () => suites(pagesAndJourneys);
