import { spawn } from "node:child_process";
import type { TestProject } from "vitest/node";
import { dropStaleTestDatabases, prepareTemplate } from "#server/platform/test-database.ts";

/** Runs the bootstrap's `db` command, which starts the private cluster or takes it up, and maps to its address. */
const privateCluster = () =>
  new Promise<string>((resolve, reject) => {
    const child = spawn(process.execPath, ["server/bootstrap.mjs", "db", "test"], {
      stdio: ["ignore", "pipe", "inherit"],
    });
    let out = "";
    child.stdout.on("data", (chunk: Buffer) => {
      out += chunk;
    });
    child.once("error", reject);
    child.once("exit", (code) =>
      code === 0
        ? resolve(out.trim())
        : reject(new Error(`no database for the tests: bootstrap db exited ${code}`)),
    );
  });

/** Vitest's global set-up: a server with a migrated template database, from which each test file gets its own copy. */
export const setup = async (project: TestProject) => {
  const url = process.env.DATABASE_URL || (await privateCluster());
  await dropStaleTestDatabases(url);
  const template = await prepareTemplate(url, "prisma/migrations");
  project.provide("testServer", { url, template });
};
