import { STREAM_CONCEPTS } from "#server/ask/core/kinds.ts";
import { rankingOf } from "#server/ask/core/kpi-parts.ts";
import { dayFilter, type ListFilter } from "#server/ask/core/list-filters.ts";
import { asc, desc } from "#server/ask/core/plan-parts.ts";
import { type Asked, has, linksOf, type Rule, whichOf } from "#server/ask/core/question.ts";
import { recordsPlan } from "#server/ask/core/records-parts.ts";

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
  if (!has(asked, "collectionDay") || places.length === 0) return undefined;
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

/** What a customer ordered, and for when it is planned. */
const orders: Rule = (asked) => {
  const places = placesOf(asked);
  const isOrder = has(asked, "serviceOrder") || (has(asked, "bulky") && has(asked, "planned", "booked"));
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
      ranking: { ...ranking, order: ranking.order ?? "most" },
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

/** Rules of section 5 of the questions: collection days, orders, what was done at a place, and who knows it. */
export const PLACE_RULES: readonly Rule[] = [collections, orders, history, knowing];
