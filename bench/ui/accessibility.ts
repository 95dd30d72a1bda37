import { AxeBuilder } from "@axe-core/playwright";
import type { Fact } from "../harness/line.ts";
import type { Stage } from "./stage.ts";

const PATHS = [
  ...["today", "map", "exceptions", "ask", "search", "board", "plans"],
  ...["routes", "stops", "vehicles", "drivers", "customers", "sites"],
  ...["kpi", "forecast", "coordination", "performance", "flags", "integrations", "admin", "login"],
].map((name) => `/${name}`);

const SETTLES_MS = 1_500;
const MOST_MS = 60_000;

const within = async <T>(ms: number, work: Promise<T>): Promise<T> => {
  let timer: NodeJS.Timeout | undefined;
  const tooLong = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new Error(`took over ${ms / 1_000} s`)), ms);
  });
  return Promise.race([work, tooLong]).finally(() => clearTimeout(timer));
};

type Scheme = "light" | "dark";

/** What axe finds on a page, as words of its rules. */
const violationsOf = async (stage: Stage, colorScheme: Scheme, path: string): Promise<string[]> => {
  const context = await stage.signedIn({ colorScheme });
  try {
    const page = await context.newPage();
    await page.goto(path);
    await page.getByRole("heading", { level: 1 }).first().waitFor({ state: "attached" });
    await page.waitForTimeout(SETTLES_MS);
    const { violations } = await within(MOST_MS, new AxeBuilder({ page }).analyze());
    return violations.map(({ id, nodes }) => `${path}: ${id} (${nodes.length})`);
  } finally {
    await context.close();
  }
};

/** Counts axe's violations on every page of the console, light and dark, and at the sign-in. */
export const measureAccessibility = async (stage: Stage): Promise<Fact[]> => {
  const facts: Fact[] = [];
  for (const colorScheme of ["light", "dark"] as const) {
    const found: string[] = [];
    const unread: string[] = [];
    for (const path of PATHS) {
      // A context of its own, so that a page that software graphics bring down takes no other along; what could not
      // be read is told in its place.
      const read = await violationsOf(stage, colorScheme, path).catch(String);
      if (typeof read === "string") unread.push(`${path}: ${read.slice(0, 200)}`);
      else found.push(...read);
    }
    facts.push({
      name: `axe violations, ${PATHS.length} pages, ${colorScheme}`,
      unit: "",
      target: { atMost: 0 },
      ...(unread.length === 0
        ? { value: found.length }
        : { value: null, skipped: `could not be read: ${unread.join("; ")}` }),
      ...(found.length === 0 ? {} : { note: found.join("; ") }),
    });
  }
  return facts;
};
