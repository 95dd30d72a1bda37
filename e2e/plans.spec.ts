import { AxeBuilder } from "@axe-core/playwright";
import { expect, type Page } from "@playwright/test";
import { test } from "./journey.ts";

test.use({ role: "dispatcher" });
const expectNone = async (page: Page): Promise<void> => {
  for (const colorScheme of ["light", "dark"] as const) {
    // Colours on their way from one scheme to the other are of neither.
    await page.emulateMedia({ colorScheme, reducedMotion: "reduce" });
    const { violations } = await new AxeBuilder({ page }).analyze();
    expect(violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html).join(" | ")}`)).toEqual(
      [],
    );
  }
};

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
  await expectNone(page);
  await page.keyboard.press("Escape");

  await trucks.getByRole("checkbox").first().check();
  await expect(page.getByRole("button", { name: "Accept 1 truck" })).toBeVisible();
  // The last lines of the search may still put another truck first.
  await trucks.getByRole("checkbox", { checked: true }).click();
  await accept.click();
  await expect(page.getByText("Accepted", { exact: true }).first()).toBeVisible();
  await page.getByRole("main").getByRole("button", { name: "Undo" }).click();
  await expect(page.getByText("The day is as it was before")).toBeVisible();
  await expect(accept).toBeVisible();

  // The same day, supposing one truck fewer, one facility and a closed street: beside the plan it came from.
  await page.getByRole("button", { name: "What if…" }).click();
  const what = page.getByRole("dialog", { name: "What if…" });
  await what.getByRole("group", { name: "Trucks that stay in" }).getByRole("checkbox").first().check();
  await what.getByRole("group", { name: "Facilities that are shut" }).getByRole("checkbox").first().check();
  await what.getByRole("combobox", { name: "Closed streets" }).fill("mill");
  const street = page.getByRole("option", { name: /mill/i }).first();
  await expect(street).toBeVisible();
  const name = (await street.textContent()) ?? "";
  await page.keyboard.press("Enter");
  await expect(what.getByRole("button", { name: `Open ${name} again` })).toBeVisible();
  await expectNone(page);
  const first = page.url();
  await what.getByRole("button", { name: "Plan", exact: true }).click();
  await expect(page).toHaveURL(/\/plans\/\d+\?with=\d+/);
  expect(page.url()).not.toContain(`${new URL(first).pathname}?`);
  // Two maps change places here, drawn in software.
  await expect(page.getByText("1 truck fewer", { exact: true })).toBeVisible({ timeout: 45_000 });
  await expect(page.getByText(`${name} closed`, { exact: true })).toBeVisible();
  await expect(page.getByRole("img", { name: "Search for the best plan" })).toBeVisible({ timeout: 60_000 });
  await page.getByRole("button", { name: "Stop and keep the best" }).click();
  await expect(accept).toBeVisible({ timeout: 60_000 });
  await expect(page.getByRole("region", { name: "Totals" })).toContainText("was");

  // A part of it: the routes of one truck, and back.
  await page.getByRole("combobox", { name: "Compare with" }).selectOption("");
  await trucks.getByRole("checkbox").first().check();
  await page.getByRole("button", { name: "Accept 1 truck" }).click();
  await expect(page.getByText("Accepted", { exact: true }).first()).toBeVisible();
  await page.getByRole("main").getByRole("button", { name: "Undo" }).click();
  await expect(page.getByText("The day is as it was before").first()).toBeVisible();
  await page.getByRole("button", { name: "Reject" }).click();
  await expect(page.getByText("Rejected", { exact: true }).first()).toBeVisible();
});

test("a truck that breaks down is answered in three ways with their prices, within half a minute", async ({
  page,
}) => {
  // The demo city's day has this breakdown every morning.
  await page.goto("/exceptions?kind=vehicle-breakdown");
  await page.getByText("Packer stopped half way").first().click();
  await page.getByRole("button", { name: "Rescue" }).click();
  await expect(page).toHaveURL(/\/plans\/\d+/, { timeout: 30_000 });
  const options = page.getByRole("navigation", { name: "Answers to the breakdown" });
  await expect(options.getByRole("link")).toHaveCount(3);
  await expect(options.getByText("Proposed", { exact: true })).toHaveCount(3, { timeout: 30_000 });
  await expect(options.getByRole("link").filter({ hasText: /late/ }).nth(1)).toContainText(/[\d,]+ km/);
  await options.getByRole("link", { name: /Plan the rest anew/ }).click();
  await expect(page.getByRole("button", { name: "Accept all" })).toBeVisible();
});
