import { AxeBuilder } from "@axe-core/playwright";
import { expect } from "@playwright/test";
import { test } from "./journey.ts";

test.use({ role: "dispatcher" });

test("a question about notes is answered by the passages, cited, with the way to each", async ({ page }) => {
  await page.goto(`/ask?q=${encodeURIComponent("any notes about a locked gate?")}`);
  await expect(page.getByText('notes about "locked gate", best first')).toBeVisible();
  const hits = page.getByRole("list", { name: "Results, best first" }).getByRole("listitem");
  await expect(hits.first()).toContainText("Note ·");
  await expect(hits.first()).toContainText(/by \w+/);
  await expect(hits.first().locator("mark").first()).toHaveText(/gate|lock/i);
  for (const colorScheme of ["light", "dark"] as const) {
    await page.emulateMedia({ colorScheme, reducedMotion: "reduce" });
    const { violations } = await new AxeBuilder({ page }).analyze();
    expect(violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html).join(" | ")}`)).toEqual(
      [],
    );
  }
  await hits.first().locator("[data-hit]").click();
  await expect(page).toHaveURL(/\/(sites|vehicles|drivers|customers|routes|stops|exceptions)\?id=\d+/);
});

test("a procedure is found, in the panel as well", async ({ page }) => {
  await page.goto("/today");
  await expect(page.getByRole("heading", { level: 1, name: "Today" })).toBeVisible();
  await page.keyboard.press("Control+j");
  const panel = page.getByRole("dialog", { name: "Ask" });
  await panel.getByLabel("Your question").fill("What does our procedure say about a load that is smoking?");
  await page.keyboard.press("Enter");
  const hits = panel.getByRole("list", { name: "Results, best first" }).getByRole("listitem");
  await expect(hits.first()).toContainText("Smoking or burning load");
});

test("an answer that is asked for again comes from memory, says so, and is found anew when asked again", async ({
  page,
}) => {
  const question = "contamination rate by zone last week";
  await page.goto(`/ask?q=${encodeURIComponent(question)}`);
  const again = page.getByRole("button", { name: "Ask again" });
  await expect(again).toBeVisible();
  await page.reload();
  await expect(page.getByText(/From memory/)).toBeVisible();
  await again.click();
  await expect(again).toBeVisible();
  await expect(page.getByText(/From memory/)).toHaveCount(0);
});
