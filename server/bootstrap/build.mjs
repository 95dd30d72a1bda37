import { existsSync, readdirSync, rmSync } from "node:fs";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { perform } from "./command.mjs";
import { isStale, whenChanged } from "./inputs.mjs";
import { root } from "./paths.mjs";

const at = (/** @type {string[]} */ ...parts) => join(root, ...parts);

/** Generates the Prisma client when its schema changed. */
export const generateClient = () =>
  whenChanged({
    output: "prisma/generated",
    inputs: ["prisma/schema", "scripts/generate.mjs", "package-lock.json"],
    make: () =>
      perform("generate", process.execPath, [at("scripts/generate.mjs")], {
        what: "Generating the database client",
      }),
  });

const sources = (/** @type {string} */ ending) =>
  readdirSync(at("server"), { recursive: true, encoding: "utf8" })
    .filter((name) => name.endsWith(ending))
    .sort()
    .map((name) => `server/${name}`);

/** Bundles the server, the commands, the worker threads and the processes into `dist/`, so that they start in tenths of a second. */
export const bundleServer = () =>
  whenChanged({
    output: "dist",
    inputs: ["server", "prisma/schema", "scripts/migrate.ts", "package-lock.json"],
    make: async () => {
      rmSync(at("dist"), { recursive: true, force: true });
      const { build } = await import(pathToFileURL(at("node_modules/esbuild/lib/main.js")).href);
      const programs = ["server/main.ts", "server/cli.ts", "scripts/migrate.ts"];
      const entries = [...programs, ...sources(".thread.ts"), ...sources(".process.ts")];
      await build({
        entryPoints: entries.filter((entry) => existsSync(at(entry))).map((entry) => at(entry)),
        absWorkingDir: root,
        outdir: at("dist"),
        outbase: root,
        bundle: true,
        splitting: true,
        platform: "node",
        format: "esm",
        target: "node20",
        packages: "external",
        sourcemap: true,
        logLevel: "error",
      });
    },
  });

const pages = () => ({
  output: ".next",
  inputs: [
    ...["app", "components", "i18n", "public", "prisma/schema", "next.config.ts"],
    ...["postcss.config.mjs", "tsconfig.json", "package-lock.json", ...sources("schema.ts")],
  ],
});

/** True when the built pages do not fit their source. */
export const arePagesStale = () => isStale(pages());

/** Builds the pages for production. @param {(line: string) => void} onLine */
export const buildPages = (onLine) =>
  whenChanged({
    ...pages(),
    make: async () => {
      rmSync(at(".next"), { recursive: true, force: true });
      await perform("build", process.execPath, [at("node_modules/next/dist/bin/next"), "build"], {
        what: "Building the pages",
        onLine,
        env: { ...process.env, NODE_ENV: "production", NEXT_TELEMETRY_DISABLED: "1" },
      });
      rmSync(at(".next/cache"), { recursive: true, force: true });
    },
  });
