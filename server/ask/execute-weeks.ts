import { columnOf } from "#server/ask/core/columns.ts";
import type { Part } from "#server/ask/execute-parts.ts";
import type { QueryPlan } from "#server/ask/schema.ts";
import type { Fleet } from "#server/fleet/service.ts";
import { isInWeeks, nextWeekIn } from "#server/lib/collection-weeks.ts";
import type { Scope } from "#server/lib/scope.ts";
import { isoWeekOf } from "#server/lib/service-day.ts";

const listed = new Intl.ListFormat("en-GB");

/** Tells which zones have a stream collected in a week, and when the others have it next. */
export async function* executeWeeks(
  fleet: Fleet,
  scope: Scope,
  plan: Extract<QueryPlan, { kind: "collection-weeks" }>,
): AsyncGenerator<Part> {
  const all = await fleet.zoneWeeks(scope, plan.stream);
  const zones = all.filter(({ zone }) => plan.zones.length === 0 || plan.zones.includes(zone));
  const rows = zones.map(({ zone, weeks, sites }) => ({
    zone,
    weeks: `${weeks} week${weeks === "every" ? "" : "s"}`,
    collected: isInWeeks(weeks, plan.monday) ? "yes" : "no",
    nextFrom: nextWeekIn(weeks, plan.monday),
    sites,
  }));
  const due = rows.filter(({ collected }) => collected === "yes");
  const others = rows.filter(({ collected }) => collected === "no");
  yield { type: "figures", figures: [{ label: "zones", value: due.length, unit: "", compare: null }] };
  const week = `week ${isoWeekOf(plan.monday)}`;
  const names = (some: typeof rows) => listed.format(some.map(({ zone }) => zone));
  const text =
    rows.length === 0
      ? `No zone has containers for ${plan.stream}.`
      : due.length === 0
        ? `In ${week} ${plan.stream} is not collected in ${names(others)}.`
        : `In ${week} ${plan.stream} is collected in ${names(due)}${others.length > 0 ? `, and not in ${names(others)}` : ""}.`;
  yield { type: "text", text };
  yield {
    type: "rows",
    title: `zones by their weeks of ${plan.stream}`,
    columns: ["zone", "collected", "weeks", "nextFrom", "sites"].map((key) => columnOf(key)),
    rows,
    total: rows.length,
    view: "table",
  };
}
