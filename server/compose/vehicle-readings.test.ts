import { afterAll, beforeAll, expect, it } from "vitest";
import { addReadings, type CounterReading } from "#server/fleet/vehicle-store.ts";
import { plantFleet } from "#server/operations/fixture-fleet.ts";
import { openDb } from "#server/platform/db.ts";
import { withTestDatabase } from "#server/platform/test-database.ts";

const database = withTestDatabase();
let open: ReturnType<typeof openDb>;
beforeAll(() => {
  open = openDb({ url: database.url, poolSize: 2 });
});
afterAll(() => open.close());

const read = (vehicleId: number, at: string, more: Partial<CounterReading> = {}): CounterReading => ({
  ...{ vehicleId, at, odometerKm: null, engineHours: null, crankingVolts: null, coolantMaxC: null },
  ...more,
});
const stored = (vehicleId: number) =>
  open.db.vehicleReading.findMany({ where: { vehicleId }, orderBy: { serviceDay: "asc" } });

it("keeps a day's extremes, whatever the order and the repeats", async () => {
  const fleet = await plantFleet(open.db, { slug: "readings" });
  const vehicleId = fleet.vehicles[0]?.id ?? 0;
  const day = (hour: string) => `2026-11-23T${hour}:00:00Z`;
  const all = { odometerKm: 100, engineHours: 10, crankingVolts: 21, coolantMaxC: 80 };
  const batches = [
    [read(vehicleId, day("06"), all)],
    [read(vehicleId, day("09"), { odometerKm: 140 }), read(vehicleId, day("10"), { coolantMaxC: 96 })],
    [read(vehicleId, day("08"), { odometerKm: 120, crankingVolts: 20.5 })],
  ];
  for (const batch of [...batches, ...batches.toReversed()])
    await addReadings(open.db, fleet.organisationId, batch);
  expect(await stored(vehicleId)).toMatchObject([
    { odometerKm: 140, engineHours: 10, crankingVolts: 20.5, coolantMaxC: 96 },
  ]);
  await addReadings(open.db, fleet.organisationId, [
    read(vehicleId, "2026-11-24T07:00:00Z", { odometerKm: 150 }),
  ]);
  expect((await stored(vehicleId))[1]).toMatchObject({ odometerKm: 150, engineHours: 10, coolantMaxC: 96 });
});

it("begins no day with a counter that nobody ever told, and takes none of another organisation", async () => {
  const fleet = await plantFleet(open.db, { slug: "bare" });
  const [first, second] = fleet.vehicles;
  await addReadings(open.db, fleet.organisationId, [
    read(first?.id ?? 0, "2026-11-23T06:00:00Z", { odometerKm: 5 }),
  ]);
  const all = { odometerKm: 1, engineHours: 1, crankingVolts: 1, coolantMaxC: 1 };
  await addReadings(open.db, fleet.organisationId + 1, [read(second?.id ?? 0, "2026-11-23T06:00:00Z", all)]);
  expect(await stored(first?.id ?? 0)).toEqual([]);
  expect(await stored(second?.id ?? 0)).toEqual([]);
});
