import { columnOf } from "#server/ask/core/columns.ts";
import type { EngineerPlan } from "#server/ask/engineer.schema.ts";
import { figure, type Part } from "#server/ask/execute-parts.ts";
import { type ChangeCount, countChanges, readChanges } from "#server/ask/store-engineer.ts";
import type { Scope } from "#server/lib/scope.ts";
import type { Db } from "#server/platform/db.ts";

const ROWS = 200;

const counted = (groups: readonly ChangeCount[], by: "subject" | "actor"): Part => ({
  ...{ type: "rows", title: `changes by ${by === "actor" ? "person" : "thing"}`, view: "chart" },
  columns: [
    columnOf("key", by === "actor" ? "By" : columnOf("subject").label),
    { key: "value", label: "Changes", type: "number" },
    { key: "last", label: "Last", type: "time" },
  ],
  rows: groups.map((group) => ({ ...group, last: group.last.toISOString() })),
  total: groups.length,
});

/** Runs questions about what was changed of flags and settings, in a span of real time. */
export async function* executeChanges(
  db: Db,
  scope: Scope,
  plan: EngineerPlan,
  range: { from: Date; to: Date },
): AsyncGenerator<Part> {
  const by = plan.by === "actor" ? "actor" : "subject";
  const groups = await countChanges(db, scope, plan, range, by);
  const total = groups.reduce((sum, { value }) => sum + value, 0);
  yield { type: "figures", figures: [figure("changes", total, "")] };
  if (plan.by !== undefined) yield counted(groups, by);
  else {
    const rows = await readChanges(db, scope, { ...plan, limit: plan.limit ?? ROWS }, range);
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
      total: Math.min(total, plan.limit ?? total),
      view: "table",
    };
  }
  yield { type: "link", href: "/admin", label: "Open the audit log" };
}
