import { columnOf } from "#server/ask/core/columns.ts";
import { lateReason } from "#server/ask/core/late-routes.ts";
import { coverOf, coverWords } from "#server/ask/core/truck-cover.ts";
import { FORESEEN_WORDS } from "#server/ask/core/words-forecast.ts";
import { executeOverflow } from "#server/ask/execute-overflow.ts";
import { figure, type Part, rowsPart } from "#server/ask/execute-parts.ts";
import { executeQueue } from "#server/ask/execute-queue.ts";
import type { ForecastPlan } from "#server/ask/forecast.schema.ts";
import { column, range80, said } from "#server/ask/forecast-columns.ts";
import type { AnswerColumn } from "#server/ask/schema.ts";
import {
  type RouteDay,
  readDayAmounts,
  readDepotCrews,
  readDepotFleets,
  readRouteDays,
} from "#server/ask/store-forecast.ts";
import { type ForecastMeasure, LATE_S, type Outlook, type TruckNeed } from "#server/forecast/schema.ts";
import type { Forecasts } from "#server/forecast/service.ts";
import { dayWords } from "#server/lib/day-words.ts";
import { AppError } from "#server/lib/errors.ts";
import { groupBy } from "#server/lib/group-by.ts";
import type { Scope } from "#server/lib/scope.ts";
import { addDays, daysBetween, minutesToInstant } from "#server/lib/service-day.ts";
import type { Operations } from "#server/operations/service.ts";
import type { Db } from "#server/platform/db.ts";

/** What forecasts are run on. */
export type ForecastReads = { db: Db; operations: Operations; forecasts: Forecasts };

const ROWS = 200;

const UNITS: Readonly<Record<ForecastMeasure, { unit: string; per: number; type: AnswerColumn["type"] }>> = {
  tonnage: { unit: "t", per: 1_000, type: "weight" },
  lifts: { unit: "", per: 1, type: "number" },
  "set-out": { unit: "", per: 1, type: "number" },
};

// The outlook of all that is asked for, and of each zone, depot or stream where it is told apart.
const outlooksOf = async (
  { db, operations, forecasts }: ForecastReads,
  scope: Scope,
  plan: ForecastPlan,
  measure: ForecastMeasure,
): Promise<{ outlook: Outlook; parts: { key: string; outlook: Outlook | null }[] }> => {
  const now = operations.serviceDay(scope);
  // Totals of days are kept by depot and stream; of zones they are read from the routes.
  if (plan.by === undefined && plan.zones.length === 0)
    return { outlook: await forecasts.outlook(scope, { measure, ...plan }, plan, now), parts: [] };
  const rows = await readDayAmounts(db, scope, plan, measure, forecasts.historyBefore(now));
  const outlook = forecasts.outlookOf(rows, plan, now);
  if (outlook === null)
    throw new AppError(
      "BAD_REQUEST",
      `too little was collected there before: ${new Set(rows.map(({ day }) => day)).size} days of history were found`,
    );
  const parts = plan.by === undefined ? [] : [...groupBy(rows, ({ key }) => key)];
  return {
    outlook,
    parts: parts.map(([key, own]) => ({ key, outlook: forecasts.outlookOf(own, plan, now) })),
  };
};

const byParts = (
  { by }: ForecastPlan,
  measure: ForecastMeasure,
  parts: readonly { key: string; outlook: Outlook | null }[],
): Part => {
  const { type } = UNITS[measure];
  const rows = parts
    .map(({ key, outlook }) => ({
      ...{ id: key, key, point: outlook?.total.point ?? null },
      ...{ low: outlook?.total.low80 ?? null, high: outlook?.total.high80 ?? null },
      error: outlook === null || outlook.pastError === null ? null : 100 * outlook.pastError,
      method: outlook?.method ?? "too few days of history",
    }))
    .sort((a, b) => (b.point ?? -1) - (a.point ?? -1));
  return {
    ...rowsPart(`${FORESEEN_WORDS[measure]} by ${by}`, [], rows, "chart"),
    columns: [
      columnOf("key", columnOf(by ?? "").label),
      column("point", "Expected", type),
      ...range80(type),
      column("error", "Lately off by, %", "number"),
      column("method", "Method", "text"),
    ],
  };
};

// Said of more than one day.
const RANGE_OF_SUM: Readonly<Record<Outlook["totalBy"], string>> = {
  day: "",
  sums: " The range of the sum is as wide as sums of as many days before made it, as errors of single days partly even out.",
  ends: " The range of the sum adds up the ends of its days, as if all erred the same way: too few such stretches are on record to tell a narrower one.",
};

async function* amounts(
  reads: ForecastReads,
  scope: Scope,
  plan: ForecastPlan,
  measure: ForecastMeasure,
): AsyncGenerator<Part> {
  const { outlook, parts } = await outlooksOf(reads, scope, plan, measure);
  const { unit, per, type } = UNITS[measure];
  const digits = per > 1 ? 1 : 0;
  const { total } = outlook;
  const of = (value: number) => value / per;
  const all = `${said(of(total.point), digits)}${unit === "" ? "" : ` ${unit}`}`;
  yield {
    type: "figures",
    figures: [
      figure(FORESEEN_WORDS[measure], of(total.point), unit),
      figure("least in 90 of 100 cases", of(total.low90), unit),
      figure("most in 90 of 100 cases", of(total.high90), unit),
    ],
  };
  const evidence =
    outlook.pastError === null
      ? "of the last two weeks there is nothing to compare with"
      : `foretold the same way, the last two weeks were off by ${said(100 * outlook.pastError, 1)}% of what was done, day by day`;
  yield {
    type: "text",
    text: `${all} are expected${outlook.days.length > 1 ? " in all" : ""}, ${said(of(total.low80), digits)} to ${said(of(total.high80), digits)} in 80 of 100 cases and ${said(of(total.low90), digits)} to ${said(of(total.high90), digits)} in 90.${RANGE_OF_SUM[outlook.totalBy]} Method: ${outlook.method}, from ${outlook.historyDays} days of history; ${evidence}.`,
  };
  if (plan.by !== undefined) yield byParts(plan, measure, parts);
  const ends = [
    column("point", "Expected", type),
    column("low90", "At least, 90%", type),
    column("high90", "At most, 90%", type),
  ];
  yield {
    ...rowsPart(
      `${FORESEEN_WORDS[measure]}, day by day`,
      [],
      outlook.days.map((day) => ({ ...day, id: day.day, serviceDay: day.day, method: outlook.method })),
      "chart",
    ),
    columns: [columnOf("serviceDay"), ...ends, column("method", "Method", "text")],
  };
  yield {
    ...rowsPart(
      "the last two weeks as they would have been foretold",
      [],
      outlook.past.map((day) => ({
        ...day,
        id: day.day,
        serviceDay: day.day,
        error: day.point - day.actual,
      })),
    ),
    columns: [
      columnOf("serviceDay"),
      column("actual", "Was", type),
      ...ends,
      column("error", "Off by", type),
    ],
  };
}

// Sums over the days asked for; ends of ranges add up as if each came out at its end.
const trucksBy = (by: "depot" | "stream", needs: readonly TruckNeed[]): Part => {
  const rows = [...groupBy(needs, (row) => row[by])].map(([key, own]) => {
    const sumOf = (of: "trucks" | "low" | "high" | "tonnageKg") => own.reduce((sum, row) => sum + row[of], 0);
    return {
      ...{ id: key, key, trucks: sumOf("trucks"), low: sumOf("low"), high: sumOf("high") },
      tonnageKg: sumOf("tonnageKg"),
    };
  });
  rows.sort((a, b) => b.trucks - a.trucks);
  return {
    ...rowsPart(`trucks needed by ${by}`, [], rows, "chart"),
    columns: [
      columnOf("key", columnOf(by).label),
      column("trucks", "Trucks", "number"),
      ...range80("number"),
      column("tonnageKg", "Tonnes expected", "weight"),
    ],
  };
};

const NOT_IN_IT = {
  trucks:
    "Available are trucks of the depot that are neither in the workshop nor broken down as things stand now: who is back by then is not in it, and one that goes out for two streams is needed twice.",
  drivers:
    "Counted are all drivers of the depot: days off, leave and sickness of coming days are not on record, so as many fewer are there as are off; one who goes out for two streams is needed twice.",
} as const;

// What each depot needs against the trucks that it has in service, or against its drivers.
async function* cover(
  db: Db,
  scope: Scope,
  plan: ForecastPlan,
  needs: readonly TruckNeed[],
): AsyncGenerator<Part> {
  const things = plan.what === "drivers" ? "drivers" : "trucks";
  const isOfTrucks = things === "trucks";
  const rows = coverOf(needs, await (isOfTrucks ? readDepotFleets : readDepotCrews)(db, scope, plan));
  const days = groupBy(rows, ({ serviceDay }) => serviceDay);
  const sumOf = (own: typeof rows, of: "trucks" | "available") => own.reduce((sum, row) => sum + row[of], 0);
  const [tightest = rows] = [...days.values()].sort(
    (a, b) => sumOf(a, "available") - sumOf(a, "trucks") - sumOf(b, "available") + sumOf(b, "trucks"),
  );
  const there = isOfTrucks ? "trucks available" : "drivers of these depots";
  yield {
    type: "figures",
    figures: [
      figure(`${things} needed`, sumOf(tightest, "trucks"), ""),
      figure(there, sumOf(tightest, "available"), ""),
    ],
  };
  yield { type: "text", text: `${coverWords(rows, things)} ${NOT_IN_IT[things]}` };
  yield {
    ...rowsPart(
      `${things} needed against ${isOfTrucks ? "trucks available" : "all drivers"}, by depot`,
      [],
      rows.map((row) => ({ ...row, id: `${row.serviceDay} ${row.depotId}` })),
    ),
    columns: [
      columnOf("serviceDay"),
      columnOf("depot"),
      column("trucks", "Needed", "number"),
      ...range80("number"),
      column("available", isOfTrucks ? "Available" : "Drivers", "number"),
      column("spare", "To spare", "number"),
      ...(isOfTrucks
        ? [column("inWorkshop", "In the workshop", "number"), column("brokenDown", "Broken down", "number")]
        : []),
    ],
  };
}

async function* trucks(
  { db, operations, forecasts }: ForecastReads,
  scope: Scope,
  plan: ForecastPlan,
): AsyncGenerator<Part> {
  const now = operations.serviceDay(scope);
  const { rows: needs, record } = await forecasts.trucks(scope, plan, plan, now);
  const rows = needs.map((row) => ({
    ...row,
    id: `${row.day} ${row.depotId} ${row.stream}`,
    serviceDay: row.day,
  }));
  const byDay = new Map<string, { point: number; low: number; high: number }>();
  for (const { day, trucks: point, low, high } of needs) {
    const sum = byDay.get(day) ?? { point: 0, low: 0, high: 0 };
    byDay.set(day, { point: sum.point + point, low: sum.low + low, high: sum.high + high });
  }
  const [most] = [...byDay].sort(([, a], [, b]) => b.point - a.point);
  if (!most) return yield { type: "text", text: "Nothing is collected on these days, by the weeks before." };
  const [day, sum] = most;
  // A route has one driver, as it has one truck.
  const isOfDrivers = plan.what === "drivers";
  const things = isOfDrivers ? "drivers" : "trucks";
  if (plan.isAgainstFleet) yield* cover(db, scope, plan, needs);
  else yield { type: "figures", figures: [figure(`${things} needed`, sum.point, "")] };
  yield {
    type: "text",
    text: `${byDay.size > 1 ? `${dayWords(day)} needs most: ` : ""}${sum.point} ${things}, ${sum.low} to ${sum.high} where each depot and stream comes out at the end of its range (80 of 100 cases each). ${isOfDrivers ? "One driver for each truck; who is free or off is not in it. " : ""}Told by how many went out on the days before, each counted once for each stream; ${record.errorShare === null ? "of such days foretold before none is over yet" : `over the last two weeks such numbers were off by ${said(100 * record.errorShare, 1)}% and ${record.within80} of ${record.count} lay in their range`}.`,
  };
  if (plan.by === "depot" || plan.by === "stream") yield trucksBy(plan.by, needs);
  yield {
    ...rowsPart(`${things} needed by depot and stream`, [], rows),
    columns: [
      columnOf("serviceDay"),
      columnOf("depot"),
      columnOf("stream"),
      column("trucks", isOfDrivers ? "Drivers" : "Trucks", "number"),
      ...range80("number"),
      column("tonnageKg", "Tonnes expected", "weight"),
      column("perTruckKg", "A truck brings", "weight"),
      column("method", "Method", "text"),
    ],
  };
}

// How far past its planned end each route will end, by the same weekday of the weeks before; the latest first.
const endsOf = async ({ db, operations, forecasts }: ForecastReads, scope: Scope, plan: ForecastPlan) => {
  const last = addDays(operations.serviceDay(scope), -1);
  const { timeZone } = operations.clock(scope);
  const found = await readRouteDays(db, scope, plan, { day: plan.from, until: last, timeZone });
  const all = [...groupBy(found, ({ route }) => route).values()].flatMap((days) => {
    const latest = days[days.length - 1] as RouteDay;
    const lateness = forecasts.nextOf(days.map(({ lateS }) => lateS));
    // A route that has not run on this weekday for a month is no longer driven then.
    if (lateness === null || daysBetween(latest.day, last) > 35) return [];
    const recent = days.slice(-8);
    return [
      {
        ...{
          id: latest.route,
          route: latest.route,
          stream: latest.stream,
          depot: latest.depot,
          zone: latest.zone,
        },
        plannedEndAt: minutesToInstant(plan.from, latest.plannedEndMin, timeZone),
        ...{ serviceDay: plan.from, point: lateness.point, low: lateness.low80, high: lateness.high80 },
        lateOf8: `${recent.filter(({ lateS }) => lateS >= LATE_S).length} of ${recent.length}`,
        reason: lateReason(days.slice(-26), LATE_S) ?? "nothing differs on its late days",
        ...{ method: lateness.method, error: lateness.pastError },
      },
    ];
  });
  return all.sort((a, b) => b.point - a.point);
};

/** When routes will end: their planned end of that weekday, and how far past it they usually are. */
async function* routeEnds(reads: ForecastReads, scope: Scope, plan: ForecastPlan): AsyncGenerator<Part> {
  const after = (instant: Date, seconds: number) =>
    new Date(instant.getTime() + seconds * 1_000).toISOString();
  const rows = (await endsOf(reads, scope, plan)).map((row) => ({
    ...row,
    ...{ expectedEndAt: after(row.plannedEndAt, row.point), earliestAt: after(row.plannedEndAt, row.low) },
    ...{ latestAt: after(row.plannedEndAt, row.high), plannedEndAt: row.plannedEndAt.toISOString() },
  }));
  if (rows.length === 0)
    return yield {
      type: "text",
      text: "None of these routes ran on this weekday in the last weeks, so nothing tells when it would end.",
    };
  yield {
    type: "text",
    text: "Each route by the planned end that it last had on this weekday, and by how far past it it ended in the weeks before; 80 of 100 cases lie between the earliest and the latest. How the day, the weather or the crew of that day stand is not in it.",
  };
  yield {
    ...rowsPart("when routes will probably end", [], rows.slice(0, plan.limit ?? ROWS), "table", rows.length),
    columns: [
      ...["route", "stream", "depot"].map((key) => columnOf(key)),
      columnOf("expectedEndAt"),
      column("earliestAt", "At the earliest, 80%", "time"),
      column("latestAt", "At the latest, 80%", "time"),
      columnOf("plannedEndAt"),
      column("error", "Was off by", "duration"),
      column("method", "Method", "text"),
    ],
  };
}

async function* lateRoutes(reads: ForecastReads, scope: Scope, plan: ForecastPlan): AsyncGenerator<Part> {
  const { routes } = plan;
  const rows = await endsOf(reads, scope, plan);
  const late = rows.filter(({ point }) => point >= LATE_S);
  yield { type: "figures", figures: [figure("routes probably late", late.length, "")] };
  const couldBe = rows.filter(({ point, high }) => point < LATE_S && high >= LATE_S).length;
  yield {
    type: "text",
    text: `${late.length} of ${rows.length} routes will probably end ten minutes or more behind plan; ${couldBe} more may, within the range of 80 of 100 cases. Told by the same weekday of the weeks before: how the running day, the weather or the crew of that day stand is not in it.`,
  };
  const [title, shown] =
    routes !== undefined
      ? ["how late the named routes will probably end", rows]
      : late.length > 0
        ? ["routes that will probably end late", late]
        : ["routes nearest to ending late", rows.slice(0, 5)];
  yield {
    ...rowsPart(title, [], shown.slice(0, plan.limit ?? ROWS), "table", shown.length),
    columns: [
      ...["route", "stream", "depot"].map((key) => columnOf(key)),
      column("point", "Behind plan", "duration"),
      ...range80("duration"),
      column("lateOf8", "Late lately", "text"),
      column("reason", "Why", "text"),
      column("error", "Was off by", "duration"),
      column("method", "Method", "text"),
    ],
  };
}

/** Tells what is to be expected of days to come, with the range it lies in and how such forecasts fared. */
export async function* executeForecast(
  reads: ForecastReads,
  scope: Scope,
  plan: ForecastPlan,
): AsyncGenerator<Part> {
  switch (plan.what) {
    case "trucks":
    case "drivers":
      return yield* trucks(reads, scope, plan);
    case "late-routes":
      return yield* lateRoutes(reads, scope, plan);
    case "route-ends":
      return yield* routeEnds(reads, scope, plan);
    case "overflow":
      return yield* executeOverflow(reads, scope, plan);
    case "queue-overtime":
      return yield* executeQueue(reads, scope, plan);
    default:
      return yield* amounts(reads, scope, plan, plan.what);
  }
}
