import { afterAll, beforeAll, expect, it } from "vitest";
import { plantFleet } from "#server/operations/fixture-fleet.ts";
import { createIngest, type Ingest } from "#server/operations/ingest.ts";
import { type PositionEvent, takePositions } from "#server/operations/ingest-store.ts";
import { openDb } from "#server/platform/db.ts";
import { withTestDatabase } from "#server/platform/test-database.ts";

const database = withTestDatabase();
const START = Date.parse("2026-11-23T06:00:00Z");
const at = (seconds: number): string => new Date(START + seconds * 1000).toISOString();

let open: ReturnType<typeof openDb>;
let ingest: Ingest;
beforeAll(() => {
  open = openDb({ url: database.url, poolSize: 4 });
  ingest = createIngest({
    ...{ db: open.db, hub: { publish: () => {} } },
    ...{ announce: async () => {}, exceptionsChanged: async () => {} },
  });
});
afterAll(() => open.close());

it("moves vehicles on by their positions in one statement, and leaves to others what takes more", async () => {
  const fleet = await plantFleet(open.db, { slug: "one", vehicles: 2 });
  const other = await plantFleet(open.db, { slug: "other", vehicles: 1 });
  const { organisationId } = fleet;
  const [first, second, foreign] = [...fleet.vehicles, ...other.vehicles].map(({ id }) => id) as [
    number,
    number,
    number,
  ];
  const position = (vehicleId: number, sequence: number): PositionEvent => ({
    ...{ vehicleId, sequence, at: at(100 + sequence), kind: "position" },
    ...{ lng: 120 + sequence / 100, lat: 36, speedKmh: 30, headingDeg: 90 },
  });
  const take = (...events: PositionEvent[]) => takePositions(open.db, organisationId, events);
  const count = () => open.db.eventLedger.count({ where: { organisationId } });
  // Neither has told anything yet.
  expect(await take(position(first, 1))).toBeNull();
  for (const event of [position(first, 1), { ...position(second, 1), sequence: -9 }])
    await ingest(organisationId, [event]);
  const before = await count();
  for (const of of [second, foreign, 0])
    expect(await take(position(first, 2), position(of, 2)), `of ${of}`).toBeNull();
  expect(await count()).toBe(before);
  // Of one that is newer, one that is older and one that is known, the newest moves it and the known is not new.
  expect(await take(position(first, 4), position(first, 3), position(first, 1))).toEqual({
    isNew: new Set([`${first}/3`, `${first}/4`]),
    moved: [
      expect.objectContaining({
        ...{ id: first, sequence: 4, atMs: Date.parse(at(104)), lng: 120.04, speedKmh: 30 },
        status: "offline",
      }),
    ],
  });
  expect(await take(position(first, 2))).toEqual({ isNew: new Set([`${first}/2`]), moved: [] });
  expect(await count()).toBe(before + 3);
  expect(await open.db.position.count({ where: { vehicleId: first } })).toBe(4);
});
