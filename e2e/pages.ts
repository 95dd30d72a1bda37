import { expect, type Page } from "@playwright/test";

/** Every page of the console by its path and title. */
export const PAGES = {
  today: "Today",
  map: "Map",
  exceptions: "Exceptions",
  ask: "Ask",
  search: "Search",
  board: "Board",
  plans: "Plans",
  routes: "Routes",
  stops: "Stops",
  vehicles: "Vehicles",
  drivers: "Drivers",
  customers: "Customers",
  sites: "Sites",
  kpi: "KPIs",
  forecast: "Forecast",
  coordination: "Coordination",
  performance: "Performance",
  flags: "Flags",
  integrations: "Integrations",
  admin: "Admin",
} as const;

/** Name of a page. */
export type PageName = keyof typeof PAGES;

/** The pages in order. */
export const ALL_PAGES = Object.keys(PAGES) as PageName[];

/** Opens a page and waits until it is drawn and no part of it still loads. */
export const openPage = async (page: Page, name: PageName): Promise<void> => {
  await page.goto(`/${name}`);
  await expect(page.getByRole("heading", { level: 1 }).first()).toBeAttached();
  await expect(page.locator('main [aria-busy="true"]')).toHaveCount(0);
  await page.evaluate(() => document.fonts.ready);
};
