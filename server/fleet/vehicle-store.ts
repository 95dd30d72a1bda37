import { type Db, sql } from "#server/platform/db.ts";

type Runner = Pick<Db, "$queryRaw" | "$executeRaw">;

/** What a vehicle may be known by outside. */
export type VehicleIdentity = { id: number; externalId: string; name: string; plate: string | null };

/** What a vehicle's own counters said, up to an instant; null where one said nothing. */
export type CounterReading = {
  vehicleId: number;
  at: string;
  odometerKm: number | null;
  engineHours: number | null;
  crankingVolts: number | null;
  coolantMaxC: number | null;
};

/** Every vehicle of an organisation by what it may be known by outside. */
export const vehicleIdentitiesOf = (db: Runner, organisationId: number): Promise<VehicleIdentity[]> =>
  db.$queryRaw<VehicleIdentity[]>(sql`
    SELECT id, external_id AS "externalId", name, plate FROM vehicle
    WHERE organisation_id = ${organisationId} ORDER BY id`);

/**
 * Adds readings to those of their service days. They hold a day's extremes, so one may come again and in any order. A
 * day begins with what the vehicle said last before it, and only where all of its counters are known.
 */
export const addReadings = async (
  db: Runner,
  organisationId: number,
  readings: readonly CounterReading[],
): Promise<void> => {
  if (readings.length === 0) return;
  await db.$executeRaw(sql`
    INSERT INTO vehicle_reading (vehicle_id, service_day, organisation_id, odometer_km, engine_hours, cranking_volts,
      coolant_max_c)
    SELECT * FROM (
      SELECT v.id, n.day, v.organisation_id, coalesce(n.odometer_km, p.odometer_km) AS odometer_km,
        coalesce(n.engine_hours, p.engine_hours) AS engine_hours,
        coalesce(n.cranking_volts, p.cranking_volts) AS cranking_volts,
        coalesce(n.coolant_max_c, p.coolant_max_c) AS coolant_max_c
      FROM (SELECT r.vehicle_id, (r.at AT TIME ZONE d.time_zone)::date AS day, max(r.odometer_km) AS odometer_km,
          max(r.engine_hours) AS engine_hours, min(r.cranking_volts) AS cranking_volts,
          max(r.coolant_max_c) AS coolant_max_c
        FROM unnest(${readings.map((r) => r.vehicleId)}::int[], ${readings.map((r) => r.at)}::timestamptz[],
            ${readings.map((r) => r.odometerKm)}::float8[], ${readings.map((r) => r.engineHours)}::float8[],
            ${readings.map((r) => r.crankingVolts)}::float8[], ${readings.map((r) => r.coolantMaxC)}::float8[])
          AS r(vehicle_id, at, odometer_km, engine_hours, cranking_volts, coolant_max_c)
        JOIN vehicle w ON w.id = r.vehicle_id JOIN depot d ON d.id = w.depot_id
        GROUP BY 1, 2) n
      JOIN vehicle v ON v.id = n.vehicle_id AND v.organisation_id = ${organisationId}
      LEFT JOIN LATERAL (SELECT * FROM vehicle_reading b WHERE b.vehicle_id = v.id AND b.service_day <= n.day
        ORDER BY b.service_day DESC LIMIT 1) p ON true) each
    WHERE num_nulls(odometer_km, engine_hours, cranking_volts, coolant_max_c) = 0
    ORDER BY 1, 2
    ON CONFLICT (vehicle_id, service_day) DO UPDATE SET
      odometer_km = greatest(vehicle_reading.odometer_km, excluded.odometer_km),
      engine_hours = greatest(vehicle_reading.engine_hours, excluded.engine_hours),
      cranking_volts = least(vehicle_reading.cranking_volts, excluded.cranking_volts),
      coolant_max_c = greatest(vehicle_reading.coolant_max_c, excluded.coolant_max_c)`);
};
