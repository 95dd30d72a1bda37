import { AxeBuilder } from "@axe-core/playwright";
import { expect, type Page } from "@playwright/test";
import { sessionOf, test } from "./journey.ts";

test.use({ role: "manager", permissions: ["clipboard-read", "clipboard-write"] });

const QUESTION = "stops per hour by route last week, the worst 8";

const openAnswer = async (page: Page, question = QUESTION) => {
  await page.goto(`/ask?q=${encodeURIComponent(question)}`);
  await expect(page.getByRole("button", { name: "Ask again" })).toBeVisible();
};
const copied = (page: Page) => page.evaluate(() => navigator.clipboard.readText());

test("a chip changes the plan by keyboard, the address holds it, and one click goes back to the words", async ({
  page,
}) => {
  await openAnswer(page);
  await page.getByRole("button", { name: "Change Rows: the first 8" }).focus();
  await page.keyboard.press("Enter");
  const field = page.getByRole("spinbutton", { name: "the first 8" });
  await expect(field).toBeFocused();
  await field.fill("3");
  await page.keyboard.press("Enter");
  await expect(page.getByText("Changed by hand", { exact: true })).toBeVisible();
  await expect(page.getByText("3 rows").first()).toBeVisible();
  await page.getByRole("button", { name: /^Change When: last week/ }).click();
  await page.getByRole("button", { name: "Last month" }).click();
  await expect(page.getByRole("button", { name: /^Change When: last month/ })).toBeVisible();
  await page.getByRole("button", { name: "Add" }).click();
  await page.getByRole("button", { name: "Stream" }).click();
  await page.getByRole("checkbox", { name: "Refuse" }).check();
  await page.getByRole("button", { name: "Apply" }).click();
  await expect(page.getByRole("button", { name: "Change Only: refuse" })).toBeVisible();
  await expect(page).toHaveURL(/plan=/);
  await page.reload();
  await expect(page.getByRole("button", { name: "Change Only: refuse" })).toBeVisible();
  const { violations } = await new AxeBuilder({ page }).include("main").analyze();
  expect(violations.map(({ id }) => id)).toEqual([]);
  await page.getByRole("button", { name: "Back to the question" }).click();
  await expect(page.getByRole("button", { name: "Change Rows: the first 8" })).toBeVisible();
  await expect(page.getByText("Changed by hand", { exact: true })).toHaveCount(0);
});

test("an answer says why, and is copied as a table, as text and as a link", async ({ page }) => {
  await openAnswer(page);
  await page.getByText("Why this answer").click();
  const words = page.getByRole("list", { name: "The words of the question" });
  await expect(words.getByText("last week", { exact: true })).toBeVisible();
  await expect(page.getByText("rules over the lexicon")).toBeVisible();
  await page.getByRole("button", { name: "Copy table" }).click();
  await expect.poll(() => copied(page)).toMatch(/^[^\t\n]+\t[^\n]+\nR-\d+\t/);
  await page.getByRole("button", { name: "Copy answer" }).click();
  await expect.poll(() => copied(page)).toContain(`${QUESTION}\n`);
  await page.getByRole("button", { name: "Copy link" }).click();
  await expect.poll(() => copied(page)).toMatch(/^http.*\/ask\?q=stops/);
});

test("a thumb down with what was meant becomes an example that engineers see and take away", async ({
  page,
  browser,
  address,
}) => {
  const question = `which routes are late (journey ${Date.now()})`;
  await page.goto(`/ask?q=${encodeURIComponent(question)}`);
  await page.getByRole("button", { name: "This is not what I meant" }).click();
  await page.getByLabel(/ay it in your words/).fill("routes that end after the shift");
  await page.getByRole("button", { name: "Send" }).click();
  await expect(page.getByText("Noted as an example")).toBeVisible();
  const context = await browser.newContext({
    baseURL: address,
    storageState: await sessionOf(browser, address, "engineer"),
  });
  const engineer = await context.newPage();
  await engineer.goto("/performance");
  await expect(engineer.getByText(question)).toBeVisible();
  await expect(engineer.getByText("Meant: routes that end after the shift").first()).toBeVisible();
  await engineer.getByRole("button", { name: `Take away “${question}”` }).click();
  await expect(engineer.getByText(question)).toHaveCount(0);
  await context.close();
});

test("a plan is kept as a report, opened anew, renamed, removed and brought back", async ({ page }) => {
  const name = `Slowest routes ${Date.now()}`;
  await openAnswer(page);
  await page.getByRole("button", { name: "Save as report" }).click();
  await page.getByLabel("Name").fill(name);
  await page.getByRole("button", { name: "Save", exact: true }).click();
  await expect(page.getByText(`${name} is saved`)).toBeVisible();
  await page.goto("/ask");
  const reports = page.getByRole("region", { name: "Reports" });
  await reports.getByRole("link", { name }).click();
  await expect(page).toHaveURL(/report=\d+/);
  await expect(page.getByRole("heading", { name })).toBeVisible();
  await expect(page.getByRole("button", { name: "Change Rows: the first 8" })).toBeVisible();
  await page.goto("/ask");
  await reports.getByRole("button", { name: `Change ${name}` }).click();
  await page.getByLabel("Name").fill(`${name} b`);
  await page.getByRole("button", { name: "Rename" }).click();
  await reports.getByRole("button", { name: `Change ${name} b` }).click();
  await page.getByRole("button", { name: "Remove" }).click();
  await expect(reports.getByRole("link", { name: `${name} b` })).toHaveCount(0);
  await page.getByRole("button", { name: "Undo" }).first().click();
  await expect(reports.getByRole("link", { name: `${name} b` })).toBeVisible();
});

test("a question on the page leans on the one before it, as an address that can be shared", async ({
  page,
}) => {
  await page.goto("/ask");
  const box = page.getByLabel("Your question");
  const ask = async (question: string) => {
    await box.fill(question);
    await page.keyboard.press("Enter");
    await expect(page.getByRole("button", { name: "Ask again" })).toBeVisible();
  };
  await ask("Stops per hour by route last week.");
  await ask("only the North zone");
  const understood = page.getByText("Understood as").locator("..");
  await expect(page.getByRole("main")).toContainText("stops per hour by route for North");
  const before = page.getByRole("navigation", { name: "Asked before it" });
  await expect(before.getByRole("button", { name: "Stops per hour by route last week." })).toBeVisible();
  await page.reload();
  await expect(page.getByRole("main")).toContainText("stops per hour by route for North");
  await expect(understood.first()).toBeVisible();
  await before.getByRole("button", { name: "Stops per hour by route last week." }).click();
  await expect(before).toHaveCount(0);
  await expect(page.getByRole("main")).not.toContainText("for North");
});
