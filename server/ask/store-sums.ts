import type { QueryPlan } from "#server/ask/schema.ts";
import type { Scope } from "#server/lib/scope.ts";
import { type Db, joinSql, type Sql, sql } from "#server/platform/db.ts";

type Waits = Extract<QueryPlan, { kind: "waits" }>;
type Calls = Extract<QueryPlan, { kind: "calls" }>;

const seen = (scope: Scope, alias: Sql): Sql => sql`${alias}.organisation_id = ${scope.organisationId}
  AND (${scope.depotIds}::int[] IS NULL OR ${alias}.depot_id = ANY(${scope.depotIds}::int[]))`;

/** Visits of facilities: how many, how long they took on average and at most, seconds, and what was tipped. */
export type WaitSums = {
  key: string;
  visits: number;
  meanS: number | null;
  longestS: number | null;
  weightKg: number;
};

/** Time from arriving at a facility to leaving it and what was tipped, by weigh tickets complete by `now`: whole and per value. */
export const readWaits = async (
  db: Db,
  scope: Scope,
  plan: Waits,
  now: string,
  timeZone: string,
): Promise<{ all: WaitSums; groups: WaitSums[] }> => {
  const local = sql`(w.arrived_at AT TIME ZONE ${timeZone})`;
  const keys: Record<Waits["by"], Sql> = {
    facility: sql`f.name`,
    day: sql`to_char(w.service_day, 'YYYY-MM-DD')`,
    week: sql`to_char(date_trunc('week', w.service_day), 'YYYY-MM-DD')`,
    month: sql`to_char(w.service_day, 'YYYY-MM')`,
    weekday: sql`extract(isodow FROM w.service_day)::int::text`,
    hour: sql`to_char(${local}, 'HH24') || ':00'`,
    vehicle: sql`coalesce(v.name, 'no vehicle')`,
    stream: sql`w.stream`,
  };
  const where: Sql[] = [
    seen(scope, sql`w`),
    sql`w.service_day BETWEEN ${plan.from}::date AND ${plan.to}::date`,
    sql`w.left_at <= ${now}::timestamptz`,
  ];
  if (plan.facilityIds.length > 0) where.push(sql`w.facility_id = ANY(${plan.facilityIds}::int[])`);
  if (plan.vehicleIds.length > 0) where.push(sql`w.vehicle_id = ANY(${plan.vehicleIds}::int[])`);
  if (plan.streams.length > 0) where.push(sql`w.stream = ANY(${plan.streams}::text[])`);
  if (plan.weekdays) where.push(sql`extract(isodow FROM w.service_day)::int = ANY(${plan.weekdays}::int[])`);
  if (plan.minutes)
    where.push(sql`extract(hour FROM ${local}) * 60 + extract(minute FROM ${local}) >= ${plan.minutes.from}
      AND extract(hour FROM ${local}) * 60 + extract(minute FROM ${local}) < ${plan.minutes.to}`);
  const rows = await db.$queryRaw<(WaitSums & { isAll: boolean })[]>(sql`
    SELECT key, key IS NULL AS "isAll", count(*)::int AS visits, avg(stay_s)::float8 AS "meanS", max(stay_s)::float8 AS "longestS", coalesce(sum(net_kg), 0)::float8 AS "weightKg"
    FROM (SELECT ${plan.isPerFacility ? sql`f.name || ', ' || ${keys[plan.by]}` : keys[plan.by]} AS key, extract(epoch FROM w.left_at - w.arrived_at) AS stay_s, w.net_kg
      FROM weigh_ticket w JOIN facility f ON f.id = w.facility_id LEFT JOIN vehicle v ON v.id = w.vehicle_id
      WHERE ${joinSql(where, " AND ")}) visit
    GROUP BY ROLLUP (key) ORDER BY key`);
  const all = rows.find((row) => row.isAll) ?? {
    key: "all",
    visits: 0,
    meanS: null,
    longestS: null,
    weightKg: 0,
  };
  return { all, groups: rows.filter((row) => !row.isAll) };
};

/** Calls of residents until `now`, counted per value. */
export const readCalls = (
  db: Db,
  scope: Scope,
  plan: Calls,
  now: string,
  timeZone: string,
): Promise<{ key: string; value: number }[]> => {
  const day = sql`(c.at AT TIME ZONE ${timeZone})::date`;
  const keys: Record<Calls["by"], Sql> = {
    reason: sql`c.reason`,
    day: sql`to_char(${day}, 'YYYY-MM-DD')`,
    week: sql`to_char(date_trunc('week', ${day}), 'YYYY-MM-DD')`,
    month: sql`to_char(${day}, 'YYYY-MM')`,
    zone: sql`coalesce(z.name, 'no zone')`,
    depot: sql`d.name`,
    street: sql`coalesce(s.street, 'no street')`,
    // Two customers of one name are two: the account number parts them.
    customer: sql`coalesce(k.name || ' (' || k.account_number || ')', 'no customer')`,
  };
  const where: Sql[] = [
    seen(scope, sql`c`),
    sql`${day} BETWEEN ${plan.from}::date AND ${plan.to}::date`,
    sql`c.at <= ${now}::timestamptz`,
  ];
  if (plan.zones.length > 0) where.push(sql`z.name = ANY(${plan.zones}::text[])`);
  if (plan.streets?.length) where.push(sql`s.street = ANY(${plan.streets}::text[])`);
  if (plan.customerIds?.length)
    where.push(sql`coalesce(c.customer_id, s.customer_id) = ANY(${plan.customerIds}::int[])`);
  if (plan.reasons.length > 0) where.push(sql`c.reason = ANY(${plan.reasons}::text[])`);
  return db.$queryRaw<{ key: string; value: number }[]>(sql`
    SELECT ${keys[plan.by]} AS key, count(*)::int AS value
    FROM resident_call c JOIN depot d ON d.id = c.depot_id JOIN site s ON s.id = c.site_id LEFT JOIN zone z ON z.id = s.zone_id
      LEFT JOIN customer k ON k.id = coalesce(c.customer_id, s.customer_id)
    WHERE ${joinSql(where, " AND ")} GROUP BY 1 ORDER BY 1`);
};
