import { changeOrder } from "#server/ask/core/change-order.ts";
import {
  ANY_THING,
  beforeOf,
  compareOf,
  filterOf,
  isOverMonths,
  leavesKindsOut,
  movesOf,
  namedThings,
  plainThings,
  rankingOf,
  splitOf,
  stepBeside,
  trendStep,
  windowOfSplit,
} from "#server/ask/core/kpi-parts.ts";
import type { Concept } from "#server/ask/core/lexicon.ts";
import { asksOneRow } from "#server/ask/core/one-row.ts";
import {
  type Asked,
  has,
  linksOf,
  type Rule,
  tokensSaying,
  wantedRows,
  whichOf,
} from "#server/ask/core/question.ts";
import { joinedAt, minuteOf, STREETS } from "#server/ask/core/records-parts.ts";
import {
  barePrice,
  isHeardOutside,
  isIdleCost,
  isIdleFuel,
  isIdleRanked,
  rateOf,
  spokenPrice,
} from "#server/ask/core/rules-costs.ts";
import { isOfDuty, isOfDutyToCome } from "#server/ask/core/rules-shifts.ts";
import { SAME_TIME } from "#server/ask/core/rules-stops-so-far.ts";
import { namedStreams, weeksStream } from "#server/ask/core/rules-weeks.ts";
import { isMoreOfSumBetter } from "#server/ask/core/same-order.ts";
import { tokensWithin } from "#server/ask/core/tokens.ts";
import type { MeasureName, QueryPlan } from "#server/ask/schema.ts";

// What can be summed over routes, with the unit its bounds are said in.
const NAMES = [
  ["kpiCo2", "co2", null],
  ["overtime", "overtime", "s"],
  ["sumHours", "hours", "s"],
  ["sumLifts", "lifts", null],
  ["sumDistance", "distance", "m"],
  ["sumFuelCost", "fuel-cost", null],
  ["sumFuel", "fuel", null],
  ["sumTips", "tips", null],
  ["sumWeight", "weight", "kg"],
  ["kpiIdle", "idle-time", "s"],
  ["sumStops", "stops", null],
  ["sumCost", "cost", null],
] as const satisfies readonly (readonly [Concept, MeasureName, "s" | "m" | "kg" | null])[];
const IDLE_COST = ["kpiIdle", "idle-cost", null] as const;
const IDLE_FUEL = ["kpiIdle", "idle-fuel", null] as const;

const isOfKpi = (asked: Asked): boolean =>
  asked.hearing.places.some(
    ({ concept }) => concept.startsWith("kpi") && concept !== "kpiIdle" && concept !== "kpiCo2",
  );

/** The sum a question names; a stream asked "how much" of is weighed: "how much glass did we collect last week". */
export const namedMeasure = (
  asked: Asked,
  rate: Concept | undefined,
): (typeof NAMES)[number] | typeof IDLE_COST | typeof IDLE_FUEL | undefined => {
  if (isIdleCost(asked)) return IDLE_COST;
  if (isIdleFuel(asked)) return IDLE_FUEL;
  // CO2 alone is the KPI; of a tonne, a stop or a kilometre it is a rate of sums.
  const said = NAMES.find(
    ([concept]) => (concept !== "kpiCo2" || rate !== undefined) && isHeardOutside(asked, concept, rate),
  );
  // A share is the KPI; hours and minutes are asked for as such.
  if (
    said?.[1] === "idle-time" &&
    !/\b(?:hours?|minutes?|long|longest|time|much)\b/i.test(asked.hearing.text) &&
    !isIdleRanked(asked)
  )
    return undefined;
  // Hours worked are told by the clock of shifts.
  if (
    (said === undefined || said[1] === "hours") &&
    rate === undefined &&
    (isOfDuty(asked) || isOfDutyToCome(asked))
  )
    return undefined;
  // Those done out of order are counted as stops of a list.
  if (said?.[1] === "stops" && (has(asked, "outOfSequence") || asksOneRow(asked, "stop|pickup|collection")))
    return undefined;
  if (said) return said;
  // "How many hours did Maria drive": what stands between is a name.
  if (
    /\b(?:how many hours|how long)\b.*\b(?:work|drive|put in|do|spend)\b/i.test(asked.hearing.text) &&
    linksOf(asked, "driver", "vehicle", "route").length > 0 &&
    !has(asked, "stop", "wait")
  )
    return NAMES.find(([, name]) => name === "hours");
  // "Stops per route" are those done.
  const done = NAMES.find(([, name]) => name === "stops");
  if (
    has(asked, "stop") &&
    !has(asked, "open", "pending", "missed", "skipped", "stopsLeft", "outOfSequence") &&
    splitOf(asked).uses.length > 0
  )
    return done;
  const isWeighed = /\bhow much\b/i.test(asked.hearing.text) && namedStreams(asked).length > 0;
  return isWeighed ? NAMES.find(([, name]) => name === "weight") : undefined;
};

// "Stops and tonnes", "lifts, tips and kilometres": what is joined to the sum by an "and" is told beside it.
const JOINS = /^(?:and|plus|also)$/;
const joinedTo = (asked: Asked, [first]: readonly [Concept, MeasureName, unknown]) => {
  // "Litres and cost" of fuel are told together, whatever stands first.
  if (first === "sumFuelCost" && LITRES_TOO.test(asked.hearing.text))
    return NAMES.filter(([concept]) => concept === "sumFuel");
  const { places, tokens } = asked.hearing;
  const heard = NAMES.flatMap((entry) =>
    places
      .filter(({ concept }) => concept === entry[0] || (concept === "stop" && entry[0] === "sumStops"))
      .map((place) => ({ entry, place })),
  ).sort((a, b) => a.place.from - b.place.from);
  const found: (typeof NAMES)[number][] = [];
  for (const [i, { entry, place }] of heard.entries()) {
    const next = heard[i + 1];
    if (!next || next.entry === entry || next.place.from < place.to) continue;
    const between = tokens.slice(place.to, next.place.from);
    const isJoined =
      between.length <= 1 &&
      between.every(({ stem }) => JOINS.test(stem)) &&
      /,|\b(?:and|plus)\b|[+&/]/.test(
        asked.hearing.text.slice(tokens[place.to - 1]?.end ?? 0, tokens[next.place.from]?.start ?? 0),
      );
    if (isJoined) for (const one of [entry, next.entry]) if (!found.includes(one)) found.push(one);
  }
  const others = found.filter(([concept]) => concept !== first);
  return found.length > others.length && MANY.has(first)
    ? others.filter(([concept]) => MANY.has(concept))
    : [];
};
const LITRES_TOO = /\bfuel\s+and\s+(?:the\s+)?fuel\s+cost\b/i;
const MANY: ReadonlySet<Concept> = new Set([
  ...(["overtime", "sumLifts", "sumDistance", "sumFuel", "sumTips", "sumWeight", "sumStops"] as const),
  "kpiIdle",
]);

const SHOWN_ALONE: ReadonlySet<MeasureName> = new Set([
  ...(["overtime", "fuel", "fuel-cost", "distance", "cost"] as const),
]);
const SHOWS =
  /^(?:show|me|us|give|get|the|our|please|just|let|see|display|i|want|need|all|total|up|bring|pull|todays?|figure|number|data|some)$/;
// "Show me fuel" names nothing but what is measured.
const isAlone = ({ hearing: { tokens, places } }: Asked, concept: Concept): boolean =>
  tokens.length <= 5 &&
  tokens.every(
    ({ stem }, at) =>
      SHOWS.test(stem) || places.some((one) => one.concept === concept && one.from <= at && at < one.to),
  );

// A price that fuel is to be reckoned at, and none that is told beside it.
const SUPPOSED_PRICE = /\b(?:at|if|with|assuming)\s+(?:a\s+price\s+of\s+)?[£€$]?\d/i;

/** Tonnes, hours, overtime, lifts, distance, fuel, cost: a sum over routes, split, ranked or compared. */
const measure: Rule = (asked) => {
  const rate = rateOf(asked);
  const named = namedMeasure(asked, rate?.concept);
  if (has(asked, "kpiCo2") && named?.[1] !== "co2") return undefined;
  if (!named || isOfKpi(asked) || weeksStream(asked) || has(asked, "room", "nearest", "exception", "onBoard"))
    return undefined;
  const [concept, name, unit] = named;
  const split = splitOf(asked);
  const isTrend = has(asked, "trend") && split.by === null;
  // Overtime that is still to come is the routes' question.
  // "Idle for more than 15 minutes" with no window asks who stands now.
  if (name === "idle-time" && asked.window === null && asked.quantities.some((q) => q.unit === "s"))
    return undefined;
  if (
    name === "overtime" &&
    /\b(?:will|going\s+(?:in|to|over|past|on|beyond)|before overtime|about to|why)\b/i.test(
      asked.hearing.text,
    )
  )
    return undefined;
  // What is best per stop is no number of stops.
  if (name === "stops" && rate?.per.name === "stops") return undefined;
  const isWanted =
    split.by !== null ||
    rate !== undefined ||
    name === "hours" ||
    has(asked, "howMany") ||
    asked.window !== null ||
    asked.compared !== null ||
    isTrend ||
    // "Show overtime" asks for today's.
    ((name === "overtime" || name === "fuel") && asked.hearing.tokens.length <= 3) ||
    (SHOWN_ALONE.has(name) && isAlone(asked, concept));
  if (!isWanted && name !== "weight" && concept !== "kpiIdle") return undefined;
  const isOfDay = split.by === null && !isTrend && name !== "idle-cost" && name !== "idle-fuel";
  const window = asked.window ?? (isOfDay ? asked.today : windowOfSplit(asked, split.by));
  // CO2 of a stop or a kilometre is bounded in kilograms.
  const { ranking, uses } = rankingOf(asked, split.by, name === "co2" && rate ? "kg" : unit);
  const beside = stepBeside(asked, split.by);
  const moved =
    isTrend || split.by === null
      ? undefined
      : changeOrder(asked, isMoreOfSumBetter({ name, ...(rate ? { per: rate.per } : {}) }));
  const overMonths = !isTrend && !beside && !moved && isOverMonths(asked, split.by);
  const compare =
    (isTrend || overMonths) && !asked.compared
      ? null
      : (compareOf(asked, window, split.by) ?? (moved ? beforeOf(asked, window) : null));
  const also = rate ? [] : joinedTo(asked, named);
  const price =
    name === "idle-cost"
      ? (spokenPrice(asked.hearing.text) ?? barePrice(asked.hearing.text))
      : name === "fuel-cost" && rate === undefined && SUPPOSED_PRICE.test(asked.hearing.text)
        ? spokenPrice(asked.hearing.text)
        : undefined;
  return {
    plan: {
      kind: "measure",
      name,
      filter: filterOf(asked, window),
      by: isTrend ? trendStep(window) : split.by,
      ...(beside ? { over: beside.over } : overMonths ? { over: "month" as const } : {}),
      compare,
      ranking: { ...ranking, ...moved?.ranking },
      ...(also.length > 0 ? { also: also.map(([, other]) => other) } : {}),
      ...(rate ? { per: rate.per } : {}),
      ...(price ? { price } : {}),
    },
    window,
    isLeftOut: leavesKindsOut(asked),
    // A sum knows no hours: the running day up to now would be set against a whole one.
    ...(compare && window.lastDay === asked.today.lastDay && SAME_TIME.test(asked.hearing.text)
      ? { lacks: new Set(tokensSaying(asked, SAME_TIME)) }
      : {}),
    said: new Set([...(beside?.said ?? []), ...(moved?.said ?? [])]),
    uses: [
      concept,
      ...(rate ? [rate.concept] : []),
      ...also.flatMap(([other]) => (other === "sumStops" ? ([other, "stop"] as const) : [other])),
      ...(name === "idle-cost"
        ? (["sumCost", "sumFuel", "sumFuelCost", "perLitre", "money", "worst"] as const)
        : []),
      ...(name === "idle-fuel" ? (["sumFuel", "money", "most"] as const) : []),
      ...(name === "cost" || name === "fuel-cost" ? (["money"] as const) : []),
      ...(name === "fuel-cost" ? (["sumCost", "sumFuel"] as const) : []),
      ...(name === "fuel-cost" && price ? (["perLitre"] as const) : []),
      ...(name === "hours" ? (["moving", "drives", "howMany"] as const) : []),
      ...split.uses,
      ...(beside?.uses ?? []),
      ...uses,
      ...movesOf(compare, asked),
      ...namedThings(asked),
      ...plainThings(asked, split.by),
      "trend",
      "compare",
      ...(name === "overtime" ? (["sumHours", "sumCost"] as const).filter((c) => c === "sumHours") : []),
      ...(name === "weight"
        ? ([
            "finished",
            "sumStops",
            "container",
            ...(/\bpick(?:ed)?[\s-]?up\b/i.test(asked.hearing.text) ? (["stop"] as const) : []),
          ] as const)
        : []),
      ...(name === "lifts" ? (["container", "finished", "stop", "sumWeight"] as const) : []),
      ...(name === "stops" ? (["stop", "finished"] as const) : []),
      ...(name === "distance" ? (["moving", "drives"] as const) : []),
      "didServe",
      ...ANY_THING,
    ],
  };
};

const AT_PRESENT =
  /\b(?:(?:right\s+)?now|current(?:ly)?|at\s+the\s+(?:moment|minute)|at\s+present)\b(?!.*\b(?:compared|than|versus|against)\b)/i;
const WAIT_SPLITS = [
  ["perHour", "hour"],
  // A wait is told by no hour of route: "per hour" is of the day.
  ["perRouteHour", "hour"],
  ["perWeek", "week"],
  ["perMonth", "month"],
  ["perWeekday", "weekday"],
  ["perDay", "day"],
  ["perVehicle", "vehicle"],
  ["perStream", "stream"],
  ["perFacility", "facility"],
  ["perSite", "facility"],
] as const satisfies readonly (readonly [Concept, Extract<QueryPlan, { kind: "waits" }>["by"]])[];

// Between which minutes of the day it was, where times of day bound it.
const minutesOfDay = (asked: Asked): { minutes?: { from: number; to: number }; said: readonly number[] } => {
  const [from, to] = (["after", "before"] as const).map((side) => {
    const clock = asked.clocks.find((one) => one.side === side);
    return clock && minuteOf(clock.words);
  });
  if (from === undefined && to === undefined) return { said: [] };
  return {
    minutes: { from: from ?? 0, to: to ?? 1440 },
    said: asked.clocks.flatMap((clock) => tokensWithin(asked.hearing.tokens, clock)),
  };
};

// What was tipped is weighed at a facility, unless it is shared out by what tickets do not tell.
const isTipped = (asked: Asked): boolean =>
  /\btonn?es?\s+(?:of\s+\S+\s+)?(?:were\s+|was\s+|got\s+)?tipped\b/i.test(asked.hearing.text) &&
  !has(asked, "perDriver", "perRoute", "perZone", "perDepot", "perBody", "perContractor", "perCustomer");

/** How long trucks wait at the tip, from arriving to leaving, or the tonnes they tip there: both by their weigh tickets. */
const waits: Rule = (asked) => {
  // Who waits "per site" waits at a disposal site.
  const isAtSites = has(asked, "perSite") && linksOf(asked, "address", "site").length === 0;
  const facilities = linksOf(asked, "facility");
  const isOfWeight = !has(asked, "wait");
  // A weight is a facility's where it is split by facilities or said of one.
  if (
    isOfWeight
      ? !has(asked, "sumWeight") ||
        isOfKpi(asked) ||
        has(asked, "forecast", "ticket", "room", "onBoard", "full", "sumCost", "perTonne") ||
        (rateOf(asked) !== undefined && !has(asked, "perHour")) ||
        linksOf(asked, "driver", "route", "zone", "depot").length > 0 ||
        !(has(asked, "perFacility") || facilities.length > 0 || isTipped(asked))
      : false
  )
    return undefined;
  if (has(asked, "exception", "container", "stop") || (has(asked, "site") && !isAtSites)) return undefined;
  if (
    facilities.length === 0 &&
    !isAtSites &&
    !has(asked, "facility", "perFacility", "vehicle", "perVehicle", "sumTips")
  )
    return undefined;
  // How it stands at this moment is told by who waits there.
  if (!isOfWeight && asked.window === null && AT_PRESENT.test(asked.hearing.text)) return undefined;
  const window = asked.window ?? asked.month;
  const said = WAIT_SPLITS.find(([per]) => has(asked, per));
  const joined = joinedAt(asked).filter(({ at }) => !asked.timed.when.has(at));
  const step = joined.find(({ split }) => /^(?:hour|day|week|month|weekday)$/.test(split));
  const spoken = said?.[1] === "facility" ? (step?.split as (typeof said)[1] | undefined) : undefined;
  const by = spoken ?? said?.[1] ?? (has(asked, "trend") ? trendStep(window) : "facility");
  // Two that are named are set side by side.
  const isPerFacility = by !== "facility" && (has(asked, "perFacility", "perSite") || facilities.length > 1);
  const { ranking, uses } = rankingOf(asked, by, isOfWeight ? "kg" : "s");
  const { minutes, said: timed } = minutesOfDay(asked);
  // Before noon against after noon are two figures, and no stretch between.
  if (minutes && minutes.from >= minutes.to) return undefined;
  return {
    plan: {
      kind: "waits",
      ...(isOfWeight ? { of: "weight" as const } : {}),
      from: window.firstDay,
      to: window.lastDay,
      by,
      ...(isPerFacility ? { isPerFacility } : {}),
      facilityIds: facilities.map((link) => link.name.id ?? -1),
      vehicleIds: linksOf(asked, "vehicle").map((link) => link.name.id ?? -1),
      streams: namedStreams(asked),
      ...(asked.weekdays.length > 0 ? { weekdays: [...asked.weekdays] } : {}),
      ...(minutes ? { minutes } : {}),
      ranking,
    },
    window,
    said: new Set([
      ...timed,
      ...(spoken && step ? [step.at] : []),
      ...(asked.weekdays.length > 0 ? asked.timed.weekdays : []),
    ]),
    uses: [
      ...(isOfWeight ? (["sumWeight", "finished", "didServe", "drives"] as const) : (["wait"] as const)),
      "facility",
      "vehicle",
      "driver",
      "howMany",
      "trend",
      "atTip",
      "sumTips",
      ...(said ? [said[0]] : []),
      ...(isPerFacility ? (["perFacility"] as const) : []),
      ...(facilities.length > 1 ? (["compare"] as const) : []),
      ...(namedStreams(asked).length > 0 ? (["onBoard"] as const) : []),
      ...(isAtSites ? (["site", "perSite"] as const) : []),
      ...uses,
      ...namedStreams(asked),
    ],
  };
};

const CALL_SPLITS = [
  ["perWeek", "week"],
  ["perMonth", "month"],
  ["perDay", "day"],
  ["perZone", "zone"],
  ["perDepot", "depot"],
  ["perCustomer", "customer"],
  ["perCause", "reason"],
  ["cause", "reason"],
] as const satisfies readonly (readonly [Concept, Extract<QueryPlan, { kind: "calls" }>["by"]])[];

// "Elm Avenue against Mill Lane", "which accounts", "more than two complaints": what calls are counted by without saying so.
const callSplit = (asked: Asked): Extract<QueryPlan, { kind: "calls" }>["by"] | undefined => {
  const named = (kind: "street" | "zone" | "depot") =>
    new Set(linksOf(asked, kind).map(({ name }) => name.key)).size;
  const paired = has(asked, "compare")
    ? (["street", "zone", "depot"] as const).find((kind) => named(kind) > 1)
    : undefined;
  if (paired) return paired;
  const isRanked =
    has(asked, "most", "least") || asked.quantities.some(({ unit, op }) => unit === null && op !== null);
  const isWhich = /\b(?:which|what|list|show|who)\b/i.test(asked.hearing.text);
  return has(asked, "customer") && linksOf(asked, "customer").length === 0 && isRanked && isWhich
    ? "customer"
    : undefined;
};

/** How many calls residents made, and about what. */
const calls: Rule = (asked) => {
  const isCounted =
    has(asked, "howMany", "trend", "most") ||
    CALL_SPLITS.some(([per]) => has(asked, per)) ||
    asked.window !== null ||
    callSplit(asked) !== undefined ||
    STREETS.test(asked.hearing.text) ||
    // "Show complaints" asks for today's.
    asked.hearing.tokens.length <= 2;
  if (!has(asked, "residentCall") || !isCounted || has(asked, "exception", "notOut", "stop", "driver"))
    return undefined;
  const isOverTime = has(asked, "trend", "perWeek", "perMonth", "perDay");
  const window = asked.window ?? (isOverTime ? asked.eightWeeks : asked.today);
  const said = CALL_SPLITS.find(([per]) => has(asked, per));
  const isByStreet = said === undefined && STREETS.test(asked.hearing.text);
  const by =
    said?.[1] ??
    callSplit(asked) ??
    (isByStreet ? "street" : undefined) ??
    (has(asked, "trend")
      ? trendStep(window)
      : has(asked, "zone") && linksOf(asked, "zone").length === 0
        ? "zone"
        : "reason");
  const reasons = [
    ...(has(asked, "missed") ? ["missed-pickup"] : []),
    ...(/\bcomplain/i.test(asked.hearing.text) ? ["complaint"] : []),
    ...(has(asked, "bulky") ? ["bulky-request"] : []),
  ];
  const { ranking, uses } = rankingOf(asked, by, null);
  const streets = linksOf(asked, "street").map((link) => link.name.key);
  const customerIds = linksOf(asked, "customer").flatMap(({ name }) => (name.id === null ? [] : [name.id]));
  return {
    plan: {
      kind: "calls",
      from: window.firstDay,
      to: window.lastDay,
      by,
      zones: linksOf(asked, "zone").map((link) => link.name.key),
      ...(streets.length > 0 ? { streets } : {}),
      ...(customerIds.length > 0 ? { customerIds } : {}),
      reasons: [...new Set(reasons)],
      ranking: { ...ranking, limit: wantedRows(asked) ?? null },
    },
    window,
    ...(isByStreet ? { said: new Set(tokensSaying(asked, STREETS)) } : {}),
    uses: [
      "residentCall",
      "calledAfter",
      "howMany",
      "trend",
      "zone",
      "customer",
      // "Have filed more than two complaints".
      "reported",
      ...(callSplit(asked) ? (["compare"] as const) : []),
      ...(said ? [said[0]] : []),
      ...whichOf(asked, ["missed", "bulky"]),
      ...uses,
    ],
  };
};

/** Rules for sums: what was weighed, worked, driven, lifted and spent, waits at facilities, calls of residents. */
export const SUM_RULES: readonly Rule[] = [waits, measure, calls];
