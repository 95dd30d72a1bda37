import { STREAM_CONCEPTS } from "#server/ask/core/kinds.ts";
import { rankingOf } from "#server/ask/core/kpi-parts.ts";
import { dayFilter, type ListFilter } from "#server/ask/core/list-filters.ts";
import { asc, desc } from "#server/ask/core/plan-parts.ts";
import { type Asked, has, isExcluded, linksOf, type Rule, whichOf } from "#server/ask/core/question.ts";
import { recordsPlan } from "#server/ask/core/records-parts.ts";
import { timeFilters } from "#server/ask/core/time-filters.ts";

// The places a question names: sites by their address or name, customers by their account, streets; a kind of place.
const placesOf = (asked: Asked): ListFilter[] => {
  const ids = (...kinds: ("address" | "site" | "customer")[]) =>
    linksOf(asked, ...kinds).map(({ name }) => name.id ?? -1);
  const [sites, customers] = [ids("address", "site"), ids("customer")];
  const streets = linksOf(asked, "street").map(({ name }) => name.key);
  const kind = asked.hearing.places.find(({ concept }) => concept === "siteKind");
  const words = kind ? asked.hearing.tokens.slice(kind.from, kind.to).map(({ stem }) => stem) : [];
  return [
    ...(sites.length > 0 ? [{ column: "siteId", op: "in" as const, value: sites }] : []),
    ...(customers.length > 0 ? [{ column: "customerId", op: "in" as const, value: customers }] : []),
    ...(streets.length > 0 && sites.length === 0
      ? [{ column: "street", op: "in" as const, value: streets }]
      : []),
    ...(kind && sites.length === 0
      ? [{ column: "site", op: "contains" as const, value: words.join(" ") }]
      : []),
  ];
};
const THERE = ["site", "customer", "siteKind", "stop", "container", "depot"] as const;
const streamsOf = (asked: Asked): ListFilter[] => {
  const streams = whichOf(asked, STREAM_CONCEPTS);
  return streams.length > 0 ? [{ column: "stream", op: "in", value: streams }] : [];
};

/** On which days a place is collected, and when next. */
const collections: Rule = (asked) => {
  const places = placesOf(asked);
  const isWhen =
    /^\W*(?:and\s+)?when\s+(?:is|are|do|does)\b.*\b(?:collected|emptied|picked up|serviced)\b/i.test(
      asked.hearing.text,
    ) && asked.window === null;
  if (!(has(asked, "collectionDay") || isWhen) || places.length === 0) return undefined;
  return {
    plan: recordsPlan(asked, "collections", {
      filters: [...places, ...streamsOf(asked)],
      sort: [asc("nextDay")],
      columns: ["site", "stream", "collectedOn", "weeks", "nextDay", "emptiedAt", "volumeL"],
    }),
    window: null,
    // "Is this week different" is told by the days that come next.
    uses: [
      "collectionDay",
      ...(isWhen ? (["stop", "finished", "sumStops"] as const) : []),
      "whenWill",
      "planned",
      "sumLifts",
      "perWeekday",
      "didServe",
      ...THERE,
      ...STREAM_CONCEPTS,
    ],
    said: asked.timed.when,
  };
};

const STANDS = /\b(?:which|what|how many|any|list|show)\b/i;

/** Which containers stand at a place, or how many. */
const containersAt: Rule = (asked) => {
  const places = placesOf(asked);
  if (!has(asked, "container") || places.length === 0 || asked.window !== null) return undefined;
  if (
    !STANDS.test(asked.hearing.text) ||
    has(asked, "stop", "exception", "forecast", "collectionDay", "history")
  )
    return undefined;
  return {
    plan: recordsPlan(asked, "collections", {
      filters: [...places, ...streamsOf(asked)],
      sort: [asc("nextDay")],
      columns: [
        "container",
        "site",
        "stream",
        "containerKind",
        "volumeL",
        "collectedOn",
        "nextDay",
        "emptiedAt",
      ],
    }),
    window: null,
    said: new Set(
      asked.hearing.tokens.flatMap(({ stem }, at) =>
        /^(?:stand|stood|place|locate|keep|kept|there|have|has)$/.test(stem) ? [at] : [],
      ),
    ),
    uses: ["howMany", "stopped", "outNow", ...THERE, ...STREAM_CONCEPTS],
  };
};

/** What a customer ordered, and for when it is planned. */
const orders: Rule = (asked) => {
  const places = placesOf(asked);
  const isOrder =
    has(asked, "serviceOrder") ||
    // "Is anything ordered for 5 Pine Close".
    (has(asked, "booked") && places.length > 0 && !has(asked, "route", "vehicle", "driver")) ||
    (has(asked, "bulky") &&
      (has(asked, "planned", "booked") || (has(asked, "whenWill") && asked.window === null)));
  if (!isOrder || has(asked, "missed", "exception") || (places.length === 0 && !has(asked, "serviceOrder")))
    return undefined;
  const { window } = asked;
  return {
    plan: recordsPlan(asked, "orders", {
      filters: [
        ...places,
        ...streamsOf(asked),
        ...(has(asked, "open", "pending")
          ? [{ column: "status", op: "in" as const, value: ["requested", "scheduled"] }]
          : []),
        ...(window ? [{ ...dayFilter(window), column: "scheduledFor" }] : []),
      ],
      sort: [desc("requestedAt")],
      columns: ["order", "site", "status", "scheduledFor", "doneAt", "requestedAt", "detail"],
    }),
    window,
    uses: [
      "serviceOrder",
      "booked",
      "planned",
      "bulky",
      "howMany",
      "open",
      "pending",
      "whenWill",
      "didServe",
      ...THERE,
      ...STREAM_CONCEPTS,
    ],
  };
};

/** What was done at a place over the last weeks. */
const history: Rule = (asked) => {
  const places = placesOf(asked);
  if (!has(asked, "history") || places.length === 0) return undefined;
  const window = asked.window ?? asked.eightWeeks;
  return {
    plan: recordsPlan(asked, "visits", {
      filters: [...places, ...streamsOf(asked), dayFilter(window)],
      sort: [desc("serviceDay")],
      columns: [
        "serviceDay",
        "site",
        "stream",
        "status",
        "doneAt",
        "lifts",
        "weightKg",
        "reason",
        "driver",
        "route",
      ],
    }),
    window,
    uses: ["history", "didServe", "sumLifts", "finished", "sumStops", ...THERE, ...STREAM_CONCEPTS],
  };
};

/** Which drivers know a place: those who have served it most. */
const knowing: Rule = (asked) => {
  const places = placesOf(asked);
  if (!has(asked, "knowsPlace") || places.length === 0) return undefined;
  if (!has(asked, "driver") && !/\bwho\b/i.test(asked.hearing.text)) return undefined;
  const window = asked.window ?? asked.eightWeeks;
  const { ranking, uses } = rankingOf(asked, "driver", null);
  return {
    plan: recordsPlan(asked, "visits", {
      filters: [...places, { column: "status", op: "eq", value: "done" }, dayFilter(window)],
      show: "groups",
      by: "driver",
      // Who knows it best has been there most.
      ranking: {
        ...ranking,
        order: ranking.order === null || ranking.order === "best" ? "most" : ranking.order,
      },
      sort: [desc("serviceDay")],
      columns: ["driver", "site", "serviceDay"],
    }),
    window,
    // "Who has been there before".
    ...(asked.hearing.tokens.at(-1)?.stem === "before"
      ? { said: new Set([asked.hearing.tokens.length - 1]) }
      : {}),
    uses: [
      "knowsPlace",
      "driver",
      "perDriver",
      "most",
      "best",
      "drives",
      "didServe",
      "outNow",
      ...uses,
      ...THERE,
    ],
  };
};

const WERE =
  /\b(?:were|was|been|went|gone|visited|came|come|passed|stopped|served|drove|worked|seen|been seen)\b/i;
const LATELY = /\b(?:recently|lately|of late|these days)\b/i;

/** Which trucks were at a place: by the stops they served in a zone, on a street or at a site, or their weigh tickets. */
const presence: Rule = (asked) => {
  const [there, ...others] = linksOf(asked, "zone", "street", "site", "facility");
  const { text, tokens } = asked.hearing;
  // "In the last hour" is over, whatever the verb.
  const isPast =
    LATELY.test(text) || (asked.window !== null && (WERE.test(text) || !asked.window.isWholeDays));
  const isOther = asked.hearing.places.some(({ concept }) => /^(?:kpi|sum)/.test(concept));
  // "Who was at Cedar lately" asks for the drivers.
  const by = has(asked, "vehicle")
    ? "vehicle"
    : /\bwho\b/i.test(text) || has(asked, "driver")
      ? "driver"
      : null;
  if (!there || others.length > 0 || by === null || !isPast || isOther) return undefined;
  if (by === "driver" && (there.name.kind === "facility" || has(asked, "knowsPlace", "late")))
    return undefined;
  if (has(asked, "exception", "fault", "wait", "late", "howMany", "missed", "skipped")) return undefined;
  const window = asked.window ?? asked.week;
  const { ranking, uses } = rankingOf(asked, by, null);
  const isFacility = there.name.kind === "facility";
  const at: readonly ListFilter[] = isFacility
    ? [{ column: "facilityId", op: "in", value: [there.name.id ?? -1] }]
    : there.name.kind === "zone"
      ? [{ column: "zone", op: "in", value: [there.name.key] }]
      : placesOf(asked).slice(0, 1);
  const trucks = linksOf(asked, "vehicle");
  const [out, kept] = [true, false].map((isOut) =>
    trucks.filter(({ from }) => isExcluded(asked, from) === isOut).map(({ name }) => name.id ?? -1),
  ) as [number[], number[]];
  return {
    plan: recordsPlan(asked, isFacility ? "tickets" : "visits", {
      filters: [
        ...at,
        ...(kept.length > 0 ? [{ column: "vehicleId", op: "in" as const, value: kept }] : []),
        ...out.map((id) => ({ column: "vehicleId", op: "ne" as const, value: id })),
        ...(isFacility ? [] : [{ column: "status", op: "eq" as const, value: "done" }]),
        dayFilter(window),
        ...timeFilters(asked, isFacility ? "arrivedAt" : "doneAt"),
        ...streamsOf(asked),
      ],
      show: "groups",
      by,
      ranking: { ...ranking, order: ranking.order ?? "most" },
      sort: [desc("serviceDay")],
      columns: [by, isFacility ? "facility" : "site", "serviceDay"],
    }),
    window,
    said: new Set(
      tokens.flatMap((token, i) => (LATELY.test(token.text) || WERE.test(token.text) ? [i] : [])),
    ),
    uses: [
      "vehicle",
      "perVehicle",
      ...(by === "driver" ? (["driver", "perDriver", "drives"] as const) : []),
      "zone",
      "facility",
      "didServe",
      "stopped",
      "sumStops",
      "where",
      // "Near Harbour" is where Harbour is, as closely as stops tell.
      "nearest",
      ...uses,
      ...THERE,
      ...STREAM_CONCEPTS,
    ],
  };
};

/** Rules of section 5 of the questions: collection days, orders, what was done at a place, and who knows it. */
export const PLACE_RULES: readonly Rule[] = [collections, containersAt, orders, history, knowing, presence];
