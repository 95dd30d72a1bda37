import { spawn } from "node:child_process";
import { existsSync } from "node:fs";
import { join } from "node:path";
import { findChromium, obtainChromium } from "./chromium.mjs";
import { leaveCluster } from "./cluster.mjs";
import { Failure } from "./failure.mjs";
import { alone, servedAt } from "./lock.mjs";
import { root } from "./paths.mjs";
import * as prepare from "./prepare.mjs";
import { step } from "./step.mjs";

/** Runs a program on the terminal it was called from, with the database in its environment; sets the exit code. */
const run = async (/** @type {string[]} */ args, /** @type {NodeJS.ProcessEnv} */ env) => {
  const child = spawn(process.execPath, args, {
    cwd: root,
    stdio: "inherit",
    env: { ...process.env, ...env },
  });
  // Ctrl-C reaches the program too; this process waits for it and then leaves the database.
  for (const signal of /** @type {const} */ (["SIGINT", "SIGTERM"]))
    process.on(signal, () => child.kill(signal));
  /** @type {number} */
  const code = await new Promise((resolve) => child.once("exit", (exit) => resolve(exit ?? 1)));
  process.exitCode = code;
};

const prepared = (/** @type {{ withTools: boolean }} */ { withTools }) =>
  alone("prepare", async () => {
    // While the product is served from this clone all of this is in place; nothing may change under it.
    if (!servedAt()) await prepare.packages({ withTools });
    const { url } = await prepare.database();
    if (!servedAt()) await prepare.server();
    await prepare.tables(url);
    return url;
  });

const withDatabase = async (
  /** @type {{ withTools: boolean }} */ what,
  /** @type {(url: string) => Promise<void>} */ work,
) => {
  // A program's own output goes to stdout (`npm run ask -- … --json`), so what happens before it goes to stderr.
  const { log } = console;
  console.log = console.error;
  try {
    const url = await prepared(what);
    console.log = log;
    await work(url);
  } finally {
    console.log = log;
    await leaveCluster();
  }
};

/** `npm run seed | import | ask …`: one of the product's commands, everything it needs prepared first. @param {string[]} args */
export const cli = (args) =>
  withDatabase({ withTools: false }, (url) =>
    run(["--enable-source-maps", join(root, "dist/server/cli.js"), ...args], {
      DATABASE_URL: url,
      NODE_ENV: "production",
    }),
  );

/** One of the product's commands that reads and writes files, so packages and bundle are all it needs. */
const withoutDatabase = async (/** @type {string[]} */ args) => {
  const { log } = console;
  console.log = console.error;
  try {
    await alone("prepare", async () => {
      if (servedAt()) return;
      await prepare.packages({ withTools: false });
      await prepare.server();
    });
  } finally {
    console.log = log;
  }
  await run(["--enable-source-maps", join(root, "dist/server/cli.js"), ...args], {
    NODE_ENV: "production",
  });
};

/** `npm run solve -- FILE`. @param {string[]} args */
export const solve = (args) => withoutDatabase(["solve", ...args]);

/** `npm run flags -- eval | validate FILE`. @param {string[]} args */
export const flags = (args) => withoutDatabase(["flags", ...args]);

/** `npm run forecast -- FILE --horizon H --season M`. @param {string[]} args */
export const forecast = (args) => withoutDatabase(["forecast", ...args]);

/** Commands of the models that look into their registry. */
const WITH_REGISTRY = ["use", "validate", "offer", "list"];

/** `npm run model -- …`: makes, fetches, compares and chooses models. @param {string[]} args */
export const model = (args) =>
  WITH_REGISTRY.includes(args[0] ?? "") ? cli(["model", ...args]) : withoutDatabase(["model", ...args]);

const tsx = (/** @type {string[]} */ ...args) => ["--import", "tsx", ...args];

const browser = () => step("browser", obtainChromium, (where) => Object.values(where).join());

// Only the line that needs a browser has one installed; a run of all takes the one that is there.
const benchBrowser = async (/** @type {string[]} */ args) => {
  const found = findChromium();
  return args.includes("ui") ? browser() : found === undefined ? {} : { CHROMIUM_PATH: found };
};

/** `npm run bench -- NAME`: the benchmarks, from source. @param {string[]} args */
export const bench = (args) =>
  withDatabase({ withTools: true }, async (url) =>
    run(tsx("bench/run.ts", ...args), { DATABASE_URL: url, ...(await benchBrowser(args)) }),
  );

/** `npm run drill`: breaks four things on a process of its own and shows that each is taken back. */
export const drill = () =>
  withDatabase({ withTools: true }, (url) => run(tsx("bench/drill.ts"), { DATABASE_URL: url }));

/** Packages with the tools of development; none are installed beside a product that is served from this clone. */
const tools = async () => {
  if (!servedAt()) return alone("prepare", () => prepare.packages({ withTools: true }));
  if (existsSync(join(root, "node_modules/tsx"))) return;
  throw new Failure(
    "This needs the tools of development, which are not installed, and nothing is installed while the product is served from this clone: stop it first, or use another clone.",
  );
};

/** `npm run screenshots`: the pictures of the pages, from the server that runs. */
export const screenshots = async () => {
  await tools();
  await run(tsx("scripts/screenshots.ts"), await browser());
};

/** `npm run train`: the small trained files from their pages and seeds, or a next reader of questions. @param {string[]} args */
export const train = async (args) => {
  await tools();
  await run(tsx("scripts/train.ts", ...args), {});
};

/** `npm run dev`: the server from source, started again on every change, with Next's own development pages. */
export const dev = () =>
  withDatabase({ withTools: true }, (url) =>
    run([join(root, "node_modules/tsx/dist/cli.mjs"), "watch", "server/main.ts"], {
      DATABASE_URL: url,
      NODE_ENV: "development",
    }),
  );

/** `npm run build`: packages, client, bundle and pages. */
export const build = () =>
  alone("prepare", async () => {
    await prepare.packages({ withTools: false });
    await prepare.server();
    await prepare.pages();
  });
