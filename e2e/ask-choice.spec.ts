import { AxeBuilder } from "@axe-core/playwright";
import { expect } from "@playwright/test";
import { test } from "./journey.ts";

test.use({ role: "dispatcher" });

test("a word that nobody knows is asked about: two readings are offered, and the one that is picked runs", async ({
  page,
}) => {
  await page.goto(`/ask?q=${encodeURIComponent("Which open exceptions were blorbed by drivers?")}`);
  const readings = page.getByRole("list", { name: "Which of these did you mean?" }).getByRole("button");
  await expect(readings).toHaveCount(2);
  await expect(readings.first()).toContainText('not understood and left aside: "blorbed"');
  const { violations } = await new AxeBuilder({ page }).include("main").analyze();
  expect(violations.map(({ id }) => id)).toEqual([]);
  await readings.first().focus();
  await page.keyboard.press("Enter");
  await expect(page.getByRole("button", { name: "Ask again" })).toBeVisible();
  await expect(readings).toHaveCount(0);
  // The pick stands in the address, so that a reload and a link show the same answer.
  await page.reload();
  await expect(page.getByRole("button", { name: "Ask again" })).toBeVisible();
  await expect(readings).toHaveCount(0);
});
