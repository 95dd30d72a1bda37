import { comingWindow, readComing } from "#server/ask/core/forecast-when.ts";
import type { Concept } from "#server/ask/core/lexicon.ts";
import {
  type Asked,
  has,
  linksOf,
  quantityOf,
  type Rule,
  tokensSaying,
  wantedRows,
} from "#server/ask/core/question.ts";
import { namedStreams } from "#server/ask/core/rules-weeks.ts";
import { FORESEEN_WORDS } from "#server/ask/core/words-forecast.ts";
import type { QueryPlan, TimeWindow } from "#server/ask/schema.ts";
import { dayWords } from "#server/lib/day-words.ts";
import { addDays } from "#server/lib/service-day.ts";

type What = Extract<QueryPlan, { kind: "forecast" }>["what"];

const AHEAD =
  /\b(?:will|won't|shall|going to|about to|expect\w*|forecast\w*|predict\w*|project\w*|foresee\w*|likely|probabl[ey]|anticipat\w*|outlook|estimate[ds]?|is to come|upcoming)\b/i;
const OVERFLOW =
  /\b(?:overflow\w*|burst\w*|overfull|over full|overfill\w*|spill\w*(?! over to)|(?:be|get|become|run|going) (?:too )?full|fill up)\b/i;
const OVERFLOW_AHEAD =
  /\b(?:before (?:their|its|the|they|it|we|next|being)|risk|in danger|next (?:pick-?up|collection|lift|emptying|service))\b/i;
// "Half full or more", "80 % full": how full they must be.
const FILL_LEVEL =
  /\b(?:(?:more\s+than|at\s+least|over|above)\s+)?(?:(half)|(three[-\s]quarters)|(\d{1,3})\s*(?:%|percent|per\s+cent))\s+(?:full\b(?:\s+or\s+(?:more|fuller|over))?|(?=will\s+overflow\s+before\b))/i;
const SOONEST =
  /\b(?:the\s+)?(?:soonest|earliest)(?:\s+(?:to\s+(?:overflow|fill)|full))?(?:\s+first)?\b|\b(?:overflow|spill|fill\s+up|full)\s+first\b|\bfirst\s+to\s+(?:overflow|fill|spill|be\s+full)\b/i;
const FULLEST =
  /\b(?:the\s+)?(?:fullest|worst|most\s+urgent)(?:\s+(?:ones?\s+)?(?:first|on\s+top|at\s+the\s+top))?\b/i;
const TRUCKS =
  /\bhow many (?:trucks?|vehicles?|lorr(?:y|ies)|wagons?|rigs?|crews?) for\b|\bhow many (?:\w+ )?(?:trucks?|vehicles?|lorr(?:y|ies)|wagons?|crews?)\b.*\b(?:need\w*|requir\w*|necessary|have to go out|should go out|will go out|must go out|do we want)\b|\b(?:trucks?|vehicles?|lorries|wagons|crews?)\b.*\b(?:needed|required)\b|\b(?:need\w*|requir\w*)\b.*\b(?:trucks?|vehicles?|lorries|wagons)\b/i;
/** Trucks that are needed now or later, and not those that were. */
const NEEDED =
  /\bhow many \w+ for (?:next|tomorrow|on|mon|tues|wednes|thurs|fri|satur|sun)|\b(?:do|will|shall|should|would|must|might|to)\b(?: (?:we|i|they|you|one))? (?:need|require|go out|have to)\b|\b(?:are|be|is) (?:needed|required|necessary)\b|\b(?:trucks?|vehicles?|crews?) (?:needed|required)(?: (?:on|for)\b|(?! (?:last|yesterday)))/i;
const OF_TRUCKS = /\b(?:trucks?|vehicles?|lorr(?:y|ies)|wagons?|rigs?|fleet)\b/i;
// "Enough trucks", "short of wagons": what is needed is set against what there is.
const ENOUGH =
  /\b(?:(?:big\s+)?enough|sufficient(?:ly)?|suffices?|adequate|plenty\s+of|(?:fall\s+)?short(?:age|fall)?(?:\s+of)?|lack(?:s|ing)?|missing|(?:to\s+)?spare|surplus|too\s+few|under-?staffed|short[\s-]?(?:staffed|handed)|(?:do|will)\s+we\s+have\s+the|have\s+we\s+(?:got\s+)?the)\b/i;
const AGAINST_FLEET =
  /\b(?:(?:vs\.?|versus|against|compared?\s+(?:to|with)|and)\s+)?(?:(?:the\s+)?(?:trucks?|vehicles?|lorries|wagons?|those|what|how\s+many|the\s+ones?)\s+)?(?:(?:that\s+)?(?:are\s+)?(?:available|in\s+service|on\s+hand)|(?:do\s+|have\s+)?we\s+(?:have(?:\s+got)?(?!\s+to\b)|own|got))\b/i;
const isOfEnough = (text: string): boolean =>
  OF_TRUCKS.test(text) && !/\b(?:did|was|were|had|drivers?)\b/i.test(text) && ENOUGH.test(text);
const OF_DRIVERS =
  /\b(?:drivers?(?!\s+hours?)|crews?|staff|people|(?:under-?|short[\s-]?)(?:staffed|handed))\b/i;
// "Short of drivers", "drivers needed against drivers there are"; of a stream there are no drivers of its own.
const isOfEnoughDrivers = (text: string): boolean =>
  OF_DRIVERS.test(text) &&
  !OF_TRUCKS.test(text) &&
  !/\b(?:did|was|were|had)\b/i.test(text) &&
  (ENOUGH.test(text) || (/\b(?:needed|required|need|require)\b/i.test(text) && AGAINST_DRIVERS.test(text)));
const AGAINST_DRIVERS =
  /\b(?:vs\.?|versus|against|compared?\s+(?:to|with)|and)\s+(?:(?:the\s+)?(?:drivers|those|what|how\s+many|the\s+ones?)\s+)?(?:(?:that\s+)?(?:are\s+)?(?:available|there|on\s+hand)|(?:do\s+|have\s+)?we\s+(?:have(?:\s+got)?(?!\s+to\b)|got))\b/i;
const DRIVERS =
  /\bhow many (?:\w+ )?(?:drivers?(?!\s+hours?)|people|staff|crew members)\b.*\b(?:need\w*|requir\w*|necessary)\b/i;
const WEIGHED = /\b(?:tonn?(?:e|age)?s?|tons?|weight|kilos?|kilograms?|kg|load|how much)\b/i;
const LIFTS = /\b(?:lifts?|containers?|bins?|carts?)\b/i;
const SET_OUT = /\b(?:set[- ]?outs?|set out|stops?|pick-?ups?|households?)\b/i;
const LATE = /\b(?:late|later|behind|delay\w*|overrun\w*|past (?:plan|schedule)|not on time|slip\w*)\b/i;
const ROUTES = /\b(?:routes?|rounds?|tours?|runs?)\b/i;
const QUEUE = /\b(?:queue\w*|wait\w*|line|turnaround|backlog)\b/i;
const IF =
  /\b(?:effect|impact|influence|do to|mean for|if|when|should|suppos\w*|assum\w*|say|imagine|with)\b/i;
// A queue of the afternoon makes no stay of the morning longer.
const ALL_AFTERNOON =
  /\b(?:(?:all|(?:for\s+)?the\s+(?:whole|entire|rest\s+of\s+the))\s+(?:of\s+)?(?:the\s+|this\s+)?afternoon(?:\s+long)?|(?:through(?:out)?|over|during|in|into)\s+(?:the\s+|this\s+)afternoon|this\s+afternoon|from\s+(?:noon|midday)\s+on(?:wards)?)\b/i;
const NOW_ON = /\b(?:this\s+afternoon|today|tonight|(?:all|the\s+rest\s+of\s+the)\s+(?:day|afternoon))\b/i;
// A container is foretold until it is emptied next: what is so after that is not known.
const AFTER_NEXT =
  /(?<!\b(?:week|weekend|day|month|quarter|year)\s+)\bafter\s+(?:[^\s,.?]+\s+){0,3}?(?:pick-?ups?|collect(?:ion|ed)|lift|empt(?:ying|ied)|serviced?|visit|next)\b/i;
const isTodayIn = ({ window, today }: Asked): boolean =>
  window !== null && window.firstDay === today.firstDay && window.lastDay === today.firstDay;
// "What's likely to slip tomorrow": of what is watched here, routes alone slip.
const WHATEVER = /\b(?:what(?:'s| is)?|anything|which ones?)\b.*\b(?:likely|probabl[ey]|going to|will)\b/i;

// "What time will R-18 finish": when a named route ends.
const ROUTE_END =
  /\b(?:when|what\s+time|how\s+early|by\s+when|until\s+when|expected\s+(?:finish|end)|(?:finish(?:ing)?|end(?:ing)?)\s+time)\b.*\b(?:finish\w*|end(?:s|ing)?|done|back|complete\w*|through|over)\b|\b(?:expected\s+(?:finish|end)|(?:finish(?:ing)?|end(?:ing)?)\s+time)\b/i;
const ENDS_SAID =
  /^(?:when|time|finish\w*|end|ends|ending|done|back|complete\w*|through|expected|early|best|worst|case|earliest|latest|by|until)$/i;

const SURELY = /\b(?:next|coming|following|tomorrow|rest of|after|before)\b/i;

/** Words of a forecast that turn nothing once it is known what is foretold. */
const SAID =
  /^(?:effect|time|assum\w*|impact|influence|half|an|say|suppose|imagine|that|slip|will|would|won't|shall|we|be|going|to|about|expect\w*|forecast\w*|predict\w*|project\w*|likely|probably|anticipat\w*|outlook|estimate\w*|upcoming|collect\w*|collection|pick|picked|up|need\w*|requir\w*|show|give|tell|the|range|interval|spread|uncertainty|and|with|why|what|which|how|many|much|happens?|stays?|remains?|keeps?|at|holds?|goes|up|went|rises?|grows?|still|if|on|out|run|running|tonn?es?|tons?|tonnage|weight|kilos?|kg|load|lifts?|containers?|bins?|carts?|set-?outs?|stops?|pick-?ups?|next|before|their|its|they|it|are|is|emptied|emptying|overflow\w*|burst\w*|overfull|full|fill|over|get|become|risk|of|in|danger|trucks?|vehicles?|lorr(?:y|ies)|wagons?|crews?|necessary|have|go|should|must|late|later|behind|schedule|plan|delay\w*|overrun\w*|routes?|rounds?|overtime|queue\w*|wait\w*|line|turnaround|landfill|station|transfer|day|daily|per|each|by|do|does|for|a|an|chart|come|coming|tomorrow|put|due|scheduled|service|reason\w*|causes?|what's|is|spill\w*|lift|because|foresee\w*|end|finish\w*|long|minutes?|hours?|waste|rubbish|trash|garbage|altogether|total|in total|overall)$/i;

// What a forecast cannot take into account is left to be named as not understood.
const CONCEPTS: readonly Concept[] = [
  ...([
    "forecast",
    "moreOrLess",
    "most",
    "overfull",
    "container",
    "stop",
    "route",
    "vehicle",
    "late",
    "overtime",
    "howMany",
  ] as const),
  ...([
    "sumWeight",
    "sumLifts",
    "sumStops",
    "kpiOverflow",
    "refuse",
    "recycling",
    "organics",
    "glass",
    "paper",
  ] as const),
  ...(["bulky", "hazardous", "finished"] as const),
];

const whatOf = (
  asked: Asked,
  { isNamed, isComing }: { isNamed: boolean; isComing: boolean },
): What | undefined => {
  const { text } = asked.hearing;
  const isNeeded = NEEDED.test(text);
  if (isNamed && isOfEnough(text)) return "trucks";
  if (isNamed && isOfEnoughDrivers(text)) return namedStreams(asked).length > 0 ? undefined : "drivers";
  const isAhead = isComing || AHEAD.test(text) || ((TRUCKS.test(text) || DRIVERS.test(text)) && isNeeded);
  const isQueue = /\bovertime\b/i.test(text) && QUEUE.test(text) && IF.test(text);
  if (isQueue && linksOf(asked, "facility").length > 0 && quantityOf(asked, "s")) return "queue-overtime";
  if (
    FILL_LEVEL.test(text) &&
    LIFTS.test(text) &&
    (AHEAD.test(text) || isComing || OVERFLOW_AHEAD.test(text))
  )
    return "overflow";
  // Trucks that fill up are no containers: when one will be full is not foretold.
  const isOfTrucks = has(asked, "vehicle") && !has(asked, "container", "overfull", "kpiOverflow");
  if (
    OVERFLOW.test(text) &&
    (AHEAD.test(text) || OVERFLOW_AHEAD.test(text)) &&
    !has(asked, "sumWeight") &&
    !isOfTrucks
  )
    return "overflow";
  // Overtime is foretold under a queue alone.
  if (!isAhead || (/\b(?:overtime|ot)\b/i.test(text) && !LATE.test(text))) return undefined;
  if (DRIVERS.test(text)) return "drivers";
  if (TRUCKS.test(text)) return "trucks";
  if (!isNamed && !/\b(?:forecast|predict|expect|outlook|tomorrow)/i.test(text) && !WEIGHED.test(text))
    return undefined;
  if (
    LATE.test(text) &&
    (ROUTES.test(text) || WHATEVER.test(text) || linksOf(asked, "route").length > 0) &&
    isNamed
  )
    return "late-routes";
  if (isNamed && ROUTE_END.test(text) && linksOf(asked, "route").length > 0) return "route-ends";
  const isOfStream =
    namedStreams(asked).length > 0 &&
    !/\b(?:lifts?|emptied|emptying|set-?\s?outs?|stops?|pick-?ups?)\b/i.test(text) &&
    /\b(?:expect|forecast|predict|outlook)/i.test(text);
  if ((WEIGHED.test(text) || isOfStream) && !LATE.test(text)) return "tonnage";
  if (!has(asked, "howMany") && !/\b(?:forecast|predict|expect|outlook)/i.test(text)) return undefined;
  if (/\b(?:lifts?|emptied|emptying)\b/i.test(text) || (LIFTS.test(text) && !SET_OUT.test(text)))
    return "lifts";
  return SET_OUT.test(text) && !has(asked, "missed", "skipped", "pending", "open") ? "set-out" : undefined;
};

// Days nobody named: of a truck or a route the next one, of an amount the next seven.
const usual = (what: What, today: TimeWindow): TimeWindow => {
  const day = today.firstDay;
  const first = addDays(day, 1);
  const isWeek = what === "tonnage" || what === "lifts" || what === "set-out";
  const range = { from: first, to: isWeek ? addDays(first, 6) : first };
  return comingWindow(
    { ...range, label: isWeek ? "the next seven days" : "tomorrow" },
    today.timeZone,
    false,
  );
};

const SPLITS = [
  ["perZone", "zone"],
  ["perDepot", "depot"],
  ["perStream", "stream"],
] as const satisfies readonly (readonly [Concept, "zone" | "depot" | "stream"])[];
const SPLIT: ReadonlySet<What> = new Set([
  ...(["tonnage", "lifts", "set-out", "overflow", "trucks", "drivers", "queue-overtime"] as const),
]);

// Trucks are told by depot and stream, and what a queue costs by depot.
const UNSPLIT: Partial<Record<What, readonly string[]>> = {
  trucks: ["zone"],
  drivers: ["zone"],
  "queue-overtime": ["zone", "stream"],
};

type Split = (typeof SPLITS)[number];

// What a day that is named bounds: "before Friday" ends as it begins, "by Friday" and "on Friday" as it ends.
const endOf = (
  asked: Asked,
  coming: { start: number; window: TimeWindow } | null,
): { before: string; at: number } | null => {
  const { text } = asked.hearing;
  if (coming !== null) {
    const before = /\b(before|until|till|by|on|during|in|through|for)\s+(?:the\s+)?$/i.exec(
      text.slice(0, coming.start),
    );
    const isExcluded = before !== null && /^(?:before|until|till)$/i.test(before[1] ?? "");
    const { firstDay, lastDay } = coming.window;
    return { before: isExcluded ? firstDay : addDays(lastDay, 1), at: before?.index ?? coming.start };
  }
  const { window, today } = asked;
  const isToday = window?.isNamed && window.firstDay === today.firstDay && window.lastDay === today.firstDay;
  return isToday ? { before: addDays(today.firstDay, 1), at: -1 } : null;
};

// "A low and a high", "at best and at worst": the range, which every forecast is told with.
const RANGE_SAID =
  /\b(?:the\s+|a\s+)?(?:low(?:er|est)?|min(?:imum)?|best|least)(?:\s+(?:ends?|bounds?|case|limits?|estimates?|figures?))?\s*(?:,|\/|and|or|to)\s*(?:the\s+|a\s+|at\s+)*(?:high(?:er|est)?|upper|max(?:imum)?|worst|most)(?:\s+(?:ends?|bounds?|case|limits?|estimates?|figures?))?\b/i;
const MOST_LIKELY =
  /\b(?:most|likeliest|worst|latest)(?:\s+likely)?(?:\s+(?:first|on\s+top|at\s+the\s+top))?\b/i;
const WANTED =
  /\b(?:(?:the\s+)?(?:top|first|worst)\s*\w+|(?:which|what|the)\s+\w+(?=\s+(?:containers|bins|routes|rounds|runs)))\b/i;

/** What is to come: tonnes, lifts, trucks needed, routes that will be late, containers that will overflow. */
const forecast: Rule = (asked) => {
  const { text, tokens } = asked.hearing;
  const { today } = asked;
  // "Moved to tomorrow" asks what is open now; a schedule is no forecast.
  if ((has(asked, "toTomorrow") && !OVERFLOW.test(text)) || asked.compared !== null) return undefined;
  const dated = asked.window?.isWholeDays && asked.window.firstDay > today.firstDay ? asked.window : null;
  const coming = readComing(text, today.firstDay, today.timeZone);
  // "On Friday" and "in January" may as well be past: other words must then say that they are to come.
  const isSurelyComing =
    dated !== null ||
    (coming !== null && (asked.window === null || SURELY.test(text.slice(coming.start, coming.end))));
  const what = whatOf(asked, { isNamed: dated !== null || coming !== null, isComing: isSurelyComing });
  if (what === undefined) return undefined;
  const isBefore = what === "overflow" && OVERFLOW_AHEAD.test(text);
  const until = what === "overflow" ? endOf(asked, coming) : null;
  // A past that is named beside is no forecast: "tonnes last week".
  if (
    asked.window !== null &&
    asked.window !== dated &&
    coming === null &&
    asked.window.isNamed &&
    what !== "queue-overtime" &&
    until === null
  )
    return undefined;
  const split: Split | undefined = SPLIT.has(what)
    ? SPLITS.find(([per, by]) => has(asked, per) && !UNSPLIT[what]?.includes(by))
    : undefined;
  // Overtime of days to come is told by the same weekdays.
  const isOfNow = asked.window === null ? NOW_ON.test(text) : isTodayIn(asked);
  const ofDays = what === "queue-overtime" ? (dated ?? coming?.window ?? (isOfNow ? today : null)) : null;
  const window =
    ofDays ??
    (what === "queue-overtime" || what === "overflow"
      ? today
      : (dated ?? coming?.window ?? usual(what, today)));
  // A container is full by its own next pickup, and a queue is set on days that were: neither has days of its own.
  const isFromNoon = what === "queue-overtime" && ALL_AFTERNOON.test(text);
  const isUndated = what === "overflow" || (what === "queue-overtime" && ofDays === null);
  const wanted = what === "late-routes" || what === "overflow" ? wantedRows(asked) : undefined;
  const level = what === "overflow" ? FILL_LEVEL.exec(text) : null;
  const levelPct = level?.[1] ? 50 : level?.[2] ? 75 : level ? Number(level[3]) : undefined;
  const isSoonest = what === "overflow" && SOONEST.test(text);
  const isAgainstFleet =
    what === "trucks"
      ? isOfEnough(text) || AGAINST_FLEET.test(text)
      : what === "drivers" && isOfEnoughDrivers(text);
  const keysOf = (kind: "street" | "route") => linksOf(asked, kind).map(({ name }) => name.key);
  const isOfPlaces = what === "overflow";
  const isOfRoutes = what === "late-routes" || what === "route-ends";
  const said = new Set<number>();
  for (const [i, token] of tokens.entries()) {
    const isDated = !isUndated || until !== null;
    const from = until !== null && until.at >= 0 ? until.at : (coming?.start ?? 0);
    const isWhen = isDated && coming !== null && token.start < coming.end && from < token.end;
    if (what === "route-ends" && ENDS_SAID.test(token.text)) said.add(i);
    if (isWhen || SAID.test(token.text) || (isBefore && /^(?:before|being)$/i.test(token.text))) said.add(i);
  }
  for (const words of [
    ...(what === "overflow"
      ? [FULLEST, ...(isSoonest ? [SOONEST] : []), ...(level ? [FILL_LEVEL] : [])]
      : []),
    ...(what === "late-routes" ? [MOST_LIKELY] : []),
    ...(what === "overflow" || what === "late-routes" ? [] : [RANGE_SAID]),
    ...(isAgainstFleet
      ? what === "drivers"
        ? [ENOUGH, AGAINST_DRIVERS, OF_DRIVERS]
        : [ENOUGH, AGAINST_FLEET, OF_TRUCKS]
      : []),
    ...(wanted === undefined ? [] : [WANTED]),
    ...(isFromNoon ? [ALL_AFTERNOON] : []),
  ])
    for (const at of tokensSaying(asked, words)) said.add(at);
  const ids = (kind: "depot" | "facility" | "customer") =>
    linksOf(asked, kind).flatMap(({ name }) => (typeof name.id === "number" ? [name.id] : []));
  return {
    plan: {
      kind: "forecast",
      what,
      from: window.firstDay,
      to: window.lastDay,
      streams: namedStreams(asked),
      depotIds: [...asked.depotIds, ...ids("depot")],
      // Trucks are told by depot; a zone that is named is then left to be said as not understood.
      zones:
        what === "trucks" || what === "drivers" || what === "queue-overtime"
          ? []
          : linksOf(asked, "zone").map(({ name }) => name.key),
      facilityIds: what === "queue-overtime" ? ids("facility") : [],
      queueS: what === "queue-overtime" ? Math.round(quantityOf(asked, "s")?.value ?? 0) : null,
      ...(isFromNoon ? { isFromNoon } : {}),
      ...(split ? { by: split[1] } : {}),
      ...(isAgainstFleet ? { isAgainstFleet } : {}),
      ...(until ? { before: until.before } : {}),
      ...(levelPct === undefined ? {} : { levelPct }),
      ...(isOfPlaces && has(asked, "frontLoader") ? { containerKind: "front-load" } : {}),
      ...(isOfPlaces && keysOf("street").length > 0 ? { streets: keysOf("street") } : {}),
      ...(isOfPlaces && ids("customer").length > 0 ? { customerIds: ids("customer") } : {}),
      ...(isSoonest ? { isSoonestFirst: true } : {}),
      ...(isOfRoutes && keysOf("route").length > 0 ? { routes: keysOf("route") } : {}),
      ...(wanted === undefined ? {} : { limit: wanted }),
      ...(ofDays ? { isOfDays: true } : {}),
    },
    window: isUndated ? null : window,
    uses: [
      ...CONCEPTS,
      ...(split ? ([split[0], ...(split[1] === "stream" ? [] : [split[1]])] as const) : []),
      ...(linksOf(asked, "zone").length > 0 ? (["zone"] as const) : []),
      ...(isOfPlaces ? (["frontLoader", "customer", "full", "whenWill"] as const) : []),
      ...(what === "route-ends" ? (["finish", "finished", "worst", "best", "byHowMuch"] as const) : []),
      ...(what === "drivers" ? (["driver"] as const) : []),
      ...(isAgainstFleet ? (["depot", "perDepot"] as const) : []),
      ...(isSoonest ? (["handleFirst"] as const) : []),
    ],
    said,
    ...(what === "overflow" ? { lacks: new Set(tokensSaying(asked, AFTER_NEXT)) } : {}),
    ...(what === "tonnage" || what === "lifts" || what === "set-out"
      ? { lacks: new Set(tokensSaying(asked, /\bdid\b/i)) }
      : {}),
  };
};

/** Rules about days to come. */
export const FORECAST_RULES: readonly Rule[] = [forecast];

/** Whether a question is about days to come: then no rule about those that were may answer it. */
export const isForeseen = (asked: Asked): boolean => forecast(asked) !== undefined;

const FARTHEST: Partial<Record<What, number>> = {
  trucks: 14,
  drivers: 14,
  tonnage: 90,
  lifts: 90,
  "set-out": 90,
};

/** Why days so far ahead, or so many, are not foretold; undefined where they are. */
export const tooFar = (asked: Asked): string | undefined => {
  const plan = forecast(asked)?.plan;
  if (plan?.kind !== "forecast") return undefined;
  if ((plan.what === "late-routes" || plan.what === "route-ends") && plan.from !== plan.to)
    return "Routes that will be late, and when they end, are foretold for one day, such as tomorrow: name one.";
  const most = FARTHEST[plan.what];
  return most !== undefined && plan.to > addDays(asked.today.firstDay, most - 1)
    ? `${FORESEEN_WORDS[plan.what]} are foretold for the next ${most} days, and ${dayWords(plan.to)} is later.`
    : undefined;
};
