import { expect, type Page } from "@playwright/test";
import { test } from "./journey.ts";

test.use({ role: "dispatcher" });
test.setTimeout(150_000);

const stopSearch = async (page: Page): Promise<void> => {
  const accept = page.getByRole("button", { name: "Accept all" });
  const stop = page.getByRole("button", { name: "Stop and keep the best" });
  await expect(accept.or(stop)).toBeVisible({ timeout: 60_000 });
  await expect(page.getByRole("img", { name: "Search for the best plan" })).toBeVisible({ timeout: 60_000 });
  if (await stop.isVisible()) await stop.click();
  await expect(accept).toBeVisible({ timeout: 60_000 });
};

test("a breakdown is answered with three priced options in half a minute", async ({ page }) => {
  await page.goto("/exceptions?kind=vehicle-breakdown");
  await page.getByRole("gridcell", { name: "R-12", exact: true }).click();
  await page.getByRole("button", { name: "Rescue" }).click();
  await expect(page).toHaveURL(/\/plans\/\d+/, { timeout: 30_000 });
  const options = page.getByRole("navigation", { name: "Answers to the breakdown" });
  await expect(options.getByRole("link")).toHaveCount(3);
  for (const name of [
    "Trucks on the road take over",
    "One truck takes it behind its round",
    "Plan the rest anew",
  ]) {
    const option = options.getByRole("link", { name });
    await expect(option).toContainText("Proposed", { timeout: 60_000 });
    await expect(option).toContainText(/not served/);
  }
  await options.getByRole("link", { name: "One truck takes it" }).click();
  await expect(page.getByRole("heading", { level: 1, name: "One truck takes it" })).toBeVisible();
  await page.getByRole("button", { name: "Accept all" }).click();
  await expect(page.getByText("Accepted", { exact: true }).first()).toBeVisible();
  await page.getByRole("main").getByRole("button", { name: "Undo" }).click();
  await expect(page.getByText("The day is as it was before")).toBeVisible();
});

test("what if a truck stays in and a street is closed: a second plan beside the first, part of it accepted", async ({
  page,
}) => {
  await page.goto("/plans");
  await page.getByRole("button", { name: "Plan tomorrow" }).click();
  await expect(page).toHaveURL(/\/plans\/\d+/);
  const first = Number(/plans\/(\d+)/.exec(page.url())?.[1]);
  await stopSearch(page);

  await page.getByRole("button", { name: "What if…" }).click();
  const dialog = page.getByRole("dialog", { name: "What if…" });
  await dialog.getByRole("checkbox", { name: "Truck 2", exact: true }).check();
  const streets = dialog.getByRole("combobox", { name: "Closed streets" });
  await streets.fill("mill l");
  await page.getByRole("option", { name: "Mill Lane" }).click();
  await expect(dialog.getByRole("button", { name: "Open Mill Lane again" })).toBeVisible();
  await dialog.getByRole("button", { name: "Plan", exact: true }).click();

  await expect(page).toHaveURL(new RegExp(`/plans/(?!${first}\\b)\\d+\\?with=${first}`), { timeout: 30_000 });
  await expect(page.getByText("1 truck fewer")).toBeVisible();
  await expect(page.getByText("Mill Lane closed")).toBeVisible();
  await expect(page.getByRole("combobox", { name: "Compare with" })).toHaveValue(String(first));
  await stopSearch(page);

  const trucks = page.getByRole("table", { name: "Trucks before and after" });
  await expect(trucks).toBeVisible();
  await page.getByRole("combobox", { name: "Compare with" }).selectOption("");
  await trucks.getByRole("checkbox").first().check();
  await page.getByRole("button", { name: "Accept 1 truck" }).click();
  await expect(page.getByText("Accepted", { exact: true }).first()).toBeVisible();
  await page.getByRole("main").getByRole("button", { name: "Undo" }).click();
  await expect(page.getByText("The day is as it was before")).toBeVisible();
  await page.getByRole("button", { name: "Reject" }).click();
  await expect(page.getByText("Rejected", { exact: true }).first()).toBeVisible();
});
