import { columnOf } from "#server/ask/core/columns.ts";
import { lateReason } from "#server/ask/core/late-routes.ts";
import { nextPickup } from "#server/ask/core/next-pickup.ts";
import { FORESEEN_WORDS } from "#server/ask/core/words-forecast.ts";
import { figure, type Part, rowsPart } from "#server/ask/execute-parts.ts";
import type { ForecastPlan } from "#server/ask/forecast.schema.ts";
import type { AnswerColumn } from "#server/ask/schema.ts";
import {
  type FillingRow,
  type RouteDay,
  readDayAmounts,
  readFilling,
  readQueue,
  readRouteDays,
  readSwing,
} from "#server/ask/store-forecast.ts";
import { type ForecastMeasure, LATE_S, type Outlook, type TruckNeed } from "#server/forecast/schema.ts";
import type { Forecasts } from "#server/forecast/service.ts";
import { dayWords } from "#server/lib/day-words.ts";
import { AppError } from "#server/lib/errors.ts";
import { groupBy } from "#server/lib/group-by.ts";
import type { Scope } from "#server/lib/scope.ts";
import { addDays, daysBetween } from "#server/lib/service-day.ts";
import type { Operations } from "#server/operations/service.ts";
import type { Db } from "#server/platform/db.ts";

/** What forecasts are run on. */
export type ForecastReads = { db: Db; operations: Operations; forecasts: Forecasts };

/** Half of a normal spread that 80 of 100 cases lie in, in standard deviations. */
const SPREAD_80 = 1.2816;
const FULL_PCT = 100;
const ROWS = 200;

const UNITS: Readonly<Record<ForecastMeasure, { unit: string; per: number; type: AnswerColumn["type"] }>> = {
  tonnage: { unit: "t", per: 1_000, type: "weight" },
  lifts: { unit: "", per: 1, type: "number" },
  "set-out": { unit: "", per: 1, type: "number" },
};

const column = (key: string, label: string, type: AnswerColumn["type"]): AnswerColumn => ({
  key,
  label,
  type,
});

const range80 = (type: AnswerColumn["type"]): AnswerColumn[] => [
  column("low", "At least, 80%", type),
  column("high", "At most, 80%", type),
];

const said = (value: number, digits = 0): string =>
  value.toLocaleString("en-GB", { maximumFractionDigits: digits, minimumFractionDigits: digits });

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
    text: `${all} are expected, ${said(of(total.low80), digits)} to ${said(of(total.high80), digits)} in 80 of 100 cases and ${said(of(total.low90), digits)} to ${said(of(total.high90), digits)} in 90. Method: ${outlook.method}, from ${outlook.historyDays} days of history; ${evidence}.`,
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

async function* trucks(
  { operations, forecasts }: ForecastReads,
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
  yield { type: "figures", figures: [figure("trucks needed", sum.point, "")] };
  yield {
    type: "text",
    text: `${byDay.size > 1 ? `${dayWords(day)} needs most: ` : ""}${sum.point} trucks, ${sum.low} to ${sum.high} where each depot and stream comes out at the end of its range (80 of 100 cases each). Told by how many went out on the days before, each counted once for each stream; ${record.errorShare === null ? "of such days foretold before none is over yet" : `over the last two weeks such numbers were off by ${said(100 * record.errorShare, 1)}% and ${record.within80} of ${record.count} lay in their range`}.`,
  };
  if (plan.by === "depot" || plan.by === "stream") yield trucksBy(plan.by, needs);
  yield {
    ...rowsPart("trucks needed by depot and stream", [], rows),
    columns: [
      columnOf("serviceDay"),
      columnOf("depot"),
      columnOf("stream"),
      column("trucks", "Trucks", "number"),
      ...range80("number"),
      column("tonnageKg", "Tonnes expected", "weight"),
      column("perTruckKg", "A truck brings", "weight"),
      column("method", "Method", "text"),
    ],
  };
}

async function* lateRoutes(
  { db, operations, forecasts }: ForecastReads,
  scope: Scope,
  plan: ForecastPlan,
): AsyncGenerator<Part> {
  const last = addDays(operations.serviceDay(scope), -1);
  const byRoute = groupBy(await readRouteDays(db, scope, plan, plan.from, last), ({ route }) => route);
  const rows = [...byRoute.values()].flatMap((days) => {
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
        ...{ serviceDay: plan.from, point: lateness.point, low: lateness.low80, high: lateness.high80 },
        lateOf8: `${recent.filter(({ lateS }) => lateS >= LATE_S).length} of ${recent.length}`,
        reason: lateReason(days.slice(-26), LATE_S) ?? "nothing differs on its late days",
        ...{ method: lateness.method, error: lateness.pastError },
      },
    ];
  });
  rows.sort((a, b) => b.point - a.point);
  const late = rows.filter(({ point }) => point >= LATE_S);
  yield { type: "figures", figures: [figure("routes probably late", late.length, "")] };
  const couldBe = rows.filter(({ point, high }) => point < LATE_S && high >= LATE_S).length;
  yield {
    type: "text",
    text: `${late.length} of ${rows.length} routes will probably end ten minutes or more behind plan; ${couldBe} more may, within the range of 80 of 100 cases. Told by the same weekday of the weeks before: how the running day, the weather or the crew of that day stand is not in it.`,
  };
  yield {
    ...rowsPart(
      late.length > 0 ? "routes that will probably end late" : "routes nearest to ending late",
      [],
      (late.length > 0 ? late : rows.slice(0, 5)).slice(0, ROWS),
    ),
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

/** Until midnight a container fills half a day less, or more, than until the time of day at which it is emptied. */
const HALF_DAY = 0.5;

// How full a container will be at its fullest before a day, emptied in between on its days; else at its next pickup.
const levelOf = (row: FillingRow, today: string, before: string | undefined) => {
  const pickup = nextPickup(row, today);
  if (pickup === null) return null;
  // Emptied at about the same time of day as it was last.
  const level = (from: string, to: string) => daysBetween(from, to) * row.fillPerDay;
  if (before === undefined) return { pickup, point: level(row.emptiedDay, pickup) };
  let [point, from, next] = [0, row.emptiedDay, pickup as string | null];
  while (next !== null && next < before) {
    point = Math.max(point, level(from, next));
    from = next;
    next = nextPickup({ ...row, emptiedDay: from }, from);
  }
  return { pickup, point: Math.max(point, level(from, before) - HALF_DAY * row.fillPerDay) };
};

const overflowBy = (
  by: NonNullable<ForecastPlan["by"]>,
  rows: readonly { zone: string | null; depot: string; stream: string; point: number; high: number }[],
): Part => {
  const groups = [...groupBy(rows, (row) => row[by] ?? "no zone")].map(([key, own]) => ({
    ...{ id: key, key },
    count: own.filter(({ point }) => point >= FULL_PCT).length,
    high: own.filter(({ high }) => high >= FULL_PCT).length,
  }));
  const shown = groups.filter(({ high }) => high > 0).sort((a, b) => b.count - a.count || b.high - a.high);
  return {
    ...rowsPart(`containers that will overflow by ${by}`, [], shown, "chart"),
    columns: [
      columnOf("key", columnOf(by).label),
      column("count", "Will overflow", "number"),
      column("high", "At most, 80 %", "number"),
    ],
  };
};

async function* overflow(
  { db, operations }: ForecastReads,
  scope: Scope,
  plan: ForecastPlan,
): AsyncGenerator<Part> {
  const { timeZone } = operations.clock(scope);
  const today = operations.serviceDay(scope);
  const all = await readFilling(db, scope, plan, { timeZone, today });
  const due = all.flatMap((row) => {
    const level = levelOf(row, today, plan.before);
    return level === null ? [] : [{ ...row, ...level }];
  });
  const near = due.filter(({ point }) => point >= FULL_PCT / 2);
  const swings = await readSwing(db, scope, [...new Set(near.map(({ siteId }) => siteId))], {
    from: addDays(today, -56),
    to: addDays(today, -1),
  });
  const known = [...swings.values()].sort((a, b) => a - b);
  const usual = known[known.length >> 1] ?? 0;
  const rows = near
    .map((row) => {
      const half = SPREAD_80 * (swings.get(`${row.siteId} ${row.stream}`) ?? usual) * row.point;
      return {
        ...row,
        fullPct: row.point,
        low: Math.max(0, row.point - half),
        high: row.point + half,
        method: "filling a day times days",
      };
    })
    .sort((a, b) => b.point - a.point);
  const full = rows.filter(({ point }) => point >= FULL_PCT);
  const mayBe = rows.filter(({ point, high }) => point < FULL_PCT && high >= FULL_PCT).length;
  yield {
    type: "figures",
    figures: [figure("containers that will overflow", full.length, ""), figure("that may", mayBe, "")],
  };
  yield {
    type: "text",
    text: `${full.length} of ${due.length} containers will be full before ${plan.before === undefined ? "their next pickup" : dayWords(plan.before)}, and ${mayBe} more may, within the range of 80 of 100 cases. Reckoned from when each was emptied last, what it gains a day on average, and its schedule; no sensor reports a level, and the range is how much the weight of stops at the site varied over eight weeks.`,
  };
  if (plan.by !== undefined) yield overflowBy(plan.by, rows);
  yield {
    ...rowsPart("containers by how full they will be", [], full.slice(0, ROWS), "table", full.length),
    columns: [
      column("container", "Container", "text"),
      ...["site", "stream", "zone", "volumeL"].map((key) => columnOf(key)),
      column("pickup", "Next pickup", "date"),
      column("fullPct", "Full by then, %", "number"),
      ...range80("number"),
      column("method", "Method", "text"),
    ],
  };
}

async function* queueOvertime(
  { db, operations }: ForecastReads,
  scope: Scope,
  plan: ForecastPlan,
): AsyncGenerator<Part> {
  const today = operations.serviceDay(scope);
  const found = await readQueue(db, scope, plan, { from: addDays(today, -28), to: addDays(today, -1) });
  const [first] = found;
  if (!first)
    return yield {
      type: "text",
      text: "No weigh ticket of the last four weeks is from there, so a queue there changes nothing that is on record.",
    };
  const days = new Map<string, { beforeS: number; afterS: number; cents: number; routes: number }>();
  for (const row of found) {
    const after = Math.max(row.overtimeS, row.pastShiftS + row.extraS, 0);
    const day = days.get(row.day) ?? { beforeS: 0, afterS: 0, cents: 0, routes: 0 };
    days.set(row.day, {
      beforeS: day.beforeS + row.overtimeS,
      afterS: day.afterS + after,
      cents: day.cents + ((after - row.overtimeS) / 3600) * row.wageCentsPerHour,
      routes: day.routes + (after > row.overtimeS ? 1 : 0),
    });
  }
  const rows = [...days].map(([serviceDay, day]) => ({
    id: serviceDay,
    serviceDay,
    moreS: day.afterS - day.beforeS,
    ...day,
    cost: day.cents,
  }));
  const more = rows.map(({ moreS }) => moreS).sort((a, b) => a - b);
  const at = (share: number): number => more[Math.round(share * (more.length - 1))] as number;
  const hours = (seconds: number): string => said(seconds / 3600, 1);
  const mean = more.reduce((sum, each) => sum + each, 0) / more.length;
  yield {
    type: "figures",
    figures: [
      figure("more overtime a day", mean / 3600, "h"),
      figure("least of 80 in 100 days", at(0.1) / 3600, "h"),
      figure("most of 80 in 100 days", at(0.9) / 3600, "h"),
    ],
  };
  yield {
    type: "text",
    text: `${hours(mean)} hours more overtime a day, ${hours(at(0.1))} to ${hours(at(0.9))} on 80 of 100 days. The ${found.length} finished routes of the last four weeks that tipped there are taken as they were, each stay as long as a queue of ${Math.round((plan.queueS ?? 0) / 60)} min and ${Math.round(first.unloadS / 60)} min of tipping make it (usually ${Math.round(first.usualS / 60)} min in all), never shorter; what then ends past the shift is overtime, at the driver's wage without a supplement. Nobody re-plans around the queue in this.`,
  };
  yield {
    ...rowsPart("overtime by day, as it was and under the queue", [], rows, "chart"),
    columns: [
      columnOf("serviceDay"),
      column("moreS", "More overtime", "duration"),
      column("beforeS", "As it was", "duration"),
      column("afterS", "Under the queue", "duration"),
      column("routes", "Routes longer", "number"),
      columnOf("cost"),
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
      return yield* trucks(reads, scope, plan);
    case "late-routes":
      return yield* lateRoutes(reads, scope, plan);
    case "overflow":
      return yield* overflow(reads, scope, plan);
    case "queue-overtime":
      return yield* queueOvertime(reads, scope, plan);
    default:
      return yield* amounts(reads, scope, plan, plan.what);
  }
}
