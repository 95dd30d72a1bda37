import { join } from "node:path";
import { buildPages, bundleServer, generateClient } from "./build.mjs";
import { joinCluster } from "./cluster.mjs";
import { perform } from "./command.mjs";
import { prepareDatabase } from "./database.mjs";
import { installPackages } from "./install.mjs";
import { root } from "./paths.mjs";
import { step } from "./step.mjs";

const made = (/** @type {boolean} */ isMade) => (isMade ? "" : "unchanged");

/** Packages in place. @param {{ withTools: boolean }} what */
export const packages = (what) =>
  step(
    "packages",
    (progress) => installPackages(what, progress),
    (outcome) => outcome,
  );

/** The database running and, when it is ours, in use by this process; maps to its address. */
export const database = async () => {
  const { url, isPrivate } = await step("database", prepareDatabase, ({ how }) => how);
  if (isPrivate) joinCluster();
  return { url, isPrivate };
};

/** The client and the bundle of the server, made from what is installed. */
export const server = async () => {
  await step("database client", generateClient, made);
  await step("server", bundleServer, made);
};

/** Runs one of the bundled programs on a database. */
const program = async (
  /** @type {string} */ name,
  /** @type {string[]} */ args,
  /** @type {{ url: string, what: string, onLine: (line: string) => void }} */ { url, what, onLine },
) => {
  /** @type {string[]} */
  const lines = [];
  await perform(
    name,
    process.execPath,
    ["--enable-source-maps", join(root, "dist", args[0] ?? ""), ...args.slice(1)],
    {
      what,
      env: { ...process.env, DATABASE_URL: url, NODE_ENV: "production" },
      onLine: (line) => {
        lines.push(line);
        onLine(line);
      },
    },
  );
  return lines;
};

/** The tables as the migrations say; maps to whether the demo city is in them. @param {string} url */
export const tables = async (url) => {
  const lines = await step(
    "tables",
    (onLine) => program("migrate", ["scripts/migrate.js"], { url, what: "Migrating the database", onLine }),
    ([line = ""]) => line,
  );
  return { hasCity: lines.includes("demo city: there") };
};

/** Makes the demo city. @param {string} url @param {string[]} [options] further options of `seed` */
export const demoCity = (url, options = []) =>
  step(
    "demo city",
    (onLine) =>
      program("seed", ["server/cli.js", "seed", "--if-empty", ...options], {
        url,
        what: "Making the demo city",
        // Its progress begins with the seconds; other lines may hold the sign-ins it made.
        onLine: (line) => (/^\d/.test(line) ? onLine(line) : undefined),
      }),
    (lines) => lines.find((line) => / rows in |is there/.test(line)) ?? "",
  );

/** The pages, built for production. */
export const pages = () => step("pages", buildPages, made);
