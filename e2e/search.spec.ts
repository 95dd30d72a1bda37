import { AxeBuilder } from "@axe-core/playwright";
import { expect, type Page } from "@playwright/test";
import { test } from "./journey.ts";

test.use({ role: "dispatcher" });

const fieldOf = (page: Page) => page.getByLabel("Search notes, exceptions, calls, customers and procedures");
const hitsOf = (page: Page) => page.getByRole("list", { name: "Results, best first" }).getByRole("listitem");

test("what is typed is found with its words marked, narrowed by kind, and leads to the record", async ({
  page,
}) => {
  await page.goto("/search");
  const field = fieldOf(page);
  await expect(field).toBeFocused();
  await field.fill("locked gaet");
  await expect(hitsOf(page).first()).toBeVisible();
  await expect(page.getByText(/by word and meaning/)).toBeVisible();
  await expect(hitsOf(page).first().locator("mark").first()).toHaveText(/gate|lock/i);
  await page.getByRole("button", { name: "Notes" }).click();
  await expect(page).toHaveURL(/q=locked\+gaet&kinds=note/);
  await expect(hitsOf(page).first()).toContainText("Note ·");
  for (const colorScheme of ["light", "dark"] as const) {
    await page.emulateMedia({ colorScheme, reducedMotion: "reduce" });
    const { violations } = await new AxeBuilder({ page }).analyze();
    expect(violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html).join(" | ")}`)).toEqual(
      [],
    );
  }
  await field.focus();
  await page.keyboard.press("ArrowDown");
  await expect(hitsOf(page).first().locator("[data-hit]")).toBeFocused();
  await page.keyboard.press("Enter");
  await expect(page).toHaveURL(/\/(sites|customers|vehicles|drivers|routes|stops|exceptions)\?id=\d+/);
  await page.goBack();
  await expect(hitsOf(page).first()).toBeVisible();
});

test("the palette finds passages under a heading of their own and hands the words to the page", async ({
  page,
}) => {
  await page.goto("/today");
  await expect(page.getByRole("heading", { level: 1, name: "Today" })).toBeVisible();
  await page.keyboard.press("Control+k");
  await page.getByRole("dialog").getByRole("combobox").fill("hydraulic leak");
  const group = page.getByRole("group", { name: "In notes and procedures" });
  await expect(group.getByRole("option").nth(1)).toBeVisible();
  await group.getByRole("option", { name: "Search notes and procedures: hydraulic leak" }).click();
  await expect(page).toHaveURL(/\/search\?q=hydraulic/);
  await expect(hitsOf(page).first()).toBeVisible();
});

test("copies of one text are one hit that leads to each of them", async ({ page }) => {
  await page.goto("/search?q=gate+locked&kinds=exception");
  const more = page.getByRole("button", { name: /others say the same as/ }).first();
  await more.click();
  await expect(more).toHaveAttribute("aria-expanded", "true");
  const alike = hitsOf(page).filter({ has: more }).getByRole("listitem");
  await expect(alike.nth(1)).toBeVisible();
  await alike.first().getByRole("link").click();
  await expect(page).toHaveURL(/\/exceptions\?id=\d+/);
});

test("a search that nothing fits says so", async ({ page }) => {
  await page.goto("/search?q=gate&from=2001-01-01&until=2001-01-02&kinds=note");
  await expect(page.getByText("Nothing fits")).toBeVisible();
  await page.getByRole("button", { name: "Clear filters" }).click();
  await expect(hitsOf(page).first()).toBeVisible();
});
