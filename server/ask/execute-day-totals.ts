import { columnOf } from "#server/ask/core/columns.ts";
import type { Part } from "#server/ask/execute-parts.ts";
import type { QueryPlan } from "#server/ask/schema.ts";
import { AppError } from "#server/lib/errors.ts";
import type { Scope } from "#server/lib/scope.ts";
import type { PlanTotals } from "#server/routing/schema.ts";
import type { Routing } from "#server/routing/service.ts";

type DayOf = Routing["board"]["day"];

const LINES: readonly (readonly [name: string, unit: string, of: (totals: PlanTotals) => number])[] = [
  ["Distance", "km", ({ distanceM }) => Math.round(distanceM / 100) / 10],
  ["Hours, gate to gate", "h", ({ durationS }) => Math.round(durationS / 360) / 10],
  ["Cost", "money", ({ costCents }) => Math.round(costCents) / 100],
  ["Late stops", "", ({ lateStops }) => lateStops],
  ["Stops", "", ({ stops }) => stops],
  ["Trucks", "", ({ vehicles }) => vehicles],
];

/** The totals of the routes of two days side by side, as the planner reckons both. */
export async function* executeDayTotals(
  dayOf: DayOf | null,
  scope: Scope,
  { day, against }: Extract<QueryPlan, { kind: "day-totals" }>,
): AsyncGenerator<Part> {
  if (dayOf === null)
    throw new AppError("UNAVAILABLE", "the planner is not at hand, so no day can be totalled");
  const [now, before] = [(await dayOf(scope, day)).totals, (await dayOf(scope, against)).totals];
  yield {
    type: "rows",
    title: "totals of both days",
    columns: [
      columnOf("key", "What"),
      { ...columnOf("value", "That day"), type: "figure" },
      { ...columnOf("before"), type: "figure" },
      columnOf("change"),
    ],
    rows: LINES.map(([key, unit, of]) => {
      const [value, other] = [of(now), of(before)];
      const change = other === 0 ? null : (100 * (value - other)) / other;
      return { key, unit, value, before: other, change };
    }),
    total: LINES.length,
    view: "table",
  };
  yield { type: "link", href: `/board?day=${day}`, label: "Open the board" };
}
