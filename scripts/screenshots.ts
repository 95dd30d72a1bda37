import { mkdir, readFile, stat } from "node:fs/promises";
import { join } from "node:path";
import { chromium } from "@playwright/test";
import * as z from "zod";

// Takes the pictures of the pages from a running server: `npm run screenshots`, with SCREENSHOTS_URL and
// SCREENSHOTS_SIGN_IN where it is not the one `npm start` serves.
const url = process.env.SCREENSHOTS_URL ?? "http://localhost:3000";
const signInFile = process.env.SCREENSHOTS_SIGN_IN ?? ".roundsman/sign-in.json";
const FOLDER = "docs/screenshots";
const MOST_BYTES = 500_000;
// `npm run screenshots` names it; without a name it is Playwright's own.
const chromiumPath = process.env.CHROMIUM_PATH;
const QUESTION = "Which routes are behind schedule and by how much?";

type Scheme = "light" | "dark";
type Shot = { name: string; path: string; schemes?: readonly Scheme[]; isPhone?: boolean };
const LIGHT: readonly Scheme[] = ["light"];

const SHOTS: readonly Shot[] = [
  { name: "today", path: "/today", schemes: ["light", "dark"] },
  { name: "map", path: "/map", schemes: ["light", "dark"] },
  { name: "vehicles", path: "/vehicles" },
  { name: "exceptions", path: "/exceptions" },
  { name: "kpi", path: "/kpi", schemes: ["light", "dark"] },
  { name: "ask", path: `/ask?q=${encodeURIComponent(QUESTION)}` },
  { name: "performance", path: "/performance" },
  { name: "admin-import", path: "/admin?tab=import" },
  { name: "today-phone", path: "/today", isPhone: true },
  { name: "exceptions-phone", path: "/exceptions", isPhone: true },
];

const readAdmin = async () => {
  const SignIns = z.array(z.object({ role: z.string(), email: z.string(), password: z.string() }));
  const found = SignIns.parse(JSON.parse(await readFile(signInFile, "utf8"))).find(
    ({ role }) => role === "admin",
  );
  if (!found) throw new Error(`${signInFile}: found no sign-in for admin, expected one`);
  return found;
};

const run = async (): Promise<void> => {
  const { email, password } = await readAdmin();
  await mkdir(FOLDER, { recursive: true });
  const browser = await chromium.launch({
    ...(chromiumPath === undefined ? {} : { executablePath: chromiumPath }),
    args: ["--enable-unsafe-swiftshader", ...(process.getuid?.() === 0 ? ["--no-sandbox"] : [])],
  });
  try {
    const first = await browser.newContext();
    const answer = await first.request.post(`${url}/api/auth/sign-in/email`, {
      headers: { origin: url },
      data: { email, password },
    });
    if (!answer.ok()) throw new Error(`sign-in at ${url} answered ${answer.status()}, expected 200`);
    const storageState = await first.storageState();
    for (const { name, path, schemes = LIGHT, isPhone = false } of SHOTS)
      for (const colorScheme of schemes) {
        const context = await browser.newContext({
          baseURL: url,
          storageState,
          colorScheme,
          viewport: isPhone ? { width: 390, height: 844 } : { width: 1440, height: 900 },
        });
        const page = await context.newPage();
        await page.goto(path);
        await page.getByRole("heading", { level: 1 }).first().waitFor({ state: "attached" });
        await page.locator('main [aria-busy="true"]').waitFor({ state: "detached" });
        // Map tiles and charts come after the page itself.
        await page.waitForTimeout(4_000);
        const file = join(FOLDER, `${name}${colorScheme === "dark" ? "-dark" : ""}.png`);
        await page.screenshot({ path: file });
        const { size } = await stat(file);
        process.stdout.write(`${file}  ${Math.round(size / 1_000)} kB\n`);
        if (size > MOST_BYTES)
          throw new Error(`${file}: found ${size} bytes, expected at most ${MOST_BYTES}`);
        await context.close();
      }
  } finally {
    await browser.close();
  }
};

run().catch((error: unknown) => {
  process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
  process.exitCode = 1;
});
