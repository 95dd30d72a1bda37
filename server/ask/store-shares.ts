import type { Scope } from "#server/lib/scope.ts";
import type { KpiFilter } from "#server/operations/schema.ts";
import { type Db, joinSql, noSql, type Sql, sql } from "#server/platform/db.ts";

/** Seconds of paid time of a group of routes by what they went to. */
export type TimeShares = {
  key: string;
  transitS: number;
  serviceS: number;
  disposalS: number;
  breakS: number;
  idleS: number;
  paidS: number;
  /** Routes that it is the sum of. */
  routes: number;
};

/** Seconds of paid time of finished routes that `where` keeps by what they went to: of all, or of each group of `by`. */
export const readTimeShares = (
  db: Db,
  where: Sql,
  by: { key: Sql; join: Sql } | null,
): Promise<TimeShares[]> =>
  db.$queryRaw<TimeShares[]>(sql`
    SELECT ${by?.key ?? sql`'all'`} AS key, coalesce(sum(r.transit_s), 0)::float8 AS "transitS",
      coalesce(sum(r.service_s), 0)::float8 AS "serviceS", coalesce(sum(r.disposal_s), 0)::float8 AS "disposalS",
      coalesce(sum(r.break_s), 0)::float8 AS "breakS", coalesce(sum(r.idle_s), 0)::float8 AS "idleS",
      coalesce(sum(extract(epoch FROM r.ended_at - r.started_at)), 0)::float8 AS "paidS", count(*)::int AS routes
    FROM route r ${by?.join ?? noSql} WHERE ${where} AND r.ended_at IS NOT NULL GROUP BY 1 ORDER BY 1`);

/** Planned and actual distance and time of a route, or of another group of routes, over a span. */
export type AdherenceRow = {
  key: string;
  days: number;
  plannedM: number;
  actualM: number;
  plannedS: number;
  actualS: number;
  adherence: number;
};

/** Planned against actual of each group of the done routes that `where` keeps, least adherent first. */
export const readAdherence = (
  db: Db,
  where: Sql,
  { key, join }: { key: Sql; join: Sql },
): Promise<AdherenceRow[]> =>
  db.$queryRaw<AdherenceRow[]>(sql`
    SELECT ${key} AS key, count(*)::int AS days, sum(planned_distance_m)::float8 AS "plannedM",
      sum(actual_distance_m)::float8 AS "actualM", sum(planned_duration_s)::float8 AS "plannedS",
      sum(extract(epoch FROM ended_at - started_at))::float8 AS "actualS",
      (100 * (1 - sum(abs(actual_distance_m - planned_distance_m))::float8 / nullif(sum(planned_distance_m), 0)))::float8 AS adherence
    FROM route r ${join} WHERE ${where} AND r.status = 'done'
    GROUP BY 1 ORDER BY adherence NULLS LAST, 1`);

/** Overfull exceptions and lifts by volume of container. */
export type OverflowRow = {
  key: string;
  volumeL: number;
  containers: number;
  lifts: number;
  overfull: number;
};

// The sites and streams that a filter keeps.
const ownOf = (scope: Scope, f: KpiFilter): Sql => {
  const zones = (names: readonly string[]): Sql =>
    sql`s.zone_id IN (SELECT id FROM zone WHERE organisation_id = ${scope.organisationId}
      AND (name = ANY(${names}::text[]) OR number::text = ANY(${names}::text[])))`;
  const all: Sql[] = [
    sql`s.organisation_id = ${scope.organisationId}`,
    sql`(${scope.depotIds}::int[] IS NULL OR s.depot_id = ANY(${scope.depotIds}::int[]))`,
  ];
  if (f.depotIds?.length) all.push(sql`s.depot_id = ANY(${f.depotIds}::int[])`);
  if (f.except?.depotIds?.length) all.push(sql`(s.depot_id = ANY(${f.except.depotIds}::int[])) IS NOT TRUE`);
  if (f.streams?.length) all.push(sql`c.stream = ANY(${f.streams}::text[])`);
  if (f.zones?.length) all.push(zones(f.zones));
  if (f.except?.zones?.length) all.push(sql`(${zones(f.except.zones)}) IS NOT TRUE`);
  return joinSql(all, " AND ");
};

// The days of a filter, of its weekdays alone where it names some.
const within = (day: Sql, f: KpiFilter): Sql => sql`${day} BETWEEN ${f.from}::date AND ${f.to}::date
  AND ${f.weekdays?.length ? sql`extract(isodow FROM ${day})::int = ANY(${f.weekdays}::int[])` : sql`true`}`;

type OverflowSplit = "size" | "zone" | "depot" | "stream";
const SPLIT_BY: Readonly<Record<OverflowSplit, Sql>> = {
  size: sql`c.volume_l::text`,
  zone: sql`coalesce(z.name, 'no zone')`,
  depot: sql`coalesce(d.name, 'no depot')`,
  stream: sql`c.stream`,
};

/** Overflow by container size, or by where the container stands: exceptions that name a container over the lifts its site's stops gave that stream. */
export const readOverflowBySize = (
  db: Db,
  scope: Scope,
  f: KpiFilter,
  { kind, by = "size" }: { kind: string | null; by?: OverflowSplit | undefined },
): Promise<OverflowRow[]> =>
  db.$queryRaw<OverflowRow[]>(sql`
    WITH own AS (
      SELECT c.id, c.site_id, c.stream, ${SPLIT_BY[by]} AS key, c.volume_l FROM container c JOIN site s ON s.id = c.site_id
        LEFT JOIN zone z ON z.id = s.zone_id LEFT JOIN depot d ON d.id = s.depot_id
      WHERE ${ownOf(scope, f)} AND (${kind}::text IS NULL OR c.kind = ${kind})),
    lifted AS (
      SELECT o.key, count(*) AS lifts FROM own o
      JOIN stop t ON t.site_id = o.site_id AND t.stream = o.stream AND t.status = 'done'
        AND ${within(sql`t.service_day`, f)} GROUP BY 1),
    full_ones AS (
      SELECT o.key, count(*) AS overfull FROM own o
      JOIN exception e ON e.container_id = o.id AND e.kind = 'overfull'
        AND ${within(sql`e.service_day`, f)} GROUP BY 1)
    SELECT o.key, min(o.volume_l) AS "volumeL", count(*)::int AS containers, coalesce(max(l.lifts), 0)::float8 AS lifts,
      coalesce(max(x.overfull), 0)::float8 AS overfull
    FROM own o LEFT JOIN lifted l USING (key) LEFT JOIN full_ones x USING (key)
    GROUP BY o.key ORDER BY ${by === "size" ? sql`min(o.volume_l)` : sql`o.key`}`);
