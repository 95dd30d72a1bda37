import { type Browser, type BrowserContext, test as base, expect, type Page } from "@playwright/test";
import { type Role, signInOf } from "./sign-ins.ts";

type State = Awaited<ReturnType<BrowserContext["storageState"]>>;

const states = new Map<Role, State>();

/** Signs a role in by request, once for all journeys of a worker; maps to the cookies of its session. */
export const sessionOf = async (browser: Browser, baseURL: string, role: Role): Promise<State> => {
  const held = states.get(role);
  if (held) return held;
  const { email, password } = signInOf(role);
  const context = await browser.newContext({ baseURL });
  const answer = await context.request.post("/api/auth/sign-in/email", {
    headers: { origin: baseURL },
    data: { email, password },
  });
  expect(answer.status(), `sign-in of ${role}`).toBe(200);
  const state = await context.storageState();
  await context.close();
  states.set(role, state);
  return state;
};

type Journey = {
  /** Address of the server under test. */
  address: string;
  /** Who travels; null for nobody signed in. */
  role: Role | null;
  /** What the page said in its console as errors, apart from refused requests that a journey expects. */
  faults: string[];
};

/** A journey through the console: set `role` with `test.use`, and the page is signed in. */
export const test = base.extend<Journey>({
  address: async ({ baseURL }, use) => {
    if (baseURL === undefined) throw new Error("baseURL: found none, expected the server under test");
    await use(baseURL);
  },
  role: [null, { option: true }],
  storageState: async ({ browser, address, role }, use) => {
    await use(role === null ? undefined : await sessionOf(browser, address, role));
  },
  faults: [
    async ({ page }, use) => {
      const faults: string[] = [];
      page.on("pageerror", (error) => faults.push(`${error.name}: ${error.message}`));
      await use(faults);
      expect(faults, "uncaught errors on the page").toEqual([]);
    },
    { auto: true },
  ],
});

/** The grid of a list page, once its rows are there. */
export const rowsOf = async (page: Page, name: string) => {
  const grid = page.getByRole("grid", { name });
  await expect(grid).toHaveAttribute("aria-busy", "false");
  return grid.getByRole("row").filter({ has: page.getByRole("gridcell") });
};
