import type { QueryPlan } from "#server/ask/schema.ts";
import { type Db, type Sql, sql } from "#server/platform/db.ts";

type Balance = Extract<QueryPlan, { kind: "balance" }>;

const LOADS: Record<Balance["of"], Sql> = {
  stops: sql`r.stops_total`,
  lifts: sql`r.lifts`,
  hours: sql`r.planned_duration_s`,
  weight: sql`r.weight_kg`,
  distance: sql`r.planned_distance_m`,
};

/** A route of a day with what it has to do, and the mean of the other routes of that day. */
export type BalanceRow = {
  id: number;
  serviceDay: string;
  route: string;
  stream: string;
  depot: string;
  vehicle: string | null;
  driver: string | null;
  value: number;
  others: number | null;
};

/** The routes a condition over `route r` keeps, each beside the mean of the others of its day among them. */
export const readBalance = (db: Db, routes: Sql, of: Balance["of"]): Promise<BalanceRow[]> =>
  db.$queryRaw<BalanceRow[]>(sql`
    SELECT r.id, to_char(r.service_day, 'YYYY-MM-DD') AS "serviceDay", r.name AS route, r.stream, d.name AS depot,
      v.name AS vehicle, p.name AS driver, ${LOADS[of]}::float8 AS value,
      ((sum(${LOADS[of]}) OVER of_day - ${LOADS[of]})::float8 / nullif(count(*) OVER of_day - 1, 0))::float8 AS others
    FROM route r JOIN depot d ON d.id = r.depot_id LEFT JOIN vehicle v ON v.id = r.vehicle_id
      LEFT JOIN driver p ON p.id = r.driver_id
    WHERE ${routes} WINDOW of_day AS (PARTITION BY r.service_day) ORDER BY r.service_day, r.number`);

/** A route that ran into overtime, with how much longer its parts took than on its days without; null without such days. */
export type OvertimeRow = {
  serviceDay: string;
  route: string;
  driverId: number | null;
  driver: string | null;
  overtimeS: number;
  /** Overtime at the driver's wage, before any factor. */
  wageCents: number;
  stops: number | null;
  lateStartS: number | null;
  serviceS: number | null;
  transitS: number | null;
  disposalS: number | null;
  idleS: number | null;
  breakS: number | null;
};

/** Routes with overtime that `routes` keeps, against the means of the same routes' finished days without it in `baseline`. */
export const readOvertime = (db: Db, routes: Sql, baseline: Sql): Promise<OvertimeRow[]> =>
  db.$queryRaw<OvertimeRow[]>(sql`
    WITH usual AS (
      SELECT r.number, avg(r.stops_total) AS stops, avg(r.service_s) AS service_s, avg(r.transit_s) AS transit_s,
        avg(r.disposal_s) AS disposal_s, avg(r.idle_s) AS idle_s, avg(r.break_s) AS break_s,
        avg(extract(epoch FROM r.started_at - r.planned_start_at)) AS late_s
      FROM route r WHERE ${baseline} AND r.status = 'done' AND r.overtime_s = 0 GROUP BY r.number)
    SELECT to_char(r.service_day, 'YYYY-MM-DD') AS "serviceDay", r.name AS route, r.driver_id AS "driverId",
      p.name AS driver, r.overtime_s::float8 AS "overtimeS",
      (r.overtime_s / 3600.0 * coalesce(p.wage_cents_per_hour, 0))::float8 AS "wageCents",
      (r.stops_total - u.stops)::float8 AS stops,
      (extract(epoch FROM r.started_at - r.planned_start_at) - u.late_s)::float8 AS "lateStartS",
      (r.service_s - u.service_s)::float8 AS "serviceS", (r.transit_s - u.transit_s)::float8 AS "transitS",
      (r.disposal_s - u.disposal_s)::float8 AS "disposalS", (r.idle_s - u.idle_s)::float8 AS "idleS",
      (r.break_s - u.break_s)::float8 AS "breakS"
    FROM route r LEFT JOIN driver p ON p.id = r.driver_id LEFT JOIN usual u ON u.number = r.number
    WHERE ${routes} AND r.overtime_s > 0 ORDER BY r.overtime_s DESC, r.service_day, r.number`);

/** Overtime of a group of routes, at the drivers' wages before any factor, and whose they are. */
export type OvertimeGroup = {
  key: string;
  overtimeS: number;
  routes: number;
  wageCents: number;
  driverIds: number[];
};

/** The overtime of the routes that a condition over `route r` keeps, whole and per value of a dimension. */
export const readOvertimeBy = async (
  db: Db,
  routes: Sql,
  { key, join }: { key: Sql; join: Sql },
): Promise<{ all: OvertimeGroup; groups: OvertimeGroup[] }> => {
  const rows = await db.$queryRaw<(OvertimeGroup & { isAll: boolean })[]>(sql`
    SELECT key, key IS NULL AS "isAll", coalesce(sum(overtime_s), 0)::float8 AS "overtimeS", count(*)::int AS routes,
      coalesce(sum(wage_cents), 0)::float8 AS "wageCents",
      coalesce(array_agg(DISTINCT driver_id) FILTER (WHERE driver_id IS NOT NULL), '{}')::int[] AS "driverIds"
    FROM (SELECT ${key} AS key, r.overtime_s, r.driver_id,
        r.overtime_s / 3600.0 * coalesce(w.wage_cents_per_hour, 0) AS wage_cents
      FROM route r LEFT JOIN driver w ON w.id = r.driver_id ${join} WHERE ${routes} AND r.overtime_s > 0) late
    GROUP BY ROLLUP (key) ORDER BY key`);
  const none = { key: "all", overtimeS: 0, routes: 0, wageCents: 0, driverIds: [] };
  return { all: rows.find(({ isAll }) => isAll) ?? none, groups: rows.filter(({ isAll }) => !isAll) };
};
