import { BODY_CONCEPTS, STREAM_CONCEPTS } from "#server/ask/core/kinds.ts";
import type { Concept } from "#server/ask/core/lexicon.ts";
import { NUMBER, readNumber } from "#server/ask/core/quantity.ts";
import {
  type Asked,
  has,
  heardAt,
  isExcluded,
  linksOf,
  wantedRows,
  whichOf,
} from "#server/ask/core/question.ts";
import { namedStreams, weeksStream } from "#server/ask/core/rules-weeks.ts";
import type { QueryPlan, Ranking, TimeWindow } from "#server/ask/schema.ts";
import { addDays, dayBounds, monthOf } from "#server/lib/service-day.ts";

type KpiPlan = Extract<QueryPlan, { kind: "kpi" }>;
type Dimension = NonNullable<KpiPlan["by"]>;

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

// Stretches of time that can stand beside another split.
const STEPS = ["day", "week", "month", "weekday"] as const;

// Which things a ranking is over where the question does not say "per": "which drivers were slowest".
const RANKED = [
  ["driver", "driver"],
  ["route", "route"],
  ["vehicle", "vehicle"],
  ["depot", "depot"],
  ["zone", "zone"],
] as const satisfies readonly (readonly [Concept, Dimension])[];

type Body = keyof typeof BODY_CONCEPTS;
const BODIES = Object.keys(BODY_CONCEPTS) as Body[];
const isBodyOut = (asked: Asked, body: Body): boolean => isExcluded(asked, heardAt(asked, body)?.from ?? 0);
/** Body types that "except rear loaders" leaves out. */
export const namedBodiesLeftOut = (asked: Asked): Body[] =>
  whichOf(asked, BODIES).filter((body) => isBodyOut(asked, body));
// Those that are kept: what is left out leaves all others.
const bodiesOf = (asked: Asked): Body[] => {
  const out = namedBodiesLeftOut(asked);
  return out.length > 0 ? BODIES.filter((body) => !out.includes(body)) : whichOf(asked, BODIES);
};

/** Streams that "except glass" and "without organics" leave out. */
export const namedStreamsLeftOut = (asked: Asked): readonly (typeof STREAM_CONCEPTS)[number][] =>
  namedStreams(asked).filter((stream) => isExcluded(asked, heardAt(asked, stream)?.from ?? 0));

/** Whether "except glass" and "without rear loaders" leave streams or bodies out, by keeping all others. */
export const leavesKindsOut = (asked: Asked): boolean =>
  namedStreamsLeftOut(asked).length > 0 || namedBodiesLeftOut(asked).length > 0;

const some = <K extends string, V>(key: K, values: readonly V[]): { [key in K]?: V[] } =>
  values.length > 0 ? ({ [key]: [...values] } as { [key in K]?: V[] }) : {};

/** The routes a question is about: its window, streams, bodies, days of the week and names, and those it leaves out. */
export const filterOf = (asked: Asked, window: { firstDay: string; lastDay: string }): KpiPlan["filter"] => {
  const named = namedStreams(asked);
  const out = namedStreamsLeftOut(asked);
  const streams = out.length > 0 ? STREAM_CONCEPTS.filter((stream) => !out.includes(stream)) : named;
  const inWeeksOf = weeksStream(asked);
  const bodies = bodiesOf(asked).map((body) => BODY_CONCEPTS[body]);
  const kept = (kind: "zone" | "route" | "contractor" | "vehicle" | "driver" | "depot") =>
    linksOf(asked, kind).filter((link) => !isExcluded(asked, link.from));
  const left = (kind: "zone" | "route" | "contractor" | "vehicle" | "driver" | "depot") =>
    linksOf(asked, kind).filter((link) => isExcluded(asked, link.from));
  const keysOf = (links: readonly { name: { key: string } }[]) => links.map((link) => link.name.key);
  const idsOf = (links: readonly { name: { id: number | null } }[]) =>
    links.map((link) => link.name.id ?? -1);
  const keys = (kind: "zone" | "route" | "contractor") => keysOf(kept(kind));
  const ids = (kind: "vehicle" | "driver" | "depot") => idsOf(kept(kind));
  const except = {
    ...some("zones", keysOf(left("zone"))),
    ...some("routes", keysOf(left("route"))),
    ...some("contractors", keysOf(left("contractor"))),
    ...some("vehicleIds", idsOf(left("vehicle"))),
    ...some("driverIds", idsOf(left("driver"))),
    ...some("depotIds", idsOf(left("depot"))),
  };
  const depotIds = ids("depot").length > 0 ? ids("depot") : [...asked.depotIds];
  // "Contractor A against our own crews" is about both.
  const crews = keys("contractor");
  if ((crews.length > 0 && has(asked, "ownCrews")) || isOfOwnAlone(asked)) crews.push("own crews");
  return {
    from: window.firstDay,
    to: window.lastDay,
    ...(streams.length > 0 ? { streams } : {}),
    ...(inWeeksOf ? { inWeeksOf } : {}),
    ...some("bodyTypes", bodies),
    ...(keys("zone").length > 0 ? { zones: keys("zone") } : {}),
    ...(keys("route").length > 0 ? { routes: keys("route") } : {}),
    ...(crews.length > 0 ? { contractors: crews } : {}),
    ...(ids("vehicle").length > 0 ? { vehicleIds: ids("vehicle") } : {}),
    ...(ids("driver").length > 0 ? { driverIds: ids("driver") } : {}),
    ...(depotIds.length > 0 ? { depotIds } : {}),
    ...(asked.weekdays.length > 0 ? { weekdays: [...asked.weekdays] } : {}),
    ...(Object.keys(except).length > 0 ? { except } : {}),
  };
};

/** Concepts that ask for an order of rows. */
export const ORDER_CONCEPTS = ["worst", "best", "most", "least", "slowest", "fastest"] as const;

/** A split a question asks for, with the concepts that asked. */
export type Split = { by: Dimension | null; uses: readonly Concept[] };

const NAMED = ["zone", "route", "driver", "vehicle", "depot", "contractor"] as const;
const SETS_AGAINST = /\b(?:vs|versus|against|compar\w*|side\s+by\s+side)\b/i;

// "By truck 23" names who did it, and splits nothing.
const isNamedThere = (asked: Asked, per: Concept): boolean =>
  asked.hearing.places
    .filter(({ concept }) => concept === per)
    .every((place) => asked.links.links.some(({ from, to }) => from < place.to && place.from < to));
// "What did the trucks burn" asks for one sum, "what trucks" and "which trucks" for each.
const ASKS_WHICH =
  /\b(?:which|whose|who|list|rank(?:ed|ing|s)?|compare|thirstiest)\b|\bwhat\b(?!['’]s|\s+(?:did|do|does|has|have|had|will|would)\b)/i;

const OWN_PEOPLE = /\bown\s+(?:crews?|people|staff|drivers|teams?|fleet)\b|\bin[\s-]?house\b/i;
// "Own crews" that are set against nobody are those alone.
const isOfOwnAlone = (asked: Asked): boolean =>
  OWN_PEOPLE.test(asked.hearing.text) &&
  has(asked, "ownCrews") &&
  !has(asked, "contractor", "compare", "moreOrLess", "better", "worse") &&
  linksOf(asked, "contractor").length === 0 &&
  !/\b(?:by|per|each|every)\s+(?:sub)?contractor|\b(?:and|or|than)\s+(?:our\s+)?own\b|\b(?:by|per)\s+own\b/i.test(
    asked.hearing.text,
  );

const OWN_USES = ["ownCrews", "perContractor", "driver"] as const;

/** What a question splits by: said ("per driver"), implied by two names of a kind, or by a ranking ("which drivers were slowest"). */
export const splitOf = (asked: Asked): Split => {
  const isOwn = isOfOwnAlone(asked);
  const { by, uses } = splitSaid(asked, isOwn);
  return isOwn ? { by, uses: [...uses, ...OWN_USES] } : { by, uses };
};

const splitSaid = (asked: Asked, isOwn: boolean): Split => {
  if (!isOwn && has(asked, "ownCrews") && has(asked, "contractor", "perContractor"))
    return { by: "contractor", uses: ["ownCrews", "perContractor", "contractor", "driver"] };
  const all = SPLITS.filter(
    ([per]) => has(asked, per) && !isNamedThere(asked, per) && !(isOwn && per === "perContractor"),
  );
  // "By depot, per week" is of depots, each over time.
  const said = all.find(([, dimension]) => !STEPS.some((step) => step === dimension)) ?? all[0];
  const isStep = STEPS.some((step) => step === said?.[1]);
  // "Side loaders against rear loaders, month by month" tells each of them, over time.
  if (isStep && bodiesOf(asked).length > 1 && namedBodiesLeftOut(asked).length === 0)
    return { by: "body-type", uses: [] };
  if (isStep && SETS_AGAINST.test(asked.hearing.text) && asked.compared === null) {
    const sides = NAMED.find(
      (kind) => linksOf(asked, kind).filter(({ from }) => !isExcluded(asked, from)).length > 1,
    );
    if (sides) return { by: sides, uses: ["compare"] };
  }
  if (said) {
    const thing = RANKED.find(([, dimension]) => dimension === said[1]);
    return { by: said[1], uses: [said[0], ...(thing ? [thing[0]] : [])] };
  }
  if (bodiesOf(asked).length > 1 && namedBodiesLeftOut(asked).length === 0)
    return { by: "body-type", uses: [] };
  if (namedStreams(asked).length > 1 && namedStreamsLeftOut(asked).length === 0)
    return { by: "stream", uses: [] };
  for (const kind of NAMED)
    if (linksOf(asked, kind).filter(({ from }) => !isExcluded(asked, from)).length > 1)
      return { by: kind, uses: [] };
  // "Truck 12 yesterday" is one truck: nothing to split.
  const ranked = RANKED.find(
    ([concept, dimension]) =>
      has(asked, concept) && linksOf(asked, dimension).every(({ from }) => isExcluded(asked, from)),
  );
  const isRanked =
    has(asked, ...ORDER_CONCEPTS) ||
    ASKS_WHICH.test(asked.hearing.text) ||
    asked.quantities.some((q) => q.op !== null);
  if (ranked && (isRanked || ranked[0] === "zone")) return { by: ranked[1], uses: [ranked[0]] };
  if (/\bwho\b/i.test(asked.hearing.text)) return { by: "driver", uses: [] };
  return { by: null, uses: [] };
};

const ORDERS = [
  ["worst", "worst"],
  ["slowest", "worst"],
  ["best", "best"],
  ["fastest", "best"],
  ["least", "least"],
  ["most", "most"],
] as const satisfies readonly (readonly [Concept, NonNullable<Ranking["order"]>])[];

// "The 10 vehicles with the highest idle time" wants ten; "all four depots" wants all.
const THINGS_WANTED = new RegExp(
  `(?<!\\ball\\s+(?:of\\s+)?(?:(?:the|our|my)\\s+)?)\\b${NUMBER}\\s+(?:trucks|vehicles|lorries|drivers|routes|rounds|depots|zones|streams|customers|accounts)\\b`,
  "i",
);
const thingsWanted = (asked: Asked): number | undefined => {
  const said = THINGS_WANTED.exec(asked.hearing.text)?.[1];
  const number = said === undefined || /^(?:an?|few|half|couple)$/i.test(said) ? undefined : readNumber(said);
  return number !== undefined && Number.isInteger(number) && number > 0 && number <= 200 ? number : undefined;
};

/** Words that rank by what is saved: the most economical burn the least. */
export const THRIFT =
  /\b(?:(?:most|more|least|less)\s+)?(?:fuel[\s-]?)?(?:economical|efficient|frugal|thrift(?:y|iest))(?:ly)?\b/i;

const PRICED = [
  ["best", /^(?!.*\bbest\b).*\bcheap(?:est|er|ly)?\b/i, "least"],
  [
    "worst",
    /^(?!.*\bworst\b).*\b(?:expensive|dear(?:est|er)?|costl(?:iest|y)|pric(?:iest|ier|ey))\b/i,
    "most",
  ],
] as const;

// A ranking of values without a word for its end has the highest on top.
const RANKS = /\b(?:rank(?:ed|ing|s)?|league\s+table|leader\s?board)\b/i;

/** Whether a word stands in a bound alone: "at least two" bounds, and puts nothing in order. */
export const isOfBoundAlone = (
  { hearing: { tokens, places }, quantities }: Asked,
  concept: Concept,
): boolean =>
  places
    .filter((place) => place.concept === concept)
    .every((place) =>
      quantities.some(
        ({ op, start, end }) =>
          op !== null &&
          start <= (tokens[place.from]?.start ?? -1) &&
          (tokens[place.to - 1]?.end ?? Infinity) <= end,
      ),
    );

/** How the rows of a split are ordered and cut; `scale` turns the bound's number into the unit of the values. */
export const rankingOf = (
  asked: Asked,
  by: string | null,
  unit: "%" | "s" | "kg" | "m" | "money" | null,
): { ranking: Ranking; uses: readonly Concept[] } => {
  if (by === null) return { ranking: { order: null, limit: null, bound: null }, uses: [] };
  const thrift = THRIFT.exec(asked.hearing.text);
  const order: readonly [Concept, NonNullable<Ranking["order"]>] | undefined = thrift
    ? ["efficiency", /^least/i.test(thrift[0]) ? "most" : "least"]
    : ORDERS.find(
        ([concept]) => has(asked, concept) && !(concept === "least" && isOfBoundAlone(asked, concept)),
      );
  const bound = asked.quantities.find(
    (q) =>
      q.op !== null &&
      (q.unit === unit || (q.unit === null && (unit === "%" || unit === "money" || unit === null))),
  );
  // The cheapest cost the least, and the dearest the most, whatever is good of them.
  const priced = order && PRICED.find(([own, words]) => own === order[1] && words.test(asked.hearing.text));
  // Money is spoken of in whole units, and kept in cents.
  const scale = unit === "money" ? 100 : 1;
  const op = bound?.op;
  return {
    ranking: {
      order: priced?.[2] ?? order?.[1] ?? (RANKS.test(asked.hearing.text) ? "most" : null),
      limit: wantedRows(asked) ?? (order ? thingsWanted(asked) : undefined) ?? null,
      bound:
        bound && op
          ? { op, value: scale * bound.value, upTo: bound.upTo === null ? null : scale * bound.upTo }
          : null,
    },
    uses: [
      ...(order ? [order[0], "handleFirst" as const] : []),
      ...(thrift ? (["most", "least"] as const) : []),
      ...(wantedRows(asked) === undefined ? [] : (["most"] as const)),
      ...(bound ? (["older", "most", "least", "moreOrLess"] as const) : []),
    ],
  };
};

const JOINED: Readonly<Record<string, Dimension>> = {
  ...{ zone: "zone", stream: "stream", depot: "depot", route: "route", driver: "driver" },
  ...{ vehicle: "vehicle", truck: "vehicle", contractor: "contractor" },
};

/** What a split is told by besides: stretches of time, "by zone and month", or something else, "by zone and stream". */
export const stepBeside = (
  asked: Asked,
  by: string | null,
): { over: Dimension; uses: readonly Concept[]; said: ReadonlySet<number> } | undefined => {
  if (by === null) return undefined;
  const named = STEPS.find((step) => step === by);
  const { tokens } = asked.hearing;
  // "By zone and month" says "by" once.
  const at = tokens.findIndex(
    ({ stem }, i) =>
      /^(?:day|week|month|weekday)$/.test(stem) && /^(?:and|then)$/.test(tokens[i - 1]?.stem ?? ""),
  );
  const joined = STEPS.find((step) => step === tokens[at]?.stem);
  if (named === undefined && joined && !asked.timed.when.has(at))
    return { over: joined, uses: [], said: new Set([at]) };
  // "By zone and stream" likewise.
  const second = tokens.findIndex(
    ({ stem }, i) =>
      stem in JOINED &&
      tokens[i - 1]?.stem === "and" &&
      asked.hearing.places.some(
        ({ concept, from, to }) => to === i - 1 && i - from <= 4 && SPLITS.some(([per]) => per === concept),
      ),
  );
  const besides = JOINED[tokens[second]?.stem ?? ""];
  if (
    named === undefined &&
    besides &&
    besides !== by &&
    !asked.links.links.some(({ from, to }) => from <= second && second < to)
  )
    return { over: besides, uses: [], said: new Set([second]) };
  const said = SPLITS.find(
    ([per, dimension]) => dimension !== by && STEPS.some((step) => step === dimension) && has(asked, per),
  );
  const over = STEPS.find((step) => step === said?.[1]);
  if (named === undefined && said && over) return { over, uses: [said[0]], said: new Set() };
  // "By zone and by stream" tells each zone by stream.
  const other = SPLITS.find(
    ([per, dimension]) => dimension !== by && has(asked, per) && !isNamedThere(asked, per),
  );
  return named === undefined && other ? { over: other[1], uses: [other[0]], said: new Set() } : undefined;
};

const MONTHS_BACK = 5;

const SO_FAR =
  /\b(?:so\s+far|(?:un)?till?\s+now|up\s+to\s+now|as\s+of\s+now|(?:at|to|by)\s+this\s+(?:hour|point|moment|stage))\b/i;

/** The window of a split that names none: a month is set beside those before it, all else runs over this month. */
export const windowOfSplit = (asked: Asked, by: string | null): TimeWindow => {
  // What was done so far is of the day that runs.
  if (SO_FAR.test(asked.hearing.text) && !/^(?:day|week|month|weekday)$/.test(by ?? "")) return asked.today;
  if (by !== "month") return asked.month;
  let { firstDay } = asked.month;
  for (let i = 0; i < MONTHS_BACK; i++) firstDay = monthOf(addDays(firstDay, -1)).from;
  const from = dayBounds(firstDay, asked.month.timeZone).start.toISOString();
  return { ...asked.month, from, firstDay, label: "the last six months" };
};

/** Things a KPI or a sum may be said of without changing what is meant. */
export const ANY_THING: readonly Concept[] = [
  "howMany",
  "kpiAny",
  "planned",
  ...STREAM_CONCEPTS,
  "streamWeek",
  ...(Object.keys(BODY_CONCEPTS) as (keyof typeof BODY_CONCEPTS)[]),
];

/** What every KPI may be said of: "of stops", "trend", "compared". */
export const USED_BY_ANY: readonly Concept[] = ["trend", "compare", "stop", ...ANY_THING];

/** Words of a kind that stand beside a name of it: "route" beside R-9. */
export const namedThings = (asked: Asked): Concept[] =>
  (["route", "driver", "vehicle", "depot", "zone"] as const).filter(
    (kind) => linksOf(asked, kind).length > 0,
  );

// A split of times, places and streams tells of all vehicles and routes; "which vehicles" and "how many" ask for those.
const OF_THINGS =
  /\b(?:which|what|whose|how\s+many|number\s+of|each|every)\s+(?:\w+\s+)?(?:vehicles?|trucks?|lorr(?:y|ies)|wagons?|routes?|rounds?)\b/i;

// "What did the trucks burn" is of all of them.
const OF_ALL = /\b(?:the|our|all|your|my)\s+(?:trucks|vehicles|lorries|wagons|routes|rounds)\b/i;
const OF_NO_THING = /^(?:day|week|month|weekday|depot|zone|stream|body-type)$/;

/** Words for what a KPI or a sum is of anyhow: the vehicles of a depot by month, all routes by stream. */
export const plainThings = (asked: Asked, by: string | null): Concept[] => {
  const isOfAll = by === null ? OF_ALL.test(asked.hearing.text) : OF_NO_THING.test(by);
  return isOfAll && !OF_THINGS.test(asked.hearing.text) ? ["vehicle", "route"] : [];
};

/** The window of equal length before one, to compare with. */
export const beforeOf = (asked: Asked, window: TimeWindow): KpiPlan["compare"] => {
  const range = asked.before(window);
  const isDay = window.firstDay === window.lastDay;
  return { ...range, label: isDay ? "the same weekday a week before" : "the same stretch before" };
};

const OVER_TIME = /\b(?:got|get|getting|gotten|became|become|becoming|improv\w*|worsen\w*|since|chang\w*)\b/i;

// "Is North or East better" sets two names against each other, and no time against another.
const isBetweenNames = (asked: Asked, by: string | null): boolean =>
  !OVER_TIME.test(asked.hearing.text) &&
  (["zone", "route", "driver", "vehicle", "depot", "contractor"] as const).some(
    (kind) => (by === null || kind === by) && linksOf(asked, kind).length > 1,
  );

/** What a question compares a window with: a window it names, else the one before where it asks to compare or for a trend. */
export const compareOf = (asked: Asked, window: TimeWindow, by: string | null): KpiPlan["compare"] => {
  if (asked.compared) return { ...asked.compared.range, label: asked.compared.label };
  // Two names side by side are the comparison.
  const isOfNames =
    by !== null &&
    (/\b(?:vs|versus|against|than|compar\w*)\b/i.test(asked.hearing.text) || isBetweenNames(asked, by)) &&
    !has(asked, "trend");
  const isOfTime = by === "day" || by === "week" || by === "month";
  return has(asked, "trend", "compare", "better", "worse") && !isOfNames && !isOfTime
    ? beforeOf(asked, window)
    : null;
};

/** Words for a move that a comparison or a trend answers: "is it better than last week", "did it rise". */
export const movesOf = (compare: KpiPlan["compare"], asked: Asked): readonly Concept[] =>
  compare || has(asked, "trend") || isBetweenNames(asked, null)
    ? [
        "better",
        "worse",
        ...(asked.compared || isBetweenNames(asked, null) ? (["moreOrLess", "most"] as const) : []),
      ]
    : [];

const LONG_MS = 62 * 86_400_000;

/** Whether the way each part of a split goes is told month by month: over a time of several months that is named. */
export const isOverMonths = (asked: Asked, by: string | null): boolean =>
  has(asked, "trend") &&
  by !== null &&
  !/^(?:day|week|month|weekday)$/.test(by) &&
  asked.compared === null &&
  asked.window !== null &&
  Date.parse(asked.window.lastDay) - Date.parse(asked.window.firstDay) >= LONG_MS;

/** The step of time a trend is drawn in: days up to three weeks, weeks up to half a year, then months. */
export const trendStep = ({ firstDay, lastDay }: TimeWindow): "day" | "week" | "month" => {
  const days = (Date.parse(lastDay) - Date.parse(firstDay)) / 86_400_000 + 1;
  return days <= 21 ? "day" : days <= 190 ? "week" : "month";
};
