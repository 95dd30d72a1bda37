import { availableParallelism } from "node:os";
import { defineConfig } from "vitest/config";

// Suites that need Redis or Weaviate run by `npm run test:servers`, which names them through this variable.
const isServersRun = process.env.TEST_SERVERS === "1";
const servers = ["server/**/*.servers.test.ts"];

export default defineConfig({
  test: {
    testTimeout: 30_000,
    hookTimeout: 60_000,
    passWithNoTests: isServersRun,
    // By itself Vitest leaves a core free; a suite that waits for the database or a clock leaves one as well.
    maxWorkers: availableParallelism(),
    projects: [
      {
        extends: true,
        test: {
          name: "server",
          globalSetup: ["scripts/vitest-database.ts"],
          environment: "node",
          include: isServersRun ? servers : ["{server,bench,scripts,prisma}/**/*.test.ts"],
          exclude: isServersRun ? [] : servers,
        },
      },
      {
        extends: true,
        test: {
          name: "pages",
          environment: "happy-dom",
          include: isServersRun ? [] : ["{components,app}/**/*.test.{ts,tsx}"],
        },
      },
    ],
  },
});
