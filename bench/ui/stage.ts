import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { type Browser, type BrowserContext, chromium } from "@playwright/test";
import type { SignIn } from "#server/accounts/organisations.ts";
import NODE_FLAGS from "#server/bootstrap/node-flags.json" with { type: "json" };
import { prepareAccounts } from "../harness/accounts.ts";
import { withCopy } from "../harness/databases.ts";
import type { BenchContext } from "../harness/line.ts";
import { freePort } from "../harness/port.ts";
import { buildProduct } from "./build.ts";

const UP_WITHIN_MS = 60_000;

/** A served product with a browser before it, all its own. */
export type Stage = {
  url: string;
  apiKey: string;
  /** The first vehicles of the fleet by number, with their ids. */
  vehicles: { id: number; name: string }[];
  browser: Browser;
  renderer: string;
  /** A fresh context of the browser, signed in as admin. */
  signedIn: (options?: { colorScheme?: "light" | "dark" }) => Promise<BrowserContext>;
};

const startServer = async (
  context: BenchContext,
  { databaseUrl, dataDir, port }: { databaseUrl: string; dataDir: string; port: number },
): Promise<ChildProcess> => {
  const child = spawn(process.execPath, [...NODE_FLAGS, "dist/server/main.js"], {
    stdio: ["ignore", "ignore", "inherit"],
    env: {
      ...context.env,
      ...{ NODE_ENV: "production", DATABASE_URL: databaseUrl, DATA_DIR: dataDir, PORT: String(port) },
      ...{ HOST: "127.0.0.1", PUBLIC_URL: `http://127.0.0.1:${port}`, SIMULATE: "0", LOG_LEVEL: "error" },
    },
  });
  for (let waitedMs = 0; waitedMs < UP_WITHIN_MS && child.exitCode === null; waitedMs += 100) {
    const isUp = await fetch(`http://127.0.0.1:${port}/api/v1/health`).then(
      ({ ok }) => ok,
      () => false,
    );
    if (isUp) return child;
    await sleep(100);
  }
  child.kill("SIGKILL");
  throw new Error(`the server did not come up on port ${port}, expected it within ${UP_WITHIN_MS / 1000} s`);
};

const rendererOf = async (browser: Browser): Promise<string> => {
  const page = await browser.newPage();
  const renderer = await page.evaluate(() => {
    const gl = document.createElement("canvas").getContext("webgl2");
    const info = gl?.getExtension("WEBGL_debug_renderer_info");
    return gl && info ? String(gl.getParameter(info.UNMASKED_RENDERER_WEBGL)) : "no WebGL";
  });
  await page.close();
  return `Chromium ${browser.version()}, ${renderer}`;
};

const openBrowser = (context: BenchContext): Promise<Browser> => {
  // `npm run bench` names it; without a name it is Playwright's own.
  const named = context.env.CHROMIUM_PATH;
  return chromium.launch({
    ...(named === undefined ? {} : { executablePath: named }),
    // WebGL in software where there is no GPU; Chromium's own sandbox does not work for root.
    args: ["--enable-unsafe-swiftshader", ...(process.getuid?.() === 0 ? ["--no-sandbox"] : [])],
  });
};

const signInTo = async (url: string, context: BrowserContext, signIns: readonly SignIn[]): Promise<void> => {
  const admin = signIns.find(({ role }) => role === "admin");
  if (!admin) throw new Error("sign-ins: found none for admin, expected one");
  const answer = await context.request.post(`${url}/api/auth/sign-in/email`, {
    headers: { origin: url },
    data: { email: admin.email, password: admin.password },
  });
  if (!answer.ok()) throw new Error(`sign-in answered ${answer.status()}, expected 200`);
};

/**
 * Builds the product, serves it on a free port over a copy of a database, without the simulator, and gives it with a
 * browser to the work.
 */
export const onStage = async <T>(
  context: BenchContext,
  source: string,
  work: (stage: Stage) => Promise<T>,
): Promise<T> => {
  context.say("building the product");
  await buildProduct();
  return withCopy(context, source, async (databaseUrl) => {
    const dataDir = await mkdtemp(join(tmpdir(), "roundsman-stage-"));
    const { signIns, key, vehicles } = await prepareAccounts(databaseUrl, dataDir);
    const browser = await openBrowser(context);
    const port = await freePort();
    const server = await startServer(context, { databaseUrl, dataDir, port }).catch(
      async (error: unknown) => {
        await browser.close();
        throw error;
      },
    );
    const url = `http://127.0.0.1:${port}`;
    try {
      const first = await browser.newContext();
      await signInTo(url, first, signIns);
      const storageState = await first.storageState();
      await first.close();
      return await work({
        url,
        apiKey: key,
        vehicles,
        browser,
        renderer: await rendererOf(browser),
        async signedIn({ colorScheme = "light" } = {}) {
          const opened = await browser.newContext({
            baseURL: url,
            viewport: { width: 1440, height: 900 },
            storageState,
            colorScheme,
          });
          // Functions that tsx compiled name themselves through this.
          await opened.addInitScript({ content: "globalThis.__name = (named) => named;" });
          return opened;
        },
      });
    } finally {
      await browser.close();
      server.kill("SIGTERM");
      if (server.exitCode === null) await once(server, "exit");
      await rm(dataDir, { recursive: true, force: true });
    }
  });
};
