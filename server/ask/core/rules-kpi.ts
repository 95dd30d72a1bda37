import type { Concept } from "#server/ask/core/lexicon.ts";
import { BODY_CONCEPTS, STREAM_CONCEPTS } from "#server/ask/core/list-filters.ts";
import {
  type Asked,
  has,
  isAboutRepeats,
  linksOf,
  type Rule,
  type RuleReading,
  whichOf,
} from "#server/ask/core/question.ts";
import { namedStreams, weeksStream } from "#server/ask/core/rules-weeks.ts";
import { DefinitionPlan, type QueryPlan, type TimeWindow } from "#server/ask/schema.ts";

type KpiPlan = Extract<QueryPlan, { kind: "kpi" }>;
type Name = KpiPlan["name"];
type Dimension = NonNullable<KpiPlan["by"]>;

// Longer and more telling names first: "missed per 1,000 stops" must not be read as "stops".
const NAMES = [
  ["kpiOnTime", "on-time"],
  ["kpiMissed", "missed-per-1000"],
  ["kpiStopsPerHour", "stops-per-hour"],
  ["kpiTonnesPerHour", "tonnes-per-route-hour"],
  ["kpiSetOut", "set-out-rate"],
  ["kpiCostPerStop", "cost-per-stop"],
  ["kpiCostPerTonne", "cost-per-tonne"],
  ["kpiContamination", "contamination"],
  ["kpiOverflow", "overflow"],
  ["kpiAdherence", "adherence"],
  ["kpiCompletion", "completion"],
  ["kpiIdle", "idle"],
  ["kpiCo2", "co2"],
  ["overtimeTotal", "overtime"],
  ["tipWait", "tip-minutes"],
  ["tonnage", "tonnes"],
  ["routeHours", "route-hours"],
  ["fuelUsed", "fuel"],
  ["costTotal", "cost"],
  ["liftTotal", "lifts"],
] as const satisfies readonly (readonly [Concept, Name])[];

const SPLITS = [
  ["perWeek", "week"],
  ["perMonth", "month"],
  ["perDay", "day"],
  ["perWeekday", "weekday"],
  ["perRoute", "route"],
  ["perDriver", "driver"],
  ["perVehicle", "vehicle"],
  ["perDepot", "depot"],
  ["perZone", "zone"],
  ["perStream", "stream"],
  ["perBody", "body-type"],
  ["perContractor", "contractor"],
] as const satisfies readonly (readonly [Concept, Dimension])[];

const filterOf = (asked: Asked, window: { firstDay: string; lastDay: string }): KpiPlan["filter"] => {
  const streams = namedStreams(asked);
  const inWeeksOf = weeksStream(asked);
  const bodies = whichOf(asked, Object.keys(BODY_CONCEPTS) as (keyof typeof BODY_CONCEPTS)[]).map(
    (body) => BODY_CONCEPTS[body],
  );
  const keys = (kind: "zone" | "route" | "contractor") => linksOf(asked, kind).map((link) => link.name.key);
  const ids = (kind: "vehicle" | "driver" | "depot") =>
    linksOf(asked, kind).map((link) => link.name.id ?? -1);
  const depotIds = ids("depot").length > 0 ? ids("depot") : [...asked.depotIds];
  return {
    from: window.firstDay,
    to: window.lastDay,
    ...(streams.length > 0 ? { streams } : {}),
    ...(inWeeksOf ? { inWeeksOf } : {}),
    ...(bodies.length > 0 ? { bodyTypes: bodies } : {}),
    ...(keys("zone").length > 0 ? { zones: keys("zone") } : {}),
    ...(keys("route").length > 0 ? { routes: keys("route") } : {}),
    ...(keys("contractor").length > 0 ? { contractors: keys("contractor") } : {}),
    ...(ids("vehicle").length > 0 ? { vehicleIds: ids("vehicle") } : {}),
    ...(ids("driver").length > 0 ? { driverIds: ids("driver") } : {}),
    ...(depotIds.length > 0 ? { depotIds } : {}),
  };
};

const WHICH: Readonly<Record<string, Dimension>> = {
  ...{ driver: "driver", crew: "driver", truck: "vehicle", vehicle: "vehicle", lorr: "vehicle" },
  ...{ route: "route", round: "route", depot: "depot", zone: "zone", area: "zone" },
  ...{ stream: "stream", material: "stream" },
};

// A split that the question implies by naming several of a kind: side loaders against rear loaders.
const impliedSplit = (asked: Asked): Dimension | null => {
  if (whichOf(asked, Object.keys(BODY_CONCEPTS) as (keyof typeof BODY_CONCEPTS)[]).length > 1)
    return "body-type";
  if (namedStreams(asked).length > 1) return "stream";
  for (const kind of ["zone", "route", "driver", "vehicle", "depot"] as const)
    if (linksOf(asked, kind).length > 1) return kind;
  if (has(asked, "route") && has(asked, "worst", "best")) return "route";
  if (has(asked, "driver") && has(asked, "worst", "best")) return "driver";
  if (has(asked, "vehicle") && has(asked, "worst", "best")) return "vehicle";
  if (has(asked, "depot") && has(asked, "worst", "best")) return "depot";
  if (has(asked, "zone") && linksOf(asked, "zone").length === 0) return "zone";
  if (isAboutDays(asked)) return "day";
  const which =
    /\b(?:which|what|whose)\s+(driver|crew|truck|vehicle|lorr|route|round|depot|zone|area|stream|material)/i.exec(
      asked.hearing.text,
    )?.[1];
  if (which !== undefined) return WHICH[which.toLowerCase()] ?? null;
  if (/\bwho\b/i.test(asked.hearing.text)) return "driver";
  return null;
};

const USED_BY_ANY: readonly Concept[] = [
  "trend",
  "compare",
  "kpiAny",
  "howMany",
  "finished",
  "route",
  "driver",
  "vehicle",
  "depot",
  "zone",
  "stop",
  "missed",
  "site",
  ...STREAM_CONCEPTS,
  "streamWeek",
  ...(Object.keys(BODY_CONCEPTS) as (keyof typeof BODY_CONCEPTS)[]),
  "container",
  "overfull",
  "contaminated",
  "open",
  "late",
];

/** Whether several of a kind are named, which are then set against each other. */
const hasSeveral = (asked: Asked): boolean =>
  (["zone", "route", "driver", "vehicle", "depot"] as const).some(
    (kind) => linksOf(asked, kind).length > 1,
  ) || namedStreams(asked).length > 1;

const beforeOf = (asked: Asked, window: TimeWindow): KpiPlan["compare"] => {
  const range = asked.before(window);
  return { ...range, label: "the window before" };
};

// Which end a split begins with. "Most" and "highest" are about the figure, "best" and "worst" about its good side.
const orderOf = (asked: Asked): KpiPlan["order"] => {
  const said = asked.hearing.text.toLowerCase();
  if (/\b(?:best|better|leading|strongest)\b/.test(said)) return "best";
  if (/\b(?:worst|weakest|poorest)\b/.test(said)) return "worst";
  if (/\b(?:least|lowest|fewest|smallest|shortest|bottom|slowest)\b/.test(said)) return "least";
  if (/\b(?:most|highest|biggest|longest|top|largest|greatest|fastest)\b/.test(said)) return "most";
  return null;
};

const FEW: Readonly<Record<string, number>> = { three: 3, five: 5, ten: 10 };

/** How many groups are wanted: "top 5", "the three worst". */
const limitOf = (asked: Asked): number | null => {
  const found =
    /\b(?:top|bottom|worst|best|first|highest|lowest)\s+(\d{1,2}|three|five|ten)\b|\b(\d{1,2}|three|five|ten)\s+(?:worst|best|highest|lowest|top)\b/i.exec(
      asked.hearing.text,
    );
  const word = (found?.[1] ?? found?.[2] ?? "").toLowerCase();
  const number = FEW[word] ?? Number(word);
  return word !== "" && number >= 1 ? Math.min(100, number) : null;
};

// "Missed pickups by weekday" counts stops in time; without such a split it is the inbox that is asked for.
const missedInTime = (asked: Asked): readonly [Concept, Name] | undefined =>
  has(asked, "missed") &&
  !has(asked, "exception", "untaken", "open", "photo", "calledAfter") &&
  (has(asked, "perDay", "perWeek", "perMonth", "perWeekday", "trend") || isAboutDays(asked))
    ? ["missed", "stops-missed"]
    : undefined;

/** "The three worst days", "which day had the most". */
const isAboutDays = (asked: Asked): boolean =>
  has(asked, "worst", "best") &&
  /\b(?:which|what|worst|best|bad|busiest|top|\d|three|five|ten)\s+(?:were\s+the\s+)?(?:\w+\s+){0,2}days?\b/i.test(
    asked.hearing.text,
  );

/** One KPI: a value, a split or a trend, possibly beside another window. */
const kpi: Rule = (asked): RuleReading | undefined => {
  const named = NAMES.find(([concept]) => has(asked, concept)) ?? missedInTime(asked);
  if (!named) return undefined;
  const [concept, name] = named;
  // Contamination met twice at one address is a list of addresses, not a rate.
  if ((name === "contamination" || name === "overflow") && isAboutRepeats(asked)) return undefined;
  // "Top ten vehicles by idle time" is about stored idling; a vehicle that stands idle now is a live question.
  const split = SPLITS.find(([per]) => has(asked, per));
  // "Drivers idle for more than 15 minutes" asks who, not for the share of the fleet.
  if (name === "idle" && asked.durations.length > 0 && !split) return undefined;
  const by = split?.[1] ?? impliedSplit(asked);
  const isTrend = has(asked, "trend") && by === null;
  const window =
    asked.window ??
    // The running day may lie in no such week, and a month has but two.
    (weeksStream(asked) ? asked.eightWeeks : by === null && !isTrend ? asked.today : asked.month);
  const isToday = window.firstDay === asked.today.firstDay && window.lastDay === asked.today.lastDay;
  const compare = asked.compared
    ? { ...asked.compared.range, label: asked.compared.label }
    : has(asked, "trend", "compare") && by !== "body-type" && !hasSeveral(asked)
      ? beforeOf(asked, window)
      : null;
  return {
    plan: {
      kind: "kpi",
      name,
      filter: filterOf(asked, window),
      by: isTrend ? trendStep(window) : by,
      order: by === null ? null : orderOf(asked),
      limit: by === null ? null : limitOf(asked),
      compare: isTrend ? null : compare,
      until: isToday && by === null ? asked.now : null,
    },
    window,
    uses: [
      concept,
      ...(split ? [split[0]] : []),
      ...(by === null ? [] : (["worst", "best"] as const)),
      ...USED_BY_ANY,
    ],
    ...(limitOf(asked) === null ? {} : { heeds: ["number" as const] }),
  };
};

/** The step of a trend that shows ten to fifty points. */
const trendStep = ({ from, to }: TimeWindow): Dimension => {
  const days = (Date.parse(to) - Date.parse(from)) / 86_400_000;
  return days > 400 ? "month" : days > 45 ? "week" : "day";
};

/** Shares of paid time on route, in transit, at disposal and idle. */
const timeShares: Rule = (asked) => {
  if (!has(asked, "paidTime") || weeksStream(asked)) return undefined;
  const window = asked.window ?? asked.month;
  return {
    plan: { kind: "time-shares", filter: filterOf(asked, window) },
    window,
    uses: ["paidTime", "kpiIdle", "facility", "moving", ...USED_BY_ANY],
  };
};

/** Planned against actual distance and time. */
const adherence: Rule = (asked) => {
  if (
    !has(asked, "kpiAdherence") ||
    weeksStream(asked) ||
    SPLITS.some(([per, by]) => by !== "route" && has(asked, per))
  )
    return undefined;
  const window = asked.window ?? asked.today;
  return {
    plan: { kind: "adherence", filter: filterOf(asked, window) },
    window,
    uses: ["kpiAdherence", "perRoute", ...USED_BY_ANY],
  };
};

/** Overflow of containers by their size. */
const overflowBySize: Rule = (asked) => {
  if (!has(asked, "perSize") || weeksStream(asked) || !has(asked, "kpiOverflow", "overfull"))
    return undefined;
  const window = asked.window ?? asked.month;
  const { bodyTypes: _, ...filter } = filterOf(asked, window);
  return {
    plan: {
      kind: "overflow-by-size",
      filter,
      containerKind: has(asked, "frontLoader") ? "front-load" : null,
    },
    window,
    uses: ["perSize", "kpiOverflow", "overfull", ...USED_BY_ANY],
  };
};

/** The KPI that moved most against the window before. */
const movers: Rule = (asked) => {
  if (!(has(asked, "movedMost") || (has(asked, "kpiAny") && has(asked, "changed", "worst"))))
    return undefined;
  // "since last month": what has run of this month against the same stretch of the last.
  const named = asked.window;
  const isSince = /\bsince\b/i.test(asked.hearing.text);
  const window = named && !isSince ? named : asked.month;
  const before = asked.before(window);
  const filter = filterOf(asked, window);
  return {
    plan: { kind: "movers", filter, before: { ...filter, ...before } },
    window,
    uses: ["movedMost", "changed", "worst", "best", ...USED_BY_ANY],
  };
};

// "The Monday summary" is the one written on a Monday; a "summary for Monday" tells of that day.
const WRITTEN_ON =
  /\b(?:mon|tues|wednes|thurs|fri|satur|sun)day(?:'s)?\s+(?:morning\s+)?(?:summary|briefing|report card|digest|wrap-up|recap)\b/i;

/** A day or longer in words; the last seven days where none is named. */
const summary: Rule = (asked) => {
  if (!has(asked, "summary")) return undefined;
  const window = asked.window && !WRITTEN_ON.test(asked.hearing.text) ? asked.window : asked.week;
  const filter = filterOf(asked, window);
  return {
    plan: { kind: "summary", filter, before: { ...filter, ...asked.before(window) } },
    window,
    uses: ["summary", "summaryTopic", "costTotal", "late", "exception", ...USED_BY_ANY],
    heeds: ["number", "window"],
  };
};

/** How a KPI is defined. */
const definition: Rule = (asked) => {
  const named = NAMES.find(([concept]) => has(asked, concept));
  const name = DefinitionPlan.shape.name.safeParse(named?.[1]).data;
  if (!named || name === undefined || !has(asked, "definition")) return undefined;
  return {
    plan: { kind: "definition", name },
    window: null,
    uses: ["definition", named[0], ...USED_BY_ANY],
  };
};

/** Rules of section 6 of the questions: KPIs and trends. */
export const KPI_RULES: readonly Rule[] = [
  definition,
  overflowBySize,
  timeShares,
  movers,
  summary,
  adherence,
  kpi,
];
