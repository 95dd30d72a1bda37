import { AxeBuilder } from "@axe-core/playwright";
import { expect, type Page } from "@playwright/test";
import { test } from "./journey.ts";

test.use({ role: "dispatcher" });

const proposed = async (page: Page, question: string) => {
  await page.goto(`/ask?q=${encodeURIComponent(question)}`);
  const card = page.getByRole("region", { name: "Proposed" });
  await expect(card.getByText("Nothing has changed.")).toBeVisible();
  return card;
};

test("an alert is proposed, confirmed by a click, stands among the alerts and ends by another", async ({
  page,
}) => {
  const card = await proposed(page, "Tell me when a route is more than 30 minutes late for 10 minutes");
  const alerts = page.getByRole("region", { name: "Alerts" });
  const end = alerts.getByRole("button", { name: /^End the alert.*more than 30 min behind plan/ });
  await expect(end).toHaveCount(0);
  const { violations } = await new AxeBuilder({ page }).include("main").analyze();
  expect(violations.map(({ id }) => id)).toEqual([]);
  await card.getByRole("button", { name: "Confirm" }).click();
  await expect(card.getByText("Confirmed.")).toBeVisible();
  await expect(card.getByRole("button", { name: "Confirm" })).toHaveCount(0);
  await end.click();
  await expect(end).toHaveCount(0);
});

test("a proposal that is put aside changes nothing and cannot be confirmed any more", async ({ page }) => {
  const card = await proposed(page, "Could we run today with one truck fewer?");
  await card.getByRole("button", { name: "Put aside" }).click();
  await expect(card.getByText("Put aside; nothing was changed.")).toBeVisible();
  await expect(card.getByRole("button")).toHaveCount(0);
});
