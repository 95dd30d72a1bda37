import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect } from "@playwright/test";
import { test } from "./journey.ts";

test.use({ role: "admin" });

const FILES = {
  "depots.csv": "id,name,lat,lng,opens,closes\nd1,Yard,51.50,-0.20,05:00,20:00\n",
  "facilities.csv":
    "id,name,kind,lat,lng,opens,closes,unload_s\nf1,Tip,landfill,51.55,-0.10,05:00,20:00,600\n",
  "vehicles.csv":
    "id,name,depot_id,capacity_l,streams,shift_start,shift_end,break_s,break_earliest,break_latest\n" +
    "t1,Lorry 1,d1,20000,refuse,06:00,15:00,1800,10:00,13:00\n",
  "sites.csv":
    "id,lat,lng,demand_l,service_s,window_start,window_end,stream\n" +
    "s1,51.5000,-0.2000,240,60,07:00,17:00,refuse\ns2,51.5040,-0.2000,240,60,07:00,17:00,refuse\n",
};
const FAULTY =
  "id,lat,lng,demand_l,service_s,window_start,window_end,stream\n" +
  "s1,151.5,-0.2000,240,60,07:00,17:00,refuse\n" +
  "s2,51.5040,-0.2000,plenty,60,07:00,17:00,refuse\n" +
  "s3,51.5080,-0.2000,240,60,7 o'clock,17:00,refuse\n" +
  "s4,51.5120,-0.2000,240,60,07:00,17:00,lava\n";

test("a folder is chosen and a preview says what it would bring in, before anything is written", async ({
  page,
}) => {
  const folder = await mkdtemp(join(tmpdir(), "roundsman-fleet-"));
  try {
    for (const [name, text] of Object.entries(FILES)) await writeFile(join(folder, name), text);
    await page.goto("/admin?tab=import");
    await page.getByLabel("Choose a folder").setInputFiles(folder);
    await page.getByLabel("Organisation (short name)").fill(`folder-${Date.now()}`);
    await page.getByLabel("Name", { exact: true }).fill("Folder fleet");
    await page.getByRole("button", { name: "Preview" }).click();
    await expect(page.getByRole("button", { name: "Import", exact: true })).toBeEnabled();
    await expect(page.getByText("sites.csv").first()).toBeVisible();
    await page.goto("/today");
    await page
      .getByRole("button", { name: /Port Ellery/ })
      .first()
      .click();
    await expect(page.getByRole("menuitemradio", { name: /Folder fleet/ })).toHaveCount(0);
  } finally {
    await rm(folder, { recursive: true });
  }
});

test("files that are dropped are previewed, and each fault stands by its file, line and column", async ({
  page,
}) => {
  await page.goto("/admin?tab=import");
  const transfer = await page.evaluateHandle(
    (files) => {
      const data = new DataTransfer();
      for (const [name, text] of files) data.items.add(new File([text], name, { type: "text/csv" }));
      return data;
    },
    Object.entries({ ...FILES, "sites.csv": FAULTY }),
  );
  const zone = page.getByText("Drop a folder or files here");
  await zone.dispatchEvent("dragover", { dataTransfer: transfer });
  await zone.dispatchEvent("drop", { dataTransfer: transfer });
  await page.getByLabel("Organisation (short name)").fill(`dropped-${Date.now()}`);
  await page.getByLabel("Name", { exact: true }).fill("Dropped fleet");
  await page.getByRole("button", { name: "Preview" }).click();
  await expect(page.getByText("4 faults", { exact: true })).toBeVisible();
  for (const [line, column, found] of [
    ["2", "lat", "151.5"],
    ["3", "demand_l", "plenty"],
    ["4", "window_start", "7 o'clock"],
    ["5", "stream", "lava"],
  ] as const) {
    const cells = page.getByRole("row").filter({ hasText: found }).getByRole("cell");
    await expect(cells.nth(0)).toHaveText("sites.csv");
    await expect(cells.nth(1)).toHaveText(line);
    await expect(cells.nth(2)).toHaveText(column);
  }
  await expect(page.getByRole("button", { name: "Import", exact: true })).toBeDisabled();
});
