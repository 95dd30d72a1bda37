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

test("an engineer looks into the slowest requests down to their statements", async ({ page }) => {
  await page.goto("/performance");
  const of = page.getByRole("combobox", { name: "Requests of" });
  await of.selectOption("telemetry.scorecard");
  const row = page.getByRole("button", { name: "telemetry.scorecard" }).first();
  await row.click();
  await expect(row).toHaveAttribute("aria-expanded", "true");
  const spans = page.getByRole("list", { name: "What was done, in order" });
  await expect(spans.getByRole("listitem").first()).toContainText("telemetry.scorecard");
  await expect(spans.getByText(/SELECT .* FROM sample/).first()).toBeVisible();
});

test("an engineer sees what a service does, pauses it and takes that back", async ({ page }) => {
  await page.goto("/integrations");
  await expect(page.getByRole("heading", { level: 2, name: /Samsara/ })).toBeVisible();
  await expect(page.getByText("Emulator").first()).toBeVisible();
  await expect(page.getByRole("row", { name: /\d+ ms/ }).first()).toBeVisible();
  for (const kind of ["Customers and companies", "Sites and objects", "Orders and tickets"])
    await expect(page.getByRole("row", { name: new RegExp(`^${kind} \\d+ \\d+`) })).toBeVisible();
  const modes = page.getByRole("group", { name: "Mode of Samsara" });
  await modes.getByText("Paused").click();
  await expect(page.getByText("Samsara is paused.")).toBeVisible();
  await page.getByRole("button", { name: "Undo" }).click();
  await expect(modes.getByRole("radio", { name: "Live" })).toBeChecked();
});

test("an engineer reads a statement's plan, has indexes looked for, and drops a cache", async ({ page }) => {
  await page.goto("/performance");
  await expect(page.getByText(/^PostgreSQL \d+/)).toBeVisible();
  await expect(page.getByText(/^\d+ in use, \d+ idle, \d+ waiting, of \d+$/)).toBeVisible();
  const plan = page.getByRole("button", { name: /^Plan of statement/ }).first();
  await plan.click();
  await expect(plan).toHaveAttribute("aria-expanded", "true");
  await expect(
    page
      .getByText(/\(cost=\d/)
      .or(page.getByText("The server cannot plan it"))
      .first(),
  ).toBeVisible();
  await page.getByRole("button", { name: "Look for indexes" }).click();
  await expect(page.getByText(/No index is lacking|index(es)? (is|are) lacking/)).toBeVisible({
    timeout: 60_000,
  });
  const sessions = page.getByRole("row", { name: /Sessions and tokens/ });
  await sessions.getByRole("button", { name: "Drop the cache Sessions and tokens" }).click();
  await expect(page.getByText("Sessions and tokens was dropped in every process")).toBeVisible();
  await expect(sessions.getByText(/^dropped /)).toBeVisible();
});
