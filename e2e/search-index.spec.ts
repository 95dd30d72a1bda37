import { expect, type Page } from "@playwright/test";
import { Pool } from "pg";
import { test } from "./journey.ts";

const databaseUrl = process.env.JOURNEYS_DATABASE;
const GIVEN_UP = "the embedder was away";

test.use({ role: "engineer" });

/** Gives up the passages of three notes, as six failures would. */
const giveUpNotes = async (url: string): Promise<number[]> => {
  const pool = new Pool({ connectionString: url });
  try {
    const { rows } = await pool.query<{ id: number }>(
      `INSERT INTO passage_change (organisation_id, kind, record_id, attempts, failed_at, error)
       SELECT organisation_id, 'note', id, 6, now(), $1 FROM note
       WHERE organisation_id = (SELECT min(organisation_id) FROM note) ORDER BY id LIMIT 3
       ON CONFLICT (organisation_id, kind, record_id) DO UPDATE
       SET attempts = excluded.attempts, failed_at = excluded.failed_at, error = excluded.error
       RETURNING record_id AS id`,
      [GIVEN_UP],
    );
    return rows.map(({ id }) => id);
  } finally {
    await pool.end();
  }
};

const factOf = (page: Page, name: string) =>
  page.locator("dl > div").filter({ has: page.getByText(name, { exact: true }) });

test("an engineer has given-up passages tried again, one, then all", async ({ page }) => {
  // biome-ignore lint/suspicious/noSkippedTests: by hand, on a server whose database is not known, nothing can be given up
  test.skip(databaseUrl === undefined, "JOURNEYS_DATABASE names no database to give passages up in");
  const [first = 0] = await giveUpNotes(databaseUrl ?? "");
  await page.goto("/performance");
  await expect(page.getByRole("heading", { name: /^Passages given up, \d+$/ })).toBeVisible();
  await expect(page.getByText(GIVEN_UP).first()).toBeVisible();
  await page.getByRole("button", { name: `Try Note ${first} again` }).click();
  await expect(page.getByText("1 passage is tried again")).toBeVisible();
  await expect(page.getByRole("button", { name: `Try Note ${first} again` })).toHaveCount(0);
  await page.getByRole("button", { name: "Try all again" }).click();
  await expect(page.getByText(/\d+ passages are tried again/)).toBeVisible();
  await expect(page.getByRole("heading", { name: /^Passages given up/ })).toHaveCount(0);
  // What is tried again is embedded: nothing waits for long.
  await expect(factOf(page, "Waiting for vectors")).toContainText("none, all is stored", { timeout: 60_000 });
});

test("an engineer has the index made anew and measured; the old one answers until then", async ({ page }) => {
  test.setTimeout(240_000);
  await page.goto("/performance");
  await page.getByRole("button", { name: "Change index" }).click();
  const dialog = page.getByRole("dialog", { name: "Change the index" });
  await dialog.getByLabel("Index", { exact: true }).selectOption("ivf-flat");
  await dialog.getByLabel("Partitions", { exact: true }).fill("0.5");
  await expect(dialog.getByText("from 0 to 65,536").or(dialog.getByText("from 0 to 65536"))).toBeVisible();
  await expect(dialog.getByRole("button", { name: "Rebuild" })).toBeDisabled();
  await dialog.getByLabel("Partitions", { exact: true }).fill("40");
  await dialog.getByRole("button", { name: "Rebuild" }).click();
  await expect(page.getByText("The worker was asked to change the index")).toBeVisible();
  await expect(factOf(page, "Index")).toContainText("Partitions 40", { timeout: 120_000 });
  await page.getByRole("button", { name: "Measure", exact: true }).click();
  await expect(page.getByText("The worker was asked to measure")).toBeVisible();
  const recall = factOf(page, "Recall@10");
  await expect(recall).toContainText(/\d+ search(es)? against all/, { timeout: 120_000 });
  await expect(recall).not.toContainText("of an index before this one");
  await expect(recall).toContainText(/(9\d|100)/);
});
