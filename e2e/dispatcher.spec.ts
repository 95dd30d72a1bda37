import { expect, type Page } from "@playwright/test";
import { rowsOf, test } from "./journey.ts";
import { signInOf } from "./sign-ins.ts";

const toastOf = (page: Page) => page.getByRole("region", { name: /^Notifications/ });

test.describe("a visitor", () => {
  test("is sent to the sign-in and, once signed in, to the page he wanted", async ({ page }) => {
    const { email, password } = signInOf("dispatcher");
    await page.goto("/exceptions");
    await expect(page).toHaveURL(/\/login\?next=%2Fexceptions$/);
    await page.getByLabel("Email").fill(email);
    await page.getByLabel("Password", { exact: true }).fill("not the password");
    await page.getByRole("button", { name: "Sign in" }).click();
    await expect(page.getByRole("alert").filter({ hasText: "wrong" })).toBeVisible();
    await page.getByLabel("Password", { exact: true }).fill(password);
    await page.getByRole("button", { name: "Sign in" }).click();
    await expect(page).toHaveURL(/\/exceptions$/);
    await expect(page.getByRole("heading", { level: 1, name: "Exceptions" })).toBeAttached();
  });
});

test.describe("a dispatcher", () => {
  test.use({ role: "dispatcher" });

  test("sees what needs somebody today at the address of the product, labelled as demo data", async ({
    page,
  }) => {
    await page.goto("/");
    await expect(page).toHaveURL(/\/today$/);
    await expect(page.getByRole("heading", { level: 1, name: "Today" })).toBeVisible();
    for (const part of ["Open exceptions", "Late routes", "Unassigned stops"])
      await expect(page.getByRole("heading", { name: part })).toBeVisible();
    await expect(page.getByText("Demo data").first()).toBeVisible();
    await expect(page.getByRole("status").filter({ hasText: "Live" })).toBeAttached();
  });

  test("takes an exception, and takes that back", async ({ page }) => {
    await page.goto("/today");
    const take = page.getByRole("button", { name: /^Take: / }).first();
    const name = (await take.getAttribute("aria-label")) ?? "";
    const same = page.getByRole("button", { name, exact: true });
    const before = await same.count();
    await take.click();
    await expect(toastOf(page).getByText("Taken", { exact: true })).toBeVisible();
    await expect(same).toHaveCount(before - 1);
    await page.getByRole("button", { name: "Undo" }).click();
    await expect(toastOf(page).getByText("Undone", { exact: true })).toBeVisible();
    await expect(same).toHaveCount(before);
  });

  test("opens the late routes, worst first", async ({ page }) => {
    await page.goto("/today");
    await page.getByRole("link", { name: "Show all" }).and(page.locator('[href*="/routes"]')).click();
    await expect(page).toHaveURL(/\/routes\?.*sort=-delayS/);
    const rows = await rowsOf(page, "Routes");
    await expect(rows.first()).toContainText("R-");
    await expect(page.getByText("Active", { exact: true }).first()).toBeVisible();
  });

  test("filters vehicles, and the address keeps it", async ({ page }) => {
    await page.goto("/vehicles");
    await rowsOf(page, "Vehicles");
    await page.getByRole("button", { name: "Filter", exact: true }).click();
    await page.getByRole("list").getByRole("button", { name: "Body", exact: true }).click();
    await page.getByRole("checkbox", { name: "Rear loader" }).check();
    await expect(page).toHaveURL(/f=bodyType[:%3A]+in[:%3A]+rear-loader/);
    await page.keyboard.press("Escape");
    const rows = await rowsOf(page, "Vehicles");
    await expect(rows.first()).toContainText("Rear loader");
    const shown = (await page.getByText(/^\d+ rows?$/).textContent()) ?? "";
    await page.reload();
    await rowsOf(page, "Vehicles");
    await expect(page.getByText(/^\d+ rows?$/)).toHaveText(shown);
    await expect(page.getByRole("button", { name: "Remove the filter Body" })).toBeVisible();
  });

  test("is offered what he may know to filter stops by, and sees what a link filters by", async ({
    page,
  }) => {
    await page.goto("/stops?f=routeId:gte:1");
    await rowsOf(page, "Stops");
    await expect(
      page.getByRole("button", { name: "Remove the filter Route number in the system" }),
    ).toBeVisible();
    await page.getByRole("button", { name: "Filter", exact: true }).click();
    const offered = page.getByRole("list").getByRole("button");
    await expect(offered.and(page.getByRole("button", { name: "Route", exact: true }))).toBeVisible();
    await expect(offered.filter({ hasText: "Route number" })).toHaveCount(0);
  });

  test("opens a vehicle's details from the list and from its address", async ({ page }) => {
    await page.goto("/vehicles");
    const rows = await rowsOf(page, "Vehicles");
    await rows.first().getByRole("gridcell").first().click();
    await expect(page).toHaveURL(/[?&]id=\d+/);
    const panel = page.getByRole("complementary", { name: /^Truck/ });
    await expect(panel).toBeVisible();
    await page.reload();
    await expect(panel).toBeVisible();
    await page.keyboard.press("Escape");
  });

  test("exports what the filters leave", async ({ page }) => {
    await page.goto("/vehicles?f=bodyType:in:rear-loader");
    await rowsOf(page, "Vehicles");
    await page.getByRole("button", { name: "Export" }).click();
    const waiting = page.waitForEvent("download");
    await page
      .getByRole("link", { name: "CSV" })
      .or(page.getByRole("menuitem", { name: "CSV" }))
      .click();
    const download = await waiting;
    const stream = await download.createReadStream();
    let text = "";
    for await (const chunk of stream) text += chunk;
    const [head = "", ...lines] = text.trim().split(/\r?\n/);
    expect(head).toContain("bodyType");
    expect(lines.length).toBeGreaterThan(0);
    for (const line of lines) expect(line).toContain("rear-loader");
  });

  test("works the inbox: takes one, releases it again", async ({ page }) => {
    await page.goto("/exceptions");
    const grid = page.getByRole("grid", { name: "Exceptions" });
    await expect(grid.getByRole("row").first()).toBeVisible();
    await grid.getByRole("checkbox").first().click();
    await expect(page.getByText("1 selected")).toBeVisible();
    await page.getByRole("button", { name: "Take", exact: true }).click();
    await expect(toastOf(page).getByText("Taken", { exact: true })).toBeVisible();
    await page.getByRole("button", { name: "Undo" }).click();
    await expect(toastOf(page).getByText("Undone", { exact: true })).toBeVisible();
  });
});

test.describe("a dispatcher who asks", () => {
  test.use({ role: "dispatcher" });

  test("gets the late routes by name and delay, and follows them to the list", async ({ page }) => {
    await page.goto(`/ask?q=${encodeURIComponent("which routes are behind schedule and by how much?")}`);
    const main = page.getByRole("main");
    await expect(main.getByText(/^R-\d+$/).first()).toBeVisible();
    await main.locator('a[href*="/routes?"][href*="delayS"]').first().click();
    await expect(page).toHaveURL(/\/routes\?.*delayS/);
    await rowsOf(page, "Routes");
  });
});
