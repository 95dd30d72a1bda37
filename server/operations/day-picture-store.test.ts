import { afterAll, beforeAll, expect, it } from "vitest";
import { minutesToInstant } from "#server/lib/service-day.ts";
import { readDayPicture } from "#server/operations/day-picture-store.ts";
import { type FixtureFleet, plantFleet } from "#server/operations/fixture-fleet.ts";
import { systemScope } from "#server/platform/audit.ts";
import { openDb } from "#server/platform/db.ts";
import { withTestDatabase } from "#server/platform/test-database.ts";

const database = withTestDatabase();
const HOUR_S = 3_600;
const ZONE = "Europe/Berlin";
let open: ReturnType<typeof openDb>;
let fleet: FixtureFleet;

beforeAll(async () => {
  open = openDb({ url: database.url, poolSize: 2 });
  fleet = await plantFleet(open.db, { vehicles: 2, stops: 1 });
  const { organisationId, depotId, vehicles } = fleet;
  await open.pool.query("UPDATE organisation SET time_zone = $1 WHERE id = $2", [ZONE, organisationId]);
  await open.pool.query("UPDATE depot SET time_zone = $1 WHERE id = $2", [ZONE, depotId]);
  const { rows } = await open.pool.query<{ id: number }>(
    `INSERT INTO depot (organisation_id, external_id, name, location, time_zone, opens_min, closes_min)
     VALUES ($1, 'w', 'West', 'POINT(0 51)', 'Europe/London', 300, 1200) RETURNING id`,
    [organisationId],
  );
  const west = rows[0]?.id;
  await open.pool.query("UPDATE vehicle SET depot_id = $1 WHERE id = $2", [west, vehicles[1]?.id]);
  await open.pool.query("UPDATE site SET depot_id = $1 WHERE id = (SELECT site_id FROM stop WHERE id = $2)", [
    west,
    vehicles[1]?.stopIds[0],
  ]);
});
afterAll(() => open.close());

// Shifts begin at 06:00 with their pause from 11:00, sites open at 07:00, the landfill at 05:00, all by the wall clock.
it.each([
  ["a day of 24 hours", "2026-11-23", 0],
  ["a day of 23 hours", "2027-03-28", -1],
  ["a day of 25 hours", "2026-10-25", 1],
])("tells times of the wall clock by seconds after midnight on %s", async (_, day, shiftH) => {
  await open.pool.query("UPDATE stop SET service_day = $1::date", [day]);
  const picture = await readDayPicture(open.db, systemScope(fleet.organisationId, "test"), {
    ...{ day, midnight: minutesToInstant(day, 0, ZONE), timeZone: ZONE, now: null, fuelCentsPerL: 150 },
  });
  const hour = (h: number) => (h + shiftH) * HOUR_S;
  const [here, west] = picture.vehicles;
  expect([here?.shiftStart, here?.pause?.earliest]).toEqual([hour(6), hour(11)]);
  // An hour later there, so that the same time of the clock comes an hour after ours.
  expect([west?.shiftStart, west?.pause?.earliest]).toEqual([hour(7), hour(12)]);
  expect(picture.stops.map(({ early }) => early)).toEqual([hour(7), hour(8)]);
  expect(picture.facilities.map(({ opens }) => opens)).toEqual([hour(5)]);
});
