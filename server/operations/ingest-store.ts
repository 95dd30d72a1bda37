import { NO_POSITION } from "#server/operations/core/event-order.ts";
import type { SaidEvent, VehicleSaid } from "#server/operations/core/vehicle-fold.ts";
import type { VehicleEvent } from "#server/operations/schema.ts";
import { sql, type Tx } from "#server/platform/db.ts";

/** Where a vehicle tells that it is. */
export type PositionEvent = Extract<VehicleEvent, { kind: "position" }>;

/** A vehicle as it stands: what it has said and its newest position; instants are epoch milliseconds. */
export type PlacedVehicle = VehicleSaid & {
  id: number;
  depotId: number;
  /** Sequence and time of the newest position; {@link NO_POSITION} before the first. */
  sequence: number;
  atMs: number | null;
  lng: number;
  lat: number;
  speedKmh: number;
  headingDeg: number;
};

/** A vehicle as ingestion holds it while its row is locked. */
export type HeldVehicle = PlacedVehicle & {
  organisationId: number;
  timeZone: string;
  /** The last of what it has said apart from positions, by its own count; null before the first. */
  saidSequence: number | null;
  saidAtMs: number | null;
  /** The last of what a service has told that it said, by the service's count; null before the first. */
  toldSequence: number | null;
  toldAtMs: number | null;
};

/** Locks the vehicles until the transaction ends, in order of id so that no two batches wait for each other in a ring, and reads them. */
export const lockVehicles = (tx: Tx, ids: number[]): Promise<HeldVehicle[]> =>
  tx.$queryRaw<HeldVehicle[]>(sql`
    SELECT id, organisation_id AS "organisationId", depot_id AS "depotId", time_zone AS "timeZone",
      coalesce(sequence, ${NO_POSITION}::bigint)::float8 AS sequence, (extract(epoch FROM at) * 1000)::float8 AS "atMs",
      lng, lat, speed_kmh AS "speedKmh", heading_deg AS "headingDeg", status,
      (extract(epoch FROM status_since) * 1000)::float8 AS "sinceMs", route_id AS "routeId", driver_id AS "driverId",
      load_kg AS "loadKg", said_sequence::float8 AS "saidSequence",
      (extract(epoch FROM said_at) * 1000)::float8 AS "saidAtMs", told_sequence::float8 AS "toldSequence",
      (extract(epoch FROM told_at) * 1000)::float8 AS "toldAtMs"
    FROM lock_vehicles(${ids}::int[])`);

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

/** The key of an event in its ledger. */
export const keyOf = ({ vehicleId, sequence }: { vehicleId: number; sequence: number }): string =>
  `${vehicleId}/${sequence}`;

/** Writes events, each once, into the ledger, and the positions among those that were not there before; maps to the {@link keyOf} of these. */
export const writeEvents = async (
  tx: Tx,
  organisationId: number,
  events: readonly VehicleEvent[],
  vehicles: ReadonlyMap<number, HeldVehicle>,
): Promise<Set<string>> => {
  const placed = events.map((e) => (e.kind === "position" ? e : null));
  const rows = await tx.$queryRaw<{ vehicleId: number; sequence: number }[]>(sql`
    WITH event AS (
      SELECT * FROM unnest(${events.map((e) => e.vehicleId)}::int[], ${events.map((e) => e.sequence)}::bigint[],
        ${events.map((e) => e.kind)}::text[], ${events.map((e) => e.at)}::timestamptz[],
        ${events.map((e) => (e.kind === "position" ? null : JSON.stringify(e)))}::text[],
        ${events.map((e) => vehicles.get(e.vehicleId)?.depotId ?? null)}::int[],
        ${placed.map((e) => e?.lng ?? null)}::float8[], ${placed.map((e) => e?.lat ?? null)}::float8[],
        ${placed.map((e) => e?.speedKmh ?? null)}::float8[], ${placed.map((e) => e?.headingDeg ?? null)}::float8[])
        AS e(vehicle_id, sequence, kind, at, payload, depot_id, lng, lat, speed, heading)),
    stored AS (
      INSERT INTO event_ledger (vehicle_id, sequence, organisation_id, kind, at, payload)
      SELECT vehicle_id, sequence, ${organisationId}, kind, at, payload::jsonb FROM event
      ON CONFLICT (vehicle_id, sequence) DO NOTHING
      RETURNING vehicle_id, sequence),
    place AS (
      INSERT INTO position (vehicle_id, at, sequence, organisation_id, depot_id, location, speed_kmh, heading_deg)
      SELECT vehicle_id, at, sequence, ${organisationId}, depot_id,
        ST_SetSRID(ST_MakePoint(lng, lat), 4326)::geography, speed, heading
      FROM event JOIN stored USING (vehicle_id, sequence) WHERE kind = 'position')
    SELECT vehicle_id AS "vehicleId", sequence::float8 FROM stored`);
  return new Set(rows.map(keyOf));
};

/**
 * Stores positions that vehicles number by their own count, each once, and moves the vehicles on by those that were not
 * there before, in one statement and so one transaction; maps to the {@link keyOf} of these and the vehicles that moved.
 * Null, and nothing is stored, where that takes more: see `take_positions`.
 */
export const takePositions = async (
  db: Pick<Tx, "$queryRaw">,
  organisationId: number,
  positions: readonly PositionEvent[],
): Promise<{ isNew: Set<string>; moved: PlacedVehicle[] } | null> => {
  type Row = PlacedVehicle & { stored: number[]; isMoved: boolean };
  const rows = await db.$queryRaw<Row[]>(sql`
    SELECT id, stored, is_moved AS "isMoved", depot_id AS "depotId", sequence,
      (extract(epoch FROM at) * 1000)::float8 AS "atMs", lng, lat, speed_kmh AS "speedKmh",
      heading_deg AS "headingDeg", status, (extract(epoch FROM status_since) * 1000)::float8 AS "sinceMs",
      route_id AS "routeId", driver_id AS "driverId", load_kg AS "loadKg"
    FROM take_positions(${organisationId}::int, ${positions.map((p) => p.vehicleId)}::int[],
      ${positions.map((p) => p.sequence)}::bigint[], ${positions.map((p) => p.at)}::timestamptz[],
      ${positions.map((p) => p.lng)}::float8[], ${positions.map((p) => p.lat)}::float8[],
      ${positions.map((p) => p.speedKmh)}::float8[], ${positions.map((p) => p.headingDeg)}::float8[])`);
  if (rows.length === 0) return null;
  const isNew = new Set(
    rows.flatMap(({ id, stored }) => stored.map((sequence) => keyOf({ vehicleId: id, sequence }))),
  );
  return { isNew, moved: rows.filter(({ isMoved }) => isMoved) };
};

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
