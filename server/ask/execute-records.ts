import { columnOf } from "#server/ask/core/columns.ts";
import { fitnessWords } from "#server/ask/core/fitness.ts";
import { BODY_CONCEPTS, STREAM_CONCEPTS } from "#server/ask/core/kinds.ts";
import { rankRows } from "#server/ask/core/rank.ts";
import { REPAIR_COLUMNS } from "#server/ask/core/records-parts.ts";
import { RECORD_WORDS, valueWords } from "#server/ask/core/words-records.ts";
import type { RecordScope } from "#server/ask/record-columns.ts";
import type { RecordValue } from "#server/ask/record-groups.schema.ts";
import type { AnswerPart, Figure, QueryPlan, RecordName } from "#server/ask/schema.ts";
import { countRecords, findProcedures, RECORDS } from "#server/ask/store-records.ts";
import type { Scope } from "#server/lib/scope.ts";
import type { DayRange } from "#server/lib/service-day.ts";
import { type KpiDimension, KpiFilter } from "#server/operations/schema.ts";
import type { Operations } from "#server/operations/service.ts";
import type { Db } from "#server/platform/db.ts";
import type { Filter } from "#server/platform/list.schema.ts";
import { listQueryToParams } from "#server/platform/list-url.schema.ts";

type Part = Extract<AnswerPart, { type: "figures" | "rows" | "text" | "link" }>;
type Records = Extract<QueryPlan, { kind: "records" }>;
type Reads = { db: Db; operations: Operations };

const WAYS: ReadonlySet<string> = new Set([
  ...(["driver", "vehicle", "depot", "route", "day", "week", "month"] as const),
] satisfies KpiDimension[]);

const BY_VEHICLE = ["vehicles", { vehicleId: "id", depotId: "depotId", bodyType: "bodyType" }] as const;
const BY_DRIVER = ["drivers", { driverId: "id", depotId: "depotId" }] as const;
const BY_SITE = [
  "sites",
  { siteId: "id", customerId: "customerId", depotId: "depotId", street: "street" },
] as const;
const PAGES: Readonly<
  Record<RecordName, readonly [page: string, columns: Readonly<Record<string, string>>]>
> = {
  faults: BY_VEHICLE,
  readings: BY_VEHICLE,
  "daily-readings": BY_VEHICLE,
  repairs: BY_VEHICLE,
  safety: BY_DRIVER,
  shifts: BY_DRIVER,
  tickets: [
    "routes",
    { vehicleId: "vehicleId", depotId: "depotId", serviceDay: "serviceDay", stream: "stream" },
  ],
  visits: ["stops", { siteId: "siteId", serviceDay: "serviceDay", street: "street", depotId: "depotId" }],
  orders: BY_SITE,
  collections: BY_SITE,
  risks: BY_VEHICLE,
  "work-orders": BY_VEHICLE,
  "customer-risks": ["customers", { customerId: "id" }],
};

// The page that shows the things the records hang on, with the filters it knows as well.
const pageLink = (of: RecordName, filters: readonly Filter[]): Part => {
  const [page, own] = PAGES[of];
  const kept = filters.flatMap((filter) => {
    const column = own[filter.column];
    return column === undefined ? [] : [{ ...filter, column }];
  });
  const params = listQueryToParams({ filters: kept }).toString();
  return { type: "link", href: `/${page}${params === "" ? "" : `?${params}`}`, label: `Open in ${page}` };
};

type Way = { key: string; drivenM: number };

// How routes are limited as their events are; a zone is that of the route, and a stream that of its round.
const WAY_FILTERS: Readonly<Record<string, keyof KpiFilter & string>> = {
  ...{ driverId: "driverIds", vehicleId: "vehicleIds", depotId: "depotIds" },
  ...{ route: "routes", zone: "zones", streams: "streams", bodyType: "bodyTypes" },
  ...{ contractor: "contractors", weekday: "weekdays" },
};
// What routes without a contractor are called.
const OWN_CREWS = "own crews";

// What is left out of these leaves all others.
const ALL_OF: Readonly<Record<string, readonly (string | number)[]>> = {
  ...{ streams: STREAM_CONCEPTS, bodyTypes: Object.values(BODY_CONCEPTS) },
  weekdays: [1, 2, 3, 4, 5, 6, 7],
};

// Which routes the records that the filters keep are set against; null for none.
const waysFilter = (range: DayRange, filters: readonly Filter[]): KpiFilter | null => {
  const kept: Record<string, readonly (string | number)[]> = {};
  const except: typeof kept = {};
  // What is left out is taken from what is kept.
  for (const { column, op, value } of [...filters].sort(
    (a, b) => Number(a.op === "ne") - Number(b.op === "ne"),
  )) {
    const values = Array.isArray(value) ? value : [value];
    const key = WAY_FILTERS[column];
    if (key === undefined) continue;
    const named = column === "contractor" && op === "is-null" ? [OWN_CREWS] : values;
    const limits: (string | number)[] =
      key.endsWith("Ids") || key === "weekdays" ? named.map(Number) : named.map(String);
    const all = ALL_OF[key];
    if (op !== "ne") kept[key] = limits;
    else if (all === undefined) except[key] = [...(except[key] ?? []), ...limits];
    else {
      kept[key] = (kept[key] ?? all).filter((each) => !limits.includes(each));
      if (kept[key].length === 0) return null;
    }
  }
  return KpiFilter.parse({ ...range, ...kept, ...(Object.keys(except).length > 0 ? { except } : {}) });
};

// The metres driven by what the filters keep.
const waysOf = async (
  operations: Operations,
  scope: RecordScope,
  { per100Km, filters }: Records,
  by: KpiDimension,
): Promise<Way[]> => {
  const filter = per100Km && waysFilter(per100Km, filters);
  return filter ? operations.kpis.sums(scope, filter, by) : [];
};

const VALUE_UNITS = {
  weightKg: ["t", 1000],
  fee: ["money", 100],
  cost: ["money", 100],
  workshopDays: ["days", 1],
  backAfterDays: ["days", 1],
  hasRoute: ["%", 1],
  isUnmatched: ["%", 1],
  stayS: ["min", 60],
  breakS: ["min", 60],
  dutyS: ["h", 3600],
  crankingVolts: ["V", 1],
  coolantMaxC: ["°C", 1],
  engineHours: ["h", 1],
  overKmh: ["km/h", 1],
  speedKmh: ["km/h", 1],
  vehicleId: ["", 1],
  driverId: ["", 1],
} as const satisfies Record<RecordValue["column"], readonly [unit: string, per: number]>;
const TIMES: ReadonlySet<string> = new Set(["day", "week", "month", "weekday", "hour"]);

// A number of things is no value of their column, nor is a share.
const valueType = ({ column, as }: RecordValue) =>
  as === "distinct" ? "number" : as === "share" ? "percent" : columnOf(column).type;

const toldOf = (scope: RecordScope, { of, value }: Records) =>
  value && { of: RECORDS[of].columnSql(scope, value.column).sql, as: value.as };

// What the value of a plan comes to over all its records.
const valueFigure = async (db: Db, scope: RecordScope, plan: Records, told: RecordValue): Promise<Figure> => {
  const [all] = await countRecords(db, RECORDS[plan.of].sqlWhere(scope, plan), [], toldOf(scope, plan));
  const [unit, per] = VALUE_UNITS[told.column];
  const value = all?.value ?? null;
  const label = `${valueWords(told)} of ${RECORD_WORDS[plan.of]}`;
  return { label, value: value === null ? null : value / per, unit, compare: null };
};

async function* groups(
  { db, operations }: Reads,
  scope: RecordScope,
  plan: Records,
  by: NonNullable<Records["by"]>,
) {
  const list = RECORDS[plan.of];
  const splits = plan.within ? [by, plan.within] : [by];
  const columns = splits.map((split) => list.columnSql(scope, split).sql);
  const counted = await countRecords(db, list.sqlWhere(scope, plan), columns, toldOf(scope, plan));
  const label = RECORD_WORDS[plan.of];
  const ways =
    plan.per100Km && WAYS.has(by) && !plan.within
      ? await waysOf(operations, scope, plan, by as KpiDimension)
      : null;
  const counts = new Map(counted.map(({ key, count }) => [key, count]));
  // Who drove and had none is part of the picture: a rate of nothing.
  const rows = ways
    ? ways
        .filter(({ drivenM }) => drivenM > 0)
        .map(({ key, drivenM }) => ({
          key,
          value: (100_000 * (counts.get(key) ?? 0)) / drivenM,
          count: counts.get(key) ?? 0,
          distanceM: drivenM,
        }))
    : counted.map(({ key, count, value }) => ({ key, count, value: plan.value ? value : count }));
  const isTime = splits.some((split) => TIMES.has(split));
  const ranked = rankRows(rows, plan.ranking, { isMoreBetter: false, isTime });
  const total = counted.reduce((sum, { count }) => sum + count, 0);
  const drivenM = ways?.reduce((sum, way) => sum + way.drivenM, 0) ?? 0;
  const whole = plan.value ? await valueFigure(db, scope, plan, plan.value) : null;
  const part: Part = {
    type: "figures",
    figures: [
      ...(whole ? [whole] : []),
      { label, value: total, unit: "", compare: null },
      ...(ways
        ? [
            {
              label: "per 100 km",
              value: drivenM > 0 ? (100_000 * total) / drivenM : null,
              unit: "",
              compare: null,
            },
          ]
        : []),
    ],
  };
  yield part;
  const labels = splits.map((split) => columnOf(split).label);
  const table: Part = {
    type: "rows",
    title: `${plan.value ? `${valueWords(plan.value)} of ` : ""}${label} by ${splits.join(" and ")}`,
    columns: [
      columnOf("key", labels.join(", ")),
      ...(ways
        ? [
            { key: "value", label: "Per 100 km", type: "number" as const },
            columnOf("count"),
            columnOf("distanceM"),
          ]
        : [
            ...(plan.value
              ? [
                  {
                    key: "value",
                    label: valueWords(plan.value).replace(/^./, (c) => c.toUpperCase()),
                    type: valueType(plan.value),
                  },
                ]
              : []),
            columnOf("count"),
          ]),
    ],
    rows: ranked,
    total: ranked.length,
    view: "chart",
  };
  yield table;
}

const UNTOLD: Partial<Record<RecordName, string>> = {
  risks:
    "No risk of a vehicle is told: nothing was learned yet from repairs of this fleet, or no better than a guess.",
  "customer-risks": "No risk of a customer is told: too little is on record yet.",
};

// None past the limit says little; who comes nearest says how far the day is from it.
const nearestShift = async (db: Db, scope: RecordScope, plan: Records): Promise<string | null> => {
  const column = plan.sort[0]?.column ?? "";
  const limits = new Set(["pastLimitS", "expectedDutyS", "expectedDrivingS", "sinceBreakS"]);
  if (plan.of !== "shifts" || !limits.has(column)) return null;
  const filters = plan.filters.filter((filter) => filter.column !== column);
  const { rows } = await RECORDS.shifts.page(db, scope, { filters, sort: plan.sort, offset: 0, limit: 1 });
  const [row] = rows;
  if (!row) return "Nobody is on duty.";
  const hours = (value: unknown) => `${(Number(value) / 3600).toFixed(1)} h`;
  return column === "sinceBreakS"
    ? `Nobody. Longest without a break: ${row.driver}, ${hours(row.sinceBreakS)}.`
    : `Nobody. Nearest to it: ${row.driver}, expected ${hours(row.expectedDutyS)} on duty and ${hours(row.expectedDrivingS)} of driving.`;
};

// Both kinds are limited by the same columns of vehicles and days.
async function* repairsBeside({ db }: Reads, scope: RecordScope, plan: Records): AsyncGenerator<Part> {
  const { filters, limit } = plan;
  const sort = [{ column: "openedAt", descending: plan.sort[0]?.descending ?? true }];
  const found = await RECORDS.repairs.page(db, scope, { filters, sort, offset: 0, limit });
  const label = RECORD_WORDS.repairs;
  yield { type: "figures", figures: [{ label, value: found.total, unit: "", compare: null }] };
  yield {
    type: "rows",
    title: label,
    columns: REPAIR_COLUMNS.map((key) => columnOf(key)),
    rows: found.rows,
    total: found.total,
    view: "table",
  };
}

async function* records(deps: Reads, scope: RecordScope, plan: Records): AsyncGenerator<Part> {
  const label = RECORD_WORDS[plan.of];
  if (plan.show === "groups" && plan.by) yield* groups(deps, scope, plan, plan.by);
  else {
    const list = RECORDS[plan.of];
    const limit = plan.show === "count" ? 50 : plan.limit;
    const found = await list.page(deps.db, scope, {
      filters: plan.filters,
      sort: plan.sort,
      offset: 0,
      limit,
    });
    const whole = plan.value ? [await valueFigure(deps.db, scope, plan, plan.value)] : [];
    yield { type: "figures", figures: [...whole, { label, value: found.total, unit: "", compare: null }] };
    const nearest = found.total === 0 ? await nearestShift(deps.db, scope, plan) : null;
    if (nearest) yield { type: "text", text: nearest };
    const untold = found.total === 0 ? UNTOLD[plan.of] : undefined;
    if (untold) yield { type: "text", text: untold };
    if (plan.of === "customer-risks")
      yield {
        type: "text",
        text: "The chance is of a complaint within 28 days; the index of leaving, 0 to 100, goes by a rule, for no departure is on record that a chance could be fitted to.",
      };
    if (plan.of === "collections")
      yield { type: "text", text: "No holidays are on record here, so every week goes by these days." };
    yield {
      type: "rows",
      title: label,
      columns: plan.columns.map((key) => columnOf(key)),
      rows: found.rows,
      total: found.total,
      view: plan.of === "safety" ? "map" : "table",
    };
    if (plan.show === "rows" && plan.isWithRepairs) yield* repairsBeside(deps, scope, plan);
  }
  yield pageLink(plan.of, plan.filters);
}

async function* fitness(
  { db }: Reads,
  scope: RecordScope,
  plan: Extract<QueryPlan, { kind: "fitness" }>,
): AsyncGenerator<Part> {
  const own: Filter = { column: "vehicleId", op: "eq", value: plan.vehicleId };
  const page = (name: "faults" | "repairs" | "readings", filters: Filter[]) =>
    RECORDS[name].page(db, scope, { filters, sort: [], offset: 0, limit: 50 });
  const [faults, repairs, readings] = await Promise.all([
    page("faults", [own, { column: "isActive", op: "eq", value: true }]),
    page("repairs", [own, { column: "isOpen", op: "eq", value: true }]),
    page("readings", [own]),
  ]);
  const found = faults.rows.map((row) => ({
    code: String(row.code),
    fault: String(row.fault),
    severity: Number(row.severity),
  }));
  // "SPN 792 FMI 5" is spoken of as SPN 792 where the procedures speak of it.
  const codes = found.map(({ code }) => code.replace(/\s+FMI.*$/, ""));
  const procedures = await findProcedures(db, scope, [...codes, "fault code"]);
  yield {
    type: "text",
    text: fitnessWords({
      label: plan.label,
      faults: found,
      openRepairs: repairs.total,
      isInWorkshop: readings.rows[0]?.inWorkshop === true,
      codes,
      procedures,
    }),
  };
  const columns = ["vehicle", "severity", "meaning", "code", "fault", "openedAt"];
  yield {
    type: "rows",
    title: `active faults of ${plan.label}`,
    columns: columns.map((key) => columnOf(key)),
    rows: faults.rows,
    total: faults.total,
    view: "table",
  };
  yield {
    type: "rows",
    title: "procedures",
    columns: [columnOf("title"), columnOf("body")],
    rows: procedures,
    total: procedures.length,
    view: "table",
  };
  yield { type: "link", href: `/vehicles/${plan.vehicleId}`, label: `Open ${plan.label}` };
}

/** Runs the plans over records that have no page of their own, as the asker. */
export async function* executeRecords(
  deps: Reads,
  asker: Scope,
  plan: Extract<QueryPlan, { kind: "records" | "fitness" }>,
): AsyncGenerator<Part> {
  const { now, timeZone } = deps.operations.clock(asker);
  const scope = { ...asker, now, timeZone };
  if (plan.kind === "fitness") yield* fitness(deps, scope, plan);
  else yield* records(deps, scope, plan);
}
