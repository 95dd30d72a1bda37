import { expect, type Page } from "@playwright/test";
import { addDays } from "#server/lib/service-day.ts";
import { callsFor, cityNow, tokenOf } from "./api.ts";
import { answerHostile, sidewaysOf } from "./hostile-content.ts";
import { test } from "./journey.ts";
import { ALL_PAGES, openPage } from "./pages.ts";

test.use({ role: "admin" });

// Parts of a page come later, below, and a page that asks every second is never quiet: it is there once it no longer grows.
const settled = async (page: Page): Promise<void> => {
  let before = -1;
  await expect
    .poll(
      async () => {
        const now = await page.locator("main section, main table, main h3").count();
        const isSame = now === before;
        before = now;
        return isSame;
      },
      { intervals: [1_000], timeout: 20_000 },
    )
    .toBe(true);
};

const expectNothingSideways = async (page: Page): Promise<void> => {
  await settled(page);
  expect(await sidewaysOf(page)).toEqual([]);
  // What is still on its way has no page any more to be given to.
  await page.unrouteAll({ behavior: "ignoreErrors" });
};

for (const name of ALL_PAGES)
  test(`/${name} fits a phone whatever its records are called`, async ({ page }) => {
    await answerHostile(page);
    await openPage(page, name);
    await expectNothingSideways(page);
  });

for (const [what, address] of [
  ["an exception", "/exceptions"],
  ["a route", "/routes"],
  ["a customer", "/customers"],
  ["a site", "/sites"],
] as const)
  test(`the details of ${what} fit a phone whatever it is called`, async ({ page }) => {
    await answerHostile(page);
    await page.goto(`${address}?id=1`);
    await expect(page.getByRole("dialog")).toBeVisible();
    await expect(page.locator('[aria-busy="true"]')).toHaveCount(0);
    await expectNothingSideways(page);
  });

test("a plan fits a phone whatever its trucks are called", async ({ page, address }) => {
  const token = await tokenOf(address, "admin");
  const serviceDay = addDays((await cityNow(address, token)).slice(0, 10), 1);
  const { id } = await callsFor(address, token).routing.plans.request.mutate({
    ...{ kind: "day", serviceDay, budgetS: 0.5, seed: 1 },
    wishes: { evenWork: "strong", usualTerritory: "strong" },
  });
  await answerHostile(page);
  await page.goto(`/plans/${id}`);
  await expect(page.getByRole("button", { name: "Accept all" })).toBeVisible({ timeout: 45_000 });
  await expectNothingSideways(page);
  await page.getByRole("button", { name: "What if…" }).click();
  await expect(page.getByRole("dialog")).toBeVisible();
  await expectNothingSideways(page);
});
