import { AxeBuilder } from "@axe-core/playwright";
import { expect, type Page } from "@playwright/test";
import { callsFor, tokenOf } from "./api.ts";
import { test } from "./journey.ts";

test.use({ role: "dispatcher" });

const proposed = async (page: Page, question: string) => {
  await page.goto(`/ask?q=${encodeURIComponent(question)}`);
  const card = page.getByRole("region", { name: "Proposed" });
  // Each place is priced by the solver first, which takes a while on a busy machine.
  await expect(card.getByText("Nothing has changed.")).toBeVisible({ timeout: 45_000 });
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

test("the last stops of a route are handed over by a click, and a second question takes it back", async ({
  page,
  address,
}) => {
  test.setTimeout(180_000);
  const calls = callsFor(address, await tokenOf(address, "dispatcher"));
  const { rows: routes } = await calls.operations.routes.list.query({
    filters: [
      { column: "status", op: "in", value: ["active", "planned"] },
      { column: "stopsLeft", op: "gt", value: 8 },
    ],
    ...{ sort: [{ column: "stopsLeft", descending: true }], offset: 0, limit: 1 },
  });
  const [route] = routes;
  if (!route) throw new Error("found no route of today with nine stops left, expected one");
  const stopsOf = async (): Promise<number[]> => {
    const { rows } = await calls.operations.stops.list.query({
      filters: [{ column: "routeId", op: "eq", value: route.id }],
      ...{ sort: [{ column: "plannedAt", descending: false }], offset: 0, limit: 500 },
    });
    return rows.map(({ id }) => id).sort((a, b) => a - b);
  };
  const before = await stopsOf();
  const card = await proposed(page, `Move the last 2 stops of ${route.name} to whoever has capacity.`);
  expect(await stopsOf()).toEqual(before);
  await card.getByRole("button", { name: "Confirm" }).click();
  await expect(card.getByText(/of 2 stops were moved/)).toBeVisible({ timeout: 60_000 });
  const moved = before.length - (await stopsOf()).length;
  expect(moved).toBeGreaterThan(0);
  // One click moved them, so one undo takes them back.
  const undo = await proposed(page, "Undo my last reassignment.");
  await undo.getByRole("button", { name: "Confirm" }).click();
  await expect(undo.getByText("1 of your changes were undone.")).toBeVisible({ timeout: 60_000 });
  expect(await stopsOf()).toEqual(before);
});
