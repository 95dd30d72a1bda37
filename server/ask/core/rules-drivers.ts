import { rankingOf } from "#server/ask/core/kpi-parts.ts";
import type { Concept } from "#server/ask/core/lexicon.ts";
import { dayFilter, type ListFilter } from "#server/ask/core/list-filters.ts";
import { asc, desc } from "#server/ask/core/plan-parts.ts";
import {
  type Asked,
  boundFilter,
  has,
  linksOf,
  quantityOf,
  type Rule,
  whichOf,
} from "#server/ask/core/question.ts";
import { namedRecords, recordsPlan } from "#server/ask/core/records-parts.ts";
import { lengthSince } from "#server/ask/core/time-filters.ts";
import type { QueryPlan, TimeWindow } from "#server/ask/schema.ts";

type By = NonNullable<Extract<QueryPlan, { kind: "records" }>["by"]>;

const EVENTS = {
  harshBraking: "braking",
  harshAcceleration: "acceleration",
  harshCornering: "cornering",
  speeding: "speeding",
} as const satisfies Partial<Record<Concept, string>>;

const SPLITS = [
  ["perDriver", "driver"],
  ["perVehicle", "vehicle"],
  ["perDepot", "depot"],
  ["perRoute", "route"],
  ["perZone", "zone"],
  ["perCause", "event"],
  ["perWeek", "week"],
  ["perMonth", "month"],
  ["perWeekday", "weekday"],
  ["perDay", "day"],
] as const satisfies readonly (readonly [Concept, By])[];

const MOST = [
  ["driver", "driver"],
  ["vehicle", "vehicle"],
  ["depot", "depot"],
  ["route", "route"],
  ["zone", "zone"],
] as const satisfies readonly (readonly [Concept, By])[];
// Splits whose kilometres are known.
const OF_WAYS: ReadonlySet<By> = new Set(["driver", "vehicle", "depot", "route"]);

const inWindow = (window: TimeWindow): ListFilter[] =>
  window.isWholeDays
    ? [dayFilter(window)]
    : [
        { column: "happenedAt", op: "gte", value: window.from },
        { column: "happenedAt", op: "lt", value: window.to },
      ];

const RANKED =
  /\brank|\b(?:riski|saf|wild|rough|hard)est\b|\bmost (?:dangerous|reckless|careless|aggressive)\b/i;

const isWho = (asked: Asked): boolean => /\bwho\b/i.test(asked.hearing.text);

// "Who brakes hardest", "most dangerous driver": ranked, by driver where nothing else is named.
const splitOf = (asked: Asked): { by: By | null; uses: readonly Concept[] } => {
  const said = SPLITS.find(([per]) => has(asked, per));
  if (said) return { by: said[1], uses: [said[0]] };
  const isRanked =
    has(asked, "most", "worst", "least", "best", "per100Km") ||
    RANKED.test(asked.hearing.text) ||
    asked.quantities.some((q) => q.op !== null && q.unit === null);
  if (!isRanked) return { by: null, uses: [] };
  const thing = MOST.find(
    ([concept, kind]) =>
      has(asked, concept) && linksOf(asked, kind === "driver" ? "driver" : (kind as "vehicle")).length === 0,
  );
  return { by: thing?.[1] ?? "driver", uses: thing ? [thing[0]] : [] };
};

/** Harsh braking, acceleration and cornering, and speeding: as rows, counted, or per 100 km. */
const safety: Rule = (asked) => {
  const events = whichOf(asked, Object.keys(EVENTS) as (keyof typeof EVENTS)[]);
  if (events.length === 0 && !has(asked, "harshAny")) return undefined;
  const { filters, uses } = namedRecords(asked, ["vehicle", "driver", "depot"]);
  const routes = linksOf(asked, "route").map(({ name }) => name.key);
  const { by, uses: splitUses } = splitOf(asked);
  const window = asked.window ?? (by === null ? asked.today : asked.month);
  const place = asked.hearing.places.find(({ concept }) => concept === "siteKind");
  const near = place
    ? asked.hearing.tokens
        .slice(place.from, place.to)
        .map(({ stem }) => stem)
        .join(" ")
    : linksOf(asked, "street")[0]?.name.key;
  // Who drives more meets more: ranked drivers are measured by the way they drove, and so those who had none are there.
  // "The fewest harsh braking events" counts them; a driver is ranked by how far he drove for them.
  const isOfEvents = /\b(?:most|fewest|least)\s+(?:\w+\s+){0,2}events?\b/i.test(asked.hearing.text);
  const isPerWay =
    by !== null &&
    OF_WAYS.has(by) &&
    (has(asked, "per100Km") ||
      (has(asked, "least", "best") && !isOfEvents) ||
      (events.length === 0 &&
        !isOfEvents &&
        (has(asked, "most", "worst") || RANKED.test(asked.hearing.text)) &&
        !has(asked, "howMany")));
  const { ranking, uses: ranked } = rankingOf(asked, by, null);
  return {
    plan: recordsPlan(asked, "safety", {
      filters: [
        ...filters,
        ...(events.length > 0
          ? [{ column: "event", op: "in" as const, value: events.map((event) => EVENTS[event]) }]
          : []),
        ...(near ? [{ column: "near", op: "contains" as const, value: near }] : []),
        ...(routes.length > 0 ? [{ column: "route", op: "in" as const, value: routes }] : []),
        ...inWindow(window),
      ],
      ...(by ? { show: "groups" as const } : {}),
      by,
      per100Km: isPerWay ? { from: window.firstDay, to: window.lastDay } : null,
      ranking,
      sort: [desc("happenedAt")],
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
    uses: [
      "harshAny",
      "driver",
      "vehicle",
      "howMany",
      "exception",
      "drives",
      "moving",
      ...(near ? (["nearest", "siteKind", "site"] as const) : []),
      ...(isPerWay ? (["per100Km"] as const) : []),
      ...(routes.length > 0 ? (["route"] as const) : []),
      ...(by ? (["most", "worst", "least", "best", "handleFirst"] as const) : []),
      ...events,
      ...splitUses,
      ...ranked,
      ...uses,
    ],
  };
};

const NEAR_S = 3600;

/** Drivers who are expected to pass what the law, or the question, allows them today. */
const hours: Rule = (asked) => {
  if (!has(asked, "legalHours")) return undefined;
  const { filters, uses } = namedRecords(asked, ["driver", "depot"]);
  const window = asked.window ?? asked.today;
  const bound = quantityOf(asked, "s");
  const isNear = has(asked, "nearest") || /\bclose\s+to\b/i.test(asked.hearing.text);
  const column = /\bdriv(?:ing|e|en)\b(?!ers?)/i.test(asked.hearing.text)
    ? "expectedDrivingS"
    : "expectedDutyS";
  return {
    plan: recordsPlan(asked, "shifts", {
      filters: [
        ...filters,
        dayFilter(window),
        { column: "clockedInAt", op: "is-null", value: false },
        bound
          ? boundFilter(column, bound, { op: "gt", value: 0 })
          : { column: "pastLimitS", op: "gt", value: isNear ? -NEAR_S : 0 },
      ],
      sort: [desc(bound ? column : "pastLimitS")],
      columns: [
        "driver",
        "expectedDutyS",
        "expectedDrivingS",
        "pastLimitS",
        "clockedInAt",
        "expectedOffAt",
        "route",
        "vehicle",
      ],
    }),
    window,
    uses: [
      "legalHours",
      ...(isNear ? (["nearest"] as const) : []),
      "exceeds",
      "driver",
      "howMany",
      "overtime",
      "sumHours",
      "older",
      "whenWill",
      "onDuty",
      "finish",
      "most",
      ...(isWho(asked) ? (["drives"] as const) : []),
      ...uses,
    ],
  };
};

const BREAK_S = 6 * 3600;
/** Drivers on duty who have worked for hours without a break. */
const breaks: Rule = (asked) => {
  if (!has(asked, "noBreak")) return undefined;
  const { filters, uses } = namedRecords(asked, ["driver", "depot"]);
  // "In the last six hours" says how long, and so no window besides.
  const window = asked.window?.isWholeDays === false ? asked.window : (asked.window ?? asked.today);
  // "Since noon" is as long ago as noon.
  const since = lengthSince(asked);
  const length = since?.length ?? quantityOf(asked, "s");
  return {
    plan: recordsPlan(asked, "shifts", {
      filters: [
        ...filters,
        { column: "serviceDay", op: "eq", value: asked.today.firstDay },
        { column: "isOnDuty", op: "eq", value: true },
        boundFilter("sinceBreakS", length, { op: "gte", value: BREAK_S }),
      ],
      sort: [desc("sinceBreakS"), asc("driver")],
      columns: ["driver", "sinceBreakS", "clockedInAt", "breakEndAt", "vehicle", "route"],
    }),
    window,
    ...(since ? { said: since.said } : {}),
    uses: [
      "noBreak",
      // "Not taken a break" is no exception that nobody has taken.
      "untaken",
      "driver",
      "howMany",
      "older",
      "onDuty",
      "clockedIn",
      "drives",
      "worst",
      "most",
      "moving",
      "sumHours",
      ...uses,
    ],
  };
};

/** Rules of section 11 of the questions: safety events, legal hours, breaks. */
export const DRIVER_RULES: readonly Rule[] = [safety, hours, breaks];
