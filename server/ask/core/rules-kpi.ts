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
import type { QueryPlan, TimeWindow } from "#server/ask/schema.ts";

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
  return null;
};

const USED_BY_ANY: readonly Concept[] = [
  "trend",
  "compare",
  "worst",
  "best",
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

const beforeOf = (asked: Asked, window: TimeWindow): KpiPlan["compare"] => {
  const range = asked.before(window);
  return { ...range, label: "the window before" };
};

/** One KPI: a value, a split or a trend, possibly beside another window. */
const kpi: Rule = (asked): RuleReading | undefined => {
  const named = NAMES.find(([concept]) => has(asked, concept));
  if (!named) return undefined;
  const [concept, name] = named;
  // Contamination met twice at one address is a list of addresses, not a rate.
  if ((name === "contamination" || name === "overflow") && isAboutRepeats(asked)) return undefined;
  // "Top ten vehicles by idle time" is about stored idling; a vehicle that stands idle now is a live question.
  const split = SPLITS.find(([per]) => has(asked, per));
  const by = split?.[1] ?? impliedSplit(asked);
  const isTrend = has(asked, "trend") && by === null;
  const window =
    asked.window ??
    // The running day may lie in no such week, and a month has but two.
    (weeksStream(asked) ? asked.eightWeeks : by === null && !isTrend ? asked.today : asked.month);
  const isToday = window.firstDay === asked.today.firstDay && window.lastDay === asked.today.lastDay;
  const compare = asked.compared
    ? { ...asked.compared.range, label: asked.compared.label }
    : has(asked, "trend", "compare") && by !== "body-type"
      ? beforeOf(asked, window)
      : null;
  return {
    plan: {
      kind: "kpi",
      name,
      filter: filterOf(asked, window),
      by: isTrend ? "day" : by,
      compare: isTrend ? null : compare,
      until: isToday && by === null ? asked.now : null,
    },
    window,
    uses: [concept, ...(split ? [split[0]] : []), ...USED_BY_ANY],
  };
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
    uses: ["movedMost", "changed", ...USED_BY_ANY],
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
    uses: ["summary", "summaryTopic", "late", "exception", ...USED_BY_ANY],
  };
};

/** How a KPI is defined. */
const definition: Rule = (asked) => {
  const named = NAMES.find(([concept]) => has(asked, concept));
  if (!named || !has(asked, "definition")) return undefined;
  return {
    plan: { kind: "definition", name: named[1] },
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
