import { BODY_CONCEPTS } from "#server/ask/core/kinds.ts";
import { filterOf, leavesKindsOut, namedThings, splitOf, USED_BY_ANY } from "#server/ask/core/kpi-parts.ts";
import type { Concept } from "#server/ask/core/lexicon.ts";
import { has, linksOf, type Rule, tokensSaying, wantedRows } from "#server/ask/core/question.ts";
import { weeksStream } from "#server/ask/core/rules-weeks.ts";
import type { QueryPlan } from "#server/ask/schema.ts";

type Dimension = NonNullable<Extract<QueryPlan, { kind: "time-shares" }>["by"]>;

const SHARE_SPLITS = [
  ["perDepot", "depot"],
  ["perZone", "zone"],
  ["perDriver", "driver"],
  ["perVehicle", "vehicle"],
  ["perStream", "stream"],
  ["perContractor", "contractor"],
  ["perWeek", "week"],
  ["perMonth", "month"],
  ["perDay", "day"],
  ["perWeekday", "weekday"],
] as const satisfies readonly (readonly [Concept, Dimension])[];

// What paid time goes to, as people say it: the plan tells all of it.
const ACTIVITY =
  /^(?:between|route|round|rounds|street|transit|travel|travelling|drive|driving|drove|transport|tip|tipping|dump|dumping|disposal|landfill|unload|unloading|queue|queueing|queuing|wait|waiting|idle|idling|idl|nothing|stand|standing|still|sit|sat|sitting|backside|collect|collecting|collection|work|working|break|breaks|parked|about|doing|stops|empty|emptying|load|loading|line|only|activity|separately|remaining|rest|half|spend)$/;

/** Shares of paid time on route, in transit, at disposal and idle. */
const timeShares: Rule = (asked) => {
  if (!has(asked, "paidTime") || weeksStream(asked)) return undefined;
  const window = asked.window ?? asked.month;
  const split = SHARE_SPLITS.find(([per]) => has(asked, per));
  return {
    plan: {
      kind: "time-shares",
      filter: filterOf(asked, window),
      ...(split ? { by: split[1] } : {}),
    },
    window,
    said: new Set(asked.hearing.tokens.flatMap(({ stem }, at) => (ACTIVITY.test(stem) ? [at] : []))),
    uses: [
      "paidTime",
      "sumHours",
      "money",
      "atTip",
      "legalHours",
      "kpiIdle",
      "facility",
      "moving",
      "route",
      "driver",
      "sumHours",
      "where",
      "didServe",
      "drives",
      "atTip",
      "onBreak",
      "sumTips",
      "stopped",
      "sumStops",
      ...(split ? [split[0]] : []),
      ...namedThings(asked),
      ...USED_BY_ANY,
    ],
  };
};

const GAPS = [
  [
    "route",
    /\b(?:(?:in\s+order\s+of|(?:sorted|ordered|sort|order)\s+by|by)\s+(?:the\s+)?route\s+(?:numbers?|names?|no\.?))\b/i,
  ],
  [
    "time",
    /\b(?:(?:longest|largest|biggest|greatest|most)\s+(?:over\s*runs?|time\s+(?:gap|difference|overrun)|extra\s+time|delay)|by\s+(?:extra\s+)?(?:time|hours|minutes|duration)(?:\s+over)?)\b(?:\s+first)?/i,
  ],
  [
    "distance",
    /\b(?:(?:largest|biggest|greatest|most)\s+(?:extra\s+(?:distance|miles|mileage|kilomet(?:re|er)s|km)|(?:distance|mileage)\s+(?:gap|difference|overrun))|by\s+(?:extra\s+)?(?:distance|miles|mileage|kilomet(?:re|er)s|km)(?:\s+over)?)\b(?:\s+first)?/i,
  ],
] as const;
// The least adherent stand first, as they do without a word.
const WORST_GAP =
  /\b(?:with\s+)?(?:the\s+)?(?:largest|biggest|greatest|widest|worst)\s+(?:gaps?|differences?|deviations?|discrepanc(?:y|ies)|variances?|offenders?|ones?)(?:\s+(?:first|(?:at|on)\s+(?:the\s+)?top|up\s+top))?\b|\b(?:worst|least\s+adherent)\s+(?:first|(?:at|on)\s+(?:the\s+)?top)\b/i;
const BESIDE_PLAN =
  /\b(?:off|away\s+from|stray\w*|deviat\w*|from\s+(?:the|its|their)\s+plan|either\s+way|out\s+by)\b/i;

const FIGURES =
  /\b(?:kilomet(?:re|er)s?|kms?|miles|mileage|distances?|hours?|hrs|time|minutes|durations?)\b(?:\s+and\s+(?:in\s+)?(?=(?:kilomet|km|miles|mileage|distance|hours|hrs|time|minutes|duration)))?/i;
const BOTH_FIGURES = new RegExp(
  `^(?=.*\\bplan(?:ned|s)?\\b)(?=.*\\b(?:actual|driven|drove|real|ran|took|taken|worked)\\b)(?=.*${FIGURES.source})`,
  "i",
);

// The biggest gap is one of what is told: of kilometres, of hours, or else of both.
const OF_DISTANCE = /\b(?:kilomet(?:re|er)s?|kms?|miles|mileage|distances?)\b/i;
const OF_TIME = /\b(?:hours?|hrs|time|minutes|durations?)\b/i;
const gapIn = (text: string): "distance" | "time" | "adherence" =>
  OF_DISTANCE.test(text) === OF_TIME.test(text) ? "adherence" : OF_TIME.test(text) ? "time" : "distance";

/** Planned against actual distance and time. */
export const adherence: Rule = (asked) => {
  if (/\bstart(?:ing)?\s+times?\b/i.test(asked.hearing.text)) return undefined;
  const { text } = asked.hearing;
  // What is planned and driven is told in distance and time: of stops and of loads it says nothing.
  if (has(asked, "stop", "sumStops", "sumWeight", "sumLifts") && !FIGURES.test(text)) return undefined;
  const split = splitOf(asked);
  const by = split.by === null || split.by === "route" ? undefined : split.by;
  // A split of adherence alone is the KPI; the figures of plan and drive are told where they are asked for.
  if (!has(asked, "kpiAdherence") || weeksStream(asked) || (by !== undefined && !BOTH_FIGURES.test(text)))
    return undefined;
  const window = asked.window ?? asked.today;
  const order = GAPS.find(([, words]) => words.test(text));
  const quantity = asked.quantities.find(
    ({ op, unit }) => (unit === "m" || unit === "s") && op !== null && op !== "between" && op !== "eq",
  );
  const { op } = quantity ?? {};
  const bound =
    quantity && op && op !== "between" && op !== "eq"
      ? {
          of: quantity.unit === "m" ? ("distance" as const) : ("time" as const),
          side: BESIDE_PLAN.test(text) ? ("off" as const) : ("over" as const),
          op,
          value: quantity.value,
        }
      : undefined;
  const limit = wantedRows(asked);
  const worst = WORST_GAP.test(text) ? gapIn(text) : undefined;
  return {
    plan: {
      kind: "adherence",
      filter: filterOf(asked, window),
      ...(by === undefined ? {} : { by }),
      ...(order ? { order: order[0] } : bound ? { order: bound.of } : worst ? { order: worst } : {}),
      ...(bound ? { bound } : {}),
      ...(limit === undefined ? {} : { limit }),
    },
    window,
    said: new Set([
      ...(order ? tokensSaying(asked, order[1]) : []),
      ...tokensSaying(asked, WORST_GAP),
      ...(by === undefined ? [] : tokensSaying(asked, FIGURES)),
      ...(bound ? tokensSaying(asked, /\b(?:stray\w*|ran|over|longer|off)\b/i) : []),
    ]),
    isLeftOut: leavesKindsOut(asked),
    uses: [
      "kpiAdherence",
      "perRoute",
      "perHour",
      "sumHours",
      "sumDistance",
      "route",
      "planned",
      "worst",
      ...split.uses,
      ...(bound ? (["late", "moreOrLess", "most", "older"] as const) : []),
      ...(limit === undefined ? [] : (["most", "worst"] as const)),
      ...namedThings(asked),
      ...USED_BY_ANY,
    ],
  };
};

// "Front-load containers by zone" are told by where they stand, and by no truck.
const KIND_SPLITS = [
  ["perZone", "zone"],
  ["perDepot", "depot"],
  ["perStream", "stream"],
] as const satisfies readonly (readonly [Concept, Extract<QueryPlan, { kind: "overflow-by-size" }>["by"]])[];
const OF_CONTAINERS =
  /\bfront[-\s]?load(?:ed|er|ing)?\s+(?:\w+\s+)?(?:containers?|bins?|dumpsters?|carts?)\b|\bfront[-\s]load\s+(?=overflow\w*\b)|\boverflow\w*(?:\s+rates?)?\s+(?:for|of|on)\s+front[-\s]load\b/i;

/** Overflow of containers by their size, or of a kind of container by where they stand. */
const overflowBySize: Rule = (asked) => {
  const split = KIND_SPLITS.find(([per]) => has(asked, per));
  const isOfKind = split !== undefined && has(asked, "kpiOverflow") && OF_CONTAINERS.test(asked.hearing.text);
  if (!(has(asked, "perSize") || isOfKind) || weeksStream(asked) || !has(asked, "kpiOverflow", "overfull"))
    return undefined;
  if (isOfKind && (asked.compared || has(asked, "trend", "compare"))) return undefined;
  const window = asked.window ?? asked.month;
  const { bodyTypes = [], ...filter } = filterOf(asked, window);
  // A container hangs on its site: on no route and who drives it, and on a body only by the lifts that front loaders do.
  const isOfFrontLoaders = bodyTypes.every((body) => body === BODY_CONCEPTS.frontLoader);
  if (linksOf(asked, "route", "contractor", "vehicle", "driver").length > 0 || !isOfFrontLoaders)
    return undefined;
  return {
    plan: {
      kind: "overflow-by-size",
      filter,
      containerKind: has(asked, "frontLoader") ? "front-load" : null,
      ...(isOfKind && !has(asked, "perSize") ? { by: split[1] } : {}),
      ...(has(asked, "worst", "most", "slowest") ? { isWorstFirst: true } : {}),
    },
    window,
    isLeftOut: leavesKindsOut(asked),
    uses: [
      ...(isOfKind && !has(asked, "perSize") ? [split[0]] : []),
      ...(["perSize", "kpiOverflow", "overfull", "container", "worst", "most", "open"] as const),
      ...namedThings(asked),
      ...USED_BY_ANY,
    ],
  };
};

/** Rules for shares: what paid time goes to, overflow by size. */
export const SHARE_RULES: readonly Rule[] = [overflowBySize, timeShares];
