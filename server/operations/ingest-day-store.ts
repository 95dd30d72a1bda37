import { routeProgress } from "#server/operations/core/progress.ts";
import { type DayChange, OUTCOME_RANK, type RouteChange } from "#server/operations/ingest-day.ts";
import type { RouteLive, StopLive } from "#server/operations/live.schema.ts";
import { rawSql, type Sql, sql, type Tx } from "#server/platform/db.ts";

/** Minutes in which somebody must take an exception, by kind; the others have four hours. */
const RESPOND_MIN: Record<string, number> = {
  unsafe: 15,
  "vehicle-breakdown": 15,
  blocked: 60,
  "no-access": 60,
  overweight: 60,
  "missed-pickup": 120,
};
const RESPOND_USUAL_MIN = 240;

/** A change for the live channel with the depot and driver that decide who sees it. */
export type Placed<T> = { depotId: number; driverId: number | null; value: T };

const rank = rawSql(
  `CASE s.status ${Object.entries(OUTCOME_RANK)
    .map(([status, n]) => `WHEN '${status}' THEN ${n}`)
    .join(" ")} ELSE 0 END`,
);

// Clocks and counters of vehicles are wrong at times: what comes of them is held at the column's end, for a number that
// fits nowhere would refuse the batch, which its device sends again for ever.
const asInt = (number: Sql): Sql => sql`least(2147483647, greatest(-2147483648, ${number}))::int`;

/** The stops with the routes they are on; stops of other organisations are left out. */
export const readStopRoutes = async (
  tx: Tx,
  organisationId: number,
  stopIds: number[],
): Promise<Map<number, number | null>> => {
  if (stopIds.length === 0) return new Map();
  const rows = await tx.$queryRaw<{ id: number; routeId: number | null }[]>(sql`
    SELECT id, route_id AS "routeId" FROM stop
    WHERE organisation_id = ${organisationId} AND id = ANY(${stopIds}::int[])`);
  return new Map(rows.map(({ id, routeId }) => [id, routeId]));
};

/** Locks routes until the transaction ends, in order of id. */
export const lockRoutes = (tx: Tx, ids: number[]) =>
  tx.$executeRaw(sql`SELECT id FROM route WHERE id = ANY(${ids}::int[]) ORDER BY id FOR NO KEY UPDATE`);

/** Applies arrivals, lifts and outcomes to stops. */
export const writeStops = async (tx: Tx, { stops }: DayChange): Promise<Placed<StopLive>[]> => {
  if (stops.size === 0) return [];
  const all = [...stops.values()];
  const rows = await tx.$queryRaw<
    (Omit<StopLive, "at"> & { depotId: number; driverId: number | null; at: Date })[]
  >(sql`
    UPDATE stop s SET
      arrived_at = least(s.arrived_at, n.arrived_at),
      done_at = greatest(s.done_at, n.done_at),
      reason = CASE WHEN n.rank > ${rank} THEN coalesce(n.reason, s.reason) ELSE s.reason END,
      status = CASE WHEN n.rank > ${rank} THEN n.outcome ELSE s.status END,
      lifts = s.lifts + n.lifts, weight_kg = s.weight_kg + n.weight_kg
    FROM unnest(${all.map((s) => s.stopId)}::int[], ${all.map((s) => s.arrivedAt)}::timestamptz[],
      ${all.map((s) => s.doneAt)}::timestamptz[], ${all.map((s) => s.outcome)}::text[],
      ${all.map((s) => (s.outcome === null ? 0 : OUTCOME_RANK[s.outcome]))}::int[],
      ${all.map((s) => s.reason)}::text[], ${all.map((s) => s.lifts)}::int[], ${all.map((s) => s.weightKg)}::int[])
      AS n(id, arrived_at, done_at, outcome, rank, reason, lifts, weight_kg)
    WHERE s.id = n.id
    RETURNING s.id AS "stopId", s.route_id AS "routeId", s.status, coalesce(s.done_at, s.arrived_at, s.planned_at) AS at,
      s.depot_id AS "depotId", (SELECT r.driver_id FROM route r WHERE r.id = s.route_id) AS "driverId"`);
  return rows.map(({ depotId, driverId, at, ...stop }) => ({
    depotId,
    driverId,
    value: { ...stop, at: at.toISOString() },
  }));
};

/** Numbers the done stops of routes in the order in which they were done. */
export const orderStops = (tx: Tx, routeIds: number[]) =>
  tx.$executeRaw(sql`
    UPDATE stop s SET done_sequence = n.place
    FROM (SELECT id, row_number() OVER (PARTITION BY route_id ORDER BY done_at, sequence, id)::int AS place
      FROM stop WHERE route_id = ANY(${routeIds}::int[]) AND status = 'done') n
    WHERE s.id = n.id AND s.done_sequence IS DISTINCT FROM n.place`);

type RouteSum = {
  id: number;
  plannedEndS: number;
  planned: number[] | null;
  arrived: (number | null)[] | null;
  pending: boolean[] | null;
};

/** Applies what happened to routes, reckons their sums anew from their stops, and their progress. */
export const writeRoutes = async (tx: Tx, changes: readonly RouteChange[]): Promise<Placed<RouteLive>[]> => {
  if (changes.length === 0) return [];
  const ids = changes.map(({ routeId }) => routeId);
  const sums = await tx.$queryRaw<RouteSum[]>(sql`
    SELECT r.id, extract(epoch FROM r.planned_end_at)::float8 AS "plannedEndS",
      array_agg(extract(epoch FROM s.planned_at)::float8 ORDER BY s.sequence) FILTER (WHERE s.id IS NOT NULL) AS planned,
      array_agg(extract(epoch FROM s.arrived_at)::float8 ORDER BY s.sequence) FILTER (WHERE s.id IS NOT NULL) AS arrived,
      array_agg(s.status = 'pending' ORDER BY s.sequence) FILTER (WHERE s.id IS NOT NULL) AS pending
    FROM route r LEFT JOIN stop s ON s.route_id = r.id WHERE r.id = ANY(${ids}::int[]) GROUP BY r.id`);
  const progress = new Map(
    sums.map(({ id, plannedEndS, planned, arrived, pending }) => [
      id,
      routeProgress(
        (planned ?? []).map((plannedS, i) => ({
          plannedS,
          arrivedS: arrived?.[i] ?? null,
          isPending: pending?.[i] ?? false,
        })),
        plannedEndS,
      ),
    ]),
  );
  const rows = await tx.$queryRaw<
    (Omit<RouteLive, "updatedAt" | "expectedEndAt"> & {
      updatedAt: Date;
      expectedEndAt: Date | null;
      depotId: number;
      driverId: number | null;
    })[]
  >(sql`
    UPDATE route r SET
      started_at = least(r.started_at, n.started_at),
      ended_at = greatest(r.ended_at, n.ended_at),
      status = CASE WHEN r.status = 'cancelled' THEN r.status
        WHEN coalesce(n.ended_at, r.ended_at) IS NOT NULL THEN 'done'
        WHEN coalesce(n.started_at, r.started_at) IS NOT NULL THEN 'active' ELSE r.status END,
      actual_distance_m = coalesce(n.distance_m, r.actual_distance_m),
      fuel_l = coalesce(n.fuel_l, r.fuel_l), idle_s = coalesce(n.idle_s, r.idle_s),
      exceptions = r.exceptions + n.exceptions, not_out = r.not_out + n.not_out,
      contaminated = r.contaminated + n.contaminated, overfull = r.overfull + n.overfull,
      tips = r.tips + n.tips, disposal_s = r.disposal_s + n.disposal_s,
      stops_done = t.done, stops_missed = t.missed, stops_skipped = t.skipped, stops_on_time = t.on_time,
      lifts = t.lifts, weight_kg = t.weight_kg, service_s = t.service_s,
      delay_s = CASE WHEN coalesce(n.ended_at, r.ended_at) IS NOT NULL
        THEN ${asInt(sql`round(extract(epoch FROM greatest(r.ended_at, n.ended_at) - r.planned_end_at))`)}
        ELSE coalesce(n.delay_s, r.delay_s) END,
      expected_end_at = coalesce(greatest(r.ended_at, n.ended_at), to_timestamp(n.expected_end_s), r.expected_end_at),
      updated_at = greatest(r.updated_at, n.at)
    FROM unnest(${ids}::int[], ${changes.map((c) => c.at)}::timestamptz[],
        ${changes.map((c) => c.startedAt)}::timestamptz[], ${changes.map((c) => c.endedAt)}::timestamptz[],
        ${changes.map((c) => c.distanceM)}::int[], ${changes.map((c) => c.fuelL)}::float8[],
        ${changes.map((c) => c.idleS)}::int[], ${changes.map((c) => c.exceptions)}::int[],
        ${changes.map((c) => c.notOut)}::int[], ${changes.map((c) => c.contaminated)}::int[],
        ${changes.map((c) => c.overfull)}::int[], ${changes.map((c) => c.tips)}::int[],
        ${changes.map((c) => c.disposalS)}::int[], ${ids.map((id) => progress.get(id)?.delayS ?? null)}::int[],
        ${ids.map((id) => progress.get(id)?.expectedEndS ?? null)}::float8[])
      AS n(id, at, started_at, ended_at, distance_m, fuel_l, idle_s, exceptions, not_out, contaminated, overfull, tips,
        disposal_s, delay_s, expected_end_s)
    JOIN LATERAL (SELECT
        count(*) FILTER (WHERE status = 'done')::int AS done, count(*) FILTER (WHERE status = 'missed')::int AS missed,
        count(*) FILTER (WHERE status = 'skipped')::int AS skipped,
        count(*) FILTER (WHERE arrived_at IS NOT NULL AND (window_start_at IS NULL OR arrived_at >= window_start_at)
          AND (window_end_at IS NULL OR arrived_at <= window_end_at))::int AS on_time,
        coalesce(sum(lifts), 0)::int AS lifts, coalesce(sum(weight_kg), 0)::int AS weight_kg,
        ${asInt(sql`coalesce(sum(greatest(0, extract(epoch FROM done_at - arrived_at))), 0)`)} AS service_s
      FROM stop WHERE route_id = n.id) t ON true
    WHERE r.id = n.id
    RETURNING r.id AS "routeId", r.status, r.delay_s AS "delayS", r.expected_end_at AS "expectedEndAt",
      r.stops_done AS "stopsDone", r.stops_missed AS "stopsMissed", r.stops_skipped AS "stopsSkipped",
      r.stops_total AS "stopsTotal", r.weight_kg AS "weightKg", r.exceptions, r.updated_at AS "updatedAt",
      r.depot_id AS "depotId", r.driver_id AS "driverId"`);
  return rows.map(({ depotId, driverId, updatedAt, expectedEndAt, ...route }) => ({
    depotId,
    driverId,
    value: {
      ...route,
      updatedAt: updatedAt.toISOString(),
      expectedEndAt: expectedEndAt?.toISOString() ?? null,
    },
  }));
};

/** What a route came to once it ended. */
export type EndedRoute = { depotId: number; stopsDone: number; stopsMissed: number; costCents: number };

/** Reckons times and costs of those of the routes that have ended. */
export const closeRoutes = (tx: Tx, routeIds: number[], fuelCentsPerL: number) =>
  tx.$queryRaw<EndedRoute[]>(sql`
    UPDATE route r SET
      overtime_s = ${asInt(sql`greatest(0, extract(epoch FROM r.ended_at - r.shift_end_at))`)},
      break_s = n.break_s,
      transit_s = ${asInt(sql`greatest(0, n.route_s - r.service_s - r.disposal_s - n.break_s - r.idle_s)`)},
      wage_cents = ${asInt(sql`n.route_s * n.wage / 3600.0`)},
      distance_cents = ${asInt(sql`r.actual_distance_m * n.cost_per_km / 1000.0`)},
      fuel_cents = ${asInt(sql`r.fuel_l * ${fuelCentsPerL}::float8`)}, disposal_cents = n.fees
    FROM (SELECT r2.id, extract(epoch FROM r2.ended_at - coalesce(r2.started_at, r2.planned_start_at))::float8 AS route_s,
        coalesce(v.cost_cents_per_km, 0)::float8 AS cost_per_km, coalesce(d.wage_cents_per_hour, 0)::float8 AS wage,
        ${asInt(sql`greatest(0, coalesce(extract(epoch FROM h.break_end_at - h.break_start_at), 0))`)} AS break_s,
        (SELECT ${asInt(sql`coalesce(sum(fee_cents), 0)`)} FROM weigh_ticket t WHERE t.route_id = r2.id) AS fees
      FROM route r2 LEFT JOIN vehicle v ON v.id = r2.vehicle_id LEFT JOIN driver d ON d.id = r2.driver_id
      LEFT JOIN shift h ON h.driver_id = r2.driver_id AND h.service_day = r2.service_day
      WHERE r2.id = ANY(${routeIds}::int[]) AND r2.ended_at IS NOT NULL) n
    WHERE r.id = n.id
    RETURNING r.depot_id AS "depotId", r.stops_done AS "stopsDone", r.stops_missed AS "stopsMissed",
      r.wage_cents + r.distance_cents + r.fuel_cents + r.disposal_cents AS "costCents"`);

/** Applies clock-ins, departures, breaks and clock-outs to the shifts that were planned. */
export const writeShifts = async (tx: Tx, { shifts }: DayChange): Promise<void> => {
  if (shifts.size === 0) return;
  const all = [...shifts.values()].sort((a, b) => a.driverId - b.driverId);
  await tx.$executeRaw(sql`
    UPDATE shift h SET
      clocked_in_at = least(h.clocked_in_at, n.clocked_in), left_yard_at = least(h.left_yard_at, n.left_yard),
      break_start_at = least(h.break_start_at, n.break_start), break_end_at = greatest(h.break_end_at, n.break_end),
      clocked_out_at = greatest(h.clocked_out_at, n.clocked_out),
      overtime_s = ${asInt(sql`greatest(0, coalesce(extract(epoch FROM
        greatest(h.clocked_out_at, n.clocked_out) - h.planned_end_at), 0))`)}
    FROM unnest(${all.map((s) => s.driverId)}::int[], ${all.map((s) => s.day)}::date[],
        ${all.map((s) => s.clockedInAt)}::timestamptz[], ${all.map((s) => s.leftYardAt)}::timestamptz[],
        ${all.map((s) => s.breakStartAt)}::timestamptz[], ${all.map((s) => s.breakEndAt)}::timestamptz[],
        ${all.map((s) => s.clockedOutAt)}::timestamptz[])
      AS n(driver_id, day, clocked_in, left_yard, break_start, break_end, clocked_out)
    WHERE h.driver_id = n.driver_id AND h.service_day = n.day`);
};

/** Opens the exceptions reported; maps to their ids. */
export const writeExceptions = async (tx: Tx, { exceptions }: DayChange): Promise<number[]> => {
  if (exceptions.length === 0) return [];
  const rows = await tx.$queryRaw<{ id: number }[]>(sql`
    INSERT INTO exception (organisation_id, depot_id, service_day, kind, stream, route_id, stop_id, site_id, vehicle_id,
      driver_id, status, opened_at, respond_by, note, has_photo, source)
    SELECT v.organisation_id, coalesce(s.depot_id, r.depot_id, v.depot_id),
      coalesce(s.service_day, r.service_day, (n.at AT TIME ZONE d.time_zone)::date), n.kind,
      coalesce(s.stream, r.stream), n.route_id, n.stop_id, s.site_id, v.id, coalesce(r.driver_id, vs.driver_id), 'open',
      n.at, n.at + make_interval(mins => n.respond_min), n.note, n.has_photo, 'driver'
    FROM unnest(${exceptions.map((e) => e.vehicleId)}::int[], ${exceptions.map((e) => e.at)}::timestamptz[],
        ${exceptions.map((e) => e.exception)}::text[], ${exceptions.map((e) => e.routeId)}::int[],
        ${exceptions.map((e) => e.stopId)}::int[], ${exceptions.map((e) => e.note)}::text[],
        ${exceptions.map((e) => e.hasPhoto)}::bool[],
        ${exceptions.map((e) => RESPOND_MIN[e.exception] ?? RESPOND_USUAL_MIN)}::int[])
      AS n(vehicle_id, at, kind, route_id, stop_id, note, has_photo, respond_min)
    JOIN vehicle v ON v.id = n.vehicle_id JOIN depot d ON d.id = v.depot_id
    LEFT JOIN vehicle_state vs ON vs.vehicle_id = v.id
    LEFT JOIN route r ON r.id = n.route_id LEFT JOIN stop s ON s.id = n.stop_id
    RETURNING id`);
  return rows.map(({ id }) => id);
};

/** Stores weigh tickets, fault codes and proofs of weight. */
export const writePapers = async (tx: Tx, organisationId: number, day: DayChange): Promise<void> => {
  const { tips, faults, cleared } = day;
  const lifts = day.lifts.filter((lift) => lift.weightKg > 0);
  if (tips.length > 0)
    await tx.$executeRaw(sql`
      INSERT INTO weigh_ticket (organisation_id, depot_id, number, facility_id, vehicle_id, route_id, service_day, stream,
        arrived_at, left_at, net_kg, fee_cents)
      SELECT r.organisation_id, r.depot_id, 'V' || n.vehicle_id || '-' || n.sequence, f.id, n.vehicle_id, r.id,
        r.service_day, r.stream, n.arrived_at, n.left_at, n.net_kg, ${asInt(sql`round(n.net_kg::numeric * f.fee_cents_per_tonne / 1000)`)}
      FROM unnest(${tips.map((t) => t.vehicleId)}::int[], ${tips.map((t) => t.sequence)}::bigint[],
          ${tips.map((t) => t.routeId)}::int[], ${tips.map((t) => t.facilityId)}::int[],
          ${tips.map((t) => t.arrivedAt)}::timestamptz[], ${tips.map((t) => t.at)}::timestamptz[],
          ${tips.map((t) => t.netKg)}::int[])
        AS n(vehicle_id, sequence, route_id, facility_id, arrived_at, left_at, net_kg)
      JOIN route r ON r.id = n.route_id JOIN facility f ON f.id = n.facility_id`);
  if (faults.length > 0)
    await tx.$executeRaw(sql`
      INSERT INTO fault_code (organisation_id, vehicle_id, code, description, severity, opened_at, cleared_at)
      SELECT ${organisationId}, n.vehicle_id, n.code, n.description, n.severity, n.at,
        -- That it was cleared may have been told before that it opened; numbers of two counts say nothing of that.
        (SELECT min(e.at) FROM event_ledger e WHERE e.vehicle_id = n.vehicle_id
          AND (e.sequence > n.sequence OR (e.sequence < 0) <> (n.sequence < 0))
          AND e.kind = 'fault-clear' AND e.payload->>'code' = n.code AND e.at >= n.at)
      FROM unnest(${faults.map((f) => f.vehicleId)}::int[], ${faults.map((f) => f.sequence)}::bigint[],
        ${faults.map((f) => f.code)}::text[], ${faults.map((f) => f.description)}::text[],
        ${faults.map((f) => f.severity)}::int[], ${faults.map((f) => f.at)}::timestamptz[])
        AS n(vehicle_id, sequence, code, description, severity, at)`);
  if (cleared.length > 0)
    await tx.$executeRaw(sql`
      UPDATE fault_code f SET cleared_at = n.at
      FROM (SELECT o.id, min(u.at) AS at FROM unnest(${cleared.map((c) => c.vehicleId)}::int[],
          ${cleared.map((c) => c.code)}::text[], ${cleared.map((c) => c.at)}::timestamptz[])
          AS u(vehicle_id, code, at)
        JOIN fault_code o ON o.vehicle_id = u.vehicle_id AND o.code = u.code AND o.opened_at <= u.at
        GROUP BY o.id) n
      WHERE f.id = n.id AND (f.cleared_at IS NULL OR f.cleared_at > n.at)`);
  if (lifts.length > 0)
    await tx.$executeRaw(sql`
      INSERT INTO proof (organisation_id, stop_id, at, kind, detail)
      SELECT ${organisationId}, n.stop_id, n.at, 'weight', n.kg || ' kg'
      FROM unnest(${lifts.map((l) => l.stopId)}::int[], ${lifts.map((l) => l.at)}::timestamptz[],
        ${lifts.map((l) => l.weightKg)}::int[]) AS n(stop_id, at, kg)`);
};
