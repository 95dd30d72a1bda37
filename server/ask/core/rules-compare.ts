import { EXCEPTION_CONCEPTS } from "#server/ask/core/kinds.ts";
import { ANY_THING, filterOf, namedThings } from "#server/ask/core/kpi-parts.ts";
import type { Concept } from "#server/ask/core/lexicon.ts";
import { dayFilter, namedFilters } from "#server/ask/core/list-filters.ts";
import {
  has,
  isAboutRepeats,
  linksOf,
  plainNumber,
  type Rule,
  timesBound,
  tokensSaying,
  wantedRows,
  whichOf,
} from "#server/ask/core/question.ts";
import type { QueryPlan } from "#server/ask/schema.ts";

type Balance = Extract<QueryPlan, { kind: "balance" }>;

// What a KPI counts is a kind of exception, where customers are ranked by how often it came back.
const COUNTED_KINDS = [
  ["kpiContamination", "contaminated"],
  ["kpiMissed", "missed"],
  ["kpiOverflow", "overfull"],
] as const satisfies readonly (readonly [Concept, keyof typeof EXCEPTION_CONCEPTS])[];
const KINDS = Object.keys(EXCEPTION_CONCEPTS) as (keyof typeof EXCEPTION_CONCEPTS)[];

const OTHER_THINGS: readonly Concept[] = [
  ...(["site", "perSite", "route", "perRoute", "vehicle", "perVehicle", "driver", "perDriver"] as const),
  ...(["zone", "perZone", "depot", "perDepot", "repair", "fault"] as const),
];

const SAME_KIND =
  /\bsame\s+(?:old\s+|kinds?\s+of\s+|sorts?\s+of\s+|types?\s+of\s+)?(?:problems?|issues?|exceptions?|things?|trouble|faults?|reasons?|incidents?|kinds?|types?|hiccups?|complaints?)\b/i;

/** Customers by how many exceptions they had; those with two and more where the question speaks of repeats. */
const customers: Rule = (asked) => {
  const told = whichOf(asked, KINDS);
  const isRepeated = has(asked, "repeats") || isAboutRepeats(asked);
  const counted =
    told.length > 0 || !isRepeated ? [] : COUNTED_KINDS.filter(([concept]) => has(asked, concept));
  const kinds = [...told, ...counted.map(([, kind]) => kind)];
  const isRanked = has(asked, "perCustomer", "most", "worst", "least") || isRepeated;
  const isOfSites =
    has(asked, "site", "perSite") && !has(asked, "customer", "perCustomer") && has(asked, "repeats");
  // "Most repeat exceptions" are customers', where nothing else is ranked.
  const isOfNobody =
    has(asked, "repeats") &&
    has(asked, "most", "worst", "perCustomer") &&
    !has(asked, ...OTHER_THINGS) &&
    linksOf(asked, "route", "vehicle", "driver", "depot").length === 0;
  if (!(has(asked, "customer", "perCustomer") || isOfSites || isOfNobody) || !isRanked) return undefined;
  if (!has(asked, "exception", "repeats", "reported") && kinds.length === 0) return undefined;
  const { filters, uses } = namedFilters(asked, "exceptions");
  const values = kinds.map((kind) => EXCEPTION_CONCEPTS[kind]);
  const window = asked.window ?? asked.month;
  // "The same problem" is one of a kind, met again.
  const same = tokensSaying(asked, SAME_KIND);
  const bound = timesBound(asked) ?? (isRepeated ? { op: "gte" as const, value: 2, upTo: null } : undefined);
  return {
    plan: {
      kind: "group",
      list: "exceptions",
      filters: [
        ...filters,
        ...(values.length > 0 ? [{ column: "kind", op: "in" as const, value: values }] : []),
        ...(isOfSites ? [] : [{ column: "customerId", op: "is-null" as const, value: false }]),
        dayFilter(window),
      ],
      by: isOfSites ? "site" : "customer",
      ...(same.length > 0 && kinds.length !== 1 ? { andBy: "kind" } : {}),
      byUrgency: false,
      limit: wantedRows(asked) ?? (bound ? undefined : plainNumber(asked)) ?? 50,
      ...(bound ? { bound } : {}),
      ...(has(asked, "least") && !bound ? { isLeastFirst: true } : {}),
    },
    window,
    said: new Set(same),
    uses: [
      "customer",
      "perCustomer",
      ...(isOfSites ? (["site", "perSite"] as const) : []),
      "exception",
      "repeats",
      "reported",
      "howMany",
      "most",
      "worst",
      "least",
      "handleFirst",
      "older",
      ...kinds,
      ...counted.map(([concept]) => concept),
      ...(kinds.length > 0 ? (["container", "stop"] as const) : []),
      ...uses,
    ],
  };
};

const LOADS = [
  ["sumLifts", "lifts"],
  ["container", "lifts"],
  ["sumHours", "hours"],
  ["sumWeight", "weight"],
  ["sumDistance", "distance"],
] as const satisfies readonly (readonly [Concept, Balance["of"]])[];

const ONE_ROUTE =
  /\b(?:which|what|whose)\s+(?:\w+\s+){0,2}(?:route|round|run|tour)\b(?!s)|\b(?:which|what|whose)\s+one\b|\bwhich\s+of\s+(?:\w+['’]?s?\s+){1,3}(?:is|was|has|had|lies|lay)\b/i;

const ONE_MOST =
  /\b(?:most|worst|furthest|farthest)\b[^.?!]*\b(?:route|round|run|tour)\b|^\W*route\b[^.?!]*\bmost\b/i;
// "Of that day" names none: all of the running day are told then.
const isOfOne = (text: string, isTimed: boolean): boolean =>
  isTimed
    ? ONE_ROUTE.test(text) || ONE_MOST.test(text)
    : ONE_ROUTE.test(text) && !/\bof\s+that\s+day\b/i.test(text);

/** Routes that lie far from the others of their day, by what they have to do. */
const balance: Rule = (asked) => {
  if (!has(asked, "unbalanced")) return undefined;
  const window = asked.window ?? asked.today;
  const said = LOADS.find(([concept]) => has(asked, concept));
  const { text } = asked.hearing;
  // "Too few" is no number of rows.
  const tooFew = tokensSaying(asked, /\btoo\s+(?:few|little|many|much)\b/i);
  const besideOthers = tokensSaying(
    asked,
    /\b(?:beside|next\s+to|alongside|against|compared?\s+(?:to|with)|than|from|among)\s+(?:all\s+)?(?:the\s+)?(?:rest|others?)\b/i,
  );
  return {
    plan: {
      kind: "balance",
      filter: filterOf(asked, window),
      of: said?.[1] ?? "stops",
      side: /\bover\s?(?:loaded|burdened)|\btoo\s+(?:many|much)\b/i.test(text)
        ? "above"
        : /\bunder\s?loaded|\btoo\s+(?:few|little)\b/i.test(text)
          ? "below"
          : null,
      // Of a day that is named one route may be asked for; else all of the running day are told, farthest first.
      limit:
        (tooFew.length > 0 ? undefined : (wantedRows(asked) ?? plainNumber(asked))) ??
        (isOfOne(text, asked.window !== null) ? 1 : 50),
    },
    window,
    uses: [
      "unbalanced",
      "ofThatDay",
      "route",
      "perRoute",
      "stop",
      "most",
      "worst",
      "compare",
      "handleFirst",
      "onBoard",
      ...(said ? [said[0]] : []),
      ...namedThings(asked),
      ...ANY_THING,
    ],
    said: new Set([...besideOthers, ...tooFew]),
  };
};

const OF_THAT =
  /\b(?:(?:does|do|did|would|is|was)\s+(?:that|this|it)|compare\s+(?:that|it)|that\s+plan|(?:ese|dicho)\s+plan)\b(?!\s+(?:morning|week|month))/i;

/** "Compare this plan with yesterday's: km, hours, cost, late stops": the totals of two days, side by side. */
const dayTotals: Rule = (asked) => {
  const { text } = asked.hearing;
  // "Today versus yesterday: km, hours, cost" names what a plan is told by, and no plan.
  const named = [
    has(asked, "sumDistance"),
    has(asked, "sumHours") || /\bhours?\b/i.test(text),
    has(asked, "sumCost"),
    has(asked, "late"),
  ].filter(Boolean).length;
  if (
    !(/\bplans?\b/i.test(text) || named >= 3) ||
    !(has(asked, "compare") || asked.compared) ||
    has(asked, "kpiAdherence")
  )
    return undefined;
  const window = asked.window ?? asked.today;
  const routes = linksOf(asked, "route");
  if (asked.links.links.length > routes.length || window.firstDay !== window.lastDay) return undefined;
  const other = asked.compared?.range ?? asked.before(window);
  // "Today's plan against yesterday's" may come as one window and what it is compared with, or as two in a row.
  const isOther = other.from === other.to && other.from !== window.firstDay;
  const [day, against] =
    asked.compared || window === asked.today
      ? [window.firstDay, isOther ? other.from : null]
      : [asked.today.firstDay, window.firstDay === asked.today.firstDay ? null : window.firstDay];
  if (against === null) return undefined;
  return {
    plan: {
      ...{ kind: "day-totals", day, against },
      ...(routes.length > 0 ? { filters: namedFilters(asked, "routes").filters } : {}),
      ...(OF_THAT.test(text) ? { isWithoutProposed: true } : {}),
    },
    window,
    uses: [
      ...([
        "compare",
        "planned",
        "sumDistance",
        "sumHours",
        "sumCost",
        "money",
        "late",
        "stop",
        "route",
        "vehicle",
      ] as const),
      ...(["howMany", "overtime", "better", "worse", "moreOrLess", "progress"] as const),
    ],
    said: new Set([
      ...asked.timed.when,
      ...asked.timed.compared,
      ...asked.hearing.tokens.flatMap(({ stem }, at) => (stem === "hour" ? [at] : [])),
    ]),
  };
};

/** Rules of section 7 of the questions that are neither a KPI nor a sum: repeat customers, unbalanced routes. */
export const COMPARE_RULES: readonly Rule[] = [customers, balance, dayTotals];
