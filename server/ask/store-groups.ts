import type { Bound, QueryPlan } from "#server/ask/schema.ts";
import { type Db, noSql, type Sql, sql } from "#server/platform/db.ts";

type GroupPlan = Extract<QueryPlan, { kind: "group" }>;
type Wanted = Pick<GroupPlan, "list" | "by" | "bound" | "byUrgency" | "isLeastFirst" | "limit">;

/** Rows that have a value of a column in common: how many, and the mean of another where one is told. */
export type RowGroup = { key: string; count: number; mean: number | null };
/** The same of exceptions, with how many of them are open and the earliest service clock that runs. */
export type ExceptionGroup = RowGroup & { open: number; firstRespondBy: Date | null };

const kept = (bound: Bound | undefined, value: Sql): Sql => {
  if (!bound) return sql`true`;
  const limit = sql`${bound.value}::float8`;
  switch (bound.op) {
    case "gt":
      return sql`${value} > ${limit}`;
    case "gte":
      return sql`${value} >= ${limit}`;
    case "lt":
      return sql`${value} < ${limit}`;
    case "lte":
      return sql`${value} <= ${limit}`;
    case "eq":
      return sql`${value} = ${limit}`;
    case "between":
      return sql`${value} BETWEEN ${limit} AND ${bound.upTo ?? bound.value}::float8`;
  }
};

// Two sites of one name stay two.
const OWN_SITE: Partial<Record<GroupPlan["list"], Sql>> = {
  exceptions: sql`, e.site_id`,
  stops: sql`, s.site_id`,
};

/** What each group of a selection of a list comes to, by a column or all together, most first; `mean` is the column whose mean is told. */
export const groupRows = (
  db: Db,
  selection: { from: Sql; where: Sql },
  { by, mean }: { by: Sql | null; mean: Sql | null },
  plan: Wanted,
): Promise<RowGroup[] | ExceptionGroup[]> => {
  const value = mean === null ? sql`count(*)` : sql`avg(${mean})`;
  const isOfExceptions = plan.list === "exceptions";
  const clocks = isOfExceptions
    ? sql`, count(*) FILTER (WHERE e.status <> 'closed')::int AS open,
        min(e.respond_by) FILTER (WHERE e.status = 'open') AS "firstRespondBy"`
    : noSql;
  const site = plan.by === "site" ? (OWN_SITE[plan.list] ?? noSql) : noSql;
  const order =
    plan.byUrgency && isOfExceptions
      ? sql`"firstRespondBy" NULLS LAST, 2 DESC`
      : plan.isLeastFirst
        ? sql`${value}`
        : sql`${value} DESC`;
  return db.$queryRaw<ExceptionGroup[]>(sql`
    SELECT ${by === null ? sql`'all'` : sql`coalesce(${by}::text, 'none')`} AS key,
      ${mean === null ? sql`count(*)` : sql`count(${mean})`}::int AS count,
      ${mean === null ? sql`NULL` : value}::float8 AS mean ${clocks}
    FROM ${selection.from} WHERE ${selection.where}
    GROUP BY 1 ${site} HAVING ${kept(plan.bound, value)} AND ${mean === null ? sql`true` : sql`${value} IS NOT NULL`}
    ORDER BY ${order}, 1 LIMIT ${plan.limit ?? 200}`);
};

// Whose a route is; what has none is nobody's.
const OWNED: Readonly<Record<"route" | "driver" | "depot" | "zone" | "vehicle", Sql>> = {
  ...{ route: sql`true`, depot: sql`true`, driver: sql`r.driver_id IS NOT NULL` },
  ...{ zone: sql`r.zone_id IS NOT NULL`, vehicle: sql`r.vehicle_id IS NOT NULL` },
};

/** What the routes that `where` keeps, and that have begun, are told apart by. */
export const readRan = (
  db: Db,
  where: Sql,
  { by, key, join }: { by: keyof typeof OWNED; key: Sql; join: Sql },
): Promise<{ key: string }[]> =>
  db.$queryRaw<{ key: string }[]>(sql`
    SELECT DISTINCT ${key} AS key FROM route r ${join}
    WHERE ${where} AND ${OWNED[by]} AND r.started_at IS NOT NULL ORDER BY 1`);
