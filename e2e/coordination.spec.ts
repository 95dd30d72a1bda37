import { expect } from "@playwright/test";
import { test } from "./journey.ts";

test.describe("a manager", () => {
  test.use({ role: "manager" });

  test("opens a blocker by keyboard, resolves it, and takes that back", async ({ page }) => {
    const title = `Waits for figures ${Date.now()}`;
    await page.goto("/coordination");
    await page.getByRole("button", { name: "Blocker", exact: true }).press("Enter");
    const dialog = page.getByRole("dialog", { name: "Blocker" });
    await dialog.getByLabel("What is missing").fill(title);
    await page.keyboard.press("Enter");
    await expect(dialog).toHaveCount(0);
    await page.getByRole("button", { name: `Resolve ${title}` }).click();
    await expect(page.getByText(title)).toHaveCount(0);
    await page.getByRole("button", { name: "Undo" }).first().click();
    await expect(page.getByText(title)).toBeVisible();
    await page.getByRole("button", { name: `Resolve ${title}` }).click();
    await expect(page.getByText(title)).toHaveCount(0);
  });

  test("hands work over and acknowledges it with a click", async ({ page }) => {
    const title = `Figures of the morning ${Date.now()}`;
    await page.goto("/coordination");
    await page.getByRole("button", { name: "Handoff", exact: true }).click();
    await page.getByLabel("What is handed over").fill(title);
    await page.getByRole("button", { name: "Hand over" }).click();
    await page.getByRole("button", { name: `Acknowledge ${title}` }).click();
    await expect(page.getByText(title)).toHaveCount(0);
  });

  test("is told which milestones would wait for each other", async ({ page }) => {
    await page.goto("/coordination");
    await page.getByRole("button", { name: /^Pool for 120 connections: / }).click();
    const dialog = page.getByRole("dialog", { name: "Milestone" });
    await dialog.getByLabel("API at 500 requests a second").check();
    await dialog.getByRole("button", { name: "Save" }).click();
    await expect(page.getByText(/milestones wait for each other: .*Pool for 120 connections/)).toBeVisible();
  });

  test("takes the pools behind utilisation away as a file, with the clock by which they count", async ({
    page,
  }) => {
    await page.goto("/coordination?figure=utilisation");
    const link = page.getByRole("link", { name: "Export as CSV" });
    await expect(link).toHaveAttribute("href", "/api/v1/export/pools?format=csv");
    const file = await page.request.get("/api/v1/export/pools?format=csv");
    expect((await file.text()).split("\r\n")[0]).toBe("pool,day,busyS,totalS,asOf,timeZone");
  });

  test("sees where briefings go, and that no address can be named without a mail server", async ({
    page,
  }) => {
    await page.goto("/coordination");
    await page.getByRole("button", { name: "Where briefings go" }).press("Enter");
    const dialog = page.getByRole("dialog", { name: "Where briefings go" });
    await dialog.getByLabel("E-mail addresses, with commas between").fill("ann@example.org");
    await page.keyboard.press("Enter");
    await expect(page.getByText(/found addresses beside no SMTP_URL/).first()).toBeVisible();
  });

  test("sees the records behind a figure, and the address keeps it", async ({ page }) => {
    await page.goto("/coordination");
    await page.getByRole("button", { name: "On-time milestones" }).click();
    await expect(page).toHaveURL(/[?&]figure=onTime/);
    await page.reload();
    await expect(page.getByRole("row", { name: /Answers from memory/ })).toBeVisible();
  });
});

test.describe("a dispatcher", () => {
  test.use({ role: "dispatcher" });

  test("does not open the page", async ({ page }) => {
    await page.goto("/coordination");
    await expect(page.getByRole("heading", { level: 1, name: "Coordination" })).toHaveCount(0);
    await expect(page.getByText(/Manager, Engineer, Admin/i)).toBeVisible();
  });
});
