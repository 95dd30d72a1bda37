import type { Concept } from "#server/ask/core/lexicon.ts";
import { dayFilter, type ListFilter, namedFilters } from "#server/ask/core/list-filters.ts";
import { asksOneRow, goesOn } from "#server/ask/core/one-row.ts";
import { listPlan } from "#server/ask/core/plan-parts.ts";
import {
  type Asked,
  has,
  linksOf,
  type Rule,
  type RuleReading,
  timesBound,
  tokensSaying,
  wantedRows,
} from "#server/ask/core/question.ts";
import { EXCEPTION_RULES } from "#server/ask/core/rules-exceptions.ts";
import { ROUTE_RULES } from "#server/ask/core/rules-routes.ts";
import { STOP_RULES } from "#server/ask/core/rules-stops.ts";
import { VEHICLE_RULES } from "#server/ask/core/rules-vehicles.ts";
import type { Bound, ListName } from "#server/ask/schema.ts";

// What rows can be counted by where a question says so.
const SPLITS = [
  ["perStream", "stream"],
  ["perDepot", "depot"],
  ["perZone", "zone"],
  ["perRoute", "route"],
  ["perRoute", "name"],
  ["perDriver", "driver"],
  ["perVehicle", "vehicle"],
  ["perSite", "site"],
  ["perWeekday", "weekday"],
  ["perDay", "serviceDay"],
  ["perBody", "bodyType"],
  ["perContractor", "contractor"],
  ["perFacility", "facility"],
] as const satisfies readonly (readonly [Concept, string])[];

// What is ranked where it does not: "drivers with the most".
const RANKED = ["driver", "vehicle", "route", "zone", "depot"] as const satisfies readonly Concept[];

// Which columns each list can be counted by; exceptions are counted by all but streets where they are read.
const COLUMNS: Partial<Record<ListName, ReadonlySet<string>>> = {
  routes: new Set("stream depot zone driver vehicle contractor bodyType weekday serviceDay".split(" ")),
  stops: new Set("stream depot zone route driver vehicle street site weekday serviceDay".split(" ")),
  vehicles: new Set(["depot", "zone", "bodyType", "contractor", "facility", "status"]),
  exceptions: new Set(["street"]),
  drivers: new Set(["depot", "contractor"]),
};
// A mean may be told of each route, which is one a day: it is of the days that it ran.
const MEAN_COLUMNS: Partial<Record<ListName, ReadonlySet<string>>> = {
  ...COLUMNS,
  routes: new Set([...(COLUMNS.routes ?? []), "name"]),
};

/** What a question counts by, with the concepts and the tokens that say so. */
type Dimension = { column: string; uses: readonly Concept[]; said: readonly number[] };

const BY = /^(?:by|per|each|every|which|what|for)$/;

const isLinked = (asked: Asked, at: number): boolean =>
  asked.links.links.some(({ from, to }) => from <= at && at < to);

const isRanked = (asked: Asked): boolean =>
  has(asked, "most", "least", "worst", "best") ||
  wantedRows(asked) !== undefined ||
  asked.quantities.some(({ unit, op }) => unit === null && op !== null);

// Streets are no concept of their own: the word is, where it is no part of a name.
const streetOf = (asked: Asked): Dimension | undefined => {
  const { tokens } = asked.hearing;
  const at = tokens.findIndex(({ stem }, i) => /^(?:street|road)$/.test(stem) && !isLinked(asked, i));
  if (at === -1) return undefined;
  const before = tokens[at - 1]?.stem ?? "";
  if (!BY.test(before) && !isRanked(asked)) return undefined;
  return { column: "street", uses: [], said: BY.test(before) ? [at - 1, at] : [at] };
};

const dimensionOf = (asked: Asked, allowed?: ReadonlySet<string>): Dimension | undefined => {
  const isAllowed = (column: string) => allowed === undefined || allowed.has(column);
  const street = isAllowed("street") ? streetOf(asked) : undefined;
  if (street) return street;
  const split = SPLITS.find(([per, column]) => has(asked, per) && isAllowed(column));
  const isThing = (thing: (typeof RANKED)[number]) =>
    has(asked, thing) && linksOf(asked, thing).length === 0 && isAllowed(thing);
  if (split) {
    const things = RANKED.filter((thing) => thing === split[1] && isThing(thing));
    return { column: split[1], uses: [split[0], ...things], said: [] };
  }
  // "Compare R-5 with R-6" tells the two apart.
  const sides = has(asked, "compare", "moreOrLess", "better", "worse")
    ? RANKED.find((kind) => linksOf(asked, kind).length > 1 && isAllowed(kind))
    : undefined;
  if (sides) return { column: sides, uses: ["compare", "moreOrLess", "better", "worse"], said: [] };
  if (!isRanked(asked)) return undefined;
  const thing = RANKED.find(isThing);
  if (thing) return { column: thing, uses: [thing], said: [] };
  return /\bwho\b/i.test(asked.hearing.text) && isAllowed("driver")
    ? { column: "driver", uses: ["drives"], said: [] }
    : undefined;
};

const orderOf = (asked: Asked, bound: Bound | undefined) => ({
  ...(bound === undefined ? {} : { bound }),
  ...(has(asked, "least") && bound === undefined ? { isLeastFirst: true } : {}),
  ...(wantedRows(asked) === undefined ? {} : { limit: wantedRows(asked) }),
});

const ORDERS: readonly Concept[] = [
  ...(["most", "least", "worst", "best", "howMany", "moreOrLess", "older", "compare"] as const),
];

/** Counts the rows that a rule lists or counts by what a question names. */
const counted =
  (rule: Rule, dimensionIn = dimensionOf): Rule =>
  (asked) => {
    if (MEAN.test(asked.hearing.text) || !dimensionIn(asked)) return undefined;
    // "Which stop was done latest, and by which truck" is of the stop.
    if (asksOneRow(asked, "stop|pickup|collection") && goesOn(asked)) return undefined;
    const reading = rule(asked);
    const plan = reading?.plan;
    if (!reading || (plan?.kind !== "list" && plan?.kind !== "count")) return undefined;
    if (plan.kind === "count" && plan.compare) return undefined;
    const { list, filters } = plan;
    // Drivers who are out are counted where drivers are spoken of; trucks on the road are trucks.
    if (list === "drivers" && has(asked, "vehicle")) return undefined;
    const columns = COLUMNS[list];
    const dimension = columns && dimensionIn(asked, columns);
    if (!dimension || !columns.has(dimension.column)) return undefined;
    // "Not at the landfill" says where rows are not, and splits none.
    if (filters.some(({ column, op }) => column === dimension.column && op === "is-null")) return undefined;
    return {
      ...reading,
      plan: {
        ...{ kind: "group", list, filters, by: dimension.column, byUrgency: false },
        ...orderOf(asked, timesBound(asked)),
      },
      uses: [...reading.uses, ...dimension.uses, ...ORDERS],
      said: new Set([...(reading.said ?? []), ...dimension.said]),
    };
  };

/** The routes of a day, of which nothing is said but what they are counted by. */
const plainRoutes: Rule = (asked) => {
  if (!has(asked, "route") || has(asked, "stop", "exception", "container", "late", "open", "finished"))
    return undefined;
  const { filters, uses } = namedFilters(asked, "routes");
  const window = asked.window ?? asked.today;
  return {
    plan: listPlan({ list: "routes", filters: [dayFilter(window), ...filters], columns: [] }),
    window,
    uses: ["route", "planned", ...uses],
  };
};

/** The vehicles of the fleet, of which nothing is said but what they are counted by. */
const plainVehicles: Rule = (asked) => {
  if (!has(asked, "vehicle") || asked.window !== null) return undefined;
  const { filters, uses } = namedFilters(asked, "vehicles");
  return {
    plan: listPlan({ list: "vehicles", filters, columns: [] }),
    window: null,
    uses: ["vehicle", ...uses],
  };
};

const MEAN = /\b(?:averages?|averaged|avg|mean|typical(?:ly)?)\b/i;
const SAID =
  /^(?:average|averaged|avg|mean|typical|typically|odo|odometer|reading|delay|minute|min|fill|filled|level|far|further|furthest|farthest|percentage|percent|share)$/;

// Columns whose mean can be told: what asks for it, and of which rows it is.
const MEANS = [
  { column: "delayS", list: "routes", concepts: ["late", "early", "byHowMuch"], words: /\bdelays?\b/i },
  { column: "donePct", list: "routes", concepts: ["progress"], words: /\bprogress\b/i },
  { column: "stopsLeft", list: "routes", concepts: ["stopsLeft"], words: /\bstops? (?:left|to go)\b/i },
  {
    column: "loadPct",
    list: "vehicles",
    concepts: ["full", "onBoard"],
    words: /\bfill(?:ed)?[ -]?levels?\b/i,
  },
  { column: "odometerKm", list: "vehicles", concepts: [], words: /\bodo(?:meter)?s?\b/i },
  {
    column: "atStopS",
    list: "stops",
    concepts: [],
    words:
      /\b(?:time|minutes|long)(?:\s+(?:spent|we\s+spend|crews\s+spend|is|was|they\s+spend))*\s+(?:at|on|per|for)\s+(?:(?:an?|each|every|the|our|one)\s+)?(?:stops?|pick-?ups?)\b|\b(?:service|dwell)\s+times?(?:\s+(?:at|per|of)\s+(?:(?:an?|each|every|the|our)\s+)?stops?)?\b/i,
  },
] as const satisfies readonly {
  column: string;
  list: "routes" | "vehicles" | "stops";
  concepts: readonly Concept[];
  words: RegExp;
}[];

const meanFilters = (
  asked: Asked,
  { list, column }: { list: "routes" | "vehicles" | "stops"; column: string },
  isToday: boolean,
): ListFilter[] => {
  if (column === "odometerKm") return [];
  if (list === "vehicles") return [{ column: "at", op: "is-null", value: false }];
  if (list === "stops") return [{ column: "status", op: "eq", value: "done" }];
  const isOver = !isToday || (has(asked, "finished") && !has(asked, "open"));
  return [{ column: "status", op: "eq", value: isOver ? "done" : "active" }];
};

// "Which driver is furthest behind on average" ranks without a word of the lexicon for it.
const thingAsked = (asked: Asked): Dimension | undefined => {
  const thing = RANKED.find((one) => has(asked, one) && linksOf(asked, one).length === 0);
  const isAsked = /\b(?:which|what|whose|rank)\b/i.test(asked.hearing.text);
  if (thing && thing !== "route" && isAsked) return { column: thing, uses: [thing], said: [] };
  return undefined;
};

const LATE_ONES =
  /\b(?:late|delayed)\s+(?:routes?|rounds?|runs?)\b|\b(?:routes?|rounds?|runs?)\s+(?:that|which)\s+(?:are|run|is)\s+(?:late|behind|delayed)\b/i;
const LATE_S = 600;

/** How far routes are behind on average, how far they are, how full trucks are: the mean of a column, whole or split. */
const average: Rule = (asked): RuleReading | undefined => {
  const { text, tokens } = asked.hearing;
  if (!MEAN.test(text) || asked.compared !== null || has(asked, "exception", "overtime", "wait"))
    return undefined;
  const mean = MEANS.find(
    ({ concepts, words }) => has(asked, ...(concepts as readonly Concept[])) || words.test(text),
  );
  if (!mean || asked.hearing.places.some(({ concept }) => concept.startsWith("kpi"))) return undefined;
  const { column, list, concepts } = mean;
  const columns = MEAN_COLUMNS[list];
  const dimension = dimensionOf(asked, columns) ?? thingAsked(asked);
  if (dimension && !columns?.has(dimension.column)) return undefined;
  // How trucks stand is known of now alone.
  const window = list === "vehicles" ? null : (asked.window ?? asked.today);
  const { filters, uses } = namedFilters(asked, list);
  const bound = asked.quantities.find(
    ({ op, unit }) => op !== null && (unit === "s" || unit === "%" || unit === null),
  );
  const { op, value, upTo } = bound ?? { op: null, value: 0, upTo: null };
  return {
    plan: {
      ...{ kind: "group", list, by: dimension?.column ?? null, mean: column, byUrgency: false },
      filters: [
        ...(window ? [dayFilter(window)] : []),
        ...filters,
        ...meanFilters(asked, mean, window === null || window.firstDay === asked.today.firstDay),
        ...(column === "delayS" && LATE_ONES.test(text)
          ? [{ column: "delayS", op: "gte" as const, value: LATE_S }]
          : []),
      ],
      ...orderOf(asked, dimension && op ? { op, value, upTo } : undefined),
    },
    window,
    uses: [
      ...concepts,
      ...(dimension?.uses ?? []),
      ...ORDERS,
      ...uses,
      ...(["zone", "depot"] as const).filter((kind) => linksOf(asked, kind).length > 0),
      ...(["route", "vehicle", "driver", "open", "moving", "finished", "outNow"] as const),
      ...(list === "stops" ? (["stop", "perStop", "sumStops"] as const) : []),
    ],
    said: new Set([
      ...(dimension?.said ?? []),
      ...(list === "stops" ? tokensSaying(asked, mean.words) : []),
      ...tokens.flatMap(({ stem, text: said }, at) => (SAID.test(stem) || MEAN.test(said) ? [at] : [])),
      ...(window === null && asked.window?.lastDay === asked.today.lastDay ? asked.timed.when : []),
    ]),
  };
};

/** Rules that tell the mean of a column of a list. */
export const MEAN_RULES: readonly Rule[] = [average];

const LISTING: readonly Rule[] = [
  ...STOP_RULES,
  ...ROUTE_RULES,
  plainRoutes,
  ...VEHICLE_RULES,
  plainVehicles,
  ...EXCEPTION_RULES,
];

// Where the number of routes is wanted by driver, a number of all of them leaves the driver aside.
const whereCounted =
  (rule: Rule): Rule =>
  (asked) =>
    has(asked, "howMany") ? rule(asked) : undefined;

/** Rules that count routes by what a question names, which the number of all routes would leave aside. */
export const ROUTE_COUNT_RULES: readonly Rule[] = ROUTE_RULES.map((rule) => whereCounted(counted(rule)));

/** Rules that count rows of lists by street, a word that any other rule passes over. */
export const STREET_RULES: readonly Rule[] = LISTING.map((rule) => counted(rule, streetOf));

/** Rules that count rows of lists by what a question names. */
export const GROUP_RULES: readonly Rule[] = LISTING.map((rule) => counted(rule));
