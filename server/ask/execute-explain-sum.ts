import { columnOf } from "#server/ask/core/columns.ts";
import { isMoreOfSumBetter } from "#server/ask/core/same-order.ts";
import { MEASURE_WORDS } from "#server/ask/core/words.ts";
import { figure, type Part } from "#server/ask/execute-parts.ts";
import { MEASURES, routesLink } from "#server/ask/execute-sums.ts";
import type { ExplainSumPlan } from "#server/ask/explain.schema.ts";
import type { AnswerColumn } from "#server/ask/schema.ts";
import { readTimeShares, type TimeShares } from "#server/ask/store-shares.ts";
import { daysWords } from "#server/lib/day-words.ts";
import type { Scope } from "#server/lib/scope.ts";
import { daysBetween } from "#server/lib/service-day.ts";
import type { Operations } from "#server/operations/service.ts";
import type { Db } from "#server/platform/db.ts";

type Reads = { db: Db; operations: Operations };

/** What a change is told apart by. */
export const MOVED_BY = ["route", "zone", "stream", "driver", "depot"] as const;
/** Rows of what moved something, the most first. */
export const MOST_MOVED = 60;

/** What added to a change as rows, its figures as cells of a type and unit. */
export const movesPart = (
  said: string,
  moves: readonly { by: string; key: string; now: number | null; past: number | null; added: number }[],
  cell: Pick<AnswerColumn, "type" | "unit">,
): Part => ({
  type: "rows",
  title: `${said} by what moved it most`,
  columns: [
    { key: "by", label: "By", type: "text" },
    columnOf("key"),
    { key: "now", label: "Now", ...cell },
    { key: "past", label: "Before", ...cell },
    { key: "added", label: "Added to the change", ...cell },
  ],
  rows: [...moves],
  total: moves.length,
  view: "table",
});

// What a route's time goes to: where hours or overtime moved, one of these did.
const SPENT = [
  ["service at stops", (s) => s.serviceS],
  ["transit", (s) => s.transitS],
  ["disposal", (s) => s.disposalS],
  ["standing with the engine on", (s) => s.idleS],
  ["breaks", (s) => s.breakS],
] as const satisfies readonly (readonly [cause: string, of: (shares: TimeShares) => number])[];

type Sums = Awaited<ReturnType<Operations["kpis"]["sums"]>>[number];

/** Runs why a sum moved: what each route, zone, stream, driver and depot added, and of hours what took longer on a route. */
export async function* executeSumChange(
  { db, operations: { kpis } }: Reads,
  scope: Scope,
  { name, filter, before }: ExplainSumPlan,
): AsyncGenerator<Part> {
  const { of, unit, per } = MEASURES[name];
  const isMoreBetter = isMoreOfSumBetter({ name });
  // A longer or shorter stretch counts for as many days as are asked about.
  const [days, daysBefore] = [filter, before].map(({ from, to }) => daysBetween(from, to) + 1) as [
    number,
    number,
  ];
  const scale = days / daysBefore;
  const amountOf = (sums: Sums | undefined): number => (sums ? (of(sums, null) ?? 0) / per : 0);
  const [[all], [past]] = await Promise.all([kpis.sums(scope, filter, null), kpis.sums(scope, before, null)]);
  const [now, then] = [amountOf(all), scale * amountOf(past)];
  const change = now - then;
  const moves = (
    await Promise.all(
      MOVED_BY.map(async (by) => {
        const [groups, others] = await Promise.all([
          kpis.sums(scope, filter, by),
          kpis.sums(scope, before, by),
        ]);
        const keys = [...new Set([...groups, ...others].map(({ key }) => key))];
        return keys.map((key) => {
          const value = amountOf(groups.find((group) => group.key === key));
          const old = scale * amountOf(others.find((group) => group.key === key));
          return { by, key, now: value, past: old, added: value - old };
        });
      }),
    )
  )
    .flat()
    .filter(({ added }) => added !== 0)
    .sort((a, b) => Math.sign(change || 1) * (b.added - a.added) || a.by.localeCompare(b.by))
    .slice(0, MOST_MOVED);
  const said = MEASURE_WORDS[name];
  const shown = unit === "money" ? "" : unit;
  const number = (value: number) => `${value.toFixed(1)}${shown === "" ? "" : ` ${shown}`}`;
  const signed = (value: number) => `${value > 0 ? "+" : "-"}${number(Math.abs(value))}`;
  const top = moves.filter(({ added }) => Math.sign(added) === Math.sign(change)).slice(0, 3);
  yield {
    type: "text",
    text: `${said.slice(0, 1).toUpperCase()}${said.slice(1)} came to ${number(now)} on ${daysWords(filter)}, against ${number(then)} on ${daysWords(before)}${
      days === daysBefore ? "" : ", reckoned for as many days"
    }: ${
      change === 0
        ? "no change."
        : `${number(Math.abs(change))} ${change > 0 ? "up" : "down"}, so ${change > 0 === isMoreBetter ? "better" : "worse"}. Most of it lies in ${top
            .map(({ by, key, added }) => `${by} ${key} (${signed(added)})`)
            .join(", ")}.`
    }`,
  };
  yield {
    type: "figures",
    figures: [{ ...figure(said, now, unit), compare: { label: "before", value: then } }],
  };
  if (name === "overtime" || name === "hours") {
    const [[spent], [spentBefore]] = await Promise.all([
      readTimeShares(db, kpis.routesSql(scope, filter), null),
      readTimeShares(db, kpis.routesSql(scope, before), null),
    ]);
    const perRoute = (read: (shares: TimeShares) => number, shares: TimeShares | undefined): number | null =>
      shares && shares.routes > 0 ? read(shares) / shares.routes : null;
    const causes = SPENT.map(([cause, read]) => {
      const value = perRoute(read, spent);
      const old = perRoute(read, spentBefore);
      return { cause, now: value, past: old, added: value === null || old === null ? null : value - old };
    }).sort((a, b) => (b.added ?? 0) - (a.added ?? 0));
    yield {
      type: "rows",
      title: "what a route took",
      columns: [
        columnOf("cause"),
        { key: "now", label: "Now, per route", type: "duration" },
        { key: "past", label: "Before, per route", type: "duration" },
        { key: "added", label: "Longer by", type: "duration" },
      ],
      rows: causes,
      total: causes.length,
      view: "table",
    };
  }
  yield movesPart(said, moves, { type: "figure", unit });
  yield routesLink(filter);
}
