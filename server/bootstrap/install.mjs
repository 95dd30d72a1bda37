import { createHash } from "node:crypto";
import { existsSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { perform } from "./command.mjs";
import { Failure, fullDiskOf } from "./failure.mjs";
import { servedAt } from "./lock.mjs";
import { root } from "./paths.mjs";
import { cutSymbols } from "./symbols.mjs";

const modules = join(root, "node_modules");
const read = (/** @type {string} */ file) => JSON.parse(readFileSync(file, "utf8")).packages ?? {};

/**
 * The packages of the lock that are not installed as it says. npm writes its record of what is installed last,
 * so an interrupted install shows here as missing packages.
 * @param {{ withTools: boolean }} what
 */
const missing = ({ withTools }) => {
  const record = join(modules, ".package-lock.json");
  const installed = existsSync(record) ? read(record) : {};
  return Object.entries(read(join(root, "package-lock.json")))
    .filter(
      ([path, { dev, optional, devOptional }]) =>
        path !== "" && !optional && !devOptional && (withTools || !dev),
    )
    .filter(([path, { version }]) => installed[path]?.version !== version || !existsSync(join(root, path)))
    .map(([path]) => path);
};

// Sources and second forms of packages, pages for other readers, and a picture library that `images.unoptimized` leaves idle.
const UNREAD = [
  "@img",
  "sharp",
  "@base-ui/react/docs",
  "apache-arrow/src",
  "effect/dist/dts",
  "effect/dist/esm",
  "effect/src",
  "kysely/dist/cjs",
  "maplibre-gl/src",
  // Pictures made of pages, and the measures of fonts that Google serves.
  "next/dist/compiled/@vercel/og",
  "next/dist/docs",
  "next/dist/server/capsize-font-metrics.json",
  "recharts/umd",
  "weaviate-client/dist/node/cjs",
  "zod/src",
];

/** Files of a folder that nothing reads. @type {readonly (readonly [folder: string, names: RegExp])[]} */
const UNREAD_IN = [
  // Engines for databases we do not use, and the smaller, slower form of the one for ours.
  [
    "@prisma/client/runtime",
    /\.(mysql|sqlite|sqlserver|cockroachdb)\.|^query_compiler_small_|wasm-base64\.js$/,
  ],
  ["lucide-react", /^dynamic.*\.d\.m?ts$/],
  ["lucide-react/dist", /^lucide-react\.(prefixed|suffixed)\.d\.ts$/],
  ["maplibre-gl/dist", /-dev\.mjs$/],
  // React as it will be: read only where a page asks for an experiment.
  ["next/dist/compiled", /-experimental$/],
  ["next/dist/compiled/next-server", /-experimental\./],
  // Its messages in other languages.
  ["typescript/lib", /^[a-z]{2}(-[a-z]{2})?$/],
];
// Its names for debuggers are a sixth of the largest file of all.
const WITH_SYMBOLS = /^lancedb-linux-/;

// Source maps, a hundred megabytes that nothing reads, and pages about packages; files of licences stay.
const trimFolder = (/** @type {string} */ folder) => {
  for (const entry of readdirSync(folder, { withFileTypes: true })) {
    const path = join(folder, entry.name);
    if (entry.isDirectory()) trimFolder(path);
    else if (/\.(js|mjs|cjs|css|ts|mts|cts)\.map$|^(readme|changelog|history)\.md$/i.test(entry.name))
      rmSync(path);
  }
};

/** Takes out of the installed packages what nothing reads, once per install and list of it. */
const trim = () => {
  const mark = join(modules, ".trimmed");
  const hash = createHash("sha256")
    .update(readFileSync(join(modules, ".package-lock.json")))
    .update([...UNREAD, ...UNREAD_IN].join())
    .digest("hex");
  if (existsSync(mark) && readFileSync(mark, "utf8") === hash) return;
  trimFolder(modules);
  for (const path of UNREAD) rmSync(join(modules, path), { recursive: true, force: true });
  for (const [folder, names] of UNREAD_IN) {
    const path = join(modules, folder);
    for (const name of existsSync(path) ? readdirSync(path) : [])
      if (names.test(name)) rmSync(join(path, name), { recursive: true });
  }
  const natives = join(modules, "@lancedb");
  for (const name of existsSync(natives) ? readdirSync(natives) : [])
    if (WITH_SYMBOLS.test(name))
      for (const file of readdirSync(join(natives, name)))
        if (file.endsWith(".node")) cutSymbols(join(natives, name, file));
  writeFileSync(mark, hash);
};

// npm's own waits of 10 and 60 s add up to two silent minutes before it says that there is no network.
const RETRIES = [
  "--fetch-retries=3",
  "--fetch-retry-factor=3",
  "--fetch-retry-mintimeout=1000",
  "--fetch-retry-maxtimeout=9000",
];

/**
 * Installs what the lock names, unless it is there: what the product needs, and `withTools` also what its checks need.
 * @param {{ withTools: boolean }} what @param {(line: string) => void} onLine
 * @returns {Promise<"installed" | "there already">}
 */
export const installPackages = async ({ withTools }, onLine) => {
  const absent = missing({ withTools });
  if (absent.length === 0) {
    trim();
    return "there already";
  }
  const server = servedAt();
  const isAddition = missing({ withTools: false }).length === 0;
  if (server && !isAddition) {
    throw new Failure(
      `Process ${server.pid} serves this clone and its packages must change: stop it and run the command again.`,
    );
  }
  const npm = process.platform === "win32" ? "npm.cmd" : "npm";
  // What is there is right and only tools are lacking: they are added under a running server, nothing is taken away.
  const command = isAddition ? ["install", "--no-save"] : ["ci"];
  // npm gives up on a folder into which the last write of a killed install falls while it removes it.
  if (!isAddition) rmSync(modules, { recursive: true, force: true, maxRetries: 10, retryDelay: 200 });
  const scope = withTools ? "--include=dev" : "--omit=dev";
  await perform("install", npm, [...command, scope, "--loglevel=http", "--no-progress", ...RETRIES], {
    what: "Installing packages",
    onLine: (line) => {
      const name = /^npm http fetch GET \d+ \S+\/(\S+?)(?: |$)/.exec(line)?.[1];
      if (name) onLine(decodeURIComponent(name));
      const failed = /^npm http fetch GET \S+ attempt \d+ failed with (\S+)/.exec(line)?.[1];
      if (failed) onLine(`no answer from the package registry (${failed}), trying again`);
    },
    env: { ...process.env, npm_config_loglevel: "http" },
  });
  const still = missing({ withTools });
  if (still.length > 0)
    throw new Failure(
      // On a full disk npm ends as if all were well.
      fullDiskOf(root) ??
        `npm finished without installing ${still.slice(0, 3).join(", ")}: see .roundsman/logs/install.log.`,
    );
  trim();
  return "installed";
};
