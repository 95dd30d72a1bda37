import { defineConfig } from "@playwright/test";

const executablePath = process.env.CHROMIUM_PATH;

// `npm test` starts the production build on a city of its own and names it here; by hand, any running server will do.
export default defineConfig({
  testDir: "e2e",
  testMatch: "**/*.{journey,spec,test}.ts",
  outputDir: ".roundsman/journeys-results",
  fullyParallel: false,
  workers: 1,
  // A browser in software on two busy cores can starve; what fails twice is wrong, and a retry is told as flaky.
  retries: 1,
  timeout: 60_000,
  expect: { timeout: 15_000 },
  forbidOnly: true,
  reporter: [
    ["list"],
    ["json", { outputFile: process.env.PLAYWRIGHT_JSON_OUTPUT_NAME ?? ".roundsman/journeys.json" }],
  ],
  use: {
    baseURL: process.env.JOURNEYS_URL ?? "http://localhost:3000",
    trace: "retain-on-failure",
    screenshot: "only-on-failure",
    launchOptions: {
      ...(executablePath && { executablePath }),
      // WebGL in software where there is no GPU; Chromium's own sandbox does not work for root.
      args: ["--enable-unsafe-swiftshader", ...(process.getuid?.() === 0 ? ["--no-sandbox"] : [])],
    },
  },
  projects: [
    { name: "desktop", testIgnore: "**/*.phone.spec.ts", use: { viewport: { width: 1440, height: 900 } } },
    {
      name: "phone",
      testMatch: "**/*.phone.spec.ts",
      use: { viewport: { width: 390, height: 844 }, hasTouch: true, isMobile: true },
    },
  ],
});
