import { afterAll, beforeAll, expect, it } from "vitest";
import { plantFleet } from "#server/operations/fixture-fleet.ts";
import { deleteLedger } from "#server/operations/ledger-store.ts";
import { openDb } from "#server/platform/db.ts";
import { withTestDatabase } from "#server/platform/test-database.ts";

const database = withTestDatabase();
let open: ReturnType<typeof openDb>;
beforeAll(() => {
  open = openDb({ url: database.url, poolSize: 2 });
});
afterAll(() => open.close());

it("forgets old events, but never a vehicle's last nor what its state is folded from", async () => {
  const { db } = open;
  const { organisationId, vehicles } = await plantFleet(db, { vehicles: 2 });
  const [driven, parked] = vehicles.map(({ id }) => id) as [number, number];
  const at = new Date("2026-01-01T08:00:00Z");
  const row = (vehicleId: number, sequence: number, kind: string, receivedAt = at) => ({
    ...{ organisationId, vehicleId, sequence: BigInt(sequence), kind, at, receivedAt },
  });
  await db.eventLedger.createMany({
    data: [
      ...[row(driven, 1, "route-start"), row(driven, 2, "position"), row(driven, 3, "stop-done")],
      ...[row(driven, 4, "route-start"), row(driven, 5, "position"), row(driven, 6, "stop-done")],
      row(driven, 7, "position", new Date("2026-02-02T00:00:00Z")),
      ...[row(parked, 1, "position"), row(parked, 2, "position")],
      // What a service told of it, by a count of its own.
      ...[row(parked, -9, "position"), row(parked, -8, "status"), row(parked, -7, "position")],
    ],
  });
  expect(await deleteLedger(db, new Date("2026-02-01T00:00:00Z"))).toBe(6);
  const left = await db.eventLedger.findMany({ orderBy: [{ vehicleId: "asc" }, { sequence: "asc" }] });
  expect(left.map(({ vehicleId, sequence }) => [vehicleId, Number(sequence)])).toEqual([
    ...[
      [driven, 4],
      [driven, 6],
      [driven, 7],
    ],
    ...[
      [parked, -8],
      [parked, -7],
      [parked, 2],
    ],
  ]);
});
