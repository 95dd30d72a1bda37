import { columnOf } from "#server/ask/core/columns.ts";
import { listLink, type Part } from "#server/ask/execute-parts.ts";
import type { QueryPlan } from "#server/ask/schema.ts";
import { type DayTotals, readDayTotals } from "#server/ask/store-day-totals.ts";
import { dayWords } from "#server/lib/day-words.ts";
import type { Scope } from "#server/lib/scope.ts";
import type { Operations } from "#server/operations/service.ts";
import type { Db } from "#server/platform/db.ts";

const km = (metres: number): number => Math.round(metres / 100) / 10;
const hours = (seconds: number): number => Math.round(seconds / 360) / 10;
const money = (cents: number): number => Math.round(cents) / 100;

const LINES: readonly (readonly [name: string, unit: string, of: (totals: DayTotals) => number])[] = [
  ["Planned distance", "km", ({ plannedDistanceM }) => km(plannedDistanceM)],
  ["Planned hours, gate to gate", "h", ({ plannedDurationS }) => hours(plannedDurationS)],
  ["Planned cost of hours and kilometres", "money", ({ plannedCents }) => money(plannedCents)],
  ["Late stops", "", ({ lateStops }) => lateStops],
  ["Stops", "", ({ stops }) => stops],
  ["Trucks", "", ({ trucks }) => trucks],
  ["Distance driven", "km", ({ drivenM }) => km(drivenM)],
  ["Worked hours, gate to gate", "h", ({ workedS }) => hours(workedS)],
  ["Booked cost, with fuel and gate fees", "money", ({ bookedCents }) => money(bookedCents)],
];

/** What the routes of two days come to, side by side: as they are planned and, as far as they were, driven. */
export async function* executeDayTotals(
  { db, operations }: { db: Db; operations: Operations },
  scope: Scope,
  { day, against, filters: kept = [], isWithoutProposed }: Extract<QueryPlan, { kind: "day-totals" }>,
): AsyncGenerator<Part> {
  const { now } = operations.clock(scope);
  const totalsOf = (serviceDay: string): Promise<DayTotals> => {
    const filters = [
      { column: "serviceDay", op: "eq" as const, value: serviceDay },
      { column: "status", op: "ne" as const, value: "cancelled" },
      ...kept,
    ];
    return readDayTotals(db, operations.lists.routes.sqlWhere(operations.dayScope(scope), { filters }), now);
  };
  const [own, other] = [await totalsOf(day), await totalsOf(against)];
  for (const [serviceDay, { stops, open }] of [
    [day, own],
    [against, other],
  ] as const) {
    if (stops === 0)
      yield { type: "text", text: `No route is stored for ${dayWords(serviceDay)}: it counts as nothing.` };
    else if (open > 0)
      yield {
        type: "text",
        text: `${open === 1 ? "One route" : `${open} routes`} of ${dayWords(serviceDay)} ${open === 1 ? "is" : "are"} not over: what is driven, worked and booked is so far, and late stops count those expected to be.`,
      };
  }
  if (isWithoutProposed)
    yield {
      type: "text",
      text: "What is only proposed is in neither day: it has no routes before it is confirmed, and a plan is then set against the routes it replaces on its own page.",
    };
  yield {
    type: "rows",
    title: "totals of both days",
    columns: [
      columnOf("key", "What"),
      { ...columnOf("value", dayWords(day)), type: "figure" },
      { ...columnOf("before", dayWords(against)), type: "figure" },
      columnOf("change"),
    ],
    rows: LINES.map(([key, unit, of]) => {
      const [value, before] = [of(own), of(other)];
      return { key, unit, value, before, change: before === 0 ? null : (100 * (value - before)) / before };
    }),
    total: LINES.length,
    view: "table",
  };
  yield listLink("routes", { filters: [{ column: "serviceDay", op: "in", value: [day, against] }, ...kept] });
}
