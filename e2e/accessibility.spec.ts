import { AxeBuilder } from "@axe-core/playwright";
import { expect, type Page } from "@playwright/test";
import { test } from "./journey.ts";
import { ALL_PAGES, openPage } from "./pages.ts";

// What hangs on colours; all else is the same in the dark.
const OF_COLOURS = ["color-contrast", "link-in-text-block"];

// One opening for both: the pages follow the machine's scheme while they are open.
const expectNone = async (page: Page): Promise<void> => {
  for (const colorScheme of ["light", "dark"] as const) {
    // Colours on their way from one scheme to the other are of neither.
    await page.emulateMedia({ colorScheme, reducedMotion: "reduce" });
    const axe = new AxeBuilder({ page });
    const { violations } = await (colorScheme === "dark" ? axe.withRules(OF_COLOURS) : axe).analyze();
    expect(
      violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html).join(" | ")}`),
      colorScheme,
    ).toEqual([]);
  }
};

test.describe("in light and in dark", () => {
  test.use({ role: "admin" });

  for (const name of ALL_PAGES)
    test(`/${name} has no violation that axe finds`, async ({ page }) => {
      await openPage(page, name);
      await expectNone(page);
    });
});

test("the sign-in has no violation that axe finds, in light and in dark", async ({ page }) => {
  await page.goto("/login");
  await expect(page.getByRole("button", { name: "Sign in" })).toBeVisible();
  await expectNone(page);
});
