import { expect, type Locator } from "@playwright/test";
import { sessionOf, test } from "./journey.ts";

test.use({ role: "engineer" });

test("an engineer sees why a flag is what it is, is told a fault at its place, switches a flag off and takes that back", async ({
  page,
}) => {
  await page.goto("/flags?flag=llm.queue_limit");
  await expect(page.getByRole("heading", { level: 1, name: "Flags" })).toBeVisible();
  await expect(page.getByText("No release of this flag yet.")).toBeVisible();
  const editor = page.getByRole("textbox", { name: "Definition" });
  const text = await editor.inputValue();
  await editor.fill(text.replace('"state": "ENABLED"', '"state": "MAYBE"'));
  await expect(page.getByRole("button", { name: "Line 2, column 12" })).toBeVisible();
  await expect(page.getByRole("button", { name: "Save" })).toBeDisabled();
  const rule = ',\n  "targeting": { "if": [{ "===": [{ "var": "role" }, "engineer"] }, "today"] }\n}';
  await editor.fill(text.replace(/\n}$/, rule));
  await page.getByRole("button", { name: "Save" }).click();
  await expect(page.getByText("llm.queue_limit is saved")).toBeVisible();
  await expect(page.getByText("TARGETING_MATCH")).toBeVisible();
  await expect(page.getByText("holds", { exact: true })).toBeVisible();
  await page.getByRole("button", { name: "Switch off for everybody" }).click();
  await expect(page.getByRole("button", { name: "Switch on" })).toBeVisible();
  await expect(page.getByText("DISABLED", { exact: true })).toBeVisible();
  await page.getByRole("button", { name: "Undo" }).first().click();
  await expect(page.getByRole("button", { name: "Switch off for everybody" })).toBeVisible();
});

test("a page takes a switched-off screen away without a reload, under a policy that lets no text become code", async ({
  page,
  browser,
  address,
}) => {
  const policy = (await page.goto("/today"))?.headers()["content-security-policy"] ?? "";
  expect(policy).toContain("script-src 'self'");
  expect(policy).not.toContain("unsafe-eval");
  const entry = page.getByRole("navigation").first().getByRole("link", { name: "Integrations" });
  await page.evaluate(() => Object.assign(window, { isSamePage: true }));
  const other = await browser.newContext({
    baseURL: address,
    storageState: await sessionOf(browser, address, "admin"),
  });
  const flags = await other.newPage();
  await flags.goto("/flags?flag=screens.integrations");
  const [off, on] = ["Switch off for everybody", "Switch on"].map((name) =>
    flags.getByRole("button", { name, exact: true }),
  ) as [Locator, Locator];
  await expect(on.or(off)).toBeVisible();
  // A try before this one may have ended between the two.
  if (await on.isVisible()) await on.click();
  await expect(entry).toBeVisible();
  await off.click();
  await expect(entry).toHaveCount(0);
  await on.click();
  await expect(entry).toBeVisible();
  expect(await page.evaluate(() => "isSamePage" in window)).toBe(true);
  await other.close();
});

test.describe("a manager", () => {
  test.use({ role: "manager" });

  test("reads flags and has no way to change them", async ({ page }) => {
    await page.goto("/flags?flag=screens.flags");
    await expect(page.getByText("Managers read; engineers and admins change.")).toBeVisible();
    await expect(page.getByRole("button", { name: "Switch off for everybody" })).toHaveCount(0);
  });
});
