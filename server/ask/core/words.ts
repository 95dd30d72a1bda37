import { boundWords, durationWords } from "#server/ask/core/bound-words.ts";
import { columnOf } from "#server/ask/core/columns.ts";
import { inRuns } from "#server/ask/core/name-ranges.ts";
import type { Filter } from "#server/ask/core/question.ts";
import { isMoreOfSumBetter } from "#server/ask/core/same-order.ts";
import { engineerWords } from "#server/ask/core/words-engineer.ts";
import { forecastWords } from "#server/ask/core/words-forecast.ts";
import { groupWords } from "#server/ask/core/words-groups.ts";
import { besideWords, orderWords } from "#server/ask/core/words-orders.ts";
import { ownWords } from "#server/ask/core/words-own.ts";
import { platformWords } from "#server/ask/core/words-platform.ts";
import { rankingWords } from "#server/ask/core/words-ranking.ts";
import { recordWords, SAID_OF_RECORDS } from "#server/ask/core/words-records.ts";
import { gapWords } from "#server/ask/core/words-shares.ts";
import type { MeasureName, QueryPlan, TimeWindow } from "#server/ask/schema.ts";
import { daysWords, dayWords } from "#server/lib/day-words.ts";

/** KPIs as people say them. */
export const KPI_WORDS: Readonly<Record<string, string>> = {
  "on-time": "on-time rate",
  completion: "completion",
  "missed-per-1000": "missed per 1,000 stops",
  "stops-per-hour": "stops per hour",
  "tonnes-per-route-hour": "tonnes per route hour",
  "set-out-rate": "set-out rate",
  contamination: "contamination rate",
  overflow: "overflow rate",
  adherence: "route adherence",
  idle: "idle share",
  "cost-per-stop": "cost per stop",
  "cost-per-tonne": "cost per tonne",
  co2: "CO2",
};

/** Sums as people say them. */
export const MEASURE_WORDS: Readonly<Record<MeasureName, string>> = {
  weight: "tonnes collected",
  overtime: "overtime",
  hours: "hours on the road, gate to gate",
  lifts: "containers emptied",
  distance: "distance driven",
  fuel: "litres of fuel",
  cost: "cost of finished routes",
  stops: "stops done",
  tips: "trips to the tip",
  "idle-time": "idle time",
  "fuel-cost": "cost of fuel",
  "idle-cost": "cost of fuel burnt idling",
  "idle-fuel": "litres of fuel burnt idling",
  co2: "CO2",
};

const BALANCE_WORDS = {
  stops: "stops",
  lifts: "lifts",
  hours: "planned hours",
  weight: "kilograms",
  distance: "planned kilometres",
} as const;

const PER_WORDS: Partial<Record<MeasureName, string>> = {
  fuel: "litre",
  hours: "route hour",
  distance: "km",
  weight: "tonne",
  stops: "stop",
};

/** What a sum is divided by, behind its name: " per route hour", " per 100 km". */
export const perWords = (per: { name: MeasureName; amount: number } | undefined): string =>
  per ? ` per ${per.amount === 1 ? "" : `${per.amount} `}${PER_WORDS[per.name] ?? per.name}` : "";

type PassageKind = NonNullable<Extract<QueryPlan, { kind: "passages" }>["kinds"]>[number];

// Kinds of passages as people say them.
const PASSAGE_WORDS: Readonly<Record<PassageKind, string>> = {
  note: "notes",
  exception: "what was reported",
  call: "what residents said",
  customer: "customers",
  procedure: "procedures",
  "service-order": "service orders",
};

const durations = (f: Filter): string =>
  Array.isArray(f.value)
    ? f.value.map((v) => durationWords(Number(v))).join(" and ")
    : durationWords(Number(f.value));

// Statuses as people say them.
const STATUS_WORDS: Readonly<Record<string, string>> = {
  yard: "in the yard",
  stopped: "stopped",
  serving: "serving a stop",
  tipping: "tipping",
  break: "on break",
  breakdown: "broken down",
  moving: "moving",
  open: "open, taken by nobody",
  planned: "not started",
  active: "under way",
};

const spoken = (value: string | number | boolean): string => STATUS_WORDS[String(value)] ?? String(value);

const list = (values: Filter["value"]): string =>
  Array.isArray(values)
    ? new Intl.ListFormat("en-GB", { type: "disjunction" }).format(inRuns([...new Set(values.map(spoken))]))
    : spoken(values);

const CLOCK_WORDS: Partial<Record<Filter["op"], string>> = {
  lt: "before",
  lte: "until",
  gt: "after",
  gte: "from",
};

const clock = (instant: string, timeZone: string): string =>
  new Date(instant).toLocaleTimeString("en-GB", { hour: "2-digit", minute: "2-digit", timeZone });

// The worst of what costs is the highest, and is called so.
const COSTS: ReadonlySet<string> = new Set(["cost-per-stop", "cost-per-tonne", "co2", "idle"]);

/** Bounds on sums as people say them. */
export const MEASURE_BOUNDS: Partial<Record<MeasureName, (value: number) => string>> = {
  weight: (kg) => `${kg / 1000} t`,
  overtime: durationWords,
  hours: durationWords,
  "idle-time": durationWords,
  distance: (m) => `${m / 1000} km`,
};

const WEEKDAYS = ["Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"];

// Conditions whose column and operator make poor English are said whole.
const SAID: Readonly<Record<string, (f: Filter) => string | null>> = {
  ...SAID_OF_RECORDS,
  serviceDay: () => null,
  // The state alone, so that nobody takes it for all that stand.
  status: (f) =>
    f.op === "in" && String(f.value) === "stopped"
      ? "stopped, without those serving a stop, tipping, on break or broken down"
      : null,
  silentS: (f) => `not heard from for ${boundWords(f, durationWords)}`,
  statusS: (f) => `in that state for ${boundWords(f, durationWords)}`,
  loadKg: (f) => `${boundWords(f, (kg) => `${kg / 1000} t`)} on board`,
  facility: (f) =>
    f.op !== "is-null" ? `at ${list(f.value)}` : f.value === false ? "at a facility" : "not at a facility",
  yard: (f) => (f.op === "is-null" ? "not in a depot's yard" : `in the yard of ${list(f.value)}`),
  activeFaults: (f) => (f.value === 0 ? "without active fault codes" : null),
  isOffRoad: (f) =>
    f.value === false
      ? "neither in the workshop nor broken down"
      : "off the road (in the workshop or broken down)",
  inWorkshop: (f) => (f.value === false ? "not in the workshop" : "in the workshop"),
  delayS: (f) =>
    f.op === "gt" && f.value === 0
      ? "behind plan, however little"
      : f.op === "lt" && Number(f.value) === 600
        ? "on plan, less than 10 min behind"
        : Number(f.value) < 0
          ? `at least ${durationWords(Number(f.value))} ahead of plan`
          : f.op === "lt" && f.value === 0
            ? "ahead of plan, however little"
            : `${boundWords(f, durationWords)} behind plan`,
  pastShiftS: (f) =>
    Number(f.value) > 0
      ? `ending ${boundWords(f, durationWords)} after the shift`
      : "expected to end after the shift",
  isOpen: (f) => (f.value === true ? "not closed" : "closed"),
  isOverdue: () => "past their respond-by time",
  isAtRisk: () => "expected after their window or after the shift",
  isLeftOver: () => "not served that day at this pace (expected after the shift, or on no route)",
  isAfterWindow: () => "expected after their window",
  isOutOfSequence: () => "done out of sequence",
  isUnassigned: () => "without a route",
  at: (f) => (f.op === "is-null" && f.value === false ? "that have reported" : null),
  hasProof: (f) => (f.value === true ? "with proof" : "without proof"),
  donePct: (f) => `${boundWords(f, (pct) => `${pct}%`)} of the stops done`,
  loadPct: (f) => `${boundWords(f, (pct) => `${pct}%`)} full`,
  roomKg: (f) => `with room for ${boundWords(f, (kg) => `${kg / 1000} t`)}`,
  serviceLeftM: (f) =>
    f.op === "is-null"
      ? ""
      : Number(f.value) === 0
        ? "past their service distance"
        : `service due in ${boundWords(f, (m) => `${m / 1000} km`)}`,
  reason: (f) => (f.op === "contains" ? `whose reason says "${f.value}"` : null),
  site: (f) => (f.op === "contains" ? `at a site named "${f.value}"` : null),
  weekday: (f) =>
    `on ${new Intl.ListFormat("en-GB").format((Array.isArray(f.value) ? f.value : [f.value]).map((d) => `${WEEKDAYS[Number(d) - 1]}s`))}`,
  hasPhoto: (f) => (f.value === true ? "with a photo" : "without a photo"),
  calledAfter: () => "about which the resident called afterwards",
  ageS: (f) => `${f.op === "gt" ? "older than" : OPS[f.op]} ${durations(f)}${f.op === "gt" ? "" : " old"}`,
  plannedEndAt: (f) =>
    (f.op === "is-null" && f.value === false) || f.op === "gte" ? "with a shift today" : null,
  customerId: (f) => (f.op === "is-null" ? "" : null),
  contractor: (f) =>
    f.op === "is-null"
      ? f.value === true
        ? "own crews"
        : "crews of contractors"
      : `${f.op === "ne" ? "except " : ""}${list(f.value)}`,
  // The window says it.
  closedAt: (f) => (f.op === "gte" || f.op === "lte" ? "" : null),
  startedAt: (f) => (f.op === "is-null" ? (f.value === false ? "started" : "not started") : null),
  clockedInAt: (f) => (f.op !== "is-null" ? null : f.value === false ? "clocked in" : "not clocked in"),
  clockedOutAt: (f) => (f.op !== "is-null" ? null : f.value === true ? "still on shift" : "clocked out"),
  leftYardAt: (f) =>
    f.op !== "is-null" ? null : f.value === true ? "not yet out of the yard" : "out of the yard",
};

const OPS: Readonly<Record<Filter["op"], string>> = {
  eq: "is",
  ne: "is not",
  in: "is",
  contains: "contains",
  gt: "over",
  gte: "at least",
  lt: "under",
  lte: "at most",
  between: "between",
  "is-null": "empty",
};

/** A condition in plain words; null where the window or another condition says it. */
export const conditionWords = (
  f: Filter,
  names: ReadonlyMap<string, string>,
  timeZone: string,
): string | null => {
  const said = SAID[f.column]?.(f);
  if (said !== null && said !== undefined) return said === "" ? null : said;
  if (f.column === "serviceDay") return null;
  const label = columnOf(f.column).label.toLowerCase();
  if (columnOf(f.column).type === "time" && typeof f.value === "string")
    return `${label} ${CLOCK_WORDS[f.op] ?? OPS[f.op]} ${clock(f.value, timeZone)}`;
  const not = f.op === "ne" ? "except " : "";
  const isId = /(^id|Id)$/.test(f.column);
  if (isId) {
    const ids = Array.isArray(f.value) ? f.value : [f.value];
    return `${not}${inRuns(
      ids.map((id) => names.get(`${f.column}:${id}`) ?? names.get(`*:${id}`) ?? `no. ${id}`),
    ).join(" or ")}`;
  }
  if (f.column === "status" && f.op === "ne" && f.value === "break") return "not on a break";
  if (f.column === "status" || f.column === "kind" || f.column === "stream" || f.column === "streams")
    return `${not}${list(f.value)}`;
  if (f.op === "ne") return `except ${label} ${list(f.value)}`;
  if (f.op === "between" && Array.isArray(f.value)) return `${label} between ${f.value[0]} and ${f.value[1]}`;
  return `${label} ${OPS[f.op]} ${list(f.value)}`;
};

/** What is told of a zone. */
export const zoneWords = ({ withStops }: Extract<QueryPlan, { kind: "zone" }>): string =>
  withStops ? "vehicles, routes, stops left and open exceptions" : "vehicles, routes and open exceptions";

// At a facility a truck waits or tips, which is one state there.
const isStayAtFacility = ({ column }: Filter, filters: readonly Filter[]): boolean =>
  column === "statusS" &&
  filters.some((f) => f.column === "facility" && f.op !== "is-null") &&
  !filters.some((f) => f.column === "status");

const timesWords = ({ weekdays, minutes }: Extract<QueryPlan, { kind: "waits" }>): string =>
  [
    ...(weekdays ? [SAID.weekday?.({ column: "weekday", op: "in", value: weekdays })] : []),
    ...(minutes
      ? [SAID.minuteOfDay?.({ column: "minuteOfDay", op: "between", value: [minutes.from, minutes.to] })]
      : []),
  ]
    .map((words) => `, ${words}`)
    .join("");

/** A plan in plain words; `names` maps `column:id` (or `*:id`) to what people call it. */
export const planWords = (
  plan: QueryPlan,
  window: TimeWindow | null,
  names: ReadonlyMap<string, string> = new Map(),
): string => {
  const when = window ? `, ${window.label}` : "";
  const conditions = (filters: readonly Filter[]) =>
    filters
      .map((f) =>
        isStayAtFacility(f, filters)
          ? `waiting or tipping there for ${boundWords(f, durationWords)}`
          : conditionWords(f, names, window?.timeZone ?? "UTC"),
      )
      .filter((text): text is string => text !== null);
  const which = (filters: readonly Filter[]) => {
    const said = conditions(filters);
    return said.length > 0 ? `: ${said.join(", ")}` : "";
  };
  const kept = (f: Record<string, unknown>): string[] => {
    const parts = ["zones", "streams", "routes", "bodyTypes", "contractors"].flatMap((key) => {
      const values = f[key];
      return Array.isArray(values) ? [inRuns(values).join(" or ")] : [];
    });
    const ids = (["vehicleIds", "driverIds", "depotIds"] as const).flatMap((key) => {
      const values = f[key];
      return Array.isArray(values)
        ? inRuns(
            values.map((id) => names.get(`${key.slice(0, -1)}:${id}`) ?? names.get(`*:${id}`) ?? `no. ${id}`),
          )
        : [];
    });
    return [...parts, ...ids];
  };
  const kpiFilter = (f: Extract<QueryPlan, { kind: "kpi" }>["filter"]) => {
    const all = kept(f);
    const out = f.except ? `${all.length > 0 ? "," : ""} except ${kept(f.except).join(", ")}` : "";
    const days = f.weekdays
      ? `, ${conditionWords({ column: "weekday", op: "in", value: f.weekdays }, names, "UTC") ?? ""}`
      : "";
    const weeks = typeof f.inWeeksOf === "string" ? `, in weeks with ${f.inWeeksOf} in the route's zone` : "";
    return `${all.length > 0 ? ` for ${all.join(", ")}` : ""}${out}${days}${weeks}`;
  };
  switch (plan.kind) {
    case "list": {
      // Numbers, names and states order rows without being news.
      const sort = plan.sort.find(
        ({ column }) => !["number", "status", "name", "serviceDay"].includes(column),
      );
      const order = sort ? `, ${orderWords(sort)}` : "";
      const most = plan.limit < 100 ? `, the first ${plan.limit}` : "";
      const shown = (plan.shows ?? []).map((column) =>
        isStayAtFacility({ column, op: "gt", value: 0 }, plan.filters)
          ? ", with how long each has waited or tipped there"
          : `, with ${columnOf(column).label.toLowerCase()}`,
      );
      return `${plan.list}${which(plan.filters)}${when}${order}${most}${shown.join("")}${besideWords(plan)}`;
    }
    case "count":
      return `number of ${plan.list}${plan.withContainers ? " and of the containers that stand there" : ""}${which(plan.filters)}${when}${
        plan.compare ? `, against ${plan.compare.label} (${daysWords(plan.compare)})` : ""
      }`;
    case "group":
      return groupWords(plan, { which: which(plan.filters), when });
    case "kpi":
      return `${[plan.name, ...(plan.also ?? [])].map((name) => KPI_WORDS[name] ?? name).join(" and ")}${plan.by ? ` by ${plan.by.replace("-", " ")}` : ""}${plan.over ? ` and ${plan.over}` : ""}${kpiFilter(plan.filter)}${when}${
        plan.until === null
          ? ""
          : plan.until === window?.to
            ? ", of all stops planned"
            : `, counting stops due until ${clock(plan.until, window?.timeZone ?? "UTC")}`
      }${plan.isBesideFleet ? ", beside the whole fleet" : ""}${rankingWords(plan.ranking, String, COSTS.has(plan.name))}${
        plan.compare
          ? `, against ${plan.compare.label} (${daysWords(plan.compare)}${plan.until && plan.compare.from === plan.compare.to ? " until the same time of day" : ""})`
          : ""
      }`;
    case "measure":
      return `${[plan.name, ...(plan.also ?? [])].map((name) => MEASURE_WORDS[name]).join(" and ")}${perWords(plan.per)}${
        plan.price ? ` at ${plan.price.amount}${plan.price.isInCents ? " cents" : ""} per litre` : ""
      }${plan.by ? ` by ${plan.by.replace("-", " ")}` : ""}${plan.over ? ` and ${plan.over}` : ""}${kpiFilter(plan.filter)}${when}${rankingWords(plan.ranking, MEASURE_BOUNDS[plan.name] ?? String, !isMoreOfSumBetter(plan))}${
        plan.compare ? `, against ${plan.compare.label} (${daysWords(plan.compare)})` : ""
      }`;
    case "waits":
      return `${plan.of === "weight" ? "tonnes tipped at facilities" : "time from arriving at a facility to leaving it"}, by ${plan.isPerFacility ? "facility and " : ""}${plan.by}${
        [...plan.facilityIds, ...plan.vehicleIds].length > 0
          ? ` for ${[...plan.facilityIds, ...plan.vehicleIds].map((id) => names.get(`*:${id}`) ?? `no. ${id}`).join(", ")}`
          : ""
      }${plan.streams.length > 0 ? ` for ${plan.streams.join(", ")}` : ""}${timesWords(plan)}${when}${rankingWords(plan.ranking, plan.of === "weight" ? (MEASURE_BOUNDS.weight ?? String) : durationWords)}`;
    case "calls":
      return `calls of residents${plan.reasons.length > 0 ? ` about ${plan.reasons.join(" or ")}` : ""}, in all and by ${plan.by}${
        plan.zones.length > 0 ? ` in ${plan.zones.join(" or ")}` : ""
      }${plan.streets?.length ? ` in ${plan.streets.join(" or ")}` : ""}${
        plan.customerIds?.length
          ? ` of ${plan.customerIds.map((id) => names.get(`customerId:${id}`) ?? names.get(`*:${id}`) ?? `no. ${id}`).join(" or ")}`
          : ""
      }${when}${rankingWords(plan.ranking, String)}`;
    case "nearest":
      return `vehicles nearest to ${plan.place.label}${plan.streams.length > 0 ? ` for ${list([...plan.streams])}` : ""}${plan.minRoomKg > 0 ? ` with room for ${plan.minRoomKg.toLocaleString("en-GB")} kg` : ""}${plan.maxLoadPct === undefined ? "" : `, less than ${plan.maxLoadPct}% full`}, by straight line`;
    case "zone":
      return `${zoneWords(plan)} in ${plan.zone} now`;
    case "changes":
      return `what changed ${plan.route ? `on ${plan.route} ` : ""}${plan.label}`;
    case "finish":
      return `when ${plan.subject.label} ends, against ${
        plan.against
          ? `${clock(plan.against.at, window?.timeZone ?? "UTC")} and the end of its shift`
          : "the end of its shift"
      }`;
    case "proof":
      return `visits of ${plan.label} with their proof${when}`;
    case "breakdowns":
      return `vehicles broken down now and the stops they leave open${which(plan.filters ?? [])}`;
    case "time-shares":
      return `shares of paid time${plan.by ? ` by ${plan.by.replace("-", " ")}` : ""}${kpiFilter(plan.filter)}${when}`;
    case "adherence":
      return `planned against driven distance and time per ${(plan.by ?? "route").replace("-", " ")}${kpiFilter(plan.filter)}${when}${[gapWords(plan)].map((said) => (said === "" ? "" : `, ${said}`)).join("")}`;
    case "day-totals":
      return `${plan.filters ? `routes${which(plan.filters)},` : "routes"} of ${dayWords(plan.day)} against those of ${dayWords(plan.against)}: km, hours, cost, late stops, planned and driven${plan.isWithoutProposed ? ", as they stand, without what is only proposed" : ""}`;
    case "movers":
      return `every KPI${plan.only ? ` that got ${plan.only}` : ""}${kpiFilter(plan.filter)}${when}, against ${daysWords(plan.before)}, biggest move first`;
    case "summary":
      return `summary${kpiFilter(plan.filter)}${when}, against ${daysWords(plan.before)}, with three things to look at`;
    case "definition":
      return [
        ...(plan.exception === undefined
          ? []
          : [
              `what counts as ${[plan.exception, ...(plan.beside ?? [])].map((kind) => kind.replaceAll("-", " ")).join(" and as ")} and how it is recorded`,
            ]),
        ...(plan.name === undefined ? [] : [`how ${KPI_WORDS[plan.name] ?? plan.name} is reckoned`]),
      ].join(", and ");
    case "collection-weeks":
      return `${plan.zones.length > 0 ? plan.zones.join(" and ") : "zones"}: whether ${plan.stream} is collected in the week of ${dayWords(plan.monday)}, by the schedule`;
    case "passages": {
      const what = (plan.kinds ?? []).map((kind) => PASSAGE_WORDS[kind]).join(" and ") || "what people wrote";
      const where = [
        ...plan.about.map(({ name }) => name),
        ...(plan.depotIds ?? []).map((id) => names.get(`*:${id}`) ?? `depot ${id}`),
      ];
      return `${what}${plan.text === "" ? "" : ` about "${plan.text}"`}${where.length > 0 ? `, ${where.join(", ")}` : ""}${when}, best first${plan.limit === 10 ? "" : `, the first ${plan.limit}`}`;
    }
    case "records":
      return recordWords(plan, {
        which: which(plan.filters),
        when,
        ranked: rankingWords(
          plan.ranking,
          plan.value && /S$/.test(plan.value.column)
            ? durationWords
            : // Money is kept in cents, and said in whole units.
              plan.value && /^(?:cost|fee)$/.test(plan.value.column)
              ? (cents) => String(cents / 100)
              : String,
        ),
      });
    case "fitness":
      return `what is recorded and what the procedures say of ${plan.label} going out`;
    case "overtime-cost":
      if (plan.by)
        return `cost of overtime by ${plan.by.replace("-", " ")}${plan.over ? ` and ${plan.over}` : ""}${kpiFilter(plan.filter)}${when}${plan.ranking ? rankingWords(plan.ranking, String, true) : ""}`;
      return `cost of overtime and what took longer than on the same routes' days without it (${daysWords(plan.baseline)})${kpiFilter(plan.filter)}${when}`;
    case "electric":
      return `trucks to replace with electric ones and the range they need${kpiFilter(plan.filter)}${when}, first ones first${plan.limit === undefined ? "" : `, the first ${plan.limit}`}`;
    case "replanned":
      return `CO2, fuel and distance that accepted plans saved${when}`;
    case "balance":
      return `routes by how far their ${BALANCE_WORDS[plan.of]} lie ${plan.side ?? "off"} the mean of the others of their day${kpiFilter(plan.filter)}${when}, farthest first, ${plan.limit === 1 ? "the farthest alone" : `the first ${plan.limit}`}`;
    case "forecast":
      return forecastWords(plan, when, names);
    case "propose":
      return `a proposal: ${plan.words}`;
    case "engineer":
      return engineerWords(plan);
    case "own":
      return ownWords(plan);
    case "outside":
    case "coordination":
    case "briefing":
      return platformWords(plan);
    case "explain":
      return `why ${plan.subject.label} is behind plan on ${dayWords(plan.day)}: what took longer than it usually does`;
    case "explain-count":
      return `why ${plan.exception.replaceAll("-", " ")} changed on ${daysWords({ from: plan.day, to: plan.to ?? plan.day })} against ${
        plan.against ? daysWords(plan.against) : "the same weekday of the four weeks before"
      }${which(plan.filters ?? [])}`;
    case "explain-sum":
      return `why ${MEASURE_WORDS[plan.name]} changed${kpiFilter(plan.filter)}${when}, against ${daysWords(plan.before)}: what each route, zone, stream, driver and depot added${plan.name === "overtime" || plan.name === "hours" ? ", and what took longer on a route" : ""}`;
    case "explain-kpi":
      return `why ${KPI_WORDS[plan.name] ?? plan.name} changed${kpiFilter(plan.filter)}${when}, against ${daysWords(plan.before)}: what each route, zone, stream and driver added`;
    case "why-stop":
      return `why stop ${plan.stopId} is on its truck, with what other places would cost${
        plan.vehicleIds.length > 0
          ? `, those on ${plan.vehicleIds.map((id) => names.get(`*:${id}`) ?? `truck no. ${id}`).join(" and ")} among them`
          : ""
      }`;
    case "overflow-by-size":
      return `overflow rate by ${plan.by ?? "container size"}${plan.containerKind ? ` of ${plan.containerKind} containers` : ""}${kpiFilter(plan.filter)}${when}${plan.isWorstFirst ? ", highest first" : ""}`;
  }
};
