import { screen, within } from "@testing-library/react";
import { expect, it } from "vitest";
import { showPage } from "#components/fixture-page.tsx";
import type { SettingRow } from "#server/accounts/schema.ts";
import { SettingsPanel } from "./settings-panel.tsx";

const settingOf = (key: string, value: SettingRow["value"], rest: Partial<SettingRow> = {}): SettingRow => ({
  ...{ key, value, fallback: value, unit: "", doc: `What ${key} does.`, from: "fallback" },
  ...{ changedBy: null, changedAt: null, shape: { kind: "text" } },
  ...rest,
});

it("settings are changed by an admin of the organisation that runs the platform, and others read why not", async () => {
  const answers = { "accounts.settings.list": [settingOf("cache.text_like", "a word")] };
  showPage(<SettingsPanel />, answers, { role: "admin" });
  expect(await screen.findByRole("textbox")).toBeTruthy();
  const organisation = {
    ...{ id: 2, slug: "north", name: "North fleet", kind: "import" as const, bounds: [] },
    ...{ timeZone: "Europe/London", currency: "GBP", isOperator: false },
  };
  showPage(<SettingsPanel />, answers, { role: "admin", organisation, operator: "City" });
  await screen.findByText("a word");
  expect(screen.queryByRole("textbox")).toBeNull();
  expect(screen.getByRole("note").textContent).toContain("City runs this platform.");
});

it("settings stand under what they belong to, with their defaults as they are", async () => {
  showPage(<SettingsPanel />, {
    "accounts.settings.list": [
      settingOf("cache.text_like", 0.8),
      settingOf("kpi.tiles_ttl_ms", 5_000, { unit: "ms" }),
      settingOf("routing.even_work", "off", {
        shape: { kind: "choice", choices: ["off", "some", "strong"] },
      }),
      settingOf("weather.source", "none"),
    ],
  });
  await screen.findByRole("heading", { name: "Planning" });
  expect(screen.getAllByRole("heading", { level: 3 }).map(({ textContent }) => textContent)).toEqual([
    "Planning",
    "Costs, savings and KPIs",
    "Search and kept answers",
    "Other",
  ]);
  const planning = screen.getByRole("region", { name: "Planning" });
  expect(within(planning).getByText("What routing.even_work does.")).toBeTruthy();
  expect(within(planning).getByText(/Default Off$/)).toBeTruthy();
  expect(screen.getByText(/Default 0\.8$/)).toBeTruthy();
  expect(screen.getByText(/Default 5,000 ms$/)).toBeTruthy();
});
