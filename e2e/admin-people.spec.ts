import { expect } from "@playwright/test";
import { positionOf } from "./api.ts";
import { test } from "./journey.ts";

test.use({ role: "admin" });

test("an admin makes a user for one depot, gives a new password, takes the access, and takes that back", async ({
  page,
  playwright,
  address,
}) => {
  const email = `journey-${Date.now()}@demo.example`;
  await page.goto("/admin");
  await page.getByRole("button", { name: "Add user" }).click();
  const dialog = page.getByRole("dialog");
  await dialog.getByLabel("Name").fill("Journey Person");
  await dialog.getByLabel("Email").fill(email);
  await dialog.getByLabel("Role").selectOption("manager");
  await dialog.getByRole("checkbox").first().check();
  await dialog.getByRole("button", { name: "Add user" }).click();
  const secret = page.getByRole("dialog", { name: "Sign-in" }).locator("code");
  await expect(secret).toBeVisible();
  const first = (await secret.textContent()) ?? "";
  await page.keyboard.press("Escape");
  const line = page.getByRole("row").filter({ hasText: email });
  await expect(line.getByLabel("Role of Journey Person")).toHaveValue("manager");
  await expect(line.getByLabel("Depots of Journey Person")).not.toHaveValue("");
  await line.getByRole("button", { name: "New password" }).click();
  await expect(secret).toBeVisible();
  const second = (await secret.textContent()) ?? "";
  expect(second).not.toBe(first);
  await page.keyboard.press("Escape");

  const stranger = await playwright.request.newContext({
    baseURL: address,
    storageState: { cookies: [], origins: [] },
  });
  const signIn = async (password: string): Promise<number> => {
    const headers = { origin: address };
    const answer = await stranger.post("/api/auth/sign-in/email", { headers, data: { email, password } });
    return answer.status();
  };
  expect(await signIn(first)).toBe(401);
  expect(await signIn(second)).toBe(200);
  await line.getByRole("button", { name: "Take access" }).click();
  await expect(line.getByText("No access")).toBeVisible();
  expect(await signIn(second)).toBe(403);
  await stranger.dispose();

  await page.goto("/admin?tab=audit");
  await page.getByLabel("What was changed").selectOption("user");
  await page.getByRole("button", { name: "Undo" }).first().click();
  await expect(page.getByText("Taken back").first()).toBeVisible();
  await page.goto("/admin");
  await expect(line.getByLabel("Role of Journey Person")).toBeVisible();
  await expect(line.getByText("No access")).toHaveCount(0);
});

test("an API key is shown once, opens telemetry, and opens nothing once revoked", async ({
  page,
  request,
}) => {
  const name = `Journey box ${Date.now()}`;
  await page.goto("/admin?tab=keys");
  await page.getByLabel("Name of the system that uses it").fill(name);
  await page.getByRole("button", { name: "Make key" }).click();
  const secret = page.getByRole("dialog", { name: "New API key" }).locator("code");
  await expect(secret).toBeVisible();
  const key = (await secret.textContent()) ?? "";
  await page.keyboard.press("Escape");
  const send = async (): Promise<number> =>
    (
      await request.post("/api/v1/telemetry", {
        headers: { "x-api-key": key },
        data: { events: [positionOf(1, 12, new Date().toISOString())] },
      })
    ).status();
  expect(await send()).toBe(200);
  const line = page.getByRole("listitem").filter({ hasText: name });
  await line.getByRole("button", { name: "Revoke" }).click();
  await expect(line.getByText("Revoked")).toBeVisible();
  expect(await send()).toBe(401);
});

test("a setting is changed within its bounds, and the way back is one click", async ({ page }) => {
  await page.goto("/admin?tab=settings");
  const line = page.getByRole("listitem").filter({ hasText: "cost.fuel_cents_per_l" });
  const field = line.getByRole("textbox");
  await field.fill("0");
  await expect(line.getByRole("alert")).toContainText("a whole number from 1 to 10,000");
  await expect(line.getByRole("button", { name: "Save" })).toBeDisabled();
  const before = await line.getByRole("textbox").getAttribute("value");
  const next = before === "161" ? "162" : "161";
  await field.fill(next);
  await page.keyboard.press("Enter");
  await expect(line.getByText(/changed by/)).toBeVisible();
  await page.getByRole("button", { name: "Undo" }).click();
  await expect(field).not.toHaveValue(next);
});
