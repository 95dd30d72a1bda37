import { afterAll, beforeAll, expect, it } from "vitest";
import { plantFleet } from "#server/operations/fixture-fleet.ts";
import { createIngest, type Ingest } from "#server/operations/ingest.ts";
import {
  ensurePositionDays,
  lockVehicles,
  type PositionEvent,
  takePositions,
  writeStates,
} from "#server/operations/ingest-store.ts";
import { openDb, sql } from "#server/platform/db.ts";
import { withTestDatabase } from "#server/platform/test-database.ts";

const database = withTestDatabase();
const START = Date.parse("2026-11-23T06:00:00Z");
const at = (seconds: number): string => new Date(START + seconds * 1000).toISOString();

let open: ReturnType<typeof openDb>;
let ingest: Ingest;
beforeAll(async () => {
  open = openDb({ url: database.url, poolSize: 4 });
  // As ingestion does before it takes positions of a day.
  await ensurePositionDays(open.db, new Date("2026-11-23"), new Date("2026-11-24"));
  ingest = createIngest({
    ...{ db: open.db, hub: { publish: () => {} } },
    ...{ announce: async () => {}, exceptionsChanged: async () => {} },
  });
});
afterAll(() => open.close());

const position = (vehicleId: number, sequence: number): PositionEvent => ({
  ...{ vehicleId, sequence, at: at(100 + sequence), kind: "position" },
  ...{ lng: 120 + sequence / 100, lat: 36 + sequence / 10, speedKmh: 30 + sequence, headingDeg: 90 },
});
const placed = (vehicleId: number) =>
  open.db.$queryRaw<unknown[]>(sql`
    SELECT sequence::float8, depot_id AS "depotId", round(ST_X(location::geometry)::numeric, 3)::float8 AS lng,
      round(ST_Y(location::geometry)::numeric, 3)::float8 AS lat, speed_kmh::float8 AS "speedKmh", heading_deg::float8 AS "headingDeg"
    FROM position WHERE vehicle_id = ${vehicleId} ORDER BY sequence`);

it("moves vehicles on by their positions in one statement, and leaves to others what takes more", async () => {
  const fleet = await plantFleet(open.db, { slug: "one", vehicles: 3 });
  const other = await plantFleet(open.db, { slug: "other", vehicles: 1 });
  const { organisationId } = fleet;
  const [first, second, third, foreign] = [...fleet.vehicles, ...other.vehicles].map(({ id }) => id) as [
    number,
    number,
    number,
    number,
  ];
  const [{ routeId, driverId }] = fleet.vehicles as [(typeof fleet.vehicles)[number]];
  const { depotId } = await open.db.vehicle.findUniqueOrThrow({ where: { id: first } });
  const take = (...events: PositionEvent[]) => takePositions(open.db, organisationId, events);
  const count = () => open.db.eventLedger.count({ where: { organisationId } });
  // None has told anything yet.
  expect(await take(position(first, 1))).toBeNull();
  await ingest(organisationId, [
    { vehicleId: first, sequence: 0, at: at(50), kind: "route-start", routeId, driverId },
  ]);
  // It has a state and no position.
  expect(await take(position(first, 1))).toMatchObject({ moved: [{ id: first, sequence: 1 }] });
  await ingest(organisationId, [{ ...position(second, 1), sequence: -9 }]);
  const before = await count();
  for (const of of [second, third, foreign, 0])
    expect(await take(position(first, 2), position(of, 2)), `of ${of}`).toBeNull();
  expect(await count()).toBe(before);
  // Of one that is newer, one that is older and one that is known, the newest moves it and the known is not new.
  expect(await take(position(first, 4), position(first, 3), position(first, 1))).toEqual({
    isNew: new Set([`${first}/3`, `${first}/4`]),
    moved: [
      {
        ...{ id: first, depotId, stored: expect.arrayContaining([3, 4]), isMoved: true },
        ...{ sequence: 4, atMs: Date.parse(at(104)), lng: 120.04, lat: 36.4, speedKmh: 34, headingDeg: 90 },
        ...{ status: "moving", sinceMs: Date.parse(at(50)), routeId, driverId, loadKg: 0 },
      },
    ],
  });
  expect(await take(position(first, 2))).toEqual({ isNew: new Set([`${first}/2`]), moved: [] });
  expect(await count()).toBe(before + 3);
  expect(await placed(first)).toEqual(
    [1, 2, 3, 4].map((n) => ({
      ...{ sequence: n, depotId, lng: 120 + n / 100, lat: 36 + n / 10, speedKmh: 30 + n, headingDeg: 90 },
    })),
  );
});

it("waits for who holds a vehicle, and goes by what he made of it", async () => {
  const fleet = await plantFleet(open.db, { slug: "held", vehicles: 1 });
  const other = await plantFleet(open.db, { slug: "elsewhere", vehicles: 1 });
  const [id, foreign] = [...fleet.vehicles, ...other.vehicles].map((vehicle) => vehicle.id) as [
    number,
    number,
  ];
  const { depotId } = await open.db.vehicle.findUniqueOrThrow({ where: { id: foreign } });
  await ingest(fleet.organisationId, [position(id, 1)]);
  let taken: ReturnType<typeof takePositions> | undefined;
  await open.db.$transaction(async (tx) => {
    const held = await lockVehicles(tx, [id]);
    taken = takePositions(open.db, fleet.organisationId, [position(id, 5)]);
    await expect
      .poll(() =>
        open.db.$queryRaw<unknown[]>(sql`
          SELECT 1 FROM pg_stat_activity WHERE wait_event_type = 'Lock' AND query LIKE '%take_positions%'
            AND datname = current_database() AND pid <> pg_backend_pid()`),
      )
      .toHaveLength(1);
    await tx.$executeRaw(sql`UPDATE vehicle SET depot_id = ${depotId} WHERE id = ${id}`);
    await writeStates(
      tx,
      held.map((vehicle) => ({ ...vehicle, sequence: 9, atMs: Date.parse(at(109)) })),
    );
  });
  expect(await taken).toEqual({ isNew: new Set([`${id}/5`]), moved: [] });
  expect(await placed(id)).toMatchObject([{ sequence: 1 }, { sequence: 5, depotId }]);
  const state = await open.db.$queryRaw<unknown[]>(
    sql`SELECT sequence::float8 FROM vehicle_state WHERE vehicle_id = ${id}`,
  );
  expect(state).toEqual([{ sequence: 9 }]);
});
