import { createServer } from "node:net";
import { expect } from "@playwright/test";
import { callsFor, cityNow, openTelemetry, positionOf, tokenOf } from "./api.ts";
import { rowsOf, sessionOf, test } from "./journey.ts";
import { ownServer } from "./own-server.ts";

const databaseUrl = process.env.JOURNEYS_DATABASE;

const freePort = (): Promise<number> =>
  new Promise((resolve) => {
    const probe = createServer().listen(0, "localhost", () => {
      const address = probe.address();
      probe.close(() => resolve(address !== null && typeof address === "object" ? address.port : 0));
    });
  });

test("a page goes on by itself after its server was killed and started again", async ({
  browser,
  address,
}) => {
  // biome-ignore lint/suspicious/noSkippedTests: by hand, on a server whose database is not known, there is nothing to restart
  test.skip(databaseUrl === undefined, "JOURNEYS_DATABASE names no database for a second server");
  const server = ownServer(databaseUrl ?? "", await freePort());
  await server.start();
  try {
    const admin = await tokenOf(address, "admin");
    const post = await openTelemetry(server.address, admin);
    const { rows } = await callsFor(address, admin).operations.vehicles.list.query({
      filters: [{ column: "routeId", op: "is-null", value: true }],
      sort: [{ column: "number", descending: true }],
      offset: 0,
      limit: 1,
    });
    const [vehicle] = rows;
    if (!vehicle) throw new Error("vehicles: found none without a route, expected one");
    // Cookies belong to the host, whatever the port.
    const context = await browser.newContext({
      baseURL: server.address,
      storageState: await sessionOf(browser, address, "dispatcher"),
    });
    const page = await context.newPage();
    await page.goto(`/vehicles?q=${encodeURIComponent(vehicle.plate ?? vehicle.name)}`);
    const row = (await rowsOf(page, "Vehicles")).filter({ hasText: vehicle.name });
    const state = page.getByRole("status");
    await expect(state.filter({ hasText: "Live" })).toBeAttached();
    await post([positionOf(vehicle.id, 51, await cityNow(address, admin))]);
    await expect(row.getByText("51 km/h")).toBeVisible();
    await server.kill();
    await expect(state.filter({ hasText: "Offline" })).toBeAttached();
    await server.start();
    await post([positionOf(vehicle.id, 52, await cityNow(address, admin))]);
    await expect(state.filter({ hasText: "Live" })).toBeAttached({ timeout: 30_000 });
    await expect(row.getByText("52 km/h")).toBeVisible();
    await post([positionOf(vehicle.id, 53, await cityNow(address, admin))]);
    await expect(row.getByText("53 km/h")).toBeVisible();
    await context.close();
  } finally {
    await server.kill();
  }
});
