import { expect } from "@playwright/test";
import { callsFor, tokenOf } from "./api.ts";
import { test } from "./journey.ts";

test.use({ role: "driver" });

const OFFICE_PAGES = ["today", "map", "exceptions", "vehicles", "customers", "kpi", "performance", "admin"];

test("a driver opens no page of the office", async ({ page }) => {
  for (const name of OFFICE_PAGES) {
    await page.goto(`/${name}`);
    await expect(page.getByText("The dispatch console is for the office")).toBeVisible();
    await expect(page.getByRole("grid")).toHaveCount(0);
  }
});

test("a driver is refused by the server too", async ({ address, page }) => {
  const calls = callsFor(address, await tokenOf(address, "driver"));
  const window = { filters: [], sort: [], offset: 0, limit: 10 };
  await expect(calls.operations.exceptions.list.query(window)).rejects.toThrow(/driver|role|FORBIDDEN/i);
  await expect(calls.accounts.users.list.query()).rejects.toThrow(/driver|role|FORBIDDEN/i);
  const exported = await page.request.get("/api/v1/export/vehicles?format=csv");
  expect(exported.status()).toBe(403);
});
