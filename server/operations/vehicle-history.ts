import type { WearHistory } from "#server/forecast/maintenance.schema.ts";
import { type Scope, seesDepot } from "#server/lib/scope.ts";
import { type Db, sql } from "#server/platform/db.ts";

type ReadingRow = {
  vehicleId: number;
  day: number;
  odometerKm: number;
  engineHours: number;
  volts: number;
  coolantC: number;
  oilKpa: number | null;
};

const numbered = (histories: ReadonlyMap<number, WearHistory>, vehicleId: number): WearHistory =>
  histories.get(vehicleId) as WearHistory;

/** What the vehicles of an organisation showed on the days `from` to `to`: readings, fault codes, and the days on which repairs began. */
export const readVehicleHistory = async (
  db: Db,
  organisationId: number,
  { from, to, timeZone }: { from: string; to: string; timeZone: string },
): Promise<WearHistory[]> => {
  const readings = await db.$queryRaw<ReadingRow[]>(sql`
    SELECT vehicle_id AS "vehicleId", service_day - '1970-01-01'::date AS day, odometer_km AS "odometerKm",
      engine_hours AS "engineHours", cranking_volts AS volts, coolant_max_c AS "coolantC", oil_pressure_kpa AS "oilKpa"
    FROM vehicle_reading WHERE organisation_id = ${organisationId} AND service_day BETWEEN ${from}::date AND ${to}::date
    ORDER BY vehicle_id, service_day`);
  const histories = new Map<number, WearHistory>();
  for (const { vehicleId, oilKpa, ...reading } of readings) {
    const known = histories.get(vehicleId) ?? { vehicleId, readings: [], faults: [], repairs: [] };
    known.readings.push({ ...reading, oilKpa: oilKpa ?? Number.NaN });
    histories.set(vehicleId, known);
  }
  const ids = [...histories.keys()];
  const dayOf = sql`(opened_at AT TIME ZONE ${timeZone})::date`;
  const within = sql`vehicle_id = ANY(${ids}) AND ${dayOf} BETWEEN ${from}::date AND ${to}::date`;
  const faults = await db.$queryRaw<{ vehicleId: number; day: number; severity: number }[]>(sql`
    SELECT vehicle_id AS "vehicleId", ${dayOf} - '1970-01-01'::date AS day, severity
    FROM fault_code WHERE ${within} ORDER BY opened_at`);
  for (const { vehicleId, ...fault } of faults) numbered(histories, vehicleId).faults.push(fault);
  const repairs = await db.$queryRaw<{ vehicleId: number; day: number }[]>(sql`
    SELECT vehicle_id AS "vehicleId", ${dayOf} - '1970-01-01'::date AS day
    FROM repair WHERE ${within} ORDER BY opened_at`);
  for (const { vehicleId, day } of repairs) numbered(histories, vehicleId).repairs.push(day);
  return [...histories.values()];
};

type FleetVehicle = {
  vehicleId: number;
  vehicle: string;
  depotId: number;
  depot: string;
  inWorkshop: boolean;
};

/** Vehicles of the fleet that the asker may see. */
export const readFleetVehicles = async (db: Pick<Db, "$queryRaw">, scope: Scope): Promise<FleetVehicle[]> => {
  const rows = await db.$queryRaw<FleetVehicle[]>(sql`
    SELECT v.id AS "vehicleId", v.name AS vehicle, v.depot_id AS "depotId", d.name AS depot, v.in_workshop AS "inWorkshop"
    FROM vehicle v JOIN depot d ON d.id = v.depot_id WHERE v.organisation_id = ${scope.organisationId} ORDER BY v.number`);
  return rows.filter(({ depotId }) => seesDepot(scope, depotId));
};
