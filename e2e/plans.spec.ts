import { AxeBuilder } from "@axe-core/playwright";
import { expect } from "@playwright/test";
import { test } from "./journey.ts";

test.use({ role: "dispatcher" });
// A plan is searched for as long as its budget says.
test.setTimeout(150_000);

test("tomorrow is planned, understood, accepted and taken back", async ({ page }) => {
  await page.goto("/plans");
  await page.getByRole("button", { name: "Plan tomorrow" }).click();
  await expect(page).toHaveURL(/\/plans\/\d+/);
  await expect(page.getByRole("heading", { level: 1, name: /^Plan of/ })).toBeVisible();
  await expect(page.getByRole("img", { name: "Search for the best plan" })).toBeVisible({ timeout: 60_000 });
  await page.getByRole("button", { name: "Stop and keep the best" }).click();
  const accept = page.getByRole("button", { name: "Accept all" });
  await expect(accept).toBeVisible({ timeout: 60_000 });

  const trucks = page.getByRole("table", { name: "Trucks before and after" });
  // A truck that stays in has no stops to ask about.
  await trucks.getByRole("row").filter({ hasNotText: "stays in" }).getByRole("button").first().click();
  const panel = page.getByRole("complementary");
  await panel.getByRole("listitem").getByRole("button").first().click();
  await expect(panel.getByRole("heading", { name: "Why this truck" })).toBeVisible();
  await expect(panel.getByText("now", { exact: true })).toBeVisible();
  for (const colorScheme of ["light", "dark"] as const) {
    // Colours on their way from one scheme to the other are of neither.
    await page.emulateMedia({ colorScheme, reducedMotion: "reduce" });
    const { violations } = await new AxeBuilder({ page }).analyze();
    expect(violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html).join(" | ")}`)).toEqual(
      [],
    );
  }
  await page.keyboard.press("Escape");

  await trucks.getByRole("checkbox").first().check();
  await expect(page.getByRole("button", { name: "Accept 1 truck" })).toBeVisible();
  await trucks.getByRole("checkbox").first().uncheck();
  await accept.click();
  await expect(page.getByText("Accepted", { exact: true }).first()).toBeVisible();
  await page.getByRole("main").getByRole("button", { name: "Undo" }).click();
  await expect(page.getByText("The day is as it was before")).toBeVisible();
  await expect(accept).toBeVisible();
  await page.getByRole("button", { name: "Reject" }).click();
  await expect(page.getByText("Rejected", { exact: true }).first()).toBeVisible();
});
