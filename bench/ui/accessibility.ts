import { AxeBuilder } from "@axe-core/playwright";
import type { Fact } from "../harness/line.ts";
import type { Stage } from "./stage.ts";

const PATHS = [
  ...["today", "map", "exceptions", "ask", "routes", "stops", "vehicles", "drivers", "customers", "sites"],
  ...["kpi", "forecast", "performance", "admin"],
].map((name) => `/${name}`);

/** Counts axe's violations on every page of the console, light and dark, and at the sign-in. */
export const measureAccessibility = async (stage: Stage): Promise<Fact[]> => {
  const facts: Fact[] = [];
  for (const colorScheme of ["light", "dark"] as const) {
    const found: string[] = [];
    let violations = 0;
    const context = await stage.signedIn({ colorScheme });
    for (const path of [...PATHS, "/login"]) {
      const page = await context.newPage();
      await page.goto(path);
      await page.getByRole("heading", { level: 1 }).first().waitFor({ state: "attached" });
      await page.waitForTimeout(1_500);
      const result = await new AxeBuilder({ page }).analyze();
      violations += result.violations.length;
      for (const { id, nodes } of result.violations) found.push(`${path}: ${id} (${nodes.length})`);
      await page.close();
    }
    await context.close();
    facts.push({
      name: `axe violations, ${PATHS.length + 1} pages, ${colorScheme}`,
      value: violations,
      unit: "",
      target: { atMost: 0 },
      ...(found.length === 0 ? {} : { note: found.join("; ") }),
    });
  }
  return facts;
};
