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

test("statements of the database scroll in their table, not with the page", async ({ page }) => {
  await openPage(page, "performance");
  const table = page.getByRole("region", { name: "Slowest statements by all they took" }).getByRole("table");
  await table.scrollIntoViewIfNeeded();
  const [tableWidth, pageWidth] = await Promise.all([
    table.evaluate(({ scrollWidth }) => scrollWidth),
    page.evaluate(() => document.documentElement.scrollWidth),
  ]);
  expect(tableWidth).toBeGreaterThan(390);
  expect(pageWidth).toBeLessThanOrEqual(390);
});

test("the navigation of a phone leads on", async ({ page }) => {
  await openPage(page, "today");
  await page.getByRole("navigation").getByRole("link", { name: "Exceptions" }).click();
  await expect(page).toHaveURL(/\/exceptions/);
});
