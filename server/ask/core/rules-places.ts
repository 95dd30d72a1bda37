import { STREAM_CONCEPTS } from "#server/ask/core/kinds.ts";
import { rankingOf } from "#server/ask/core/kpi-parts.ts";
import { dayFilter, type ListFilter } from "#server/ask/core/list-filters.ts";
import { placesOf, streamsOf, THERE } from "#server/ask/core/place-parts.ts";
import { asc, desc } from "#server/ask/core/plan-parts.ts";
import { NUMBER, readNumber } from "#server/ask/core/quantity.ts";
import {
  type Asked,
  has,
  isExcluded,
  linksOf,
  type Rule,
  tokensSaying,
  wantedRows,
} from "#server/ask/core/question.ts";
import { recordsPlan } from "#server/ask/core/records-parts.ts";
import { timeFilters } from "#server/ask/core/time-filters.ts";

const HOLIDAY =
  /^(?:thanksgiving|christmas|xmas|easter|bank|public|holidays?|new|year['’]?s|good|whitsun|boxing|labou?r|memorial|independence|diwali|eid)$/i;
const SHIFTED =
  /\b(?:throws?|threw|moves?|moved|shifts?|shifted|muck\w*|mess\w*|chang\w*|affect\w*|alter\w*|push\w*|knock\w*|disrupt\w*|put\w*)\b(?:\s+(?:it|that|this|them|things))?(?:\s+(?:off|about|back|out|up|around))?/i;
// Every row tells its stream.
const STREAM_EACH = /\bwith\s+(?:the\s+|its\s+|their\s+)?(?:waste\s+)?streams?(?:\s+(?:for|of)\s+each)?\b/i;
const FALLS = /\b(?:falls?|is|are|lands?|comes?)\s+on\s+an?\b/i;
const NEXT =
  /\bnext\s+(?:(?:scheduled|planned)\s+)?(?:pick[\s-]?up|collection|service|emptying|visit|stop|bin\s+day)\b/i;
const DAYS = ["Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"];

// Containers that are emptied on the days of the week that a question names.
const onWeekdays = (asked: Asked): ListFilter[] => {
  const named = DAYS.filter((day) => new RegExp(`\\b${day}s?\\b`, "i").test(asked.hearing.text));
  const isOne =
    asked.window === null || asked.timed.weekdays.size > 0 || /\ban?\s+\w+day\b/i.test(asked.hearing.text);
  return named.length === 1 && isOne
    ? [{ column: "collectedOn", op: "contains", value: named[0] ?? "" }]
    : [];
};

/** On which days a place is collected, and when next. */
const collections: Rule = (asked) => {
  const places = placesOf(asked);
  const isWhen =
    /^\W*(?:and\s+)?when\s+(?:is|are|do|does)\b.*\b(?:collected|emptied|picked up|serviced)\b/i.test(
      asked.hearing.text,
    ) && asked.window === null;
  const isNext = NEXT.test(asked.hearing.text);
  if (!(has(asked, "collectionDay") || isWhen || isNext) || places.length === 0) return undefined;
  // Which route it is on is told by its visits.
  if (SERVED_BY.test(asked.hearing.text)) return undefined;
  // "Whose collection day is a Thursday" keeps those; a place that is asked about by its address is told its days.
  const days = linksOf(asked, "address", "site").length === 0 ? onWeekdays(asked) : [];
  const holidays = asked.hearing.tokens.flatMap(({ text }, at) => (HOLIDAY.test(text) ? [at] : []));
  return {
    plan: recordsPlan(asked, "collections", {
      filters: [...places, ...streamsOf(asked), ...days],
      sort: [asc("nextDay")],
      columns: [
        ...(["site", "stream", "collectedOn"] as const),
        ...(isOfThisWeek(asked, holidays.length > 0) ? (["thisWeek"] as const) : []),
        ...(["weeks", "nextDay", "emptiedAt", "volumeL"] as const),
      ],
      ...(isNext && linksOf(asked, "address", "site", "customer").length > 0 ? { limit: 1 } : {}),
      ...(holidays.length > 0 ? { isOfHoliday: true } : {}),
    }),
    window: null,
    // "Is this week different" is told by this week's day beside the usual ones, and so is what a holiday does to it.
    uses: [
      "collectionDay",
      ...(isWhen ? (["stop", "finished", "sumStops"] as const) : []),
      "whenWill",
      "planned",
      "sumLifts",
      "perWeekday",
      "didServe",
      ...(holidays.length > 0 ? (["changed", "change", "moving", "everything", "forecast"] as const) : []),
      // "Which day do we pick up there": a visit, and none that was missed or moved.
      "drives",
      "outNow",
      ...THERE,
      ...STREAM_CONCEPTS,
    ],
    said: new Set([
      ...asked.timed.when,
      ...tokensSaying(asked, STREAM_EACH),
      ...(days.length > 0 ? [...asked.timed.weekdays, ...tokensSaying(asked, FALLS)] : []),
      ...holidays,
      ...(holidays.length > 0 ? tokensSaying(asked, SHIFTED) : []),
      ...(isNext ? tokensSaying(asked, NEXT) : []),
    ]),
  };
};

// Whether this week's day is asked for; a holiday of another week does nothing to it.
const isOfThisWeek = ({ window, today, hearing: { text } }: Asked, isOfHoliday: boolean): boolean =>
  (isOfHoliday || /\bthis\s+week\b/i.test(text)) &&
  !/\b(?:christmas|xmas|easter|new\s+year['’]?s?|next|following)\s+week\b/i.test(text) &&
  (window === null || (window.firstDay <= today.firstDay && today.firstDay <= window.lastDay));

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

const UNDATED =
  /\b(?:(?:awaiting|waiting\s+for|without|lacking|needing|with\s+no|that\s+have\s+no|no)\s+(?:a\s+|any\s+)?date(?:\s+yet)?|not\s+(?:yet\s+)?(?:been\s+)?(?:scheduled|booked(?:\s+in)?|planned|dated)|unscheduled|undated|unbooked)\b/i;
const AGE = /\b(?:in\s+order\s+of\s+age|by\s+age|sorted\s+by\s+age|longest\s+waiting(?:\s+first)?)\b/i;
const LIMITED = new RegExp(
  `\\b(?:limited\\s+to|no\\s+more\\s+than|at\\s+most|only\\s+the\\s+first|max(?:imum)?(?:\\s+of)?|up\\s+to)\\s+${NUMBER}\\b`,
  "i",
);
const limitedTo = (asked: Asked): number | undefined => {
  const said = LIMITED.exec(asked.hearing.text)?.[1];
  return said === undefined ? undefined : readNumber(said);
};

/** What a customer ordered, and for when it is planned. */
const orders: Rule = (asked) => {
  const places = placesOf(asked);
  const isOfAll =
    has(asked, "bulky") &&
    (UNDATED.test(asked.hearing.text) || (has(asked, "booked") && asked.window !== null));
  const isOrder =
    has(asked, "serviceOrder") ||
    isOfAll ||
    // "Is anything ordered for 5 Pine Close".
    (has(asked, "booked") && places.length > 0 && !has(asked, "route", "vehicle", "driver")) ||
    (has(asked, "bulky") &&
      (has(asked, "planned", "booked") || (has(asked, "whenWill") && asked.window === null)));
  if (
    !isOrder ||
    has(asked, "missed", "exception") ||
    (places.length === 0 && !has(asked, "serviceOrder") && !isOfAll)
  )
    return undefined;
  const { window } = asked;
  const { text, tokens } = asked.hearing;
  const isUndated = UNDATED.test(text);
  const isRising = has(asked, "oldest") || AGE.test(text);
  const limit = wantedRows(asked) ?? limitedTo(asked);
  const isByZone = has(asked, "perZone");
  return {
    plan: recordsPlan(asked, "orders", {
      filters: [
        ...places,
        ...streamsOf(asked),
        ...(isUndated
          ? [{ column: "status", op: "eq" as const, value: "requested" }]
          : has(asked, "open", "pending")
            ? [{ column: "status", op: "in" as const, value: ["requested", "scheduled"] }]
            : []),
        ...(window ? [{ ...dayFilter(window), column: "scheduledFor" }] : []),
      ],
      sort: [isRising ? asc("requestedAt") : desc("requestedAt")],
      columns: ["order", "site", "status", "scheduledFor", "doneAt", "requestedAt", "detail"],
      ...(limit === undefined ? {} : { limit }),
      ...(isByZone ? { show: "groups", by: "zone" } : {}),
    }),
    window,
    said: new Set([
      ...(isUndated ? tokensSaying(asked, UNDATED) : []),
      ...(isRising ? tokensSaying(asked, AGE) : []),
      ...(limit === undefined ? [] : tokensSaying(asked, LIMITED)),
      ...tokens.flatMap(({ stem }, at) => (/^(?:request|pickup|pick-up)$/.test(stem) ? [at] : [])),
    ]),
    uses: [
      ...(isByZone ? (["perZone", "sumStops"] as const) : []),
      "oldest",
      "newest",
      "handleFirst",
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

const VISIT_COLUMNS = [
  ...(["serviceDay", "site", "stream", "status", "doneAt"] as const),
  ...(["lifts", "weightKg", "reason", "driver", "vehicle", "route"] as const),
];
const IN_ORDER = /\bin date order\b|\b(?:oldest|earliest) first\b/i;

const EVER = /^(?!.*\btoday\b).*\b(?:so far|to date|up to now|until now|till now)\b/i;

const LAST_WHEN = /\bwhen\b(?!.*\b(?:visits|collections|pickups|stops|times)\b).*\blast\b/i;
/** What was done at a place: all that is on record, or that of the time a question names; only what was missed where it says so. */
const history: Rule = (asked) => {
  const places = placesOf(asked);
  // What was skipped at a customer's or an address is told by the visits there.
  const isSkippedThere =
    has(asked, "skipped") &&
    linksOf(asked, "customer", "address", "site").length > 0 &&
    !has(asked, "exception", "route", "vehicle", "driver", "why");
  if (!(has(asked, "history") || isSkippedThere) || places.length === 0) return undefined;
  // "When was it last collected" asks for one visit that was made.
  if (LAST_WHEN.test(asked.hearing.text) && lastVisit(asked)) return undefined;
  // "All we have done there so far" is of no day.
  const isEver = EVER.test(asked.hearing.text) && asked.window?.firstDay === asked.today.firstDay;
  const window = isEver ? null : asked.window;
  const failed = (["missed", "skipped"] as const).filter((status) => has(asked, status));
  const isRising = has(asked, "oldest") || IN_ORDER.test(asked.hearing.text);
  return {
    plan: recordsPlan(asked, "visits", {
      filters: [
        ...places,
        ...streamsOf(asked),
        ...(failed.length > 0 ? [{ column: "status", op: "in" as const, value: [...failed] }] : []),
        ...(window ? [dayFilter(window)] : []),
      ],
      sort: [isRising ? asc("serviceDay") : desc("serviceDay")],
      columns: [...VISIT_COLUMNS],
    }),
    window,
    said: new Set([...(isRising ? tokensSaying(asked, IN_ORDER) : []), ...(isEver ? asked.timed.when : [])]),
    uses: [
      "history",
      "didServe",
      "sumLifts",
      "finished",
      "sumStops",
      "oldest",
      "newest",
      "handleFirst",
      "everything",
      ...failed,
      ...THERE,
      ...STREAM_CONCEPTS,
    ],
  };
};

const LAST =
  /\b(?:(?:the\s+)?last\s+time\b|(?:when|who|what|which)\b.*\b(?:last|latest|most\s+recent(?:ly)?)\b|(?:the\s+)?(?:last|latest|most\s+recent)\s+(?:completed\s+)?(?:visit|service|pick[\s-]?up|collection|emptying|lift|call|driver|crew|truck|one)\b)/i;
const DONE =
  /\b(?:emptied|empty|collect\w*|serv\w*|visit\w*|been|pick(?:ed)?[\s-]?up|pickup|lift\w*|did|do|done|were|was|driver|crew|truck|there|at|came|come)\b/gi;

const OUTCOME =
  /\b(?:and\s+)?(?:did|was|were|has|have)\s+(?:everything|it\s+all|all\s+of\s+it|all\s+(?:the\s+|its\s+|their\s+)?bins|every\s+bin|the\s+lot)\s+(?:get\s+|got\s+|been\s+|being\s+)?(?:lifted|emptied|collected|taken|done|picked\s+up|served)\b|\b(?:and\s+)?(?:what\s+came\s+of\s+it|how\s+did\s+(?:it|that)\s+go|with\s+what\s+(?:result|outcome)|(?:was|did)\s+(?:anything|something)\s+(?:get\s+)?(?:left|missed|skipped)(?:\s+behind)?)\b/i;

/** The last time a place was served: when, by whom and what it weighed. */
const lastVisit: Rule = (asked) => {
  const { text, tokens } = asked.hearing;
  const places = placesOf(asked);
  if (!LAST.test(text) || places.length === 0 || asked.window !== null) return undefined;
  if (has(asked, "exception", "residentCall", "notes", "serviceOrder", "whenWill", "forecast"))
    return undefined;
  if (linksOf(asked, "address", "site", "customer").length === 0) return undefined;
  const at = (pattern: RegExp) =>
    [...text.matchAll(new RegExp(pattern.source, "gi"))].flatMap(({ index, 0: said }) =>
      tokens.flatMap(({ start, end }, i) => (index <= start && end <= index + said.length ? [i] : [])),
    );
  // "And did everything get lifted" asks what came of it: also of one that was missed or skipped.
  const isOfOutcome = OUTCOME.test(text);
  return {
    plan: recordsPlan(asked, "visits", {
      filters: [
        ...places,
        ...streamsOf(asked),
        isOfOutcome
          ? { column: "status", op: "in", value: ["done", "missed", "skipped"] }
          : { column: "status", op: "eq", value: "done" },
      ],
      sort: [desc("serviceDay")],
      columns: [...VISIT_COLUMNS],
      show: "rows",
      limit: wantedRows(asked) ?? 1,
    }),
    window: null,
    said: new Set([
      ...at(/\b(?:last|latest|most\s+recent(?:ly)?|time|actually|anyone|anybody)\b/),
      ...at(DONE),
      ...(isOfOutcome ? tokensSaying(asked, OUTCOME) : []),
    ]),
    uses: [
      ...(["history", "didServe", "sumLifts", "finished", "sumStops", "newest", "most", "driver"] as const),
      ...(["drives", "vehicle", "sumWeight", "howMany", "route", "outNow"] as const),
      ...THERE,
      ...STREAM_CONCEPTS,
    ],
  };
};

const BEFORE =
  /\b(?:before(?:\s+now)?(?=\W*$)|already(?=\W*$)|ever|in\s+the\s+past|at\s+any\s+time|previously|of\s+all\s+time|at\s+all|been\s+in\s+and\s+out|ha(?:s|ve)\s+(?:run|been|served|done)\s+(?:it|there)\s+(?:the\s+)?most)\b/i;
const WAY = /\b(?:way\s+)?a?round(?:\s+(?:the|at))?\b/i;

/** Which drivers know a place: those who have served it most. */
const knowing: Rule = (asked) => {
  const places = placesOf(asked);
  if (!has(asked, "knowsPlace") || places.length === 0) return undefined;
  if (!has(asked, "driver") && !/\bwho\b/i.test(asked.hearing.text)) return undefined;
  // "Who has been there before" is of all that is on record.
  const isEver = asked.window === null && BEFORE.test(asked.hearing.text);
  const window = asked.window ?? asked.eightWeeks;
  const { ranking, uses } = rankingOf(asked, "driver", null);
  return {
    plan: recordsPlan(asked, "visits", {
      filters: [
        ...places,
        { column: "status", op: "eq", value: "done" },
        ...(isEver ? [] : [dayFilter(window)]),
      ],
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
    window: isEver ? null : window,
    said: new Set([...(isEver ? tokensSaying(asked, BEFORE) : []), ...tokensSaying(asked, WAY)]),
    uses: [
      ...(WAY.test(asked.hearing.text) ? (["nearest"] as const) : []),
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

const SERVED_BY =
  /\b(?:which|what)\s+(?:routes?|rounds?)\s+(?:usually\s+|normally\s+)?(?:serves?|does?|runs?|covers?|collects?(?:\s+(?:from|at))?|goes?\s+to|visits?|looks?\s+after)\b|\bon\s+(?:which|what)\s+(?:routes?|rounds?)\b|\b(?:which|what)\s+(?:routes?|rounds?)\s+(?:is|are)\b.*\bon\b/i;

/** Which routes serve a place: those whose visits it had in the last eight weeks, or in a time that is named. */
const servingRoutes: Rule = (asked) => {
  const places = placesOf(asked);
  if (places.length === 0 || !SERVED_BY.test(asked.hearing.text)) return undefined;
  const named = linksOf(asked, "customer", "address", "site", "street");
  if (named.length !== asked.links.links.length) return undefined;
  if (has(asked, "exception", "missed", "late", "notes", "howMany", "forecast")) return undefined;
  const window = asked.window ?? asked.eightWeeks;
  const { ranking, uses } = rankingOf(asked, "route", null);
  return {
    plan: recordsPlan(asked, "visits", {
      filters: [...places, ...streamsOf(asked), dayFilter(window)],
      show: "groups",
      by: "route",
      ranking: { ...ranking, order: ranking.order ?? "most" },
      sort: [desc("serviceDay")],
      columns: ["route", "site", "serviceDay"],
    }),
    window,
    said: new Set(tokensSaying(asked, SERVED_BY)),
    uses: ["route", "drives", "collectionDay", "didServe", ...uses, ...THERE, ...STREAM_CONCEPTS],
  };
};

const WERE =
  /\b(?:were|was|been|went|gone|visited|came|come|passed|stopped|served|done|drove|worked|seen|been seen)\b/i;
const LATELY =
  /\b(?:recently|lately|of late|these days|(?:in )?the recent past|the last (?:little )?while|the other day)\b/i;

/** Which trucks were at a place: by the stops they served in a zone, on a street or at a site, or their weigh tickets. */
const presence: Rule = (asked) => {
  const [there, ...others] = linksOf(asked, "zone", "street", "site", "facility");
  const { text, tokens } = asked.hearing;
  // "In the last hour" is over, whatever the verb; this afternoon may be to come.
  const isOver = asked.window !== null && !asked.window.isWholeDays && asked.window.to <= asked.now;
  const isPast = LATELY.test(text) || (asked.window !== null && (WERE.test(text) || isOver));
  const isOther = asked.hearing.places.some(({ concept }) => /^(?:kpi|sum)/.test(concept));
  // "Who was at Cedar lately" asks for the trucks, whoever drove them.
  const by =
    (has(asked, "driver") || /\bwho\s+(?:drove|drives|was\s+driving)\b/i.test(text)) && !has(asked, "vehicle")
      ? "driver"
      : has(asked, "vehicle") || /\bwho\b/i.test(text)
        ? "vehicle"
        : null;
  if (!there || others.length > 0 || by === null || !isPast || isOther || has(asked, "whenWill"))
    return undefined;
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
    said: new Set([
      ...tokensSaying(asked, LATELY),
      ...tokens.flatMap((token, i) =>
        WERE.test(token.text) ||
        (i === there.from - 1 && /^(?:round|around|about|by|near|over|up)$/i.test(token.text))
          ? [i]
          : [],
      ),
    ]),
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
export const PLACE_RULES: readonly Rule[] = [
  servingRoutes,
  collections,
  containersAt,
  orders,
  lastVisit,
  history,
  knowing,
  presence,
];
