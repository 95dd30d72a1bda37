import type { Counted } from "#server/coordination/core/savings.ts";
import type { Scope } from "#server/lib/scope.ts";
import { type Db, noSql, sql } from "#server/platform/db.ts";

/** Which kinds of answers from memory stand beside which meter of one made anew. */
const KEPT = [
  { counter: "vector.cache", label: "of=searches", timed: "vector.search_ms" },
  { counter: "vector.cache", label: "of=questions", timed: "ask.answer_ms" },
  { counter: "llm.cache", label: "", timed: "llm.answer_ms" },
] as const;

type Measured = { month: string; name: string; labels: string; count: number; sum: number };

/**
 * Counts what the savings ledger is made of, by month of the organisation's zone: its ended routes and accepted plans, calls
 * it caused or that nobody in particular did, and what the whole installation measured.
 */
export const countSavings = async (
  db: Db,
  scope: Scope,
  timeZone: string,
  since: string,
): Promise<Counted> => {
  const { organisationId, depotIds } = scope;
  const own = depotIds === null ? noSql : sql`AND depot_id = ANY(${depotIds})`;
  const [routes, outside, measured, plans] = await Promise.all([
    db.$queryRaw<Counted["routes"][number][]>(sql`
      SELECT to_char(service_day, 'YYYY-MM') AS month, min(service_day)::text AS "firstDay",
        sum(stops_done)::float8 AS stops,
        sum(wage_cents + distance_cents + fuel_cents + disposal_cents)::float8 AS cents
      FROM route WHERE organisation_id = ${organisationId} AND ended_at IS NOT NULL ${own} GROUP BY 1`),
    db.$queryRaw<Counted["outside"][number][]>(sql`
      SELECT to_char(reserved_at AT TIME ZONE ${timeZone}, 'YYYY-MM') AS month,
        coalesce(sum(saved_units) FILTER (WHERE saved_by <> 'fallback'), 0)::float8 AS "savedUnits",
        count(*) FILTER (WHERE saved_by <> 'fallback')::float8 AS avoided,
        coalesce(sum(units), 0)::float8 AS units, coalesce(sum(cents), 0)::float8 AS cents
      FROM external_call
      WHERE organisation_id IN (0, ${organisationId}) AND reserved_at >= ${since}::date
      GROUP BY 1, service`),
    db.$queryRaw<Measured[]>(sql`
      SELECT to_char(at AT TIME ZONE ${timeZone}, 'YYYY-MM') AS month, name, labels,
        sum(count)::float8 AS count, sum(sum)::float8 AS sum
      FROM sample
      WHERE step_s = 3600 AND at >= ${since}::date
        AND name = ANY(${[...new Set(KEPT.flatMap(({ counter, timed }) => [counter, timed]))]})
      GROUP BY 1, 2, 3`),
    db.$queryRaw<{ month: string; plans: number }[]>(sql`
      SELECT to_char(finished_at AT TIME ZONE ${timeZone}, 'YYYY-MM') AS month, count(*)::float8 AS plans
      FROM plan WHERE organisation_id = ${organisationId} AND status = 'accepted' AND finished_at >= ${since}::date
        ${depotIds === null ? noSql : sql`AND depot_ids && ${depotIds}::int[]`}
      GROUP BY 1`),
  ]);
  const sumOf = (month: string, name: string, labels: readonly string[], of: "count" | "sum"): number =>
    measured
      .filter((row) => row.month === month && row.name === name)
      .filter((row) => labels.every((label) => label === "" || row.labels.split(",").includes(label)))
      .reduce((sum, row) => sum + row[of], 0);
  const months = [...new Set([...measured, ...plans].map(({ month }) => month))];
  return {
    ...{ routes, outside },
    compute: months.flatMap((month) =>
      KEPT.flatMap(({ counter, label, timed }) => {
        const made = sumOf(month, timed, [], "count");
        const hits = sumOf(month, counter, ["hit=true", label], "sum");
        return made > 0 ? [{ month, hits, meanMs: sumOf(month, timed, [], "sum") / made }] : [];
      }),
    ),
    work: months.map((month) => ({
      month,
      questions: sumOf(month, "ask.answer_ms", [], "count"),
      plans: plans.find((row) => row.month === month)?.plans ?? 0,
    })),
  };
};
