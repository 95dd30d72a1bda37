import { expect } from "@playwright/test";
import { test } from "./journey.ts";
import { ALL_PAGES, openPage } from "./pages.ts";

test.use({ role: "admin" });

for (const name of ALL_PAGES)
  test(`/${name} fits a phone: nothing sticks out sideways`, async ({ page }) => {
    await openPage(page, name);
    const { scrollWidth, clientWidth } = await page.evaluate(() => ({
      scrollWidth: document.documentElement.scrollWidth,
      clientWidth: document.documentElement.clientWidth,
    }));
    expect(scrollWidth).toBeLessThanOrEqual(clientWidth);
    await expect(page.getByRole("navigation").first()).toBeVisible();
  });

test("the navigation of a phone leads on", async ({ page }) => {
  await openPage(page, "today");
  await page.getByRole("navigation").getByRole("link", { name: "Exceptions" }).click();
  await expect(page).toHaveURL(/\/exceptions/);
});
