import type { Scope } from "#server/lib/scope.ts";
import { type Db, type Sql, sql } from "#server/platform/db.ts";
import type { PlanDay, PlanTotals } from "#server/routing/schema.ts";

/** What a truck that burns fuel drove and burnt on the days of a window. */
export type TruckDays = {
  id: number;
  vehicle: string;
  depot: string;
  bodyType: string;
  days: number;
  distanceM: number;
  /** Of its longest day, and of all but the longest five days in a hundred. */
  longestM: number;
  usualM: number;
  fuelL: number;
  fuelCents: number;
};

/** The trucks that burn fuel of the finished routes that a condition over `route r` keeps, by their days. */
export const readTruckDays = (db: Db, routes: Sql): Promise<TruckDays[]> =>
  db.$queryRaw<TruckDays[]>(sql`
    WITH day AS (
      SELECT r.vehicle_id, sum(r.actual_distance_m)::float8 AS driven_m, sum(r.fuel_l)::float8 AS fuel_l,
        sum(r.fuel_cents)::float8 AS fuel_cents
      FROM route r WHERE ${routes} AND r.status = 'done' AND r.vehicle_id IS NOT NULL
      GROUP BY r.vehicle_id, r.service_day)
    SELECT v.id, v.name AS vehicle, d.name AS depot, v.body_type AS "bodyType", count(*)::int AS days,
      sum(day.driven_m)::float8 AS "distanceM", max(day.driven_m)::float8 AS "longestM",
      percentile_cont(0.95) WITHIN GROUP (ORDER BY day.driven_m)::float8 AS "usualM",
      sum(day.fuel_l)::float8 AS "fuelL", sum(day.fuel_cents)::float8 AS "fuelCents"
    FROM day JOIN vehicle v ON v.id = day.vehicle_id JOIN depot d ON d.id = v.depot_id
    WHERE v.fuel <> 'electric'
    GROUP BY v.id, v.name, d.name, v.body_type HAVING sum(day.fuel_l) > 0 ORDER BY v.name`);

type RouteTotals = Pick<PlanDay["routes"][number], "vehicleId" | "distanceM">;

/** An accepted plan: the totals before it and of it, and their routes where only some trucks' were accepted. */
export type AcceptedPlan = {
  id: number;
  serviceDay: string;
  planKind: string;
  before: PlanTotals;
  after: PlanTotals;
  acceptedVehicleIds: number[] | null;
  beforeRoutes: RouteTotals[] | null;
  afterRoutes: RouteTotals[] | null;
};

/** Plans of whole days and rests of days that were accepted for service days of a span, of the asker's depots. */
export const readAccepted = (
  db: Db,
  scope: Scope,
  { from, to }: { from: string; to: string },
): Promise<AcceptedPlan[]> =>
  db.$queryRaw<AcceptedPlan[]>(sql`
    SELECT p.id, to_char(p.service_day, 'YYYY-MM-DD') AS "serviceDay", p.kind AS "planKind", p.current_totals AS before,
      p.proposal_totals AS after, p.accepted_vehicle_ids AS "acceptedVehicleIds",
      CASE WHEN p.accepted_vehicle_ids IS NULL THEN NULL ELSE
        (SELECT jsonb_agg(jsonb_build_object('vehicleId', e->'vehicleId', 'distanceM', e->'distanceM'))
          FROM jsonb_array_elements(p.current->'routes') e) END AS "beforeRoutes",
      CASE WHEN p.accepted_vehicle_ids IS NULL THEN NULL ELSE
        (SELECT jsonb_agg(jsonb_build_object('vehicleId', e->'vehicleId', 'distanceM', e->'distanceM'))
          FROM jsonb_array_elements(p.proposal->'routes') e) END AS "afterRoutes"
    FROM plan p
    WHERE p.organisation_id = ${scope.organisationId} AND p.status = 'accepted' AND p.kind IN ('day', 'rest')
      AND p.current_totals IS NOT NULL AND p.proposal_totals IS NOT NULL
      AND (${scope.depotIds}::int[] IS NULL OR (p.depot_ids <@ ${scope.depotIds}::int[] AND cardinality(p.depot_ids) > 0))
      AND p.service_day BETWEEN ${from}::date AND ${to}::date
    ORDER BY p.service_day, p.id`);
