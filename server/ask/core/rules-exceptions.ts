import {
  columnsSaid,
  isByUrgency,
  orderSaid,
  splitsOf,
  trendSplit,
} from "#server/ask/core/exceptions-parts.ts";
import { EXCEPTION_CONCEPTS } from "#server/ask/core/kinds.ts";
import { windowOfSplit } from "#server/ask/core/kpi-parts.ts";
import type { Concept } from "#server/ask/core/lexicon.ts";
import { dayFilter, type ListFilter, namedFilters } from "#server/ask/core/list-filters.ts";
import { asksOneRow, goesOn, saidBeside } from "#server/ask/core/one-row.ts";
import {
  type Asked,
  asksTimes,
  boundFilter,
  has,
  heardAt,
  isAboutRepeats,
  isExcluded,
  linksOf,
  quantityOf,
  type Rule,
  timesBound,
  tokensLike,
  tokensSaying,
  wantedRows,
  whichOf,
} from "#server/ask/core/question.ts";
import { isOfOffRoad } from "#server/ask/core/rules-vehicle-standing.ts";
import { clockFilters, timeFilters } from "#server/ask/core/time-filters.ts";
import type { QueryPlan, TimeWindow } from "#server/ask/schema.ts";

type Count = Extract<QueryPlan, { kind: "count" }>;

const COLUMNS = ["kind", "status", "site", "route", "openedAt", "respondBy", "owner", "driver", "note"];

const SHOWS_PHOTOS =
  /\b(?:with|and|plus|including|incl|along\s+with|together\s+with|alongside|show(?:\s+me)?|give\s+me|see|need|want|display)\s+(?:me\s+)?(?:all\s+)?(?:the(?:ir|\s+relevant)?|its|his|her|any|whatever|corresponding)\s+(?:photos?|pics?|pictures?|images?|snaps?|snapshots?|photographs?|evidence)\b(?!\s+(?:attached|that|which))|\b(?:photos?|pics?|pictures?|images?)\s+(?:where|if|when|as)\s+(?:there|available|we|any|they)/i;

// How each was closed is told by its row, and said where it is asked for.
const HOW_CLOSED =
  /\b(?:how|what)\b.{0,12}\b(?:were|was|did|got|has|have|been|is|are)\b.{0,30}\b(?:resolved|closed|dealt\s+with|sorted(?:\s+out)?|settled|solved|handled|end(?:ed)?(?:\s+up)?|done\s+about)\b|\b(?:with|and|plus|including|incl\.?)\s+(?:the(?:ir)?\s+)?(?:resolutions?|outcomes?)\b/i;
const ONE = "exception|problem|issue|incident|pickup|collection|breakdown|report";
const NEWEST = /\bmost\s+recent\b/i;
// Words for a way that counts over time tell.
const TREND = ["trend", "better", "worse", "moreOrLess"] as const;

// "What should I handle first" asks of the inbox as it stands, without naming it.
const isTriage = (asked: Asked): boolean =>
  isByUrgency(asked) && !has(asked, "exception", "route", "vehicle", "stop", "driver");

const statusFilter = (asked: Asked): { filters: ListFilter[]; uses: Concept[]; isOpen: boolean } => {
  if (has(asked, "untaken"))
    return {
      filters: [{ column: "status", op: "eq", value: "open" }],
      uses: ["untaken", "open"],
      isOpen: true,
    };
  if (has(asked, "taken"))
    return {
      filters: [{ column: "status", op: "eq", value: "taken" }],
      uses: ["taken", "open"],
      isOpen: true,
    };
  // What is to be done first is not done yet.
  const isToDo =
    (isByUrgency(asked) || /\binbox\b/i.test(asked.hearing.text)) && !has(asked, "finished", "reported");
  if (has(asked, "open", "pending", "replacement") || isTriage(asked) || isToDo)
    return {
      filters: [{ column: "isOpen", op: "eq", value: true }],
      uses: ["open", "pending", "replacement"],
      isOpen: true,
    };
  if (has(asked, "finished") && !has(asked, "reported"))
    return {
      filters: [{ column: "status", op: "eq", value: "closed" }, ...clockFilters(asked, "closedAt")],
      uses: ["finished"],
      isOpen: false,
    };
  return { filters: [], uses: [], isOpen: false };
};

/** The same exceptions of the window compared with; of a window that still runs, those until the same time of its last day. */
const countBefore = (asked: Asked, window: TimeWindow, own: readonly ListFilter[]): Count["compare"] => {
  if (!asked.compared || !window.isWholeDays) return undefined;
  const { range, label } = asked.compared;
  const isRunning = window.lastDay === asked.today.lastDay && range.to !== window.lastDay;
  const until = new Date(
    Date.parse(asked.now) + Date.parse(range.to) - Date.parse(window.lastDay),
  ).toISOString();
  return {
    filters: [
      ...own.filter(({ column }) => column !== "serviceDay"),
      dayFilter({ firstDay: range.from, lastDay: range.to }),
      ...(isRunning ? [{ column: "openedAt", op: "lte" as const, value: until }] : []),
    ],
    ...range,
    label: isRunning ? `${label} until the same time of day` : label,
  };
};

// "Which drivers", "what routes": the things that exceptions are counted by.
const thingAsked = (asked: Asked) =>
  (["vehicle", "driver", "route", "zone", "depot"] as const).find(
    (thing) =>
      linksOf(asked, thing).length === 0 &&
      asked.hearing.places.some(
        ({ concept, from }) =>
          concept === thing && /^(?:which|what|list|show)$/.test(asked.hearing.tokens[from - 1]?.stem ?? ""),
      ),
  );

/** Exceptions: by kind, status, owner, age, photo, place and person; as rows, counts or groups. */
const exceptions: Rule = (asked) => {
  const isRepeated = isAboutRepeats(asked);
  // A rate is a KPI; what was reported, or happened three times at one address, is counted.
  const isEach = isRepeated || asksTimes(asked) || has(asked, "reported", "exception");
  const kinds = [
    ...whichOf(asked, Object.keys(EXCEPTION_CONCEPTS) as (keyof typeof EXCEPTION_CONCEPTS)[]),
    ...(isEach && has(asked, "kpiContamination") ? (["contaminated"] as const) : []),
    ...(isEach && has(asked, "kpiOverflow") ? (["overfull"] as const) : []),
  ];
  // What a driver reports are exceptions, also where nobody says so.
  const isGoBack = has(asked, "goBack") && !has(asked, "stop", "open", "pending");
  const isReport = has(asked, "reported") && linksOf(asked, "driver").length > 0;
  if (!has(asked, "exception") && kinds.length === 0 && !isReport && !isGoBack && !isTriage(asked))
    return undefined;
  // Trucks that cannot drive now are no reports.
  if (isOfOffRoad(asked) && kinds.every((kind) => kind === "breakdown")) return undefined;
  const { filters, uses } = namedFilters(asked, "exceptions");
  const status = statusFilter(asked);
  const used: Concept[] = [
    ...(has(asked, "goBack") ? (["goBack", "stop"] as const) : []),
    "exception",
    "howMany",
    ...(isEach ? (["kpiContamination", "kpiOverflow"] as const) : []),
    ...kinds,
    ...uses,
    ...status.uses,
  ];
  const own: ListFilter[] = [...filters, ...status.filters];
  // "Exceptions that are not blocked access" leaves that kind out; "not out" is a kind itself.
  const isOut = (kind: (typeof kinds)[number]) =>
    has(asked, "exception") &&
    isExcluded(
      asked,
      (heardAt(asked, kind) ?? heardAt(asked, kind === "overfull" ? "kpiOverflow" : "kpiContamination"))
        ?.from ?? 0,
    );
  const values = kinds.filter((kind) => !isOut(kind)).map((kind) => EXCEPTION_CONCEPTS[kind]);
  if (values.length === 1) own.push({ column: "kind", op: "eq", value: values[0] ?? "" });
  if (values.length > 1) own.push({ column: "kind", op: "in", value: values });
  for (const kind of kinds.filter(isOut))
    own.push({ column: "kind", op: "ne", value: EXCEPTION_CONCEPTS[kind] });
  if (has(asked, "goBack")) own.push({ column: "resolution", op: "contains", value: "go-back" });
  // "With photos" keeps those that have one, "without" those that have none; "with their photos" shows them beside all.
  const isShown = has(asked, "photo") && !has(asked, "noPhoto") && SHOWS_PHOTOS.test(asked.hearing.text);
  if (has(asked, "noPhoto")) own.push({ column: "hasPhoto", op: "eq", value: false });
  else if (has(asked, "photo") && !isShown) own.push({ column: "hasPhoto", op: "eq", value: true });
  const isAboutCalls =
    has(asked, "calledAfter", "residentCall") &&
    (!has(asked, "customer") || /\bcall\w*\s+(?:\w+\s+)?(?:after|later|about)/i.test(asked.hearing.text));
  if (isAboutCalls) own.push({ column: "calledAfter", op: "eq", value: true });
  const age = quantityOf(asked, "s");
  if (age && asked.window?.isWholeDays !== false) {
    own.push(boundFilter("ageS", age, { op: "gt", value: 0 }));
    if (!status.isOpen) own.push({ column: "isOpen", op: "eq", value: true });
  }
  if (has(asked, "late") && !age) {
    own.push({ column: "isOverdue", op: "eq", value: true });
  }
  if (!has(asked, "finished") || has(asked, "reported")) own.push(...timeFilters(asked, "openedAt"));
  used.push("photo", "noPhoto", "site", "stop", "driver", "container", "reported", "didServe");
  if (isAboutCalls) used.push("calledAfter", "residentCall", "customer");
  // "Blocked by parked cars" tells of no truck.
  if (kinds.includes("blocked") || kinds.includes("noAccess")) used.push("stopped");
  if (age) used.push("older");
  if (has(asked, "late") && !age) used.push("late");
  if (linksOf(asked, "route").length > 0 || uses.length > 0) used.push("route");
  if (linksOf(asked, "vehicle").length > 0 || has(asked, "breakdown")) used.push("vehicle");
  // What is open or old is asked about as it stands, whenever it began; else today, or the last week for a person.
  const isStanding = status.isOpen || age !== undefined || (has(asked, "late") && asked.window === null);
  const told = asksOneRow(asked, ONE) && goesOn(asked) ? undefined : splitsOf(asked, kinds.length > 0);
  // Weeks are told of several, and which way they go is told over them.
  const isOverTime =
    /^(?:week|month)$/.test(told?.by[1] ?? "") || (told === undefined && has(asked, "trend"));
  const isOfWeek =
    linksOf(asked, "driver").length > 0 ||
    isAboutCalls ||
    (asksOneRow(asked, ONE) && NEWEST.test(asked.hearing.text));
  const fallback = isOverTime
    ? told?.by[1] === "month"
      ? windowOfSplit(asked, "month")
      : asked.eightWeeks
    : isOfWeek
      ? asked.week
      : asked.today;
  const window = asked.window ?? (isStanding && !isOverTime ? null : fallback);
  const isOfClosing = own.some(({ column, value }) => column === "status" && value === "closed");
  // "Closed today" tells when they were closed, not when they were opened.
  if (window && isOfClosing)
    own.push(
      { column: "closedAt", op: "gte", value: window.from },
      { column: "closedAt", op: "lte", value: window.to },
    );
  else if (window) own.push(dayFilter(window));
  const trend = told === undefined && window ? trendSplit(asked, window) : undefined;
  const split = trend ? { by: trend, and: undefined, isRanked: false, uses: [...TREND] } : told;
  const repeats = isRepeated ? timesBound(asked) : undefined;
  const bound = repeats ?? (split ? timesBound(asked) : undefined);
  const isLeastFirst = split !== undefined && has(asked, "least") && bound === undefined;
  const isGrouped = /\bgroup/i.test(asked.hearing.text);
  const ordered = repeats === undefined ? orderSaid(asked) : undefined;
  const listed = columnsSaid(asked);
  if ((split && !ordered && !listed) || repeats !== undefined || isGrouped) {
    // "Which trucks broke down more than once" is of trucks; of nothing else than addresses where none is asked for.
    const thing = repeats === undefined ? undefined : thingAsked(asked);
    const by = repeats !== undefined ? (thing ?? "site") : (split?.by[1] ?? "kind");
    return {
      plan: {
        kind: "group",
        list: "exceptions",
        filters: own,
        by,
        ...(split?.and && repeats === undefined ? { andBy: split.and[1] } : {}),
        byUrgency: isByUrgency(asked),
        ...(wantedRows(asked) === undefined ? {} : { limit: wantedRows(asked) }),
        ...(bound === undefined ? {} : { bound }),
        ...(isLeastFirst ? { isLeastFirst } : {}),
      },
      window,
      said: isRepeated
        ? new Set(
            asked.hearing.tokens.flatMap(({ stem }, at) => (/^repeated(?:ly)?$/.test(stem) ? [at] : [])),
          )
        : new Set(),
      uses: [
        ...used,
        "handleFirst",
        ...(split?.uses ?? []),
        ...(repeats === undefined ? [] : (["perSite", "customer"] as const)),
        ...(bound === undefined ? [] : (["older", "moreOrLess"] as const)),
        ...(isLeastFirst ? (["least"] as const) : []),
        ...(thing === undefined ? [] : [thing]),
        ...(by === "serviceDay" ? (["collectionDay"] as const) : []),
        ...(by === "kind" ? (["cause", "perCause"] as const) : []),
        "site",
        "most",
        "worst",
      ],
    };
  }
  const isNewest = has(asked, "newest") || NEWEST.test(asked.hearing.text);
  const compare = window && !isOfClosing ? countBefore(asked, window, own) : undefined;
  if (has(asked, "howMany") || compare)
    return {
      plan: { kind: "count", list: "exceptions", filters: own, ...(compare ? { compare } : {}) },
      window,
      uses: [
        ...used,
        ...(compare ? (["compare", "moreOrLess", "most", "least", "better", "worse"] as const) : []),
      ],
    };
  const isOne = asksOneRow(asked, ONE);
  const isTold = has(asked, "reported") || has(asked, "finished");
  return {
    plan: {
      kind: "list",
      list: "exceptions",
      filters: own,
      sort: [
        ordered
          ? ordered.sort
          : has(asked, "oldest")
            ? { column: "openedAt", descending: false }
            : isNewest
              ? { column: "openedAt", descending: true }
              : isStanding
                ? { column: "respondBy", descending: false }
                : { column: "openedAt", descending: true },
      ],
      limit: 100,
      ...(isOne ? { limit: 1 } : {}),
      ...(wantedRows(asked) === undefined ? {} : { limit: wantedRows(asked) ?? 100 }),
      ...(listed?.isBeside
        ? { shows: listed.columns }
        : isTold && HOW_CLOSED.test(asked.hearing.text)
          ? { shows: ["resolution"] }
          : {}),
      columns: listed
        ? [...new Set([...listed.columns, ...(listed.isBeside ? COLUMNS : [])])]
        : isTold
          ? ["kind", "site", "openedAt", "status", "resolution", "closedAt", "owner", "driver"]
          : [...COLUMNS.slice(0, 2), ...(isShown ? ["hasPhoto"] : []), ...COLUMNS.slice(2)],
      view: "table",
    },
    window,
    said: new Set([
      ...(ordered?.said ?? []),
      ...(listed?.said ?? []),
      ...(isOne ? saidBeside(asked) : []),
      ...tokensSaying(asked, NEWEST),
    ]),
    // "How were they closed" asks for a column, not for a status.
    uses: [
      ...used,
      "handleFirst",
      "oldest",
      "newest",
      ...(isNewest ? (["most"] as const) : []),
      ...(isTold ? (["finished", "finish", "changed"] as const) : []),
    ],
  };
};

const BY_ME = /\b(?:I|I['’]ve|i\s+(?:have|took)|by\s+(?:me|us))\b/;
const WAS_REPLACED = /\b(?:replaced|swapped)\b/i;
const STOPS_LEFT = /\bstops?\b.{0,30}\b(?:left|remain\w*|open)\b|\b(?:left|remaining)\s+stops?\b/i;
const NOT_YET_REPLACED =
  /\b(?:not|n['’]t|never|yet|to\s+be|be|need\w*|wait\w*|await\w*|still|until|without)\b/i;

// Who drives reports exceptions, and who takes them on is nobody of the fleet; what was replaced is on no record of its own.
const heldBack: Rule = (asked) => {
  const reading = exceptions(asked);
  const { text } = asked.hearing;
  const isTakenBy = has(asked, "taken") && (linksOf(asked, "driver").length > 0 || BY_ME.test(text));
  const lacks = [
    ...(isTakenBy ? tokensLike(asked, /^(?:taken|took|take|handled|owned?|has|have|by)$/) : []),
    ...(NOT_YET_REPLACED.test(text) ? [] : tokensSaying(asked, WAS_REPLACED)),
    // What a truck that broke down leaves undone are stops, and not its breakdown.
    ...(has(asked, "breakdown") && linksOf(asked, "vehicle").length > 0
      ? tokensSaying(asked, STOPS_LEFT)
      : []),
  ];
  return reading && lacks.length > 0
    ? { ...reading, lacks: new Set([...(reading.lacks ?? []), ...lacks]) }
    : reading;
};

/** Rules of section 3 of the questions: the exceptions inbox. */
export const EXCEPTION_RULES: readonly Rule[] = [heldBack];
