import { expect } from "@playwright/test";
import { test } from "./journey.ts";

test.use({ role: "engineer" });

test("an engineer reads the scorecard from real traffic, and finds /admin closed", async ({ page }) => {
  await page.goto("/performance");
  await expect(page.getByRole("heading", { level: 1, name: "Performance" })).toBeVisible();
  await expect(page.getByText("Scorecard, last hour")).toBeVisible();
  await expect(page.getByText(/\d+ of \d+ lines with traffic/)).toBeVisible();
  await page.goto("/admin");
  await expect(page.getByText("This page is not for your role")).toBeVisible();
});
