import { columnOf } from "#server/ask/core/columns.ts";
import { againstWords } from "#server/ask/core/words-engineer.ts";
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

// Those without a rate stand last, whichever way the others are ordered.
const byRate =
  (order: EngineerPlan["order"]) =>
  <R extends { key: string; value: number | null; of: number }>(a: R, b: R): number => {
    const told = ({ value }: R) => value ?? (order === "least" ? Number.POSITIVE_INFINITY : -1);
    const way = order === "least" ? told(a) - told(b) : order === "most" ? told(b) - told(a) : 0;
    return (Number.isNaN(way) ? 0 : way) || b.of - a.of || a.key.localeCompare(b.key);
  };

async function* caches(
  { telemetry }: Reads,
  scope: Scope,
  { order, limit }: EngineerPlan,
  { from, to }: Range,
): AsyncGenerator<Part> {
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
        return { key, hits, reads, of: reads, value: reads > 0 ? (100 * hits) / reads : null };
      }),
    )
    .sort(byRate(order))
    .map(({ of: _, ...row }) => row);
  const sum = (of: "hits" | "reads") => rows.reduce((total, row) => total + row[of], 0);
  yield {
    type: "figures",
    figures: [
      figure("hit rate of all caches", sum("reads") > 0 ? (100 * sum("hits")) / sum("reads") : null, "%"),
      figure("looked up", sum("reads"), ""),
    ],
  };
  const [first] = rows;
  if (!first) yield { type: "text", text: "Nothing was looked up in any cache in that time." };
  else if (order !== undefined && first.value !== null)
    yield {
      type: "text",
      text: `${first.key} had the ${order === "least" ? "lowest" : "highest"} hit rate: ${first.value.toFixed(1)}% of ${first.reads} looked up.`,
    };
  yield {
    type: "rows",
    title: "hit rate of each cache",
    columns: [
      columnOf("key", "Cache"),
      { key: "value", label: "Hit rate", type: "percent" },
      { key: "hits", label: "Hits", type: "number" },
      { key: "reads", label: "Looked up", type: "number" },
    ],
    rows: rows.slice(0, limit ?? rows.length),
    total: rows.length,
    view: "table",
  };
  yield OPEN;
}

// What a procedure belongs to: "ask.ask" is of ask.
const serviceOf = (procedure: string): string => procedure.split(".", 1)[0] ?? procedure;

async function* procedures(
  { telemetry }: Reads,
  scope: Scope,
  plan: EngineerPlan,
  { from, to }: Range,
): AsyncGenerator<Part> {
  const statistic = plan.statistic === "hits" || plan.statistic === null ? "p95" : plan.statistic;
  const isOfParts = plan.by === "service";
  const found = await telemetry.apart(scope, {
    ...{ name: "api.request_ms", keys: ["procedure"] },
    ...{ from: from.toISOString(), to: to.toISOString() },
    ...(isOfParts ? { belongsTo: serviceOf } : {}),
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
      figure(isOfParts ? "parts of the product called" : "procedures called", rows.length, ""),
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
    title: `${isOfParts ? "parts of the product" : "procedures of the API"} by ${statistic}`,
    columns: [
      columnOf("key", isOfParts ? "Part of the product" : "Procedure"),
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

const earlier = ({ from, to }: Range, byS: number): Range => ({
  from: new Date(from.getTime() - byS * 1_000),
  to: new Date(to.getTime() - byS * 1_000),
});
const rateOf = ({ calls, failed }: { calls: number; failed: number }): number | null =>
  calls > 0 ? (100 * failed) / calls : null;

// How many calls there were in a stretch, and how many of them failed.
const failedIn = async (telemetry: Reads["telemetry"], scope: Scope, { from, to }: Range) => {
  const found = await telemetry.apart(scope, {
    ...{ name: "api.request_ms", keys: ["outcome"] },
    ...{ from: from.toISOString(), to: to.toISOString() },
  });
  const sum = (some: typeof found) => some.reduce((all, { point }) => all + point.count, 0);
  return { calls: sum(found), failed: sum(found.filter(({ values }) => values[0] === "failed")) };
};

async function* errors(
  { telemetry }: Reads,
  scope: Scope,
  plan: EngineerPlan,
  { from, to }: Range,
): AsyncGenerator<Part> {
  const { by, order = "most", limit, statistic, againstS } = plan;
  const against = againstWords(plan);
  const was =
    againstS === undefined ? undefined : await failedIn(telemetry, scope, earlier({ from, to }, againstS));
  const found = await telemetry.apart(scope, {
    ...{ name: "api.request_ms", keys: ["procedure", "outcome"] },
    ...{ from: from.toISOString(), to: to.toISOString() },
  });
  const sums = new Map<string, { calls: number; failed: number; refused: number }>();
  for (const { values, point } of found) {
    const [procedure = "", outcome = ""] = values;
    const key = by === undefined ? "all calls" : by === "service" ? serviceOf(procedure) : procedure;
    const sum = sums.get(key) ?? { calls: 0, failed: 0, refused: 0 };
    sums.set(key, {
      calls: sum.calls + point.count,
      failed: sum.failed + (outcome === "failed" ? point.count : 0),
      refused: sum.refused + (outcome === "refused" ? point.count : 0),
    });
  }
  const rows = [...sums]
    .map(([key, sum]) => ({ key, ...sum, value: sum.calls > 0 ? (100 * sum.failed) / sum.calls : null }))
    .map((row) => ({
      row,
      key: row.key,
      of: row.calls,
      value: statistic === "count" ? row.failed : row.value,
    }))
    .sort(byRate(order))
    .map(({ row }) => row);
  const sumOf = (of: "calls" | "failed") => rows.reduce((all, row) => all + row[of], 0);
  const [calls, failed] = [sumOf("calls"), sumOf("failed")];
  yield {
    type: "figures",
    figures: [
      {
        ...figure("error rate", rateOf({ calls, failed }), "%"),
        ...(was ? { compare: { label: against, value: rateOf(was) } } : {}),
      },
      { ...figure("failed", failed, ""), ...(was ? { compare: { label: against, value: was.failed } } : {}) },
      { ...figure("calls", calls, ""), ...(was ? { compare: { label: against, value: was.calls } } : {}) },
    ],
  };
  yield {
    type: "text",
    text:
      calls === 0
        ? "No procedure was called in that time."
        : "Failed are calls that broke off with a fault of the product; those that were refused with a reason are none.",
  };
  if (by !== undefined)
    yield {
      type: "rows",
      title: `error rate of the API by ${by === "service" ? "part of the product" : "procedure"}`,
      columns: [
        columnOf("key", by === "service" ? "Part of the product" : "Procedure"),
        { key: "value", label: "Error rate", type: "percent" },
        { key: "failed", label: "Failed", type: "number" },
        { key: "refused", label: "Refused", type: "number" },
        { key: "calls", label: "Calls", type: "number" },
      ],
      rows: rows.slice(0, limit ?? rows.length),
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

/** Runs questions about caches, procedures of the API, their errors and releases. */
export async function* executeWorkings(
  reads: Reads,
  scope: Scope,
  plan: EngineerPlan,
  range: Range,
): AsyncGenerator<Part> {
  if (plan.of === "caches") yield* caches(reads, scope, plan, range);
  else if (plan.of === "procedures") yield* procedures(reads, scope, plan, range);
  else if (plan.of === "errors") yield* errors(reads, scope, plan, range);
  else yield* releases(reads, plan, range);
}
