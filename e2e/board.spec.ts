import { expect, type Page } from "@playwright/test";
import { test } from "./journey.ts";

test.use({ role: "dispatcher" });
test.describe.configure({ timeout: 120_000 });

// Tomorrow: nothing of it is under way, so every stop may be moved.
const openTomorrow = async (page: Page): Promise<void> => {
  await page.goto("/board");
  await expect(page.getByRole("region", { name: "Trucks and their day" })).toBeVisible();
  await page.getByRole("button", { name: "Day after" }).click();
  await expect(page).toHaveURL(/day=/);
  // The first look at a coming day makes it, streets and all, which takes a while on a busy machine.
  await expect(page.locator('main [aria-busy="true"]')).toHaveCount(0, { timeout: 45_000 });
};

const lanesOf = (page: Page) =>
  page.getByRole("region", { name: /^Day of / }).filter({ has: page.locator("[data-stop]") });

const stopsOf = async (page: Page, lane: number): Promise<(string | null)[]> =>
  lanesOf(page)
    .nth(lane)
    .locator("[data-stop]")
    .evaluateAll((blocks) => blocks.map((block) => block.getAttribute("data-stop")));

test("a stop dragged to another truck shows its price before the drop, moves, and comes back", async ({
  page,
}) => {
  await openTomorrow(page);
  const before = await stopsOf(page, 1);
  const from = await lanesOf(page).first().locator("[data-stop]").nth(2).boundingBox();
  const to = await lanesOf(page).nth(1).locator("[data-stop]").nth(2).boundingBox();
  if (from === null || to === null) throw new Error("a stop has no box on the page, expected two in view");
  const at = { x: from.x + from.width / 2, y: from.y + from.height / 2 };
  await page.mouse.move(at.x, at.y);
  await page.mouse.down();
  await page.mouse.move(from.x + 12, from.y + 20, { steps: 4 });
  // Short stops lie over each other and a day may be told anew meanwhile: the one that is held is the one that moves.
  const id = await page.locator('[data-stop][aria-pressed="true"]').getAttribute("data-stop");
  await page.mouse.move(to.x, to.y + to.height / 2, { steps: 8 });
  const price = page.getByRole("region", { name: /^Price of moving/ });
  await expect(price.getByText("Cost", { exact: true })).toBeVisible();
  await expect(price.getByText("Distance", { exact: true })).toBeVisible();
  expect(await stopsOf(page, 1)).toEqual(before);
  await page.mouse.up();
  await expect(page.getByText(/ is on Truck/)).toBeVisible();
  await expect.poll(() => stopsOf(page, 1)).toContain(id);
  await page.getByRole("button", { name: "Undo" }).click();
  await expect(page.getByText("The day is as it was before")).toBeVisible();
  await expect.poll(() => stopsOf(page, 1)).toEqual(before);
});

test("the keys move a stop too: picked up, priced, put back, picked up again and dropped", async ({
  page,
}) => {
  await openTomorrow(page);
  const first = lanesOf(page).first().locator("[data-stop]").first();
  const id = await first.getAttribute("data-stop");
  const before = await stopsOf(page, 1);
  await first.focus();
  await page.keyboard.press("Space");
  const price = page.getByRole("region", { name: /^Price of moving/ });
  await expect(price.getByText("That is where it is.")).toBeVisible();
  await page.keyboard.press("ArrowDown");
  await expect(price.getByText("Cost", { exact: true })).toBeVisible();
  await page.keyboard.press("Escape");
  await expect(price).toHaveCount(0);
  await expect(page.locator(`[data-stop="${id}"]`)).toBeFocused();
  expect(await stopsOf(page, 1)).toEqual(before);
  await page.keyboard.press("Space");
  await page.keyboard.press("ArrowDown");
  await expect(price.getByText("Cost", { exact: true })).toBeVisible();
  await page.keyboard.press("Enter");
  await expect(page.getByText(/ is on Truck/)).toBeVisible();
  await expect.poll(() => stopsOf(page, 1)).toContain(id);
  await page.getByRole("button", { name: "Undo" }).click();
  await expect.poll(() => stopsOf(page, 1)).toEqual(before);
});

test("a stop that waits is put on the cheapest truck from its panel", async ({ page }) => {
  await page.goto("/board");
  const tray = page.getByRole("region", { name: "Unassigned" });
  const waiting = tray.locator("[data-stop]").first();
  const id = await waiting.getAttribute("data-stop");
  await waiting.click();
  await expect(page).toHaveURL(new RegExp(`stop=${id}`));
  const panel = page.getByRole("complementary");
  await expect(panel.getByRole("heading", { name: "Insert: the cheapest trucks" })).toBeVisible();
  await expect(tray).toBeVisible();
  await panel.getByRole("button", { name: "Put here" }).first().click();
  await expect(page.getByText(/ is on Truck/)).toBeVisible();
  await page.getByRole("button", { name: "Undo" }).click();
  await expect(page.getByText("The day is as it was before")).toBeVisible();
});

test("a site without a stop is put into the day by keys, at the price that was shown, and taken out", async ({
  page,
}) => {
  await openTomorrow(page);
  await page.getByRole("button", { name: "Add a stop" }).click();
  const dialog = page.getByRole("dialog", { name: "Extra collection" });
  const places = dialog.getByRole("region", { name: "Insert: the cheapest trucks" });
  const site = dialog.getByRole("combobox", { name: "Site" });
  // Most sites have a stop on most days: the first that has none is taken.
  for (let at = 1; at <= 8; at++) {
    await site.fill("mill");
    await expect(page.getByRole("option").first()).toBeVisible();
    for (let step = 1; step < at; step++) await page.keyboard.press("ArrowDown");
    await page.keyboard.press("Enter");
    await expect(places.getByText(/already, expected none|after \d+ stops?|first/).first()).toBeVisible();
    if ((await places.getByRole("listitem").count()) > 0) break;
  }
  const cheapest = places.getByRole("listitem").first();
  for (const figure of ["Cost", "Distance", "Time", "Late stops", "Rules broken"])
    await expect(cheapest.getByText(figure, { exact: true })).toBeVisible();
  await cheapest.getByRole("button", { name: "Put here" }).click();
  await expect(page.getByText(/ is on Truck/)).toBeVisible();
  await expect(dialog).toHaveCount(0);
  await page.getByRole("button", { name: "Undo" }).click();
  await expect(page.getByText("The day is as it was before")).toBeVisible();
});
