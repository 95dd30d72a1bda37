import { expect } from "@playwright/test";
import { test } from "./journey.ts";

test.use({ role: "engineer" });

test("an engineer reads the scorecard from real traffic, and the settings without a way to change them", async ({
  page,
}) => {
  await page.goto("/performance");
  await expect(page.getByRole("heading", { level: 1, name: "Performance" })).toBeVisible();
  await expect(page.getByText("Scorecard, last hour")).toBeVisible();
  await expect(page.getByText(/\d+ of \d+ lines with traffic/)).toBeVisible();
  await page.goto("/admin?tab=settings");
  await expect(page.getByText("Time between two frames of live values.")).toBeVisible();
  await expect(page.getByText("An admin changes them.")).toBeVisible();
  await expect(page.getByRole("button", { name: "Save" })).toHaveCount(0);
  await expect(page.getByRole("radio", { name: "Users" })).toHaveCount(0);
});

test("an engineer sees what a service does, pauses it and takes that back", async ({ page }) => {
  await page.goto("/integrations");
  await expect(page.getByRole("heading", { level: 2, name: /Samsara/ })).toBeVisible();
  await expect(page.getByText("Emulator").first()).toBeVisible();
  await expect(page.getByRole("row", { name: /\d+ ms/ }).first()).toBeVisible();
  const modes = page.getByRole("group", { name: "Mode of Samsara" });
  await modes.getByText("Paused").click();
  await expect(page.getByText("Samsara is paused.")).toBeVisible();
  await page.getByRole("button", { name: "Undo" }).click();
  await expect(modes.getByRole("radio", { name: "Live" })).toBeChecked();
});
