import { expect } from "@playwright/test";
import { test } from "./journey.ts";

test.use({ role: "dispatcher" });

test("a page that loses the network says so at once, in plain words, and is back by itself", async ({
  page,
  context,
}) => {
  await page.goto("/today");
  const chip = page.getByRole("status").filter({ hasText: /^(Live|Connecting|Offline)$/ });
  await expect(chip).toHaveText("Live");
  await context.setOffline(true);
  await expect(chip).toHaveText("Offline", { timeout: 3_000 });
  await context.setOffline(false);
  await expect(chip).toHaveText("Live", { timeout: 15_000 });
});

test("rows that cannot be read give the reason in words, and come once the server answers", async ({
  page,
}) => {
  await page.route("**/api/trpc/operations.today**", (request) => request.abort());
  await page.goto("/today");
  const alert = page.getByRole("alert").filter({ hasText: "The server cannot be reached" });
  await expect(alert).toBeVisible();
  await expect(alert).toContainText("It is tried again every 5 seconds.");
  await expect(alert).not.toContainText("fetch");
  await page.unroute("**/api/trpc/operations.today**");
  await expect(page.getByRole("heading", { name: /Late routes/ })).toBeVisible({ timeout: 10_000 });
  await expect(alert).toHaveCount(0);
});
