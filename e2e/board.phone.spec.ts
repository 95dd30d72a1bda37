import { expect } from "@playwright/test";
import { test } from "./journey.ts";

test.use({ role: "dispatcher" });

test("on a phone a waiting stop opens in a sheet with the cheapest trucks", async ({ page }) => {
  await page.goto("/board");
  await page.getByText(/^Unassigned \(\d/).click();
  const tray = page.getByRole("region", { name: "Unassigned" });
  await tray.locator("[data-stop]").first().click();
  const sheet = page.getByRole("dialog");
  await expect(sheet.getByRole("heading", { name: "Insert: the cheapest trucks" })).toBeVisible();
  await expect(sheet.getByRole("button", { name: "Put here" }).first()).toBeVisible();
  await sheet.getByRole("button", { name: "Close" }).click();
  await expect(sheet).toHaveCount(0);
  await page.getByText(/^Trucks \(\d/).click();
  await expect(page.getByRole("region", { name: "Trucks and their day" })).toBeVisible();
});
