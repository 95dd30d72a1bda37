import { NO_POSITION } from "#server/operations/core/event-order.ts";
import type { SaidEvent, VehicleSaid } from "#server/operations/core/vehicle-fold.ts";
import type { VehicleEvent } from "#server/operations/schema.ts";
import { sql, type Tx } from "#server/platform/db.ts";

/** A vehicle as ingestion holds it while its row is locked; instants are epoch milliseconds. */
export type HeldVehicle = VehicleSaid & {
  id: number;
  organisationId: number;
  depotId: number;
  timeZone: string;
  /** Sequence and time of the newest position; {@link NO_POSITION} before the first. */
  sequence: number;
  atMs: number | null;
  lng: number;
  lat: number;
  speedKmh: number;
  headingDeg: number;
  /** The last of what it has said apart from positions, by its own count; null before the first. */
  saidSequence: number | null;
  saidAtMs: number | null;
  /** The last of what a service has told that it said, by the service's count; null before the first. */
  toldSequence: number | null;
  toldAtMs: number | null;
};

/**
 * Locks the vehicles until the transaction ends, in order of id so that no two batches wait for each other in a ring,
 * and reads them. Two statements, for a row that was waited for is read anew but rows joined to it are not.
 */
export const lockVehicles = async (tx: Tx, ids: number[]): Promise<HeldVehicle[]> => {
  await tx.$executeRaw(
    sql`SELECT id FROM vehicle WHERE id = ANY(${ids}::int[]) ORDER BY id FOR NO KEY UPDATE`,
  );
  return tx.$queryRaw<HeldVehicle[]>(sql`
    SELECT v.id, v.organisation_id AS "organisationId", v.depot_id AS "depotId", d.time_zone AS "timeZone",
      coalesce(s.sequence, ${NO_POSITION}::bigint)::float8 AS sequence, (extract(epoch FROM s.at) * 1000)::float8 AS "atMs",
      ST_X(coalesce(s.location, d.location)::geometry) AS lng, ST_Y(coalesce(s.location, d.location)::geometry) AS lat,
      coalesce(s.speed_kmh, 0) AS "speedKmh", coalesce(s.heading_deg, 0) AS "headingDeg",
      coalesce(s.status, 'offline') AS status, (extract(epoch FROM s.status_since) * 1000)::float8 AS "sinceMs",
      s.route_id AS "routeId", s.driver_id AS "driverId", coalesce(s.load_kg, 0) AS "loadKg",
      l.sequence::float8 AS "saidSequence", (extract(epoch FROM l.at) * 1000)::float8 AS "saidAtMs",
      t.sequence::float8 AS "toldSequence", (extract(epoch FROM t.at) * 1000)::float8 AS "toldAtMs"
    FROM vehicle v JOIN depot d ON d.id = v.depot_id LEFT JOIN vehicle_state s ON s.vehicle_id = v.id
    LEFT JOIN LATERAL (SELECT sequence, at FROM event_ledger e WHERE e.vehicle_id = v.id AND e.kind <> 'position'
      AND e.sequence >= 0 ORDER BY sequence DESC LIMIT 1) l ON true
    LEFT JOIN LATERAL (SELECT sequence, at FROM event_ledger e WHERE e.vehicle_id = v.id AND e.kind <> 'position'
      AND e.sequence < 0 ORDER BY sequence DESC LIMIT 1) t ON true
    WHERE v.id = ANY(${ids}::int[])`);
};

/** Writes events into the ledger; maps to the `vehicle/sequence` of those that were not there before. */
export const writeLedger = async (
  tx: Tx,
  organisationId: number,
  events: readonly VehicleEvent[],
): Promise<Set<string>> => {
  const [row] = await tx.$queryRaw<{ vehicles: number[] | null; sequences: number[] | null }[]>(sql`
    WITH stored AS (
      INSERT INTO event_ledger (vehicle_id, sequence, organisation_id, kind, at, payload)
      SELECT e.vehicle_id, e.sequence, ${organisationId}, e.kind, e.at, e.payload::jsonb
      FROM unnest(${events.map((e) => e.vehicleId)}::int[], ${events.map((e) => e.sequence)}::bigint[],
        ${events.map((e) => e.kind)}::text[], ${events.map((e) => e.at)}::timestamptz[],
        ${events.map((e) => (e.kind === "position" ? null : JSON.stringify(e)))}::text[])
        AS e(vehicle_id, sequence, kind, at, payload)
      ON CONFLICT (vehicle_id, sequence) DO NOTHING
      RETURNING vehicle_id, sequence)
    SELECT array_agg(vehicle_id) AS vehicles, array_agg(sequence::float8) AS sequences FROM stored`);
  const sequences = row?.sequences ?? [];
  return new Set((row?.vehicles ?? []).map((vehicleId, i) => `${vehicleId}/${sequences[i]}`));
};

/** What vehicles said since their last route start. */
export const readSaid = async (tx: Tx, vehicleIds: number[]): Promise<SaidEvent[]> => {
  const rows = await tx.$queryRaw<{ payload: SaidEvent }[]>(sql`
    SELECT e.payload FROM unnest(${vehicleIds}::int[]) AS v(id)
    LEFT JOIN LATERAL (SELECT sequence, at FROM event_ledger s WHERE s.vehicle_id = v.id AND s.kind = 'route-start'
      ORDER BY sequence DESC LIMIT 1) began ON true
    JOIN event_ledger e ON e.vehicle_id = v.id AND e.kind <> 'position' AND CASE WHEN e.sequence >= 0
      THEN e.sequence >= coalesce(began.sequence, 0) ELSE e.at > coalesce(began.at, '-infinity') END`);
  return rows.map(({ payload }) => payload);
};

/** A position event with the depot of its vehicle. */
export type PlacedPosition = Extract<VehicleEvent, { kind: "position" }> & { depotId: number };

/** Stores positions. */
export const writePositions = (tx: Tx, organisationId: number, positions: readonly PlacedPosition[]) =>
  tx.$executeRaw(sql`
    INSERT INTO position (vehicle_id, at, sequence, organisation_id, depot_id, location, speed_kmh, heading_deg)
    SELECT p.vehicle_id, p.at, p.sequence, ${organisationId}, p.depot_id,
      ST_SetSRID(ST_MakePoint(p.lng, p.lat), 4326)::geography, p.speed, p.heading
    FROM unnest(${positions.map((p) => p.vehicleId)}::int[], ${positions.map((p) => p.at)}::timestamptz[],
      ${positions.map((p) => p.sequence)}::bigint[], ${positions.map((p) => p.depotId)}::int[],
      ${positions.map((p) => p.lng)}::float8[], ${positions.map((p) => p.lat)}::float8[],
      ${positions.map((p) => p.speedKmh)}::float8[], ${positions.map((p) => p.headingDeg)}::float8[])
      AS p(vehicle_id, at, sequence, depot_id, lng, lat, speed, heading)`);

/** Stores the newest state of vehicles that are locked by this transaction. */
export const writeStates = (tx: Tx, states: readonly HeldVehicle[]) =>
  tx.$executeRaw(sql`
    INSERT INTO vehicle_state AS s (vehicle_id, organisation_id, depot_id, location, at, sequence, speed_kmh,
      heading_deg, status, status_since, route_id, driver_id, load_kg, load_l)
    SELECT n.id, n.organisation_id, n.depot_id, ST_SetSRID(ST_MakePoint(n.lng, n.lat), 4326)::geography,
      to_timestamp(n.at_ms / 1000), n.sequence, n.speed, n.heading, n.status, to_timestamp(n.since_ms / 1000),
      n.route_id, n.driver_id, n.load_kg,
      -- Vehicles weigh their load; its volume is taken to fill the body as the weight does.
      CASE WHEN v.capacity_kg > 0 THEN (n.load_kg::float8 * v.capacity_l / v.capacity_kg)::int ELSE 0 END
    FROM unnest(${states.map((s) => s.id)}::int[], ${states.map((s) => s.organisationId)}::int[],
      ${states.map((s) => s.depotId)}::int[], ${states.map((s) => s.lng)}::float8[],
      ${states.map((s) => s.lat)}::float8[], ${states.map((s) => s.atMs ?? s.sinceMs)}::float8[],
      ${states.map((s) => s.sequence)}::bigint[], ${states.map((s) => s.speedKmh)}::float8[],
      ${states.map((s) => s.headingDeg)}::float8[], ${states.map((s) => s.status)}::text[],
      ${states.map((s) => s.sinceMs)}::float8[], ${states.map((s) => s.routeId)}::int[],
      ${states.map((s) => s.driverId)}::int[], ${states.map((s) => s.loadKg)}::int[])
      AS n(id, organisation_id, depot_id, lng, lat, at_ms, sequence, speed, heading, status, since_ms, route_id,
        driver_id, load_kg)
    JOIN vehicle v ON v.id = n.id
    ON CONFLICT (vehicle_id) DO UPDATE SET organisation_id = excluded.organisation_id, depot_id = excluded.depot_id,
      location = excluded.location, at = excluded.at, sequence = excluded.sequence, speed_kmh = excluded.speed_kmh,
      heading_deg = excluded.heading_deg, status = excluded.status, status_since = excluded.status_since,
      route_id = excluded.route_id, driver_id = excluded.driver_id, load_kg = excluded.load_kg,
      load_l = excluded.load_l`);

/** Which of the ids of a table belong to the organisation. */
export const ownIds = async (
  tx: Tx,
  table: "route" | "stop" | "driver" | "facility",
  organisationId: number,
  ids: number[],
): Promise<Set<number>> => {
  if (ids.length === 0) return new Set();
  const from = { route: sql`route`, stop: sql`stop`, driver: sql`driver`, facility: sql`facility` }[table];
  const rows = await tx.$queryRaw<{ id: number }[]>(
    sql`SELECT id FROM ${from} WHERE organisation_id = ${organisationId} AND id = ANY(${ids}::int[])`,
  );
  return new Set(rows.map(({ id }) => id));
};

/** Makes the daily partitions of positions over [from, to). */
export const ensurePositionDays = (tx: Pick<Tx, "$executeRaw">, from: Date, to: Date) =>
  tx.$executeRaw(sql`SELECT ensure_partitions('position', ${from}, ${to}, 'day')`);
