import type { Concept } from "#server/ask/core/lexicon.ts";
import { dayFilter, namedFilters } from "#server/ask/core/list-filters.ts";
import { asksOneRow, goesOn, saidBeside } from "#server/ask/core/one-row.ts";
import { asc, desc, type ListPlan, listPlan } from "#server/ask/core/plan-parts.ts";
import { NUMBER, readNumber } from "#server/ask/core/quantity.ts";
import {
  type Asked,
  has,
  linksOf,
  type Rule,
  type RuleReading,
  tokensLike,
  tokensSaying,
} from "#server/ask/core/question.ts";
import { asksWhatWasDue, dueBy, SHOULD_BE_DONE } from "#server/ask/core/should-be-done.ts";
import { timeFilters } from "#server/ask/core/time-filters.ts";

const COLUMNS = ["site", "route", "stream", "status", "expectedAt", "plannedAt", "doneAt", "reason"];

// Statuses of stops by the words for them, with the time that says when.
const STATUSES = [
  ["skipped", "skipped", "plannedAt"],
  ["missed", "missed", "plannedAt"],
  ["pending", "pending", "expectedAt"],
  ["open", "pending", "expectedAt"],
  ["stillHave", "pending", "expectedAt"],
  ["finished", "done", "doneAt"],
  ["sumStops", "done", "doneAt"],
] as const satisfies readonly (readonly [Concept, string, string])[];

const IS_THERE = /\b(?:are there|do we have|have we got|in total|altogether|stand(?:ing)?)\b/i;

const STOPS = "(?:stops?|pickups?|collections?|visits?|drops?|calls?|jobs?|address(?:es)?)";
const NEXT = new RegExp(
  `\\b(?:next|upcoming|coming|following)\\s+(?:${NUMBER}\\s+)?(?:\\w+\\s+)?${STOPS}\\b|\\b${STOPS}\\b.{0,25}\\bnext\\b(?!\\s+(?:week|month|year|\\w+day))|\\b(?:going|headed|heading|driving|bound|off)\\s+(?:to\\s+)?next\\b(?!\\s+(?:week|month|\\w+day))`,
  "i",
);
const LAST_STOP = /\b(?:last|final)\s+(?:stop|pickup|collection|drop|call|address|visit)\b/i;
const NEXT_SAID =
  /^(?:next|upcoming|coming|following|last|final|going|headed|heading|bound|driving|time|eta|where|number)$/;

/** The next stops of a route that a question asks for, or its last one; undefined where it asks for neither. */
const nextOf = (asked: Asked): { isLast: boolean; limit: number; said: ReadonlySet<number> } | undefined => {
  const { text, tokens } = asked.hearing;
  const isLast = LAST_STOP.test(text);
  const found = NEXT.exec(text);
  if (
    (!isLast && !found) ||
    has(asked, "exception", "finished", "sumStops", "missed", "skipped", "why", "howMany", "change")
  )
    return undefined;
  // "Finishing her last stop" is a state, and no stop that is asked for.
  if (isLast && has(asked, "finish") && !has(asked, "whenWill")) return undefined;
  const counted = readNumber(found?.[1] ?? "");
  const many = /\b(?:stops|pickups|collections|visits|drops|calls|jobs|addresses)\b/i.test(found?.[0] ?? "");
  const said = tokens.flatMap(({ stem, text: word }, at) =>
    NEXT_SAID.test(stem) || /^etas?$/i.test(word) || (counted !== undefined && readNumber(word) === counted)
      ? [at]
      : [],
  );
  return { isLast, limit: isLast ? 1 : (counted ?? (many ? 10 : 1)), said: new Set(said) };
};

const SERVED = "(?:finish\\w*|done|did|complet\\w*|made|serv\\w*|empt\\w*|collected|visited)";
const LAST_DONE = new RegExp(
  `\\b(?:last|latest|most\\s+recent)\\s+(?:completed\\s+|finished\\s+)?(?:stop|pickup|collection|bin|job|drop|call)\\b(?=.*\\b${SERVED}\\b)|\\b(?:last|latest|most\\s+recent)\\s+${SERVED}\\s+(?:stop|pickup|collection|bin|job|drop)\\b|\\b(?:stop|pickup|collection|bin|job|drop)\\b.*\\b${SERVED}\\s+last\\b|\\b(?:stop|pickup|collection|bin|job|drop)\\b.*\\blast\\s+${SERVED}\\b`,
  "i",
);
const IS_WHETHER = /^\W*(?:and\s+|so\s+|but\s+)*(?:has|have|is|are|did|does|was|will)\b/i;
const LAST_SAID = /^(?:last|latest|most|recent|finish|finished|done|did|completed|made|served|it|time)$/i;

// The stop that the one who is named has just done: what it is asks for no state of the last one of the day.
const asksLastDone = (asked: Asked): boolean =>
  LAST_DONE.test(asked.hearing.text) &&
  !IS_WHETHER.test(asked.hearing.text) &&
  !has(asked, "exception", "missed", "skipped", "why", "howMany", "whenWill", "pending", "stopsLeft", "open");

const TAKES =
  /\bhow\s+(?:long|much\s+time|many\s+(?:seconds|minutes))\b.*\b(?:takes?|took|spen[dt])\b|\b(?:average|mean)\s+(?:service\s+)?(?:time|duration)\b/i;

const OF_WINDOW = /\b(?:time\s+)?(?:windows?|slots?)\b/i;
const OF_WINDOW_SAID =
  /^(?:windows?|slots?|time|miss|misses|missed|missing|late|after|outside|past|risk|be|served|expected|will|going)$/i;
const COMES = /\b(?:will|won['’]?t|going\s+to|gonna|likely|expected|at\s+risk|about\s+to|probably)\b/i;
const OF_DAY =
  /\b(?:tomorrow|tonight|shift|pace|rate|not|\w+n['’]?t|left|roll\w*|carry|carried|push\w*|slip\w*)\b/i;

/**
 * The column of stops that holds what a question asks of those to come: not served that day, too late for their window, or
 * at risk of either.
 */
const unservedOf = (asked: Asked): "isLeftOver" | "isAfterWindow" | "isAtRisk" | undefined => {
  const { text } = asked.hearing;
  if (OF_WINDOW.test(text) && has(asked, "stop") && has(asked, "missed", "late", "toTomorrow"))
    return COMES.test(text) && !has(asked, "finished", "sumStops") ? "isAfterWindow" : undefined;
  if (!has(asked, "toTomorrow")) return undefined;
  return /\b(?:risk|danger)\b/i.test(text) && !OF_DAY.test(text) ? "isAtRisk" : "isLeftOver";
};

// "Which stop was done latest, and by which truck" asks for one of them.
const oneStop = (asked: Asked, time: string): Partial<ListPlan> | undefined =>
  asksOneRow(asked, "stop|pickup|collection") && goesOn(asked)
    ? {
        sort: [/\b(?:earliest|first|oldest)\b/i.test(asked.hearing.text) ? asc(time) : desc(time)],
        limit: 1,
        columns: [...COLUMNS, "vehicle", "driver"],
      }
    : undefined;

// "When did the truck get to Elm Avenue" is over.
const CAME = /\b(?:when|what\s+time)\s+(?:did|was|were|has|have)\b/i;

/** Stops: out of sequence, at risk for tomorrow, unassigned, done or left, when a street or address is served. */
const stops: Rule = (asked) => {
  const { filters, uses } = namedFilters(asked, "stops");
  const window = asked.window ?? asked.today;
  const base = [dayFilter(window), ...filters];
  const isOfContainers = has(asked, "container") && !has(asked, "stop");
  // Containers that stand somewhere are no containers of the day's stops.
  if (isOfContainers && has(asked, "howMany") && asked.window === null && IS_THERE.test(asked.hearing.text))
    return undefined;
  const on = (
    part: Partial<ListPlan>,
    more: ListPlan["filters"],
    used: readonly Concept[],
    said: readonly number[] = [],
  ): RuleReading => ({
    plan: has(asked, "howMany")
      ? { kind: "count", list: "stops", filters: [...base, ...more], withContainers: isOfContainers }
      : listPlan({
          list: "stops",
          filters: [...base, ...more],
          columns: COLUMNS,
          sort: [asc("plannedAt")],
          ...part,
        }),
    window,
    said: new Set(said),
    uses: [
      "stop",
      "howMany",
      ...(isOfContainers ? (["container"] as const) : []),
      ...(linksOf(asked, "route").length > 0 ? (["route"] as const) : []),
      ...used,
      ...uses,
    ],
  });
  const [subject, ...others] = asked.links.links;
  const isOfOne = others.length === 0 && /^(?:route|vehicle|driver)$/.test(subject?.name.kind ?? "");
  if (isOfOne && window.firstDay === asked.today.firstDay && asksLastDone(asked))
    return {
      ...on(
        {
          sort: [desc("doneAt")],
          limit: 1,
          columns: ["site", "doneAt", "route", "stream", "sequence", "status", "vehicle", "driver"],
        },
        [{ column: "status", op: "eq", value: "done" }],
        [
          "finished",
          "finish",
          "sumStops",
          "didServe",
          "vehicle",
          "driver",
          "route",
          "most",
          "newest",
          "where",
        ],
      ),
      said: tokensLike(asked, LAST_SAID),
    };
  // How many are left and when the last is done is told of the route, and not by a number alone.
  if (
    isOfOne &&
    has(asked, "stopsLeft", "howMany") &&
    /\band\s+(?:when|(?:at\s+)?what\s+time)\s+(?:will|do|does|am|is|are|should|can)\b/i.test(
      asked.hearing.text,
    )
  )
    return undefined;
  const next = isOfOne && window.firstDay === asked.today.firstDay ? nextOf(asked) : undefined;
  if (next)
    return {
      ...on(
        {
          sort: [next.isLast ? desc("expectedAt") : asc("expectedAt")],
          limit: next.limit,
          columns: ["site", "stream", "route", "sequence", "expectedAt", "plannedAt", "windowEndAt"],
        },
        [{ column: "status", op: "eq", value: "pending" }, ...timeFilters(asked, "expectedAt")],
        [
          "pending",
          "open",
          "stopsLeft",
          "whenWill",
          "finish",
          "where",
          "moving",
          "vehicle",
          "driver",
          "route",
          "site",
          "planned",
        ],
      ),
      said: next.said,
    };
  // "How much has R-9 got left", "what's truck 8 still got to do": the stops of the one that is named.
  if (
    has(asked, "stopsLeft") &&
    !has(asked, "room", "onBoard", "full") &&
    isOfOne &&
    /\bhow much\b|\bgot (?:left|to do)\b/i.test(asked.hearing.text)
  )
    return {
      plan: {
        kind: "count",
        list: "stops",
        filters: [...base, { column: "status", op: "eq", value: "pending" }],
        withContainers: false,
      },
      window,
      uses: [
        "stopsLeft",
        "stop",
        "howMany",
        "open",
        "pending",
        "stillHave",
        "route",
        "vehicle",
        "driver",
        ...uses,
      ],
    };
  const places = linksOf(asked, "address", "site", "street");
  const sites = linksOf(asked, "address", "site");
  if (
    sites.length > 0 &&
    has(asked, "didServe", "photo", "finished", "sumStops", "sumLifts") &&
    !has(asked, "whenWill")
  )
    return {
      plan: {
        kind: "proof",
        siteIds: sites.map((link) => link.name.id ?? -1),
        label: [...new Set(places.map((link) => link.name.name))].join(", "),
      },
      window,
      uses: [
        "didServe",
        "written",
        "photo",
        "stop",
        "vehicle",
        "finished",
        "sumStops",
        "sumLifts",
        "container",
      ],
    };
  if (places.length > 0 && has(asked, "whenWill", "finish")) {
    const time = CAME.test(asked.hearing.text) ? "doneAt" : "expectedAt";
    const status = time === "doneAt" ? "done" : "pending";
    return on(
      {
        sort: [asc(time)],
        limit: 10,
        columns: ["site", "stream", "route", time, "plannedAt", "windowEndAt"],
      },
      [{ column: "status", op: "eq", value: status }, ...timeFilters(asked, time)],
      ["whenWill", "finish", "vehicle", "driver", "route", "site"],
    );
  }
  if (has(asked, "outOfSequence"))
    return on(
      {
        columns: ["site", "route", "sequence", "doneSequence", "reason", "doneAt", "stream"],
        sort: [asc("route"), asc("doneSequence")],
      },
      [{ column: "isOutOfSequence", op: "eq", value: true }, ...timeFilters(asked, "doneAt")],
      ["outOfSequence", "finished", "cause", "didServe", "why"],
    );
  const unserved = unservedOf(asked);
  // Nothing of a day that is over is still to be moved.
  if (unserved && window.lastDay < asked.today.firstDay) return undefined;
  if (unserved)
    return {
      ...on(
        {
          columns: ["site", "route", "expectedAt", "windowEndAt", "plannedAt", "stream"],
          sort: [desc("expectedAt")],
        },
        [{ column: unserved, op: "eq", value: true }],
        ["toTomorrow", "pending", "forecast", "open", "changed", "change", "missed", "late"],
      ),
      said: new Set(tokensLike(asked, unserved === "isAfterWindow" ? OF_WINDOW_SAID : /^risk$/i)),
    };
  if (
    !has(asked, "stop", "container", "site", "siteKind") &&
    !(has(asked, "goBack") && has(asked, "pending", "open"))
  )
    return undefined;
  const isProven = has(asked, "photo") && has(asked, "stop") && has(asked, "finished");
  if ((has(asked, "noPhoto") || isProven) && !has(asked, "exception", "missed", "skipped")) {
    const column = /\b(?:photos?|pictures?|images?|snapshots?)\b/i.test(asked.hearing.text)
      ? "hasPhoto"
      : "hasProof";
    return on(
      { sort: [asc("doneAt")] },
      [
        { column: "status", op: "eq", value: "done" },
        { column, op: "eq", value: !has(asked, "noPhoto") },
        ...timeFilters(asked, "doneAt"),
      ],
      ["noPhoto", "photo", "finished", "sumStops"],
    );
  }
  if (has(asked, "goBack") && has(asked, "pending", "open", "stop") && !has(asked, "finished"))
    return on(
      { sort: [asc("expectedAt")] },
      [
        { column: "reason", op: "contains", value: "go-back" },
        ...(has(asked, "pending", "open") ? [{ column: "status", op: "eq" as const, value: "pending" }] : []),
      ],
      ["goBack", "pending", "open", "planned"],
    );
  // Missed pickups are reported and handled in the inbox; missed stops are rows of the day.
  if (/\bmissed (?:pick|collection)/i.test(asked.hearing.text)) return undefined;
  if (has(asked, "untaken") && !has(asked, "missed", "exception"))
    return on(
      {},
      [
        { column: "isUnassigned", op: "eq", value: true },
        { column: "status", op: "eq", value: "pending" },
      ],
      ["untaken", "pending", "open"],
    );
  // "How many stops has R-6 yet", "does R-6 still have".
  if (
    has(asked, "howMany") &&
    /\b(?:yet|still)\b/i.test(asked.hearing.text) &&
    !has(asked, "finished", "sumStops")
  )
    return on({}, [{ column: "status", op: "eq", value: "pending" }], ["pending", "open", "stillHave"]);
  const dueUntil = window.firstDay === asked.today.firstDay ? dueBy(asked) : undefined;
  if (dueUntil)
    return on(
      { sort: [asc("plannedAt")] },
      [
        ...(asksWhatWasDue(asked.hearing.text)
          ? []
          : [{ column: "status", op: "eq" as const, value: "pending" }]),
        { column: "plannedAt", op: "lt", value: dueUntil },
      ],
      ["finished", "sumStops", "didServe", "pending", "open", "planned"],
      tokensSaying(asked, SHOULD_BE_DONE),
    );
  for (const [concept, status, time] of STATUSES)
    if (has(asked, concept) && !(concept === "missed" && has(asked, "exception", "untaken")))
      return on(
        oneStop(asked, time) ?? { sort: [asc(time)] },
        [{ column: "status", op: "eq", value: status }, ...timeFilters(asked, time)],
        [
          concept,
          "didServe",
          "cause",
          ...(status === "pending" ? (["pending", "open", "planned", "sumLifts"] as const) : []),
          ...(status === "done" ? (["finished", "sumStops"] as const) : []),
          ...(oneStop(asked, time)
            ? (["late", "oldest", "newest", "perVehicle", "perDriver", "vehicle", "driver"] as const)
            : []),
        ],
        oneStop(asked, time)
          ? [...saidBeside(asked), ...tokensLike(asked, /^(?:latest|earliest|last|first)$/i)]
          : [],
      );
  // "How many stops did truck 12 do" counts what was done, not what was planned.
  if (has(asked, "howMany") && /\bdid\b/i.test(asked.hearing.text))
    return on({}, [{ column: "status", op: "eq", value: "done" }, ...timeFilters(asked, "doneAt")], []);
  // How long one takes is no list of them.
  if (TAKES.test(asked.hearing.text)) return undefined;
  if (places.length > 0 || has(asked, "planned") || (has(asked, "howMany", "stop") && filters.length > 0))
    return on({ sort: [asc("plannedAt")] }, timeFilters(asked, "plannedAt"), ["site", "planned"]);
  return undefined;
};

/** Rules of section 2 of the questions that are about stops. */
export const STOP_RULES: readonly Rule[] = [stops];
