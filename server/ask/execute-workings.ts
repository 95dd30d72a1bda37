import { columnOf } from "#server/ask/core/columns.ts";
import type { EngineerPlan } from "#server/ask/engineer.schema.ts";
import { figure, type Part } from "#server/ask/execute-parts.ts";
import { readReleases } from "#server/ask/store-engineer.ts";
import type { Scope } from "#server/lib/scope.ts";
import type { Db } from "#server/platform/db.ts";
import type { Telemetry } from "#server/telemetry/service.ts";

type Reads = { db: Db; telemetry: Pick<Telemetry, "apart"> };
type Range = { from: Date; to: Date };
const OPEN: Part = { type: "link", href: "/performance", label: "Open performance" };

// What each cache counts under, by the labels that say which and whether it was a hit.
const CACHES = ["cache.reads", "vector.cache", "llm.cache"] as const;

async function* caches({ telemetry }: Reads, scope: Scope, { from, to }: Range): AsyncGenerator<Part> {
  const range = { from: from.toISOString(), to: to.toISOString() };
  const found = await Promise.all(
    CACHES.map(async (name) => ({
      name,
      groups: await telemetry.apart(scope, { name, keys: ["of", "hit"], ...range }),
    })),
  );
  const rows = found
    .flatMap(({ name, groups }) =>
      [...new Set(groups.map(({ values: [of = ""] }) => of))].map((of) => {
        const own = groups.filter(({ values }) => values[0] === of);
        const sum = (some: typeof own) => some.reduce((total, { point }) => total + point.sum, 0);
        const [hits, reads] = [sum(own.filter(({ values }) => values[1] === "true")), sum(own)];
        const key = of === "" ? name : `${name}, ${of}`;
        return { key, hits, reads, value: reads > 0 ? (100 * hits) / reads : null };
      }),
    )
    .sort((a, b) => b.reads - a.reads || a.key.localeCompare(b.key));
  const sum = (of: "hits" | "reads") => rows.reduce((total, row) => total + row[of], 0);
  yield {
    type: "figures",
    figures: [
      figure("hit rate of all caches", sum("reads") > 0 ? (100 * sum("hits")) / sum("reads") : null, "%"),
      figure("looked up", sum("reads"), ""),
    ],
  };
  if (rows.length === 0) yield { type: "text", text: "Nothing was looked up in any cache in that time." };
  yield {
    type: "rows",
    title: "hit rate of each cache",
    columns: [
      columnOf("key", "Cache"),
      { key: "value", label: "Hit rate", type: "percent" },
      { key: "hits", label: "Hits", type: "number" },
      { key: "reads", label: "Looked up", type: "number" },
    ],
    rows,
    total: rows.length,
    view: "table",
  };
  yield OPEN;
}

async function* procedures(
  { telemetry }: Reads,
  scope: Scope,
  plan: EngineerPlan,
  { from, to }: Range,
): AsyncGenerator<Part> {
  const statistic = plan.statistic === "hits" || plan.statistic === null ? "p95" : plan.statistic;
  const found = await telemetry.apart(scope, {
    ...{ name: "api.request_ms", keys: ["procedure"] },
    ...{ from: from.toISOString(), to: to.toISOString() },
  });
  const rows = found
    .map(({ values: [key = ""], point }) => ({
      ...{ key, count: point.count, p50: point.p50, p95: point.p95, p99: point.p99, max: point.max },
      mean: point.count > 0 ? point.sum / point.count : null,
    }))
    .sort((a, b) => (b[statistic] ?? -1) - (a[statistic] ?? -1) || a.key.localeCompare(b.key));
  const [first] = rows;
  yield {
    type: "figures",
    figures: [
      figure("procedures called", rows.length, ""),
      figure(
        "calls",
        rows.reduce((all, { count }) => all + count, 0),
        "",
      ),
    ],
  };
  yield {
    type: "text",
    text: first
      ? `${first.key} comes first by ${statistic}: ${(first[statistic] ?? 0).toFixed(statistic === "count" ? 0 : 1)}${statistic === "count" ? " calls" : " ms"}.`
      : "No procedure was called in that time.",
  };
  yield {
    type: "rows",
    title: `procedures of the API by ${statistic}`,
    columns: [
      columnOf("key", "Procedure"),
      ...(["p50", "p95", "p99", "mean", "max"] as const).map((key) => ({
        key,
        label: `${key}, ms`,
        type: "number" as const,
      })),
      columnOf("count", "Calls"),
    ],
    rows: rows.slice(0, plan.limit ?? rows.length),
    total: rows.length,
    view: "table",
  };
  yield OPEN;
}

async function* releases({ db }: Reads, plan: EngineerPlan, { from, to }: Range): AsyncGenerator<Part> {
  const all = await readReleases(db, from, to);
  const isBack = ({ status }: (typeof all)[number]) => status === "rolled-back";
  const rows = plan.isRolledBack ? all.filter(isBack) : all;
  yield {
    type: "figures",
    figures: [figure("releases", all.length, ""), figure("rolled back", all.filter(isBack).length, "")],
  };
  yield {
    type: "rows",
    title: plan.isRolledBack ? "releases that were rolled back" : "releases, newest first",
    columns: [
      { key: "flag", label: "Flag", type: "text" },
      columnOf("status"),
      { key: "startedBy", label: "By", type: "text" },
      columnOf("startedAt"),
      { key: "finishedAt", label: "Ended", type: "time" },
    ],
    rows: rows.map(({ startedAt, finishedAt, ...row }) => ({
      ...{ ...row, key: row.id, startedAt: startedAt.toISOString() },
      finishedAt: finishedAt?.toISOString() ?? null,
    })),
    total: rows.length,
    view: "table",
  };
  yield { type: "link", href: "/flags", label: "Open flags" };
}

/** Runs questions about caches, procedures of the API and releases. */
export async function* executeWorkings(
  reads: Reads,
  scope: Scope,
  plan: EngineerPlan,
  range: Range,
): AsyncGenerator<Part> {
  if (plan.of === "caches") yield* caches(reads, scope, range);
  else if (plan.of === "procedures") yield* procedures(reads, scope, plan, range);
  else yield* releases(reads, plan, range);
}
