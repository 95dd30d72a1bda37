import { changeOrder } from "#server/ask/core/change-order.ts";
import { EXCEPTION_CONCEPTS, STREAM_CONCEPTS } from "#server/ask/core/kinds.ts";
import {
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
  USED_BY_ANY,
  windowOfSplit,
} from "#server/ask/core/kpi-parts.ts";
import type { Concept } from "#server/ask/core/lexicon.ts";
import {
  type Asked,
  asksTimes,
  has,
  heardAt,
  isAboutRepeats,
  linksOf,
  type Rule,
  type RuleReading,
  tokensSaying,
  whichOf,
} from "#server/ask/core/question.ts";
import { isIdleRanked, rateOf } from "#server/ask/core/rules-costs.ts";
import { adherence, SHARE_RULES } from "#server/ask/core/rules-shares.ts";
import { isIdleNow } from "#server/ask/core/rules-vehicle-standing.ts";
import { weeksStream } from "#server/ask/core/rules-weeks.ts";
import { LESS_IS_BETTER } from "#server/ask/core/same-order.ts";
import type { QueryPlan, TimeWindow } from "#server/ask/schema.ts";

type KpiPlan = Extract<QueryPlan, { kind: "kpi" }>;
type Name = KpiPlan["name"];

/** KPIs by the concepts that name them, longer and more telling ones first: "missed per 1,000 stops" must not be read as "stops". */
export const KPI_CONCEPTS = [
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

const SHARE = /\b(?:share|rate|percent\w*|ratio|proportion)\b|%/i;

// "The slowest routes" are those with the fewest stops an hour.
const pace = (asked: Asked): (typeof KPI_CONCEPTS)[number] | undefined =>
  has(asked, "slowest", "fastest") &&
  !has(asked, "stopsLeft", "exception", "finish", "late") &&
  (has(asked, "route", "driver", "vehicle") || linksOf(asked, "driver", "vehicle", "route").length > 1)
    ? KPI_CONCEPTS.find(([, name]) => name === "stops-per-hour")
    : undefined;

// Crews are compared by rates: of two of unlike size the larger misses more, however good it is.
const rateOfCrews = (asked: Asked, by: string | null): (typeof KPI_CONCEPTS)[number] | undefined =>
  by === "contractor"
    ? KPI_CONCEPTS.find(
        ([, name]) =>
          name === (has(asked, "missed") ? "missed-per-1000" : has(asked, "late") ? "on-time" : ""),
      )
    : undefined;

// "The cheapest depot per stop".
const priceOf = (asked: Asked): (typeof KPI_CONCEPTS)[number] | undefined =>
  has(asked, "sumCost", "money") ||
  /\b(?:cheap|expensive|dearest|costliest|pric(?:ey|ier|iest))/i.test(asked.hearing.text)
    ? KPI_CONCEPTS.find(
        ([, name]) =>
          name === (has(asked, "perStop") ? "cost-per-stop" : has(asked, "perTonne") ? "cost-per-tonne" : ""),
      )
    : undefined;

// "Cost per stop and per tonne", "on-time and completion by depot": the others named beside the first.
const namedBeside = (
  asked: Asked,
  [first]: (typeof KPI_CONCEPTS)[number],
): (typeof KPI_CONCEPTS)[number][] => {
  const at = asked.hearing.places.filter(({ concept }) => concept === first);
  const isApart = (concept: Concept) =>
    asked.hearing.places.some(
      (place) => place.concept === concept && !at.some((one) => place.from < one.to && one.from < place.to),
    );
  const isCost = first === "kpiCostPerStop" || first === "kpiCostPerTonne";
  return KPI_CONCEPTS.filter(
    ([concept]) =>
      concept !== first &&
      (isApart(concept) ||
        (isCost && concept === "kpiCostPerTonne" && has(asked, "perTonne")) ||
        (isCost && concept === "kpiCostPerStop" && has(asked, "perStop"))),
  );
};

// "Contamination per 1,000 stops" is no rate of missed ones.
const isOfOthers = (asked: Asked): boolean =>
  has(
    asked,
    "kpiContamination",
    "kpiOverflow",
    "contaminated",
    "overfull",
    "blocked",
    "noAccess",
    "notOut",
  ) &&
  asked.hearing.places
    .filter(({ concept }) => concept === "kpiMissed")
    .every(({ from, to }) => asked.hearing.tokens.slice(from, to).every((token) => token.stem !== "miss"));
// "Dearest first by the tonne": of two costs that is the one that orders.
const ORDERED_BY_TONNE =
  /\b(?:first|highest|lowest|most|least|expensive|cheapest|dearest|sorted|ordered|ranked)\b(?:\s+\w+){0,2}?\s+(?:by|per)\s+(?:the\s+)?(?:cost\s+(?:of|per)\s+(?:a\s+)?)?(?:tonne|ton)\b/i;

// Weeks of a stream are told together: which of them was the last one nobody knows here.
const ONE_WEEK_OF =
  /\b(?:last|latest|previous|next|coming|most\s+recent)\s+(?:recycling|organics?|glass|paper|refuse)\s+week\b/i;
// Parts of the running day are set against another day by what was due until now, where that is said.
const UNTIL_NOW =
  /\bso\s+far\b|\b(?:un)?till?\s+now\b|\bup\s+to\s+now\b|\b(?:at|by|until|till|to)?\s*(?:the\s+|this\s+)?same\s+(?:time|hour|point)\b|\bthis\s+(?:time|hour)\s+(?:yesterday|last|on)\b/i;
// What share of a day's stops is done is told of all that are planned, and completion of those that were due until now.
const OF_PLANNED =
  /(?:%|\b(?:share|percent(?:age)?|per\s?cent|proportion|fraction|part))\s+of\s+(?:the\s+|all\s+)*stops?\s+(?:done|completed)\b/i;

const BESIDE_REST =
  /\b(?:against|versus|vs\.?|compared?\s+(?:to|with|against)|next\s+to|beside|alongside|relative\s+to|than)\s+(?:the\s+|our\s+)?(?:rest\s+of\s+(?:the|our)\s+(?:fleet|company|city|zones|depots|drivers|trucks)|everywhere\s+else|(?:all\s+)?(?:the\s+)?other\s+(?:zones|depots|drivers|trucks|routes|crews))\b/i;
// What a part is set beside: all there is, told as one more figure; "the rest of the fleet" is another one.
const BESIDE_FLEET =
  /\b(?:against|versus|vs\.?|(?:as\s+)?compared?\s+(?:to|with|against)|next\s+to|beside|alongside|relative\s+to|than|and)\s+(?:(?:that|those)\s+(?:of|for)\s+|for\s+|in\s+|of\s+)?(?:the\s+|our\s+)?(?:(?:(?:whole|entire|overall|total)\s+)?(?:fleet|company|organi[sz]ation)(?:['’]s)?(?:\s+(?:average|mean|rate|figure|total|overall|as\s+a\s+whole))*|(?:overall|total)(?:\s+(?:average|rate|figure))?(?=\s*(?:[?.!,]|$|this\b|last\b|in\b|for\b|yesterday\b|today\b)))/i;

/** One KPI: a value, a split or a trend, possibly beside another window. */
const kpi: Rule = (asked): RuleReading | undefined => {
  if (isIdleNow(asked)) return undefined;
  const split = splitOf(asked);
  const named =
    KPI_CONCEPTS.find(
      ([concept]) => has(asked, concept) && !(concept === "kpiMissed" && isOfOthers(asked)),
    ) ??
    rateOfCrews(asked, split.by) ??
    priceOf(asked) ??
    pace(asked);
  if (!named) return undefined;
  const beside = namedBeside(asked, named);
  // "Per tonne and per stop" tells the same two.
  const isTurned =
    named[1] === "cost-per-tonne" &&
    !ORDERED_BY_TONNE.test(asked.hearing.text) &&
    beside.some(([, other]) => other === "cost-per-stop");
  const tonne = named[1] === "cost-per-stop" && beside.find(([, other]) => other === "cost-per-tonne");
  const [first = named, ...also] = isTurned
    ? [...beside, named]
    : tonne && ORDERED_BY_TONNE.test(asked.hearing.text)
      ? [tonne, named, ...beside.filter((one) => one !== tonne)]
      : [named, ...beside];
  const [concept, name] = first;
  // How far named routes of today are is told of each, with its stops.
  if (
    name === "completion" &&
    (asked.window === null || asked.window.firstDay === asked.today.firstDay) &&
    asked.compared === null &&
    !has(asked, "trend") &&
    [null, "route", "vehicle", "driver"].includes(split.by) &&
    linksOf(asked, "route", "vehicle", "driver").length > 0
  )
    return undefined;
  // CO2 of a tonne, a stop or a kilometre is a rate of sums.
  if (name === "co2" && rateOf(asked)) return undefined;
  // Minutes are summed; the share of them is the KPI. Who idles most is told by the minutes, unless a share is asked for.
  if (
    name === "idle" &&
    !has(asked, "trend") &&
    !(split.by === null && (SHARE.test(asked.hearing.text) || asked.quantities.length > 0)) &&
    ((split.by !== null && isIdleRanked(asked)) ||
      /\b(?:idl\w*\s+(?:(?:the|for)\s+)?(?:time|minutes?|hours?|longest)|(?:time|minutes|hours)\s+idling|how\s+long\b.*\bidl(?:e[ds]?|ing))\b/i.test(
        asked.hearing.text,
      ))
  )
    return undefined;
  // Contamination met twice at one address is a list of addresses, not a rate.
  if (
    (name === "contamination" || name === "overflow") &&
    (isAboutRepeats(asked) || asksTimes(asked) || has(asked, "reported"))
  )
    return undefined;
  // "Better or worse" than another day is no trend.
  const isTrend = has(asked, "trend") && split.by === null && !isOfOneDay(asked);
  const window =
    asked.window ??
    // The running day may lie in no such week, and a month has but two.
    (weeksStream(asked)
      ? asked.eightWeeks
      : split.by === null && !isTrend
        ? asked.today
        : windowOfSplit(asked, split.by));
  const isToday = window.firstDay === asked.today.firstDay && window.lastDay === asked.today.lastDay;
  const until = window.to < asked.now && !window.isWholeDays ? window.to : asked.now;
  // "Done by noon" counts what was due by then, of one day.
  const clock =
    window.firstDay === window.lastDay ? asked.clocks.find(({ side }) => side === "before") : undefined;
  const { ranking, uses } = rankingOf(asked, split.by, "%");
  const step = stepBeside(asked, split.by);
  const moved = isTrend || split.by === null ? undefined : changeOrder(asked, !LESS_IS_BETTER.has(name));
  const overMonths = !isTrend && !step && !moved && isOverMonths(asked, split.by);
  // "Who does better" sets the crews against each other, and no time against another.
  const isOfPart =
    split.by === null && (asked.links.links.length > 0 || whichOf(asked, STREAM_CONCEPTS).length > 0);
  const isBesideFleet = isOfPart && !isTrend && BESIDE_FLEET.test(asked.hearing.text);
  const compare =
    isBesideFleet && !asked.compared
      ? null
      : moved
        ? (compareOf(asked, window, split.by) ?? beforeOf(asked, window))
        : // Told month by month, which way it goes is in it.
          (isTrend || overMonths || step?.over === "month" || split.by === "contractor") && !asked.compared
          ? null
          : compareOf(asked, window, split.by);
  return {
    plan: {
      kind: "kpi",
      name,
      filter: filterOf(asked, window),
      by: isTrend ? trendStep(window) : split.by,
      ...(step ? { over: step.over } : overMonths ? { over: "month" } : {}),
      compare,
      ranking: { ...ranking, ...moved?.ranking },
      until:
        clock?.at ??
        (name === "completion" && isToday && OF_PLANNED.test(asked.hearing.text)
          ? window.to
          : isToday &&
              (split.by === null || (compare && UNTIL_NOW.test(asked.hearing.text))) &&
              isFromDawn(window, asked.today)
            ? until
            : null),
      ...(also.length > 0 ? { also: also.map(([, other]) => other) } : {}),
      ...(isBesideFleet ? { isBesideFleet } : {}),
    },
    window,
    isLeftOut: leavesKindsOut(asked),
    said: new Set([
      ...(step?.said ?? []),
      ...(moved?.said ?? []),
      ...(isBesideFleet ? tokensSaying(asked, BESIDE_FLEET) : []),
    ]),
    // Set against all others it is set against nothing that is told.
    ...(BESIDE_REST.test(asked.hearing.text) || ONE_WEEK_OF.test(asked.hearing.text)
      ? { lacks: new Set([...tokensSaying(asked, BESIDE_REST), ...tokensSaying(asked, ONE_WEEK_OF)]) }
      : {}),
    uses: [
      concept,
      ...(isBesideFleet ? (["better", "worse", "moreOrLess"] as const) : []),
      ...also.map(([other]) => other),
      ...(name === "cost-per-stop" || name === "cost-per-tonne"
        ? (["perTonne", "perStop", "sumCost", "money"] as const)
        : []),
      ...(split.by === "contractor" && name === "missed-per-1000" ? (["missed", "container"] as const) : []),
      // Households put their bins out, however many they are.
      ...(name === "set-out-rate" ? (["site", "howMany", "customer", "container"] as const) : []),
      ...(split.by === "contractor" ? (["moreOrLess", "most", "least", "better", "worse"] as const) : []),
      ...(split.by === "contractor" && name === "on-time" ? (["late"] as const) : []),
      ...split.uses,
      ...(step?.uses ?? []),
      ...uses,
      ...namedThings(asked),
      ...plainThings(asked, split.by),
      ...USED_BY_ANY,
      ...movesOf(compare, asked),
    ],
  };
};

const isOfOneDay = ({ compared, window, today }: Asked): boolean =>
  compared !== null &&
  compared.range.from === compared.range.to &&
  (window ?? today).firstDay === (window ?? today).lastDay;

// "This morning" starts with the day and can be cut; "the last hour" cannot be had from sums of routes.
const isFromDawn = (window: TimeWindow, today: TimeWindow): boolean => window.from === today.from;

const BARE: ReadonlySet<Concept> = new Set([
  ...(["compare", "better", "worse", "trend", "moreOrLess", "zone", "depot"] as const),
]);

/** The KPI that moved most against the window before. */
const movers: Rule = (asked) => {
  const isWorse = has(asked, "worse");
  const isBetter = has(asked, "better");
  // "October against September" names no measure, and so asks for all of them.
  const isOfTimes =
    asked.compared !== null &&
    asked.window !== null &&
    asked.hearing.places.every(({ concept }) => BARE.has(concept));
  if (
    !has(asked, "movedMost") &&
    !isOfTimes &&
    !(has(asked, "kpiAny") && (isWorse || isBetter || has(asked, "changed", "worst", "most")))
  )
    return undefined;
  // "since last month": what has run of this month against the same stretch of the last.
  const named = asked.window;
  const isSince = /\bsince\b/i.test(asked.hearing.text);
  const window = named && (!isSince || asked.compared) ? named : asked.month;
  const before = asked.compared?.range ?? asked.before(window);
  const filter = filterOf(asked, window);
  const only = isWorse === isBetter ? undefined : isWorse ? "worse" : "better";
  return {
    plan: { kind: "movers", filter, before: { ...filter, ...before }, ...(only ? { only } : {}) },
    window,
    uses: [
      "movedMost",
      "changed",
      "most",
      "worst",
      "better",
      "worse",
      "trend",
      ...(isOfTimes ? (["moreOrLess", "summary"] as const) : []),
      ...namedThings(asked),
      ...USED_BY_ANY,
    ],
  };
};

// "The Monday summary" is the one written on a Monday, of the week before; a "summary for Monday" tells of that day.
const REPORT =
  "(?:summary|summaries|briefing|brief|report(?:\\s+card)?|digest|wrap-?\\s?up|recap|one-?\\s?pager|page|crib\\s+sheet|round-?\\s?up|run-?\\s?down|overview|review|update|write-?up)";
const WRITTEN_ON = new RegExp(
  `\\b(?:mon|tues|wednes|thurs|fri|satur|sun)day(?:['’]?s)?\\s+(?:morning\\s+)?(?:management\\s+|executive\\s+)?${REPORT}\\b|\\bweekly\\s+(?:\\w+\\s+)?${REPORT}\\b|\\b${REPORT}\\s+of\\s+the\\s+week\\b|\\b(?:start|beginning)[-\\s]of[-\\s](?:the[-\\s])?week(?:['’]?s)?\\s+(?:\\w+\\s+)?${REPORT}\\b`,
  "i",
);

/** Whether a question asks for the summary that is written on a day of the week, of the week before. */
export const isWrittenSummary = ({ hearing: { text } }: Asked): boolean => WRITTEN_ON.test(text);

const THREE_THINGS = /^(?:three|3)$/;

// "How are we doing" asks how the day goes; a summary that is written tells of a week.
const HOW_GOES =
  /^(?!.*\b(?:summar\w*|sum\s+up|briefing|digest|report|recap|wrap-?\s?up|week\w*|review|month\w*)\b).*\b(?:how|everything|all)\b/i;

/** A day or longer in words; where none is named, today as it goes, and else the last seven days. */
const summary: Rule = (asked) => {
  if (!has(asked, "summary")) return undefined;
  const isWritten = isWrittenSummary(asked);
  const usual = HOW_GOES.test(asked.hearing.text) ? asked.today : asked.week;
  const window = isWritten ? asked.lastWeek : (asked.window ?? usual);
  const filter = { ...filterOf(asked, window), weekdays: undefined };
  return {
    plan: { kind: "summary", filter, before: { ...filter, ...asked.before(window) } },
    window,
    uses: ["summary", "summaryTopic", "sumCost", "money", "exception", ...namedThings(asked), ...USED_BY_ANY],
    said: new Set([
      ...(isWritten
        ? [...asked.timed.when, ...asked.timed.weekdays, ...tokensSaying(asked, WRITTEN_ON)]
        : []),
      // "Three things to look at" are always there.
      ...asked.hearing.tokens.flatMap(({ stem }, at) =>
        THREE_THINGS.test(stem) && has(asked, "summaryTopic") ? [at] : [],
      ),
    ]),
  };
};

const IS_MEANT =
  /\bwhat(?:'s| is| does| do)?\b.*\b(?:mean|means|meant|stand for|counts? as)\b|\bhow (?:do|would) (?:you|we) (?:figure|reckon|calculate|compute|work out|count|measure|define)\b(?!.*\b(?:many|much|long)\b)|\bhow (?:is|are|do (?:you|we)) .*\b(?:measured?|count(?:ed)?|figured? out|come up with|arrived at|derived?)\b/i;

// "What exactly counts as a missed pickup" asks for what is measured of them.
const COUNTS_AS = /\bwhat\b(?:\s+\w+){0,2}\s+(?:counts?|is\s+counted|qualif(?:y|ies))\s+(?:as|for)\b/i;
const RECORDED_AS =
  /\bwhen\s+(?:do|does|would|will)\s+(?:we|you|it|the\s+system|the\s+crews?)\s+(?:record|count|class|log|treat|mark|call)\b.*\bmissed\b/i;
const IS_KIND =
  /\b(?:what\b(?:\s+\w+){0,3}?\s+(?:counts?|counted|qualif(?:y|ies)|class(?:es|ed)|recorded|logged|treated)\s+(?:\w+\s+)?(?:as|for)|(?:do|does)\s+(?:you|we|it|the\s+system)\s+(?:count|class|record|log|treat|define|mean)|definition\s+of|(?:is|are)\s+(?:an?\s+)?.*\bdefined|mean(?:s|t)?)\b/i;
const RATE = /\b(?:rates?|share|percentage|per\s+(?:1,?000|thousand)|kpi|figures?)\b/i;
const MEASURED = [
  ["missed", "missed-per-1000"],
  ["contaminated", "contamination"],
  ["overfull", "overflow"],
  ["late", "on-time"],
] as const satisfies readonly (readonly [Concept, Name])[];

// "Is it a miss if the bin was not out" asks how two kinds are told from each other.
const IS_IT_ONE =
  /\b(?:is|would|does|do)\s+(?:it|that|this|those|they)\s+(?:still\s+|also\s+|be\s+|then\s+)*(?:an?\b|counted\s+(?:as|for)\b|count\s+(?:as|for)\b)(?:\s+\S+){1,4}?\s+(?:if|when|where)\b/i;

/** How a KPI is defined. */
const definition: Rule = (asked) => {
  const { text } = asked.hearing;
  const kinds = whichOf(asked, Object.keys(EXCEPTION_CONCEPTS) as (keyof typeof EXCEPTION_CONCEPTS)[]).sort(
    (a, b) => (heardAt(asked, a)?.from ?? 0) - (heardAt(asked, b)?.from ?? 0),
  );
  const isItOne = IS_IT_ONE.test(text) && kinds.length > 1;
  if (
    !(
      has(asked, "definition") ||
      isItOne ||
      [COUNTS_AS, IS_MEANT, RECORDED_AS].some((said) => said.test(text))
    )
  )
    return undefined;
  const kpi = KPI_CONCEPTS.find(([concept]) => has(asked, concept));
  const [kind, ...beside] = kinds;
  // "What counts as a missed pickup" asks what is recorded as one, beside what is measured of them.
  if (
    kind &&
    (kinds.length === 1 || isItOne) &&
    !RATE.test(text) &&
    (IS_KIND.test(text) || isItOne || !kpi)
  ) {
    const of = MEASURED.find(([concept]) => concept === kind)?.[1];
    return {
      plan: {
        kind: "definition",
        exception: EXCEPTION_CONCEPTS[kind],
        ...(isItOne ? { beside: beside.map((other) => EXCEPTION_CONCEPTS[other]) } : {}),
        ...(of ? { name: of } : {}),
      },
      window: null,
      said: new Set([
        ...tokensSaying(asked, IS_KIND),
        ...tokensSaying(asked, RECORDED_AS),
        ...(isItOne ? tokensSaying(asked, IS_IT_ONE) : []),
      ]),
      uses: [
        ...(isItOne ? (["driver", "customer", "site", "vehicle", "stop", "skipped"] as const) : []),
        "definition",
        ...kinds,
        "exception",
        "container",
        ...(kpi ? [kpi[0]] : []),
        ...USED_BY_ANY,
      ],
    };
  }
  const named = kpi ?? (COUNTS_AS.test(text) ? MEASURED.find(([concept]) => has(asked, concept)) : undefined);
  if (!named) return undefined;
  return {
    plan: { kind: "definition", name: named[1] },
    window: null,
    said: new Set(tokensSaying(asked, COUNTS_AS)),
    uses: ["definition", named[0], ...USED_BY_ANY],
  };
};

/** Rules of section 6 of the questions: KPIs and trends. */
export const KPI_RULES: readonly Rule[] = [definition, ...SHARE_RULES, movers, summary, adherence, kpi];
