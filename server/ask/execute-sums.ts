import { columnOf } from "#server/ask/core/columns.ts";
import { rankRows } from "#server/ask/core/rank.ts";
import { isMoreOfSumBetter } from "#server/ask/core/same-order.ts";
import { MEASURE_WORDS, perWords } from "#server/ask/core/words.ts";
import type { AnswerColumn, AnswerPart, MeasureName, QueryPlan, TimeWindow } from "#server/ask/schema.ts";
import { readCalls, readWaits } from "#server/ask/store-sums.ts";
import { CO2_KG_PER_LITRE } from "#server/lib/diesel.ts";
import type { Scope } from "#server/lib/scope.ts";
import type { KpiFilter } from "#server/operations/schema.ts";
import type { Operations } from "#server/operations/service.ts";
import type { Db } from "#server/platform/db.ts";
import type { Filter } from "#server/platform/list.schema.ts";
import { listQueryToParams } from "#server/platform/list-url.schema.ts";

type Part = Extract<AnswerPart, { type: "figures" | "rows" | "text" | "link" }>;
type Plan = Extract<QueryPlan, { kind: "measure" | "waits" | "calls" }>;
type RouteSums = Awaited<ReturnType<Operations["kpis"]["sums"]>>[number];
type Measure = {
  of: (sums: RouteSums, price: number | null) => number | null;
  type: AnswerColumn["type"];
  /** Unit of the whole figure, and what its value is divided by to get there. */
  unit: string;
  per: number;
};

/** Litres of diesel a truck of 26 tonnes burns in an hour of standing with the engine on; the data holds no litres of idling. */
const IDLE_LITRES_PER_HOUR = 3.1;

/** How each measure is told from the sums of routes. */
export const MEASURES: Readonly<Record<MeasureName, Measure>> = {
  weight: { of: (s) => s.weightKg, type: "weight", unit: "t", per: 1000 },
  overtime: { of: (s) => s.overtimeS, type: "duration", unit: "h", per: 3600 },
  hours: { of: (s) => s.routeS, type: "duration", unit: "h", per: 3600 },
  lifts: { of: (s) => s.lifts, type: "number", unit: "", per: 1 },
  distance: { of: (s) => s.drivenM, type: "distance", unit: "km", per: 1000 },
  "fuel-cost": {
    of: (s, price) => (price === null ? s.fuelCents : s.fuelL * price),
    type: "money",
    unit: "money",
    per: 100,
  },
  fuel: { of: (s) => s.fuelL, type: "number", unit: "l", per: 1 },
  cost: { of: (s) => s.finishedCents, type: "money", unit: "money", per: 100 },
  stops: { of: (s) => s.stopsDone, type: "number", unit: "", per: 1 },
  tips: { of: (s) => s.tips, type: "number", unit: "", per: 1 },
  "idle-time": { of: (s) => s.idleS, type: "duration", unit: "h", per: 3600 },
  "idle-cost": {
    of: (s, price) => {
      const cents = price ?? (s.fuelL > 0 ? s.fuelCents / s.fuelL : null);
      return cents === null ? null : (s.fuelledIdleS / 3600) * IDLE_LITRES_PER_HOUR * cents;
    },
    type: "money",
    unit: "money",
    per: 100,
  },
  "idle-fuel": {
    of: (s) => (s.fuelledIdleS / 3600) * IDLE_LITRES_PER_HOUR,
    type: "number",
    unit: "l",
    per: 1,
  },
  co2: {
    of: (s) => s.fuelL * CO2_KG_PER_LITRE,
    type: "number",
    unit: "kg",
    per: 1,
  },
};
const RATE_UNITS: Partial<Record<MeasureName, string>> = {
  fuel: "l",
  hours: "h",
  distance: "km",
  weight: "t",
  stops: "stop",
};
const TIMES = new Set(["day", "week", "month", "weekday", "hour"]);

const percent = (now: number | null, before: number | null): number | null =>
  now === null || before === null || before === 0 ? null : (100 * (now - before)) / Math.abs(before);

/** The routes a filter keeps, as a link to their page. */
export const routesLink = (f: KpiFilter): Part => {
  const oneOrMore = (column: string, values: readonly (string | number)[] | undefined): Filter[] =>
    values?.length ? [{ column, op: "in", value: [...values] }] : [];
  const noneOf = (column: string, values: readonly (string | number)[] | undefined): Filter[] =>
    (values ?? []).map((value) => ({ column, op: "ne", value }));
  const filters: Filter[] = [
    { column: "serviceDay", op: "between", value: [f.from, f.to] },
    ...oneOrMore("stream", f.streams),
    ...oneOrMore("zone", f.zones),
    ...oneOrMore("name", f.routes),
    ...oneOrMore("bodyType", f.bodyTypes),
    ...oneOrMore("contractor", f.contractors),
    ...oneOrMore("vehicleId", f.vehicleIds),
    ...oneOrMore("driverId", f.driverIds),
    ...oneOrMore("depotId", f.depotIds),
    ...oneOrMore("weekday", f.weekdays),
    ...noneOf("zone", f.except?.zones),
    ...noneOf("name", f.except?.routes),
    ...noneOf("contractor", f.except?.contractors),
    ...noneOf("vehicleId", f.except?.vehicleIds),
    ...noneOf("driverId", f.except?.driverIds),
    ...noneOf("depotId", f.except?.depotIds),
  ];
  return { type: "link", href: `/routes?${listQueryToParams({ filters })}`, label: "Open these routes" };
};

type Row = { key: string; value: number | null; [more: string]: unknown };

const split = (title: string, by: string, rows: readonly Row[], columns: readonly AnswerColumn[]): Part => ({
  type: "rows",
  title,
  columns: [
    columnOf(
      "key",
      by.replace("-", " ").replace(/^./, (c) => c.toUpperCase()),
    ),
    ...columns,
  ],
  rows: rows.map((row) => ({ ...row })),
  total: rows.length,
  view: "chart",
});

async function* measure(
  operations: Operations,
  scope: Scope,
  plan: Extract<Plan, { kind: "measure" }>,
): AsyncGenerator<Part> {
  const { of, type, unit, per } = MEASURES[plan.name];
  const price = plan.price ? plan.price.amount * (plan.price.isInCents ? 1 : 100) : null;
  const rate = plan.per;
  // A rate is told in the units people say: litres per route hour, hours per 100 km.
  const figureOf = (sums: RouteSums): number | null => {
    const value = of(sums, price);
    if (value === null || !rate) return value === null ? null : value / per;
    const whole = MEASURES[rate.name];
    const by = (whole.of(sums, null) ?? 0) / whole.per / rate.amount;
    return by > 0 ? value / per / by : null;
  };
  const also = (plan.also ?? []).map((name): [MeasureName, Measure] => [name, MEASURES[name]]);
  const wholeOf = (other: Measure, sums: RouteSums): number | null => {
    const value = other.of(sums, null);
    return value === null ? null : value / other.per;
  };
  const shown = (sums: RouteSums): number | null => (rate ? figureOf(sums) : of(sums, price));
  const before = plan.compare ? { ...plan.filter, from: plan.compare.from, to: plan.compare.to } : null;
  const [[all], [then], groups, others] = await Promise.all([
    operations.kpis.sums(scope, plan.filter, null),
    before ? operations.kpis.sums(scope, before, null) : [],
    plan.by ? operations.kpis.sums(scope, plan.filter, plan.by, plan.over) : [],
    plan.by && before ? operations.kpis.sums(scope, before, plan.by, plan.over) : [],
  ]);
  const label = `${MEASURE_WORDS[plan.name]}${perWords(rate)}`;
  const shownUnit = rate
    ? `${unit}/${rate.amount === 1 ? "" : `${rate.amount} `}${RATE_UNITS[rate.name] ?? rate.name}`.replace(
        /^\//,
        "per ",
      )
    : unit;
  yield {
    type: "figures",
    figures: [
      {
        label,
        value: all ? figureOf(all) : null,
        unit: shownUnit,
        compare: plan.compare ? { label: plan.compare.label, value: then ? figureOf(then) : null } : null,
      },
      ...also.map(([name, other]) => ({
        label: MEASURE_WORDS[name],
        value: all ? wholeOf(other, all) : null,
        unit: other.unit,
        compare: plan.compare
          ? { label: plan.compare.label, value: then ? wholeOf(other, then) : null }
          : null,
      })),
    ],
  };
  if (plan.name === "idle-fuel" && all)
    yield {
      type: "text",
      text: `${Math.round(all.fuelledIdleS / 3600)} h of idling of trucks that burn fuel, at ${IDLE_LITRES_PER_HOUR} litres an hour (an assumption: litres burnt idling are not measured).`,
    };
  if (plan.name === "fuel-cost" && all && price !== null)
    yield {
      type: "text",
      text: `${Math.round(all.fuelL)} litres at ${price / 100} a litre; paid for them were ${(all.fuelCents / 100).toFixed(2)}.`,
    };
  if (plan.name === "idle-cost" && all) {
    const hours = Math.round(all.fuelledIdleS / 3600);
    const paid = all.fuelL > 0 ? (all.fuelCents / all.fuelL / 100).toFixed(2) : "0";
    yield {
      type: "text",
      text: `${hours} h of idling of trucks that burn fuel, at ${IDLE_LITRES_PER_HOUR} litres an hour (an assumption: litres burnt idling are not measured) and ${
        price === null ? `${paid} a litre, what these routes paid` : `${price / 100} a litre`
      }.`,
    };
  }
  if (plan.by) {
    const was = new Map(others.map((o) => [o.key, shown(o)]));
    const rows = groups.map((g): Row => {
      const value = shown(g);
      const old = was.get(g.key) ?? null;
      return {
        key: g.key,
        value,
        routes: g.routes,
        ...Object.fromEntries(also.map(([name, other]) => [name, other.of(g, null)])),
        ...(before ? { before: old, change: percent(value, old) } : {}),
      };
    });
    const ranked = rankRows(rows, plan.ranking, {
      isMoreBetter: isMoreOfSumBetter(plan),
      isTime: TIMES.has(plan.by) || plan.over !== undefined,
    });
    // A rate is told in whole units, also of money.
    const told: Pick<AnswerColumn, "type" | "unit"> =
      rate === undefined
        ? { type }
        : type === "money"
          ? { type: "figure", unit: "money" }
          : { type: "number" };
    const title = `${label} by ${plan.by.replace("-", " ")}${plan.over ? ` and ${plan.over}` : ""}`;
    yield split(title, plan.by, ranked, [
      { key: "value", label: label.replace(/^./, (c) => c.toUpperCase()), ...told },
      ...also.map(
        ([name, other]): AnswerColumn => ({
          key: name,
          label: MEASURE_WORDS[name].replace(/^./, (c) => c.toUpperCase()),
          type: other.type,
        }),
      ),
      ...(before
        ? [{ key: "before", label: plan.compare?.label ?? "Before", ...told }, columnOf("change")]
        : [{ key: "routes", label: "Routes", type: "number" as const }]),
    ]);
  }
  yield routesLink(plan.filter);
}

/** Runs the plans that sum over routes, weigh tickets and calls. */
export async function* executeSums(
  { db, operations }: { db: Db; operations: Operations },
  scope: Scope,
  plan: Plan,
  window: TimeWindow | null,
): AsyncGenerator<Part> {
  const timeZone = window?.timeZone ?? "UTC";
  const time = { isTime: plan.by !== null && TIMES.has(plan.by) };
  switch (plan.kind) {
    case "measure":
      return yield* measure(operations, scope, plan);
    case "waits": {
      const { now } = operations.clock(scope);
      const { all, groups } = await readWaits(db, scope, plan, now, timeZone);
      if (plan.of === "weight") {
        yield {
          type: "figures",
          figures: [
            { label: "tipped", value: all.weightKg / 1000, unit: "t", compare: null },
            { label: "visits", value: all.visits, unit: "", compare: null },
          ],
        };
        const rows = groups.map(({ key, weightKg, visits }): Row => ({ key, value: weightKg, visits }));
        return yield split(
          `tonnes at facilities by ${plan.by}`,
          plan.by,
          rankRows(rows, plan.ranking, { isMoreBetter: true, ...time }),
          [
            { key: "value", label: "Tipped", type: "weight" },
            { key: "visits", label: "Visits", type: "number" },
          ],
        );
      }
      yield {
        type: "figures",
        figures: [
          {
            label: "mean time at the facility",
            value: all.meanS === null ? null : all.meanS / 60,
            unit: "min",
            compare: null,
          },
          { label: "visits", value: all.visits, unit: "", compare: null },
        ],
      };
      const rows = groups.map(
        ({ key, meanS, longestS, visits }): Row => ({ key, value: meanS, longestS, visits }),
      );
      return yield split(
        `time at facilities by ${plan.by}`,
        plan.by,
        rankRows(rows, plan.ranking, { isMoreBetter: false, ...time }),
        [
          { key: "value", label: "Mean time", type: "duration" },
          { key: "longestS", label: "Longest", type: "duration" },
          { key: "visits", label: "Visits", type: "number" },
        ],
      );
    }
    case "calls": {
      const { now } = operations.clock(scope);
      const groups = await readCalls(db, scope, plan, now, timeZone);
      const total = groups.reduce((sum, g) => sum + g.value, 0);
      yield {
        type: "figures",
        figures: [{ label: "calls of residents", value: total, unit: "", compare: null }],
      };
      return yield split(
        `calls by ${plan.by}`,
        plan.by,
        rankRows(groups, plan.ranking, { isMoreBetter: false, ...time }),
        [{ key: "value", label: "Calls", type: "number" }],
      );
    }
  }
}
