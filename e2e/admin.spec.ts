import { expect, type Page } from "@playwright/test";
import { rowsOf, test } from "./journey.ts";
import { signInOf } from "./sign-ins.ts";

test.use({ role: "admin" });

const DEPOTS = "id,name,lat,lng,opens,closes\nd1,Yard,51.50,-0.20,05:00,20:00\n";
const FACILITIES =
  "id,name,kind,lat,lng,opens,closes,unload_s\nf1,Tip,landfill,51.55,-0.10,05:00,20:00,600\n";
const VEHICLES =
  "id,name,depot_id,capacity_l,streams,shift_start,shift_end,break_s,break_earliest,break_latest\n" +
  "t1,Lorry 1,d1,20000,refuse,06:00,15:00,1800,10:00,13:00\nt2,Lorry 2,d1,20000,refuse,06:00,15:00,1800,10:00,13:00\n";
const siteLine = (n: number, demand: string): string =>
  `s${n},${(51.5 + (n % 6) * 0.004).toFixed(4)},${(-0.2 + Math.floor(n / 6) * 0.004).toFixed(4)},${demand},60,07:00,17:00,refuse`;
const sites = (demandOfThird: string): string =>
  `id,lat,lng,demand_l,service_s,window_start,window_end,stream\n${Array.from({ length: 24 }, (_, i) =>
    siteLine(i + 1, i === 2 ? demandOfThird : "240"),
  ).join("\n")}\n`;

const choose = (page: Page, demandOfThird: string): Promise<void> => {
  const file = (name: string, text: string) => ({ name, mimeType: "text/csv", buffer: Buffer.from(text) });
  return page
    .getByLabel("Choose files")
    .setInputFiles([
      file("depots.csv", DEPOTS),
      file("facilities.csv", FACILITIES),
      file("vehicles.csv", VEHICLES),
      file("sites.csv", sites(demandOfThird)),
    ]);
};

test("an admin imports a fleet: faults at their lines first, then whole, and its day runs", async ({
  page,
}) => {
  const slug = `journey-${Date.now()}`;
  await page.goto("/admin?tab=import");
  await choose(page, "plenty");
  await page.getByLabel("Organisation (short name)").fill(slug);
  await page.getByLabel("Name", { exact: true }).fill("Journey fleet");
  await page.getByRole("button", { name: "Preview" }).click();
  await expect(page.getByText("1 fault", { exact: true })).toBeVisible();
  const fault = page.getByRole("row").filter({ hasText: "sites.csv" }).filter({ hasText: "demand_l" });
  await expect(fault).toContainText("4");
  await expect(fault).toContainText("plenty");
  await expect(page.getByRole("button", { name: "Import", exact: true })).toBeDisabled();
  await choose(page, "240");
  await page.getByLabel("Organisation (short name)").fill(slug);
  await page.getByLabel("Name", { exact: true }).fill("Journey fleet");
  await page.getByRole("button", { name: "Preview" }).click();
  const run = page.getByRole("button", { name: "Import", exact: true });
  await expect(run).toBeEnabled();
  await run.click();
  await page.getByRole("button", { name: "Switch to Journey fleet" }).click();
  await expect(page).toHaveURL(/\/today$/);
  await expect(page.getByText("Simulated day").first()).toBeVisible();
  await page.goto("/routes");
  const rows = await rowsOf(page, "Routes");
  await expect(rows.first()).toContainText("Lorry");
  await page.goto("/vehicles");
  await expect((await rowsOf(page, "Vehicles")).first()).toContainText("Lorry 1");
  // A colleague comes in with the sign-in that he has.
  const { email } = signInOf("dispatcher");
  await page.goto("/admin");
  await expect(page.getByRole("row").filter({ hasText: email })).toHaveCount(0);
  await page.getByRole("button", { name: "Add user" }).click();
  const dialog = page.getByRole("dialog", { name: "Add user" });
  await dialog.getByLabel("Name").fill("Colleague");
  await dialog.getByLabel("Email").fill(email);
  await dialog.getByRole("button", { name: "Add user" }).click();
  await expect(page.getByText(`${email} has a sign-in and can choose this organisation`)).toBeVisible();
  await expect(page.getByRole("row").filter({ hasText: email })).toBeVisible();
  // The session is shared: later journeys are in the demo city again.
  await page
    .getByRole("button", { name: /Journey fleet|organisation/i })
    .first()
    .click();
  await page.getByRole("menuitemradio", { name: /Port Ellery/ }).click();
  await expect(page.getByText("Demo data").first()).toBeVisible();
});
