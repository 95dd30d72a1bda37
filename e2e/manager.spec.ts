import { expect } from "@playwright/test";
import { test } from "./journey.ts";

test.use({ role: "manager" });

test("a manager reads the day's KPIs and splits one by route", async ({ page }) => {
  await page.goto("/kpi");
  await expect(page.getByRole("heading", { level: 1, name: "KPIs" })).toBeVisible();
  for (const name of ["On-time", "Completion", "Missed stops", "Cost per stop"])
    await expect(page.getByText(name, { exact: true }).first()).toBeVisible();
  await page
    .getByRole("article", { name: "Completion" })
    .getByRole("button", { name: "Completion", exact: true })
    .click();
  await expect(page).toHaveURL(/[?&]kpi=completion/);
  await page.getByLabel("Split by").selectOption("route");
  await expect(page).toHaveURL(/[?&]by=route/);
  await expect(
    page
      .getByRole("table")
      .getByText(/^R-\d+$/)
      .first(),
  ).toBeVisible();
  await page.reload();
  await expect(
    page
      .getByRole("table")
      .getByText(/^R-\d+$/)
      .first(),
  ).toBeVisible();
});

test("a manager goes back a day, and the address keeps it", async ({ page }) => {
  await page.goto("/kpi");
  const day = page.getByLabel("Service day", { exact: true }).and(page.locator("input"));
  const today = await day.inputValue();
  await page.getByRole("button", { name: "Day before" }).click();
  await expect(day).not.toHaveValue(today);
  await expect(page).toHaveURL(/[?&]day=\d{4}-\d\d-\d\d/);
  await expect(page.getByText("whole day, against the same weekday a week before")).toBeVisible();
});
