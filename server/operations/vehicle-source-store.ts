import { type Db, sql } from "#server/platform/db.ts";

/** Vehicles on a route now, and those with any route on a service day. */
export const readVehiclesOnRoutes = async (
  db: Pick<Db, "$queryRaw">,
  organisationId: number,
  serviceDay: string,
): Promise<{ onRoute: Set<number>; ofDay: Set<number> }> => {
  const rows = await db.$queryRaw<{ vehicleId: number; isOn: boolean }[]>(sql`
    SELECT s.vehicle_id AS "vehicleId", true AS "isOn" FROM vehicle_state s
    WHERE s.organisation_id = ${organisationId} AND s.route_id IS NOT NULL
    UNION ALL
    SELECT r.vehicle_id, false FROM route r WHERE r.organisation_id = ${organisationId}
      AND r.service_day = ${serviceDay}::date AND r.vehicle_id IS NOT NULL AND r.status <> 'cancelled'`);
  const of = (isOn: boolean) => new Set(rows.filter((row) => row.isOn === isOn).map((row) => row.vehicleId));
  return { onRoute: of(true), ofDay: of(false) };
};

/** A truck as its own box would tell of it: where it stands and what its counters say. */
export type TruckNow = {
  externalId: string;
  name: string;
  plate: string | null;
  lng: number;
  lat: number;
  speedKmh: number;
  headingDeg: number;
  isRunning: boolean;
  odometerKm: number;
  engineHours: number;
  crankingVolts: number;
  coolantMaxC: number;
};

/** Every truck of an organisation that has ever told where it is, with its last counters. */
export const readTrucksNow = (db: Pick<Db, "$queryRaw">, organisationId: number): Promise<TruckNow[]> =>
  db.$queryRaw<TruckNow[]>(sql`
    SELECT v.external_id AS "externalId", v.name, v.plate, ST_X(s.location::geometry) AS lng,
      ST_Y(s.location::geometry) AS lat, s.speed_kmh AS "speedKmh", s.heading_deg AS "headingDeg",
      s.status NOT IN ('yard', 'offline', 'breakdown') AS "isRunning", r.odometer_km AS "odometerKm",
      r.engine_hours AS "engineHours", r.cranking_volts AS "crankingVolts", r.coolant_max_c AS "coolantMaxC"
    FROM vehicle v JOIN vehicle_state s ON s.vehicle_id = v.id
    JOIN LATERAL (SELECT * FROM vehicle_reading b WHERE b.vehicle_id = v.id
      ORDER BY b.service_day DESC LIMIT 1) r ON true
    WHERE v.organisation_id = ${organisationId} ORDER BY v.id`);
