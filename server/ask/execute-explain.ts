import { columnOf } from "#server/ask/core/columns.ts";
import { delayCauses } from "#server/ask/core/delay-causes.ts";
import { dayFilter } from "#server/ask/core/list-filters.ts";
import { KPI_WORDS } from "#server/ask/core/words.ts";
import { executeSumChange, MOST_MOVED, MOVED_BY, movesPart } from "#server/ask/execute-explain-sum.ts";
import { figure, listLink, type Part, rowsPart } from "#server/ask/execute-parts.ts";
import type { QueryPlan } from "#server/ask/schema.ts";
import {
  readCountChanges,
  readLongStops,
  readRouteTimes,
  readTips,
  readUsualTimes,
} from "#server/ask/store-explain.ts";
import { daysWords, dayWords } from "#server/lib/day-words.ts";
import { AppError } from "#server/lib/errors.ts";
import type { Scope } from "#server/lib/scope.ts";
import { daysBetween } from "#server/lib/service-day.ts";
import type { Operations } from "#server/operations/service.ts";
import type { Db } from "#server/platform/db.ts";
import type { ListWindow } from "#server/platform/list.schema.ts";
import type { Routing } from "#server/routing/service.ts";

type Of<K extends QueryPlan["kind"]> = Extract<QueryPlan, { kind: K }>;
/** What explanations are made from. */
export type ExplainReads = {
  db: Db;
  operations: Operations;
  /** Places of a stop with their prices; null where no solver is at hand. */
  places: Routing["board"]["places"] | null;
};

const minutes = (seconds: number): number => Math.round(seconds / 60);
// A stop is long where it took half as long again as the route's stops usually do.
const LONG = 1.5;

async function* lateness(
  { db, operations }: ExplainReads,
  scope: Scope,
  plan: Of<"explain">,
): AsyncGenerator<Part> {
  const filters: ListWindow["filters"] = [
    { column: "serviceDay", op: "eq", value: plan.day },
    { column: plan.subject.column, op: "eq", value: plan.subject.value },
  ];
  const found = await operations.page("routes", scope, { filters, sort: [], offset: 0, limit: 1 });
  const [route] = found.rows;
  const taken = route ? await readRouteTimes(db, scope, route.id, operations.clock(scope).now) : null;
  if (!route || !taken)
    return yield { type: "text", text: `${plan.subject.label} has no route on ${dayWords(plan.day)}.` };
  const usual = await readUsualTimes(db, scope, route.id);
  const causes = delayCauses(taken, usual);
  const [tips, long] = await Promise.all([
    readTips(db, scope, route.id),
    readLongStops(db, scope, route.id, LONG * usual.servicePerStopS),
  ]);
  const delayMin = minutes(taken.delayS);
  const told = causes.filter(({ addsS }) => minutes(addsS) !== 0);
  const rest = causes.at(-1)?.addsS ?? 0;
  const main = told.filter(({ addsS, cause }) => addsS > 0 && !cause.startsWith("not explained"));
  yield {
    type: "text",
    text: `${route.name} ${
      delayMin > 0
        ? `is ${delayMin} min behind plan`
        : delayMin < 0
          ? `is not late: it is ${-delayMin} min ahead of plan`
          : "is on plan"
    }${route.startedAt === null ? " and has not started" : ""}. ${
      main.length > 0
        ? `What adds to it: ${main.map(({ cause, addsS }) => `${cause} ${minutes(addsS)} min`).join(", ")}. `
        : ""
    }Not explained by what is recorded: ${minutes(rest)} min. ${
      usual.days > 0
        ? `Usual is the mean of its ${usual.days} days of the eight weeks before, for as many stops.`
        : "No other day of this route is recorded, so nothing can be called usual."
    }`,
  };
  yield {
    type: "figures",
    figures: [figure("behind plan", delayMin, "min"), figure("not explained", minutes(rest), "min")],
  };
  yield {
    type: "rows",
    title: `why ${route.name} is where it is`,
    columns: [
      columnOf("cause"),
      columnOf("addsS", "Adds"),
      columnOf("actualS", "Took"),
      columnOf("usualS", "Usual"),
    ].map((column) =>
      column.key === "cause" ? { ...column, label: "Cause" } : { ...column, type: "duration" as const },
    ),
    rows: causes,
    total: causes.length,
    view: "table",
  };
  if (tips.length > 0)
    yield {
      type: "rows",
      title: "its tips",
      columns: [
        columnOf("facility"),
        columnOf("arrivedAt"),
        { key: "stayS", label: "Stayed", type: "duration" },
        { key: "usualS", label: "Usual there", type: "duration" },
      ],
      rows: tips.map((tip) => ({ ...tip, arrivedAt: tip.arrivedAt.toISOString() })),
      total: tips.length,
      view: "table",
    };
  if (long.length > 0)
    yield {
      type: "rows",
      title: "stops that took long",
      columns: [
        columnOf("site"),
        columnOf("arrivedAt"),
        { key: "serviceS", label: "Took", type: "duration" },
        columnOf("reason"),
      ],
      rows: long.map((stop) => ({ ...stop, arrivedAt: stop.arrivedAt.toISOString() })),
      total: long.length,
      view: "table",
    };
  yield {
    type: "text",
    text:
      taken.exceptions === 0
        ? "No exception was reported on it."
        : `Reported on it: ${taken.exceptionKinds}. Their time is part of the service at stops.`,
  };
  yield listLink("stops", { filters: [{ column: "routeId", op: "eq", value: route.id }] });
}

async function* countChange(
  { db, operations }: ExplainReads,
  scope: Scope,
  plan: Of<"explain-count">,
): AsyncGenerator<Part> {
  const days = { from: plan.day, to: plan.to ?? plan.day };
  const { against, filters = [] } = plan;
  const among =
    filters.length === 0
      ? null
      : operations.lists.exceptions.sqlWhere(operations.dayScope(scope), { filters });
  const all = await readCountChanges(db, scope, { kind: plan.exception, days, against }, among);
  const when = daysWords(days);
  const than = against ? daysWords(against) : "the same weekday of the four weeks before";
  const total = all.find(({ by }) => by === "total") ?? { count: 0, usual: 0 };
  const name = plan.exception.replaceAll("-", " ");
  const moved = total.count - total.usual;
  // What moved as the whole did stands first; they come by how much they moved.
  const changes = all
    .filter(({ by, count, usual }) => by !== "total" && count !== usual)
    .map((row) => ({ ...row, change: row.count - row.usual }))
    .sort((a, b) => Math.sign(moved) * (b.change - a.change));
  const top = changes.filter(({ change }) => Math.sign(change) === Math.sign(moved)).slice(0, 3);
  const signed = (change: number) => `${change > 0 ? "+" : "-"}${Math.abs(change).toFixed(1)}`;
  const before = against ? "before" : "usual";
  const isOfOtherLength =
    against !== undefined && daysBetween(against.from, against.to) !== daysBetween(days.from, days.to);
  const times = total.usual > 0 ? total.count / total.usual : null;
  yield {
    type: "text",
    text: `${total.count} of ${name} on ${when}, against ${against && !isOfOtherLength ? total.usual : total.usual.toFixed(1)} on ${than}${isOfOtherLength ? ", reckoned for as many days" : ""}${
      times === null ? "" : ` (${times.toFixed(1)} times)`
    }. ${
      moved === 0
        ? `So there were as many as ${before}.`
        : `So there were ${moved > 0 ? "more" : "fewer"} than ${before}. The ${moved > 0 ? "rise" : "fall"} lies most in ${top.map(({ by, key, change }) => `${by} ${key} (${signed(change)})`).join(", ")}. These are where it happened; why is only told by the reasons noted.`
    }`,
  };
  yield {
    type: "figures",
    figures: [
      {
        ...figure(name, total.count, ""),
        compare: { label: before, value: total.usual },
      },
    ],
  };
  yield {
    type: "rows",
    title: `${name} on ${when} by what changed most`,
    columns: [
      { key: "by", label: "By", type: "text" },
      columnOf("key"),
      columnOf("count"),
      { key: "usual", label: against ? "Before" : "Usual", type: "number" },
      { key: "change", label: against ? "Change from before" : "Change from usual", type: "number" },
    ],
    rows: changes,
    total: changes.length,
    view: "table",
  };
  yield listLink("exceptions", {
    filters: [
      { column: "kind", op: "eq", value: plan.exception },
      dayFilter({ firstDay: days.from, lastDay: days.to }),
      ...filters,
    ],
  });
}

async function* kpiChange(
  { operations }: ExplainReads,
  scope: Scope,
  { name, filter, before }: Of<"explain-kpi">,
): AsyncGenerator<Part> {
  const told = await operations.kpis.moves(scope, name, { filter, before }, MOVED_BY);
  const unit = operations.kpis.unit(name);
  const isMoreBetter = operations.kpis.isMoreBetter(name);
  const moves = told.moves
    .sort((a, b) => Math.sign(told.change) * (b.added - a.added) || a.by.localeCompare(b.by))
    .slice(0, MOST_MOVED);
  const said = KPI_WORDS[name] ?? name;
  const top = moves.filter(({ added }) => Math.sign(added) === Math.sign(told.change)).slice(0, 3);
  const number = (value: number) => Math.abs(value).toFixed(1);
  yield {
    type: "text",
    text:
      told.now === null || told.past === null
        ? `Of ${said} there is no value on ${told.now === null ? daysWords(filter) : daysWords(before)}, so no change can be told.`
        : `${said.slice(0, 1).toUpperCase()}${said.slice(1)} was ${told.now.toFixed(1)} ${unit} on ${daysWords(filter)}, against ${told.past.toFixed(1)} on ${daysWords(before)}: ${
            told.change === 0
              ? "no change."
              : `${number(told.change)} ${told.change > 0 ? "up" : "down"}, so ${told.change > 0 === isMoreBetter ? "better" : "worse"}. Most of it lies in ${top
                  .map(({ by, key, added }) => `${by} ${key} (${added > 0 ? "+" : "-"}${number(added)})`)
                  .join(", ")}. These are where it moved; why is only told by the reasons noted.`
          }`,
  };
  if (told.now === null || told.past === null) return;
  yield {
    type: "figures",
    figures: [{ ...figure(said, told.now, unit), compare: { label: "before", value: told.past } }],
  };
  yield movesPart(said, moves, { type: "number" });
  yield { type: "link", href: `/kpi?kpi=${name}`, label: `Open ${said}` };
}

async function* whyStop(
  { operations, places }: ExplainReads,
  scope: Scope,
  plan: Of<"why-stop">,
): AsyncGenerator<Part> {
  if (places === null)
    return yield { type: "text", text: "The route solver does not run here, so no place can be priced." };
  const why = await places(scope, operations.serviceDay(scope), plan.stopId).catch((error: unknown) => {
    if (error instanceof AppError && error.code === "NOT_FOUND") return error.message;
    throw error;
  });
  if (typeof why === "string") return yield { type: "text", text: `No place can be told: ${why}.` };
  const rows = [
    ...(why.present ? [{ ...why.present, isPresent: "present" }] : []),
    ...why.alternatives.map((each) => ({ ...each, isPresent: "" })),
  ];
  const cents = (value: number) => `${(value / 100).toFixed(2)}`;
  const [best] = why.alternatives;
  yield {
    type: "text",
    text: why.present
      ? `Stop ${plan.stopId} is on ${why.present.vehicle}, where it costs ${cents(why.present.extraCostCents)}.${
          best
            ? ` The cheapest other place is ${best.vehicle}, which would cost ${cents(best.moreThanPresentCents)} ${best.moreThanPresentCents >= 0 ? "more" : "(less)"}.`
            : " No other truck has room and time for it."
        }${plan.vehicleIds
          .filter((id) => !rows.some(({ vehicleId }) => vehicleId === id))
          .map((id) => ` Vehicle no. ${id} has no feasible place for it among the ten cheapest.`)
          .join("")}`
      : `Stop ${plan.stopId} is on no truck: ${why.reason ?? "it is in the tray"}.`,
  };
  const part = rowsPart(
    "places for the stop",
    ["vehicle"],
    rows.map((row) => ({ ...row, id: row.vehicleId })),
  );
  yield {
    ...part,
    columns: [
      ...part.columns,
      { key: "extraCostCents", label: "Costs", type: "money" },
      { key: "moreThanPresentCents", label: "More than now", type: "money" },
      { key: "extraSeconds", label: "Longer by", type: "duration" },
    ],
  };
  yield { type: "link", href: "/board", label: "Open the board" };
}

/** Runs the plans that explain, as the asker. */
export async function* executeExplain(
  deps: ExplainReads,
  scope: Scope,
  plan: Of<"explain" | "explain-count" | "explain-kpi" | "explain-sum" | "why-stop">,
): AsyncGenerator<Part> {
  if (plan.kind === "explain") yield* lateness(deps, scope, plan);
  else if (plan.kind === "explain-count") yield* countChange(deps, scope, plan);
  else if (plan.kind === "explain-kpi") yield* kpiChange(deps, scope, plan);
  else if (plan.kind === "explain-sum") yield* executeSumChange(deps, scope, plan);
  else yield* whyStop(deps, scope, plan);
}
