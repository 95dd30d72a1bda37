import { type Db, type Sql, sql } from "#server/platform/db.ts";

/** What the routes of a service day come to: as they are planned, and as they were driven, so far where the day runs. */
export type DayTotals = {
  trucks: number;
  stops: number;
  /** Stops that a truck came to after their window, or is expected to. */
  lateStops: number;
  plannedDistanceM: number;
  plannedDurationS: number;
  /** Planned hours at the drivers' wages and planned kilometres at the trucks' rates. */
  plannedCents: number;
  drivenM: number;
  workedS: number;
  /** Wages, kilometres, fuel and disposal as booked. */
  bookedCents: number;
  /** Routes that are not over. */
  open: number;
};

// As the planner reckons where a fleet states no rates.
const CENTS_PER_KM = 90;
const CENTS_PER_HOUR = 2_000;

/** Sums up the routes of a day that a condition over `route r` keeps, as of an instant. */
export const readDayTotals = async (
  db: Pick<Db, "$queryRaw">,
  { from, where }: { from: Sql; where: Sql },
  now: string,
): Promise<DayTotals> => {
  const [row] = await db.$queryRaw<DayTotals[]>(sql`
    WITH own AS (SELECT r.* FROM ${from} WHERE ${where})
    SELECT count(DISTINCT r.vehicle_id)::int AS trucks, coalesce(sum(r.stops_total), 0)::int AS stops,
      coalesce(sum(l.late), 0)::int AS "lateStops",
      coalesce(sum(r.planned_distance_m), 0)::float8 AS "plannedDistanceM",
      coalesce(sum(r.planned_duration_s), 0)::float8 AS "plannedDurationS",
      coalesce(sum(r.planned_duration_s / 3600.0 * coalesce(p.wage_cents_per_hour, ${CENTS_PER_HOUR})
        + r.planned_distance_m / 1000.0 * coalesce(nullif(v.cost_cents_per_km, 0), ${CENTS_PER_KM})), 0)::float8
        AS "plannedCents",
      coalesce(sum(r.actual_distance_m), 0)::float8 AS "drivenM",
      coalesce(sum(extract(epoch FROM coalesce(r.ended_at, ${now}::timestamptz) - r.started_at)), 0)::float8 AS "workedS",
      coalesce(sum(r.wage_cents + r.distance_cents + r.fuel_cents + r.disposal_cents), 0)::float8 AS "bookedCents",
      count(*) FILTER (WHERE r.status <> 'done')::int AS open
    FROM own r LEFT JOIN driver p ON p.id = r.driver_id LEFT JOIN vehicle v ON v.id = r.vehicle_id
    LEFT JOIN LATERAL (SELECT count(*) AS late FROM stop s
      WHERE s.route_id = r.id AND s.service_day = r.service_day AND coalesce(s.arrived_at, CASE WHEN s.status = 'pending'
        THEN greatest(s.planned_at + make_interval(secs => r.delay_s), ${now}::timestamptz) END) > s.window_end_at) l ON true`);
  if (row === undefined) throw new Error("day totals: the sum gave no row, expected one");
  return row;
};
