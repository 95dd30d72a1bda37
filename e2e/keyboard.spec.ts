import { expect } from "@playwright/test";
import { rowsOf, test } from "./journey.ts";

test.use({ role: "dispatcher" });

test("the palette leads to a page and to a truck without a mouse", async ({ page }) => {
  await page.goto("/today");
  await expect(page.getByRole("heading", { level: 1, name: "Today" })).toBeVisible();
  await page.keyboard.press("Control+k");
  await expect(page.getByPlaceholder("Type a page, a truck, a street or a question")).toBeFocused();
  await page.keyboard.type("vehicles");
  await expect(page.getByRole("option", { name: /^Vehicles/ })).toBeVisible();
  await page.keyboard.press("Enter");
  await expect(page).toHaveURL(/\/vehicles$/);
  await rowsOf(page, "Vehicles");
  await page.keyboard.press("Control+k");
  await page.keyboard.type("truck 7");
  await expect(page.getByRole("option", { name: /^Truck 7\b/ }).first()).toBeVisible();
  // What is found comes above the question that was the only choice at first.
  await page.keyboard.press("Home");
  await page.keyboard.press("Enter");
  await expect(page).toHaveURL(/\/vehicles\?id=\d+/);
  await expect(page.getByRole("complementary", { name: /^Truck 7/ })).toBeVisible();
  await page.keyboard.press("Escape");
  await expect(page.getByRole("complementary", { name: /^Truck/ })).toHaveCount(0);
});

test("letters go from page to page, arrows through a list, Enter opens, Escape closes", async ({ page }) => {
  await page.goto("/today");
  await expect(page.getByRole("heading", { level: 1, name: "Today" })).toBeVisible();
  await page.keyboard.press("g");
  await page.keyboard.press("r");
  await expect(page).toHaveURL(/\/routes/);
  await rowsOf(page, "Routes");
  await page.getByRole("grid", { name: "Routes" }).focus();
  await page.keyboard.press("ArrowDown");
  await page.keyboard.press("Enter");
  await expect(page).toHaveURL(/[?&]id=\d+/);
  await page.keyboard.press("Escape");
  await expect(page).not.toHaveURL(/[?&]id=\d+/);
  await page.keyboard.press("?");
  await expect(page.getByRole("dialog").getByText("Go to Vehicles")).toBeVisible();
});

test("a dispatcher opens an exception, takes it, takes that back and asks, by keyboard alone", async ({
  page,
}) => {
  await page.goto("/today");
  await expect(page.getByRole("heading", { level: 1, name: "Today" })).toBeVisible();
  // Keys are heard once the page has come to life, which a connection proves.
  await expect(page.getByRole("status").filter({ hasText: "Live" })).toBeAttached();
  await page.keyboard.press("g");
  await page.keyboard.press("e");
  await expect(page).toHaveURL(/\/exceptions/);
  const rows = page.getByRole("checkbox", { name: /^Select / });
  await expect(rows.first()).toBeVisible();
  await page.keyboard.press("j");
  await page.keyboard.press("Enter");
  await expect(page).toHaveURL(/[?&]id=\d+/);
  await page.keyboard.press("Escape");
  await expect(page).not.toHaveURL(/[?&]id=/);
  await page.keyboard.press("e");
  const notes = page.getByRole("region", { name: /^Notifications/ });
  await expect(notes.getByText("Taken", { exact: true })).toBeVisible();
  await notes.getByRole("button", { name: "Undo" }).focus();
  await page.keyboard.press("Enter");
  await expect(notes.getByText("Undone", { exact: true })).toBeVisible();
  await page.keyboard.press("Control+j");
  await expect(page.getByRole("textbox", { name: "Your question" })).toBeFocused();
  await page.keyboard.type("which routes are late");
  await page.keyboard.press("Enter");
  await expect(page.getByText("Understood as").first()).toBeVisible();
});
