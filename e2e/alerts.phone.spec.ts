import { AxeBuilder } from "@axe-core/playwright";
import { expect } from "@playwright/test";
import { test } from "./journey.ts";

test.use({ role: "engineer" });

test("on a phone a rule is made, test-fired, seen on the screen, muted and taken away", async ({ page }) => {
  test.setTimeout(120_000);
  const name = `Phone rule ${Date.now()}`;
  await page.goto("/performance");
  const begin = page.getByRole("button", { name: "New rule" });
  await begin.scrollIntoViewIfNeeded();
  await begin.tap();
  const form = page.getByRole("dialog", { name: "New alert rule" });
  await form.getByLabel("Name", { exact: true }).fill(name);
  await form.getByLabel("Group").fill("phone");
  await form.getByLabel("Bound that raises").fill("60000");
  await form.getByLabel("Bound that clears").fill("50000");
  await form.getByRole("button", { name: "Save" }).tap();
  await expect(form).toHaveCount(0);

  const row = page.getByRole("button", { name: `Open ${name}` });
  await row.scrollIntoViewIfNeeded();
  await row.tap();
  const detail = page.getByRole("dialog", { name });
  await detail.getByRole("button", { name: "Test", exact: true }).tap();
  await expect(page.getByText(new RegExp(`^Test alert, ${name}: Test by`)).first()).toBeVisible();
  const { violations } = await new AxeBuilder({ page }).include('[role="dialog"]').analyze();
  expect(violations.map(({ id }) => id)).toEqual([]);

  await detail.getByRole("combobox", { name: "Mute" }).selectOption("60");
  await expect(detail.getByText(/^Mute until/)).toBeVisible();
  // Nothing reaches beyond the screen, whatever the sheet holds.
  expect(await page.evaluate(() => document.documentElement.scrollWidth <= window.innerWidth)).toBe(true);
  await page.reload();
  await expect(page.getByRole("dialog", { name }).getByText(/^Mute until/)).toBeVisible();

  await page.getByRole("dialog", { name }).getByRole("button", { name: "Change" }).tap();
  await page
    .getByRole("dialog", { name: "Change the alert rule" })
    .getByRole("button", { name: "Remove" })
    .tap();
  await expect(row).toHaveCount(0);
});
