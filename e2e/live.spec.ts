import { expect } from "@playwright/test";
import { callsFor, cityNow, openLive, openTelemetry, positionOf, tokenOf } from "./api.ts";
import { rowsOf, test } from "./journey.ts";

test.use({ role: "dispatcher" });

test("a vehicle's new position reaches the page without a reload", async ({ page, address }) => {
  const admin = await tokenOf(address, "admin");
  const post = await openTelemetry(address, admin);
  const { rows } = await callsFor(address, admin).operations.vehicles.list.query({
    filters: [{ column: "routeId", op: "is-null", value: true }],
    sort: [],
    offset: 0,
    limit: 1,
  });
  const [vehicle] = rows;
  if (!vehicle) throw new Error("vehicles: found none without a route, expected one");
  await page.goto(`/vehicles?q=${encodeURIComponent(vehicle.plate ?? vehicle.name)}`);
  const grid = await rowsOf(page, "Vehicles");
  const row = grid.filter({ has: page.getByText(vehicle.name, { exact: true }) });
  await expect(page.getByRole("status").filter({ hasText: "Live" })).toBeAttached();
  await post([positionOf(vehicle.id, 47, await cityNow(address, admin))]);
  await expect(row.getByText("47 km/h")).toBeVisible();
  await post([positionOf(vehicle.id, 48, await cityNow(address, admin))]);
  await expect(row.getByText("48 km/h")).toBeVisible();
});

test("a driver is refused the office's channels and hears of nobody else's vehicle", async ({ address }) => {
  const admin = await tokenOf(address, "admin");
  const post = await openTelemetry(address, admin);
  const driver = await openLive(address, await tokenOf(address, "driver"));
  const office = await openLive(address, admin);
  try {
    expect(await driver.subscribe("exceptions")).toHaveProperty("error");
    expect(await driver.subscribe("samples")).toHaveProperty("error");
    await driver.subscribe("vehicles");
    await office.subscribe("vehicles");
    const { rows } = await callsFor(address, admin).operations.vehicles.list.query({
      filters: [{ column: "routeId", op: "is-null", value: true }],
      sort: [],
      offset: 0,
      limit: 5,
    });
    const ids = rows.map(({ id }) => id);
    const at = await cityNow(address, admin);
    await post(ids.map((id) => positionOf(id, 31, at)));
    const heard = (connection: typeof office) =>
      connection.received.filter(({ value }) => ids.includes(Number(value[0])) && value[4] === 31).length;
    await expect.poll(() => heard(office)).toBe(ids.length);
    expect(heard(driver)).toBe(0);
  } finally {
    driver.close();
    office.close();
  }
});
