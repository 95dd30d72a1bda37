import { AxeBuilder } from "@axe-core/playwright";
import { expect } from "@playwright/test";
import { test } from "./journey.ts";

test.describe("an engineer", () => {
  test.use({ role: "engineer" });

  test("makes a rule by keyboard that fires on live traffic, takes it, mutes it, tests it and takes it away", async ({
    page,
  }) => {
    test.setTimeout(120_000);
    const name = `Any request ${Date.now()}`;
    await page.goto("/performance");
    await page.getByRole("button", { name: "New rule" }).press("Enter");
    const form = page.getByRole("dialog", { name: "New alert rule" });
    await form.getByLabel("Name", { exact: true }).fill(name);
    await form.getByLabel("Group").fill("journey");
    await form.getByLabel("What is compared").selectOption("max");
    await form.getByLabel("Bound that raises").fill("0.001");
    await form.getByLabel("Bound that clears").fill("5");
    await form.getByLabel("Values at least").fill("1");
    await page.keyboard.press("Enter");
    await expect(form.getByText("found 5, expected 0.001 or less")).toBeVisible();
    await form.getByLabel("Bound that clears").fill("0.001");
    await page.keyboard.press("Enter");
    await expect(form).toHaveCount(0);
    // The page's own requests are the traffic: the toast comes over the live channel.
    await expect(page.getByText(new RegExp(`^${name}: \\d+ of \\d+ over`)).first()).toBeVisible({
      timeout: 30_000,
    });
    const row = page.getByRole("button", { name: `Open ${name}` });
    await expect(row).toContainText("Firing");
    await row.click();
    const detail = page.getByRole("dialog", { name });
    await expect(detail.getByText(/^max of api\.request_ms over 1 min above/)).toBeVisible();
    await expect(detail.getByText(/stands$/)).toBeVisible();
    const { violations } = await new AxeBuilder({ page }).include('[role="dialog"]').analyze();
    expect(violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html).join(" | ")}`)).toEqual(
      [],
    );
    await detail.getByRole("button", { name: "Take", exact: true }).click();
    await expect(detail.getByText(/looks after it$/)).toBeVisible();
    await detail.getByRole("combobox", { name: "Mute" }).selectOption("60");
    await expect(detail.getByText(/^Mute until/)).toBeVisible();
    await detail.getByRole("button", { name: "End the mute" }).click();
    await expect(detail.getByText(/^Mute until/)).toHaveCount(0);
    await detail.getByRole("button", { name: "Test", exact: true }).click();
    await expect(page.getByText(new RegExp(`^Test alert, ${name}: Test by`)).first()).toBeVisible();
    await detail.getByRole("button", { name: "Change" }).click();
    await page
      .getByRole("dialog", { name: "Change the alert rule" })
      .getByRole("button", { name: "Remove" })
      .click();
    await expect(row).toHaveCount(0);
    await page.getByRole("button", { name: "Undo" }).first().click();
    await expect(row).toBeVisible();
    await row.click();
    await page.getByRole("dialog", { name }).getByRole("button", { name: "Change" }).click();
    await page
      .getByRole("dialog", { name: "Change the alert rule" })
      .getByRole("button", { name: "Remove" })
      .click();
    await expect(row).toHaveCount(0);
  });
});
