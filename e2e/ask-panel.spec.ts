import { AxeBuilder } from "@axe-core/playwright";
import { expect, type Page } from "@playwright/test";
import { test } from "./journey.ts";

test.use({ role: "dispatcher" });

const panelOf = (page: Page) => page.getByRole("dialog", { name: "Ask" });

const ask = async (page: Page, question: string) => {
  const panel = panelOf(page);
  await panel.getByLabel("Your question").fill(question);
  await page.keyboard.press("Enter");
  const turn = panel.getByRole("article", { name: question });
  await expect(turn.getByRole("button", { name: "Ask again" })).toBeVisible();
  return turn;
};

test("the panel answers over any page, keeps its conversation, and leads to the filtered list", async ({
  page,
}) => {
  await page.goto("/vehicles");
  await expect(page.getByRole("heading", { level: 1, name: "Vehicles" })).toBeVisible();
  await page.keyboard.press("Control+j");
  const panel = panelOf(page);
  await expect(panel.getByLabel("Your question")).toBeFocused();
  await expect(panel.getByRole("heading", { name: "Questions to start with" })).toBeVisible();
  const late = await ask(page, "which routes are behind schedule?");
  await expect(late.getByText("Understood as")).toBeVisible();
  await expect(late.getByText("Europe/").first()).toBeVisible();
  const refused = await ask(page, "write me a poem about the sea");
  const suggestions = refused.getByRole("heading", { name: "These work" }).locator("+ div");
  await expect(suggestions.getByRole("button")).toHaveCount(3);
  await expect(panel.getByRole("article")).toHaveCount(2);
  await late
    .getByRole("link", { name: /routes/i })
    .last()
    .click();
  await expect(page).toHaveURL(/\/routes\?/);
  await expect(panel).toHaveCount(0);
  await page.getByRole("banner").getByRole("button", { name: "Ask" }).click();
  await expect(panel.getByRole("article")).toHaveCount(2);
  await panel.getByRole("button", { name: "New conversation" }).click();
  await expect(panel.getByRole("article")).toHaveCount(0);
});

test("the focus stays in the panel, Escape gives it back, and axe finds nothing", async ({ page }) => {
  await page.goto("/today");
  const opener = page.getByRole("banner").getByRole("button", { name: "Ask" });
  await opener.click();
  const panel = panelOf(page);
  await ask(page, "how many stops are left today?");
  for (let i = 0; i < 25; i++) {
    await page.keyboard.press("Tab");
    await expect(panel.locator(":focus")).toHaveCount(1);
  }
  for (const colorScheme of ["light", "dark"] as const) {
    await page.emulateMedia({ colorScheme });
    const { violations } = await new AxeBuilder({ page }).include("[role=dialog]").analyze();
    expect(violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html).join(" | ")}`)).toEqual(
      [],
    );
  }
  await page.keyboard.press("Escape");
  await expect(panel).toHaveCount(0);
  await expect(opener).toBeFocused();
});

for (const [key, role] of [
  ["Control+j", "textbox"],
  ["Control+k", "combobox"],
] as const)
  test(`what is typed after ${key} before the panel is there stands in its field`, async ({ page }) => {
    await page.goto("/vehicles");
    await expect(page.getByRole("heading", { level: 1, name: "Vehicles" })).toBeVisible();
    let letOn = (): void => {};
    const isOn = new Promise<void>((resolve) => {
      letOn = resolve;
    });
    await page.route("**/_next/static/chunks/**", async (route) => {
      await isOn;
      await route.continue();
    });
    await page.keyboard.press(key);
    await page.keyboard.type("grey r");
    letOn();
    const field = page.getByRole("dialog").getByRole(role);
    await expect(field).toBeFocused();
    await page.keyboard.type("outes");
    await expect(field).toHaveValue("grey routes");
    await expect(page).toHaveURL(/\/vehicles/);
  });
