import { isOfBoundAlone, rankingOf, trendStep } from "#server/ask/core/kpi-parts.ts";
import type { Concept } from "#server/ask/core/lexicon.ts";
import { dayFilter, type ListFilter } from "#server/ask/core/list-filters.ts";
import { asksOneRow, goesOn, saidBeside } from "#server/ask/core/one-row.ts";
import { pairedStretches } from "#server/ask/core/paired-stretches.ts";
import { desc } from "#server/ask/core/plan-parts.ts";
import type { Quantity } from "#server/ask/core/quantity.ts";
import {
  type Asked,
  boundFilter,
  has,
  linksOf,
  type Rule,
  tokensSaying,
  whichOf,
} from "#server/ask/core/question.ts";
import { namedRecords, recordSplits, recordsPlan } from "#server/ask/core/records-parts.ts";
import type { QueryPlan, TimeWindow } from "#server/ask/schema.ts";

type By = NonNullable<Extract<QueryPlan, { kind: "records" }>["by"]>;

const EVENTS = {
  harshBraking: "braking",
  harshAcceleration: "acceleration",
  harshCornering: "cornering",
  speeding: "speeding",
} as const satisfies Partial<Record<Concept, string>>;

const MOST = [
  ["driver", "driver"],
  ["vehicle", "vehicle"],
  ["depot", "depot"],
  ["route", "route"],
  ["zone", "zone"],
] as const satisfies readonly (readonly [Concept, By])[];
// Splits whose kilometres are known.
const OF_WAYS: ReadonlySet<By> = new Set(["driver", "vehicle", "depot", "route", "day", "week", "month"]);

const inWindow = (window: TimeWindow): ListFilter[] =>
  window.isWholeDays
    ? [dayFilter(window)]
    : [
        { column: "happenedAt", op: "gte", value: window.from },
        { column: "happenedAt", op: "lt", value: window.to },
      ];

const RANKED =
  /\brank|\b(?:riski|saf|wild|rough|hard)est\b|\bmost (?:dangerous|reckless|careless|aggressive)\b/i;

// Those who had none at all: "no single harsh braking", "without any speeding".
const NONE =
  /\b(?:without|with|has|have|had|did|do|does|show\w*|got|made)\s+(?:not\s+(?:had\s+|have\s+)?(?:a\s+|any\s+)?|(?:no|zero|0|not\s+one|never\s+an?y?)\s+)(?:single\s+|one\s+)?(?=(?:harsh|hard|heavy|sharp|sudden|speeding|braking|cornering|acceleration|safety)\b)|\bwithout\s+(?:a\s+single\s+|any\s+|a\s+)?(?=(?:harsh|hard|heavy|sharp|sudden|speeding|braking|cornering|acceleration|safety)\b)/i;

// "Who brakes hardest", "most dangerous driver": ranked, by driver where nothing else is named.
const splitOf = (
  asked: Asked,
): { by: By | null; within?: By | undefined; uses: readonly Concept[]; said: readonly number[] } => {
  const { by, within, uses, said } = recordSplits(asked, "safety");
  if (by !== null) return { by, within, uses, said };
  const { text } = asked.hearing;
  const isOfNone = NONE.test(text);
  const isRanked =
    isOfNone ||
    has(asked, "most", "worst", "least", "best", "per100Km") ||
    RANKED.test(text) ||
    asked.quantities.some((q) => q.op !== null && q.unit === null && !isOfSpeed(asked, q));
  // Two drivers that are named are set side by side.
  const isOfTwo = linksOf(asked, "driver").length > 1 && has(asked, "compare");
  if (isOfTwo) return { by: "driver", uses: ["driver"], said };
  // Two stretches of what is named, or of all, are told one after the other.
  const isOfPair =
    pairedStretches(asked) !== undefined &&
    !isOfNone &&
    !has(asked, "most", "worst", "least", "best") &&
    MOST.every(([kind]) => !has(asked, kind) || linksOf(asked, kind).length === 1);
  if (!isRanked || isOfPair || isOfRows(asked)) return { by: null, uses: [], said };
  const thing = MOST.find(
    ([concept, kind]) =>
      has(asked, concept) && linksOf(asked, kind === "driver" ? "driver" : (kind as "vehicle")).length === 0,
  );
  return { by: thing?.[1] ?? "driver", uses: thing ? [thing[0]] : [], said };
};

const OVER_LIMIT =
  /\b(?:km\/?h|kph|mph|k\s+over|over\s+(?:the\s+)?(?:speed\s+)?limit|above\s+(?:the\s+)?(?:speed\s+)?limit|made\s+more\s+than\s+\d+\s+over|\d+\s+(?:or\s+more\s+)?over\b)/i;
// "More than 10 over the limit", "by more than 15 km/h" bounds the speed, and not how often.
const isOfSpeed = (asked: Asked, quantity: Quantity): boolean => {
  const { text } = asked.hearing;
  const near = text.slice(Math.max(0, quantity.start - 12), quantity.end + 32);
  return has(asked, "speeding") && OVER_LIMIT.test(near);
};
const FASTEST =
  /\b(?:(?:top\s+)?(?:the\s+)?(?:\d+\s+|three\s+|five\s+|ten\s+)?fastest|highest\s+speeds?|quickest)\b(?:\s+(?:first|on\s+top))?/i;
const BY_EXCESS = /\b(?:furthest|farthest|most)\s+over(?:\s+the\s+limit)?\b|\bby\s+how\s+(?:much|far)\b/i;
// Single events are put in order by their speed.
const isOneEvent = (asked: Asked): boolean =>
  asksOneRow(asked, "event|incident|offence|case") && goesOn(asked);
const isOfRows = (asked: Asked): boolean =>
  isOneEvent(asked) ||
  (has(asked, "speeding") &&
    !has(asked, "per100Km") &&
    (FASTEST.test(asked.hearing.text) ||
      BY_EXCESS.test(asked.hearing.text) ||
      asked.quantities.some((q) => q.op !== null && isOfSpeed(asked, q))));
const INSTEAD =
  /\b(?:instead\s+of|rather\s+than|,\s*not|and\s+not)\s+(?:the\s+)?(?:harsh\s+|hard\s+)?(?:braking|acceleration|cornering|speeding)\b/i;

// The kinds of events that are asked for; not those in whose place they are.
const eventsOf = (asked: Asked): (keyof typeof EVENTS)[] => {
  const out = new Set(tokensSaying(asked, INSTEAD));
  return whichOf(asked, Object.keys(EVENTS) as (keyof typeof EVENTS)[]).filter((event) =>
    asked.hearing.places.some(({ concept, from, to }) => {
      if (concept !== event) return false;
      for (let at = from; at < to; at++) if (!out.has(at)) return true;
      return false;
    }),
  );
};

/** Harsh braking, acceleration and cornering, and speeding: as rows, counted, or per 100 km. */
const safety: Rule = (asked) => {
  const events = eventsOf(asked);
  if (events.length === 0 && !has(asked, "harshAny")) return undefined;
  const { text } = asked.hearing;
  const { filters, uses, said } = namedRecords(asked, "safety");
  const spoken = splitOf(asked);
  const isTrend = spoken.by === null && has(asked, "trend");
  const pair = spoken.by === null && !isTrend ? pairedStretches(asked) : undefined;
  const window = pair?.window ?? asked.window ?? (spoken.by === null && !isTrend ? asked.today : asked.month);
  const { uses: splitUses, said: splitSaid } = spoken;
  // "Braking against acceleration by month" tells each of them apart.
  const isOfKinds = events.length > 1 && has(asked, "compare") && spoken.by !== "event" && !spoken.within;
  const split = isTrend ? trendStep(window) : (pair?.step ?? spoken.by);
  const by = isOfKinds ? ("event" as const) : split;
  const within = isOfKinds ? (split ?? undefined) : spoken.within;
  const place = asked.hearing.places.find(({ concept }) => concept === "siteKind");
  const near = place
    ? asked.hearing.tokens
        .slice(place.from, place.to)
        .map(({ stem }) => stem)
        .join(" ")
    : linksOf(asked, "street")[0]?.name.key;
  const isOfNone = NONE.test(text);
  // Who drives more meets more: ranked drivers are measured by the way they drove, and so those who had none are there.
  // "The fewest harsh braking events" counts them; a driver is ranked by how far he drove for them.
  const isOfEvents =
    /\b(?:most|fewest|least)\s+(?:\w+\s+){0,2}(?:events?|incidents?|occurrences?|alerts?)\b|\bby\s+(?:the\s+)?(?:number|count)\b/i.test(
      text,
    );
  const isPerWay =
    by !== null &&
    within === undefined &&
    // What was driven at some hours alone is not known.
    asked.clocks.length === 0 &&
    window.isWholeDays &&
    OF_WAYS.has(by) &&
    (has(asked, "per100Km") ||
      isOfNone ||
      ((has(asked, "best") || (has(asked, "least") && !isOfBoundAlone(asked, "least"))) && !isOfEvents) ||
      (events.length === 0 &&
        !isOfEvents &&
        (has(asked, "most", "worst") || RANKED.test(text)) &&
        !has(asked, "howMany")));
  const { ranking, uses: ranked } = rankingOf(asked, by, null);
  const isBetweenNames = (["driver", "vehicle", "depot", "route", "zone"] as const).some(
    (kind) => kind === by && linksOf(asked, kind).length > 1,
  );
  const isTimed = by !== null && /^(?:day|week|month)$/.test(by);
  const speed = asked.quantities.find((q) => q.op !== null && q.unit === null && isOfSpeed(asked, q));
  const isGentle = /\b(?:gentlest|softest|smoothest|calmest|safest)\b/i.test(text);
  return {
    plan: recordsPlan(asked, "safety", {
      filters: [
        ...filters,
        ...(events.length > 0
          ? [{ column: "event", op: "in" as const, value: events.map((event) => EVENTS[event]) }]
          : []),
        ...(near ? [{ column: "near", op: "contains" as const, value: near }] : []),
        ...(speed ? [boundFilter("overKmh", speed, { op: "gt", value: 0 })] : []),
        ...inWindow(window),
      ],
      ...(by ? { show: "groups" as const } : {}),
      by,
      ...(within ? { within } : {}),
      per100Km: isPerWay ? { from: window.firstDay, to: window.lastDay } : null,
      ranking: {
        ...ranking,
        ...(isGentle && by !== null ? { order: "least" as const } : {}),
        ...(speed ? { bound: null } : {}),
        ...(isOfNone ? { bound: { op: "eq" as const, value: 0, upTo: null } } : {}),
      },
      sort: [
        FASTEST.test(text)
          ? desc("speedKmh")
          : BY_EXCESS.test(text) || (isOneEvent(asked) && has(asked, "worst"))
            ? desc("overKmh")
            : desc("happenedAt"),
      ],
      ...(by === null && isOneEvent(asked) ? { limit: 1 } : {}),
      columns: [
        "driver",
        "vehicle",
        "event",
        "happenedAt",
        ...(events.length === 0 || events.includes("speeding")
          ? ["speedKmh", "limitKmh", "overKmh"]
          : ["speedKmh"]),
        "place",
        "route",
      ],
    }),
    window,
    said: new Set([
      ...said,
      ...splitSaid,
      ...(pair ? [...asked.timed.compared, ...asked.timed.when] : []),
      ...tokensSaying(asked, /\bby\s+(?:the\s+)?(?:number|count)\s+of\s+(?:speeding\s+|harsh\s+)?events?\b/i),
      ...tokensSaying(asked, INSTEAD),
      ...(isOfNone && isPerWay ? tokensSaying(asked, NONE) : []),
      ...(by === null ? [...tokensSaying(asked, FASTEST), ...tokensSaying(asked, BY_EXCESS)] : []),
      ...(speed ? tokensSaying(asked, OVER_LIMIT) : []),
      ...(by === null && isOneEvent(asked) ? saidBeside(asked) : []),
      ...(isGentle ? tokensSaying(asked, /\b(?:gentlest|softest|smoothest|calmest|safest)\b/i) : []),
    ]),
    uses: [
      ...(["harshAny", "driver", "vehicle", "howMany", "exception", "drives", "moving"] as const),
      ...(by === null ? (["fastest", "byHowMuch"] as const) : []),
      ...(by === null && isOneEvent(asked) ? (["most", "worst", "newest", "oldest"] as const) : []),
      ...(speed ? (["most", "moreOrLess", "older"] as const) : []),
      ...(isOfKinds || pair ? (["compare"] as const) : []),
      ...(isBetweenNames ? (["compare", "better", "worse"] as const) : []),
      ...(isTimed ? (["trend", "moreOrLess", "better", "worse"] as const) : []),
      ...(near ? (["nearest", "siteKind", "site"] as const) : []),
      ...(isPerWay ? (["per100Km"] as const) : []),
      ...(by ? (["most", "worst", "least", "best", "handleFirst"] as const) : []),
      ...events,
      ...splitUses,
      ...ranked,
      ...uses,
    ],
  };
};

/** Rules of section 11 of the questions about safety events. */
export const DRIVER_RULES: readonly Rule[] = [safety];
