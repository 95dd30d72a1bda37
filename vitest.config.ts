import { defineConfig } from "vitest/config";

// Suites that need Redis or Weaviate run by `npm run test:servers`, which names them through this variable.
const isServersRun = process.env.TEST_SERVERS === "1";
const servers = ["server/**/*.servers.test.ts"];

export default defineConfig({
  test: {
    testTimeout: 30_000,
    hookTimeout: 60_000,
    passWithNoTests: isServersRun,
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
