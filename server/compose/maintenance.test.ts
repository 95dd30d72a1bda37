import { afterAll, beforeAll, expect, it } from "vitest";
import { type AskedCity, openAskedCity } from "#server/compose/fixture-asked-city.ts";
import type { OnAssignment } from "#server/forecast/maintenance.schema.ts";
import { createMaintenance, type Maintenance } from "#server/forecast/maintenance.ts";
import { AppError } from "#server/lib/errors.ts";
import { readFleetVehicles, readVehicleHistory } from "#server/operations/vehicle-history.ts";
import { createAudit, record } from "#server/platform/audit.ts";
import { sql } from "#server/platform/db.ts";
import { announce } from "#server/platform/outbox.ts";
import { withTestDatabase } from "#server/platform/test-database.ts";

const database = withTestDatabase();
const NOW = "2026-11-23T10:30:00.000Z";
let city: AskedCity;
let maintenance: Maintenance;
let onAssignment: OnAssignment = "warn";

beforeAll(async () => {
  city = await openAskedCity(database.url, { now: NOW, days: 120 });
  const { db } = city.db;
  maintenance = createMaintenance({
    ...{ db, record, announce },
    histories: (organisationId, days) =>
      readVehicleHistory(db, organisationId, { ...days, timeZone: "Europe/London" }),
    vehicles: readFleetVehicles,
    today: () => "2026-11-23",
    now: () => new Date(NOW),
    highChance: () => 0.3,
    onAssignment: () => onAssignment,
  });
}, 300_000);
afterAll(() => city.close());

it("before anything was learned no risk is told", async () => {
  const { madeFrom, fare, isTold, vehicles } = await maintenance.risks(city.scopeOf("manager"));
  expect({ madeFrom, fare, isTold }).toEqual({ madeFrom: null, fare: null, isTold: false });
  expect(vehicles.every(({ risk }) => risk === null)).toBe(true);
});

it("vehicles are told with reasons, better than by a guess, and once a day", async () => {
  const scope = city.scopeOf("manager");
  expect(await maintenance.recompute(scope.organisationId)).toBeGreaterThan(20);
  expect(await maintenance.recompute(scope.organisationId)).toBe(0);
  const { madeFrom, fare, isTold, vehicles } = await maintenance.risks(scope);
  expect(madeFrom).toBe("2026-11-22");
  expect(isTold).toBe(true);
  expect(fare?.precision).toBeGreaterThan(2 * (fare?.baseShare ?? 1));
  expect(fare?.errorDays).toBeLessThan(fare?.usualErrorDays ?? 0);
  const told = vehicles.flatMap(({ risk }) => risk ?? []);
  expect(told.map(({ chance }) => chance)).toEqual(told.map(({ chance }) => chance).sort((a, b) => b - a));
  for (const { days, lowDays, highDays, reasons } of told) {
    expect(lowDays).toBeLessThanOrEqual(days);
    expect(highDays).toBeGreaterThanOrEqual(days);
    expect(reasons).toHaveLength(4);
  }
});

it("a user sees the vehicles of his depots alone", async () => {
  const scope = city.scopeOf("manager");
  const depotId = (await maintenance.risks(scope)).vehicles[0]?.depotId ?? 0;
  const { vehicles } = await maintenance.risks({ ...scope, depotIds: [depotId] });
  expect(new Set(vehicles.map((each) => each.depotId))).toEqual(new Set([depotId]));
});

it("high risks propose work, which counts once it is ordered and can be taken back", async () => {
  const scope = city.scopeOf("manager");
  const proposed = (await maintenance.risks(scope)).vehicles.filter(({ order }) => order !== null);
  expect(proposed.length).toBeGreaterThan(0);
  expect(proposed.every(({ isHigh, order }) => isHigh && order?.status === "proposed")).toBe(true);
  const id = proposed[0]?.order?.id ?? 0;
  await expect(maintenance.decide({ ...scope, depotIds: [] }, id, true)).rejects.toThrow(AppError);
  const { order, auditId } = await maintenance.decide(scope, id, true);
  expect(order.status).toBe("ordered");
  await expect(maintenance.decide(scope, id, false)).rejects.toThrow("ordered already");
  const audit = createAudit({ db: city.db.db, undoers: { "work-order": maintenance.undo } });
  await audit.undo(scope, auditId);
  const after = (await maintenance.risks(scope)).vehicles.find((each) => each.order?.id === id);
  expect(after?.order).toEqual(proposed[0]?.order);
});

it("work is kept from a vehicle of high risk only where the organisation wants that", async () => {
  const scope = city.scopeOf("dispatcher");
  const { vehicles } = await maintenance.risks(scope);
  const high = vehicles.find(({ isHigh }) => isHigh)?.vehicleId ?? 0;
  const low = vehicles.find(({ isHigh }) => !isHigh)?.vehicleId ?? 0;
  const assertFit = (ids: number[]) =>
    city.db.db.$transaction((tx) => maintenance.assertFit(tx, scope, ids), { timeout: 30_000 });
  await assertFit([high]);
  onAssignment = "block";
  await assertFit([low]);
  await expect(assertFit([low, high])).rejects.toThrow("expected to fail within a week");
});

it("what gives work asks for the risks in its own transaction, so that it needs no second connection", async () => {
  const scope = city.scopeOf("dispatcher");
  const high = (await maintenance.risks(scope)).vehicles.find(({ isHigh }) => isHigh)?.vehicleId ?? 0;
  const given = city.db.db.$transaction(
    async (tx) => {
      await tx.$executeRaw(sql`UPDATE vehicle_risk SET chance = 0 WHERE vehicle_id = ${high}`);
      await maintenance.assertFit(tx, scope, [high]);
      throw new Error("taken back");
    },
    { timeout: 30_000 },
  );
  await expect(given).rejects.toThrow("taken back");
});

it("what became of vehicles after their risks is counted once a vehicle and week, high ones beside the others", async () => {
  const scope = city.scopeOf("manager");
  expect(await maintenance.used(scope, null)).toMatchObject({ high: 0, other: 0 });
  const { vehicles } = await maintenance.risks(scope);
  const { rows } = await city.db.pool.query<{ id: number; failed: boolean }>(
    `SELECT v.id, EXISTS (SELECT FROM (SELECT (opened_at AT TIME ZONE 'UTC')::date AS day FROM repair WHERE vehicle_id = v.id) r
       WHERE r.day > '2026-11-10' AND r.day <= '2026-11-17') AS failed
     FROM vehicle v WHERE v.id = ANY($1) ORDER BY v.id`,
    [vehicles.map(({ vehicleId }) => vehicleId)],
  );
  const high = new Set(rows.slice(0, rows.length / 2).map(({ id }) => id));
  // Told on two days of a week: the first counts.
  for (const [day, chance] of [
    ["2026-11-10", null],
    ["2026-11-12", 0.01],
  ] as const)
    await city.db.pool.query(
      `INSERT INTO vehicle_risk (organisation_id, vehicle_id, made_from, chance, days, low_days, high_days, reasons)
       SELECT $1, id, $2, coalesce($3, CASE WHEN id = ANY($4) THEN 0.95 ELSE 0.02 END), 5, 2, 9, '[]' FROM vehicle WHERE id = ANY($5)`,
      [scope.organisationId, day, chance, [...high], rows.map(({ id }) => id)],
    );
  const failedOf = (isHigh: boolean) =>
    rows.filter(({ id, failed }) => failed && high.has(id) === isHigh).length;
  expect(await maintenance.used(scope, null)).toEqual({
    ...{ days: 28, high: high.size, other: rows.length - high.size },
    ...{ highFailed: failedOf(true), otherFailed: failedOf(false) },
  });
  expect(await maintenance.used({ ...scope, depotIds: [] }, null)).toMatchObject({ high: 0, other: 0 });
});
