import { columnOf } from "#server/ask/core/columns.ts";
import type { EngineerPlan } from "#server/ask/engineer.schema.ts";
import { figure, type Part } from "#server/ask/execute-parts.ts";
import { type ChangeRow, readChanges } from "#server/ask/store-engineer.ts";
import { groupBy } from "#server/lib/group-by.ts";
import type { Scope } from "#server/lib/scope.ts";
import type { Db } from "#server/platform/db.ts";

// How often each thing was changed, or each person changed something, the most first.
const counted = (rows: readonly ChangeRow[], by: "subject" | "actor"): Part => {
  const groups = [...groupBy(rows, (row) => row[by])]
    .map(([key, own]) => {
      const times = own.map(({ when }) => when.toISOString()).sort();
      return { key, value: own.length, last: times.at(-1) ?? null };
    })
    .sort((a, b) => b.value - a.value || a.key.localeCompare(b.key));
  return {
    ...{ type: "rows", title: `changes by ${by === "actor" ? "person" : "thing"}`, view: "chart" },
    columns: [
      columnOf("key", by === "actor" ? "By" : columnOf("subject").label),
      { key: "value", label: "Changes", type: "number" },
      { key: "last", label: "Last", type: "time" },
    ],
    rows: groups,
    total: groups.length,
  };
};

/** Runs questions about what was changed of flags and settings, in a span of real time. */
export async function* executeChanges(
  db: Db,
  scope: Scope,
  plan: EngineerPlan,
  range: { from: Date; to: Date },
): AsyncGenerator<Part> {
  const found = await readChanges(db, scope, plan, range);
  yield { type: "figures", figures: [figure("changes", found.length, "")] };
  if (plan.by !== undefined) yield counted(found, plan.by);
  else {
    const ordered = plan.isOldestFirst ? [...found].reverse() : found;
    const rows = ordered.slice(0, plan.limit ?? ordered.length);
    yield {
      type: "rows",
      title: `changes, ${plan.isOldestFirst ? "oldest" : "newest"} first`,
      columns: [
        columnOf("when"),
        { key: "actor", label: "By", type: "text" },
        columnOf("subject"),
        { key: "was", label: "Was", type: "text" },
        { key: "now", label: "Became", type: "text" },
      ],
      rows: rows.map((row) => ({ ...row, when: row.when.toISOString() })),
      total: rows.length,
      view: "table",
    };
  }
  yield { type: "link", href: "/admin", label: "Open the audit log" };
}
