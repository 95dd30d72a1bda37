import { expect } from "@playwright/test";
import { callsFor, openTelemetry, tokenOf } from "./api.ts";
import { rowsOf, test } from "./journey.ts";

test.use({ role: "admin" });

test("what the page measures of its live values reaches the scorecard", async ({ page, address }) => {
  const calls = callsFor(address, await tokenOf(address, "engineer"));
  const measured = async (): Promise<number> =>
    (await calls.telemetry.scorecard.query()).find(({ key }) => key === "live")?.count ?? 0;
  const before = await measured();
  await page.goto("/vehicles");
  await rowsOf(page, "Vehicles");
  await expect.poll(measured, { timeout: 30_000 }).toBeGreaterThan(before);
  await page.goto("/performance");
  const line = page.getByRole("listitem").filter({ hasText: /^Live updates, event to screen/ });
  await expect(line).toContainText(/\d ms/);
});

test("a stop that is done says so in its row before the list is read again", async ({ page, address }) => {
  const admin = await tokenOf(address, "admin");
  const calls = callsFor(address, admin);
  const post = await openTelemetry(address, admin);
  const { rows: routes } = await calls.operations.routes.list.query({
    filters: [
      { column: "status", op: "eq", value: "active" },
      { column: "stopsLeft", op: "gt", value: 3 },
    ],
    ...{ sort: [{ column: "stopsLeft", descending: true }], offset: 0, limit: 1 },
  });
  const [route] = routes;
  // Not the route's own vehicle: the simulator counts on with the numbers of its events.
  const { rows: vehicles } = await calls.operations.vehicles.list.query({
    filters: [{ column: "routeId", op: "is-null", value: true }],
    ...{ sort: [], offset: 0, limit: 1 },
  });
  const [vehicle] = vehicles;
  if (!route || !vehicle) throw new Error("found no active route or no vehicle without one, expected both");
  const { rows: stops } = await calls.operations.stops.list.query({
    filters: [
      { column: "routeId", op: "eq", value: route.id },
      { column: "status", op: "eq", value: "pending" },
    ],
    ...{ sort: [{ column: "sequence", descending: true }], offset: 0, limit: 1 },
  });
  const [stop] = stops;
  if (!stop) throw new Error(`route ${route.name}: found no pending stop, expected one`);
  await page.goto(`/stops?sort=-sequence&f=routeId:eq:${route.id}`);
  const row = (await rowsOf(page, "Stops")).filter({ hasText: stop.site }).first();
  await expect(row).toContainText("Pending");
  await expect(page.getByRole("status").filter({ hasText: "Live" })).toBeAttached();
  await page.route("**/api/trpc/operations.stops.list**", (request) => request.abort());
  await post([
    {
      ...{ vehicleId: vehicle.id, sequence: Date.now(), at: new Date().toISOString(), kind: "skip" },
      ...{ routeId: route.id, stopId: stop.id, outcome: "skipped", reason: "Closed today" },
    },
  ]);
  await expect(row).toContainText("Skipped");
});
