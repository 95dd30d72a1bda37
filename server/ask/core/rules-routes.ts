import { ANY_DELAY } from "#server/ask/core/any-delay.ts";
import type { Link } from "#server/ask/core/link.ts";
import { dayFilter, namedFilters } from "#server/ask/core/list-filters.ts";
import { asc, desc, type ListPlan, listPlan } from "#server/ask/core/plan-parts.ts";
import {
  type Asked,
  boundFilter,
  has,
  linksOf,
  quantityOf,
  type Rule,
  type RuleReading,
  tokensLike,
  tokensSaying,
  wantedRows,
} from "#server/ask/core/question.ts";
import { counted, PROGRESS_COLUMNS, type RoutePart, shareDone } from "#server/ask/core/route-counts.ts";
import { duePart, NONE_DONE } from "#server/ask/core/route-dues.ts";
import {
  END_COLUMNS,
  endOrder,
  endOrderSaid,
  inEndOrder,
  OPEN,
  ROUTE_END_RULES,
} from "#server/ask/core/rules-route-ends.ts";
import { namesHours, timeFilters } from "#server/ask/core/time-filters.ts";
import { tokensWithin } from "#server/ask/core/tokens.ts";
import type { QueryPlan } from "#server/ask/schema.ts";

const LATE_S = 600;
const COLUMNS = [
  ...(["name", "status", "delayS", "expectedEndAt", "stopsLeft", "vehicle", "driver"] as const),
  ...(["zone", "stream"] as const),
];
const LATE_COLUMNS = ["name", "delayS", "expectedEndAt", "stopsLeft", "vehicle", "driver", "zone", "stream"];

type Filters = ListPlan["filters"];
type Finish = Extract<QueryPlan, { kind: "finish" }>;

const MOST_AHEAD =
  /\b(?:furthest|farthest|most|best|biggest\s+lead)\s+(?:ahead|in\s+front|early)\b|\bearliest\s+against\s+plan\b/i;
const BY_HOW_MUCH = /\bby\s+how\s+(?:much|many\s+min(?:ute)?s?|far)\b|\bhow\s+far\s+(?:ahead|in\s+front)\b/i;
const isOfSeveral = (asked: Asked): boolean =>
  wantedRows(asked) !== undefined || /\b(?:routes|rounds|runs|ones|who\s+all)\b/i.test(asked.hearing.text);

/** Late, early or on plan: by how much routes are off. */
const offPlan = (asked: Asked, isToday: boolean): RoutePart | undefined => {
  const isOver = has(asked, "finished") && !has(asked, "open");
  const running: Filters = isOver
    ? [{ column: "status", op: "eq", value: "done" }]
    : isToday
      ? [{ column: "status", op: "in", value: ["active"] }]
      : [];
  const bound = quantityOf(asked, "s");
  if (has(asked, "notLate"))
    return {
      part: { sort: [asc("delayS")] },
      filters: [...running, { column: "delayS", op: "lt", value: LATE_S }],
      uses: ["notLate", "vehicle", "driver"],
    };
  // "Is R-9 late", "is it ahead or behind" is answered by how R-9 stands, late or not.
  if (
    has(asked, "late", "early") &&
    (has(asked, "late") || IS_EITHER.test(asked.hearing.text)) &&
    linksOf(asked, "route", "vehicle", "driver").length === 1 &&
    !bound &&
    (IS_IT.test(asked.hearing.text) ||
      IS_EITHER.test(asked.hearing.text) ||
      !has(asked, "route", "vehicle", "driver"))
  )
    return {
      part: { columns: LATE_COLUMNS },
      filters: [],
      uses: ["late", "early", "byHowMuch", "route", "vehicle", "driver", "planned"],
    };
  const isAny = !bound && ANY_DELAY.test(asked.hearing.text);
  if (has(asked, "late"))
    return {
      part: {
        sort: [desc("delayS")],
        columns:
          has(asked, "vehicle", "driver") && !has(asked, "route")
            ? ["vehicle", "driver", ...LATE_COLUMNS.filter((key) => key !== "vehicle" && key !== "driver")]
            : LATE_COLUMNS,
      },
      filters: [
        ...running,
        boundFilter("delayS", bound, isAny ? { op: "gt", value: 0 } : { op: "gte", value: LATE_S }),
      ],
      ...(isAny ? { said: new Set(tokensSaying(asked, ANY_DELAY)) } : {}),
      uses: ["late", "byHowMuch", "older", "worst", "most", "vehicle", "driver", "open", "finished"],
    };
  if (has(asked, "early")) {
    // The furthest ahead is one of those that are ahead at all.
    const isMost = !bound && MOST_AHEAD.test(asked.hearing.text);
    // Asked by how much, whoever is ahead at all is told of.
    const isAnyLead = !bound && BY_HOW_MUCH.test(asked.hearing.text);
    return {
      part: { sort: [asc("delayS")], ...(isMost && !isOfSeveral(asked) ? { limit: 1 } : {}) },
      filters: [
        ...(isOver ? running : []),
        isMost || isAnyLead
          ? { column: "delayS", op: "lt", value: 0 }
          : { column: "delayS", op: "lte", value: -(bound?.value ?? LATE_S) },
      ],
      uses: [
        ...([
          "early",
          "finished",
          "byHowMuch",
          "vehicle",
          "driver",
          "most",
          "handleFirst",
          "planned",
        ] as const),
        ...(["open", "older", "least"] as const),
      ],
      // The bound is held with the other sign.
      ...(bound && bound.op !== "lt" && bound.op !== "lte"
        ? { said: new Set(tokensWithin(asked.hearing.tokens, bound)) }
        : isMost || isAnyLead
          ? { said: new Set([...tokensSaying(asked, MOST_AHEAD), ...tokensSaying(asked, BY_HOW_MUCH)]) }
          : {}),
    };
  }
  return undefined;
};

/** How far routes are: open, finished, not started, ending or starting around a time. */
const progress = (asked: Asked, isToday: boolean): RoutePart | undefined => {
  const hours = namesHours(asked);
  if (has(asked, "progress"))
    return {
      part: { sort: [asc("number")], columns: PROGRESS_COLUMNS },
      filters: [],
      uses: ["progress", "vehicle", "driver", "finished", "moving", "perVehicle", "perDriver"],
    };
  // "What share of R-17 is done" asks how far it is.
  if (
    (SHARE.test(asked.hearing.text) || has(asked, "kpiCompletion")) &&
    has(asked, "finished", "open", "sumStops", "kpiCompletion") &&
    linksOf(asked, "route", "vehicle", "driver").length > 0
  )
    return {
      part: { sort: [asc("number")], columns: PROGRESS_COLUMNS },
      filters: [],
      uses: [
        ...([
          "finished",
          "open",
          "howMany",
          "sumStops",
          "stop",
          "kpiCompletion",
          "vehicle",
          "driver",
        ] as const),
        ...(["planned", "progress"] as const),
      ],
      said: tokensLike(asked, /^(?:share|percent(?:age)?|proportion|fraction|each)$/),
    };
  const due = duePart(asked, isToday);
  if (due) return due;
  if (has(asked, "started") && !has(asked, "finish", "finished"))
    return {
      part: {
        sort: [asc("startedAt")],
        columns: ["name", "startedAt", "plannedStartAt", "status", "vehicle", "driver"],
      },
      filters: [{ column: "startedAt", op: "is-null", value: false }, ...timeFilters(asked, "startedAt")],
      uses: ["started", "vehicle", "driver"],
    };
  // "Not finished by five" will end after it.
  const [limit] = asked.clocks;
  if (
    has(asked, "open", "finished", "finish") &&
    isToday &&
    limit?.side === "before" &&
    asked.clocks.length === 1 &&
    IS_NOT.test(asked.hearing.text)
  )
    return {
      part: { sort: [asc("expectedEndAt")], columns: END_COLUMNS },
      filters: [OPEN, { column: "expectedEndAt", op: "gt", value: limit.at }],
      uses: ["open", "finished", "finish", "vehicle", "driver"],
      said: new Set(tokensSaying(asked, IS_NOT)),
    };
  // "Finished before noon" has happened, "will finish after four" is expected.
  if (has(asked, "finished") && !has(asked, "open") && !/\b(?:will|going to)\b/i.test(asked.hearing.text))
    return {
      part: {
        sort: [desc("endedAt")],
        columns: ["name", "endedAt", "delayS", "stopsDone", "stopsTotal", "vehicle", "driver"],
      },
      filters: [{ column: "status", op: "eq", value: "done" }, ...timeFilters(asked, "endedAt")],
      uses: ["finished", "finish", "vehicle", "driver"],
    };
  if ((has(asked, "finish") || has(asked, "finished")) && (hours || !has(asked, "open")))
    return {
      part: {
        sort: [has(asked, "most") ? desc("expectedEndAt") : asc("expectedEndAt")],
        columns: END_COLUMNS,
      },
      filters: isToday
        ? [OPEN, ...timeFilters(asked, "expectedEndAt")]
        : [{ column: "status", op: "eq", value: "done" }, ...timeFilters(asked, "endedAt")],
      uses: ["finish", "finished", "whenWill", "open", "most", "vehicle", "driver"],
    };
  if (has(asked, "open"))
    return { part: { sort: [asc("expectedEndAt")] }, filters: [OPEN], uses: ["open", "vehicle", "driver"] };
  return undefined;
};

const SUBJECT_COLUMNS = { route: "name", vehicle: "vehicleId", driver: "driverId" } as const;

// What a question about one route is about: the route, its vehicle or its driver.
const subjectOf = (link: Link | undefined): Finish["subject"] | undefined => {
  const kind = link?.name.kind;
  if (!link || (kind !== "route" && kind !== "vehicle" && kind !== "driver")) return undefined;
  const { key, id, name } = link.name;
  return { column: SUBJECT_COLUMNS[kind], value: kind === "route" ? key : (id ?? -1), label: name };
};

const IS_EITHER =
  /\b(?:ahead|early|on\s+(?:time|plan|schedule))\b.{0,20}\bor\b.{0,20}\b(?:behind|late)\b|\b(?:behind|late)\b.{0,20}\bor\b.{0,20}\b(?:ahead|early|on\s+(?:time|plan|schedule))\b/i;

const IS_IT = /^\W*(?:so\s+|and\s+)?(?:has|have|is|are|did|was|will|how\s+(?:far|late|much))\b/i;

// "When will I be done" asks for its end, which "done" alone does not.
const WHEN_DONE = /\b(?:when|(?:at\s+)?what\s+time)\s+(?:will|do|does|am|is|are|should|can)\b/i;

const SHARE =
  /\b(?:share|percent(?:age)?|proportion|fraction|how much) of\b|\b(?:percent(?:age)?|proportion)\b/i;

// "Routes on which the number of skipped stops exceeds five" counts no routes.
const NUMBER_OF_STOPS = /\b(?:number|count)\s+of\s+(?:\w+\s+){0,2}(?:stops|pickups|collections)\b/i;

const IS_NOT = /\b(?:not|won'?t|isn'?t|aren'?t|can'?t|cannot|unfinished)\b/i;

const isNamedAlone = (filters: Filters): boolean =>
  filters.every(({ column }) => column === "serviceDay" || column === "name");

const isWhose = (asked: Asked): boolean => /\b(?:who|who's|whose|which|what)\b/i.test(asked.hearing.text);

/** Routes: late, ahead, open, ending around a time, skipping, with stops left, running into overtime. */
const routes: Rule = (asked): RuleReading | undefined => {
  const isRoute = has(asked, "route") || linksOf(asked, "route").length > 0;
  const isCrew = has(asked, "vehicle", "driver") || linksOf(asked, "vehicle", "driver").length > 0;
  const { filters, uses } = namedFilters(asked, "routes");
  const window = asked.window ?? asked.today;
  const base = [dayFilter(window), ...filters];
  const isToday = window.firstDay === asked.today.firstDay;
  const on = ({ part, filters: more, uses: used, said, isRows }: RoutePart): RuleReading => {
    const kept = [...base, ...more];
    // "How many stops are on each route still left" counts stops route by route, and no routes.
    const isOfEach = has(asked, "stop") && has(asked, "perRoute");
    const isCount =
      !isRows &&
      has(asked, "howMany") &&
      !has(asked, "byHowMuch", "stopsLeft") &&
      !isOfEach &&
      !NUMBER_OF_STOPS.test(asked.hearing.text) &&
      // "How much of R-9 is finished" counts no routes.
      !(SHARE.test(asked.hearing.text) && linksOf(asked, "route").length > 0);
    return {
      plan: isCount
        ? { kind: "count", list: "routes", filters: kept }
        : listPlan({
            list: "routes",
            filters: kept,
            columns: COLUMNS,
            ...(wantedRows(asked) === undefined ? {} : { limit: wantedRows(asked) ?? 100 }),
            ...part,
          }),
      window,
      uses: ["route", "howMany", "perRoute", ...used, ...uses],
      ...(said ? { said } : {}),
      // How many of the one route that is named there are is one, and never what is asked.
      ...(isCount && linksOf(asked, "route").length === 1 && isNamedAlone(kept)
        ? { lacks: tokensLike(asked, /^(?:how|many)$/) }
        : {}),
    };
  };
  const named = asked.links.links;
  const subject = named.length === 1 ? subjectOf(named[0]) : undefined;
  const bounds =
    asked.clocks.length === 1 && (asked.window?.isWholeDays ?? true) ? asked.clocks[0] : undefined;
  const isOfStops = has(asked, "stop", "container") && !has(asked, "stopsLeft", "perRoute");
  // A question about one named thing is answered by that thing, whichever way it turns out.
  if (
    subject &&
    (has(asked, "finish", "overtime", "whenWill") ||
      (has(asked, "finished") &&
        (IS_IT.test(asked.hearing.text) || /^\W*when\b/i.test(asked.hearing.text))) ||
      (bounds !== undefined && has(asked, "finished", "open"))) &&
    !has(asked, "stopsLeft", "stop", "exception") &&
    !SHARE.test(asked.hearing.text) &&
    (bounds !== undefined || !namesHours(asked)) &&
    isToday &&
    filters.every((f) => f.op !== "ne")
  )
    return {
      plan: {
        kind: "finish",
        subject,
        ...(bounds ? { against: { side: bounds.side, at: bounds.at } } : {}),
      },
      window: asked.today,
      uses: [
        "route",
        "vehicle",
        "driver",
        "finish",
        "finished",
        "overtime",
        "whenWill",
        "late",
        "byHowMuch",
        "planned",
        // "Back to the yard" is where it ends.
        "depot",
        ...(bounds ? (["open"] as const) : []),
      ],
    };
  // "How many left on R-19 and when is the last one": how far it is tells both.
  if (
    subject &&
    isToday &&
    has(asked, "stopsLeft", "stop") &&
    has(asked, "stopsLeft", "open", "howMany") &&
    (has(asked, "whenWill", "finish") || (has(asked, "finished") && WHEN_DONE.test(asked.hearing.text)))
  )
    return {
      ...on({
        part: { columns: PROGRESS_COLUMNS },
        filters: [],
        uses: [
          ...(["stopsLeft", "stop", "open", "howMany", "whenWill", "finish", "finished"] as const),
          ...(["vehicle", "driver", "pending"] as const),
        ],
        said: tokensLike(asked, /^(?:last|final|time|projected|expected)$/),
        isRows: true,
      }),
    };
  // Who drives truck 7; which truck is on R-9.
  if (
    subject &&
    has(asked, "drives") &&
    !has(asked, "full", "onBoard", "room") &&
    (isWhose(asked) || has(asked, "driver")) &&
    !namesHours(asked)
  )
    return on({
      part: {
        sort: [asc("serviceDay"), asc("number")],
        columns: ["driver", "vehicle", "name", "status", "plannedStartAt", "startedAt", "endedAt", "depot"],
      },
      filters: [],
      uses: ["drives", "driver", "vehicle", "moving", "perVehicle", "sumDistance"],
    });
  // Overtime that is still to come; what was worked is a sum.
  if (
    has(asked, "overtime") &&
    (isRoute || isCrew || has(asked, "finish")) &&
    isToday &&
    window.lastDay === asked.today.lastDay &&
    !has(asked, "perDriver", "perDepot", "sumHours")
  )
    return on({
      part: { sort: [desc("pastShiftS")], columns: END_COLUMNS },
      filters: [boundFilter("pastShiftS", quantityOf(asked, "s"), { op: "gt", value: 0 })],
      uses: ["overtime", "finish", "late", "driver", "vehicle", "older", "open"],
    });
  if (
    (isRoute && has(asked, "stopsLeft") && !has(asked, "skipped")) ||
    (has(asked, "perRoute") && has(asked, "stop") && has(asked, "open"))
  ) {
    const bound = asked.quantities.find((q) => q.unit === null && q.op !== null);
    // "Over 30 minutes late with more than 20 stops left": both hold.
    const lateBy = quantityOf(asked, "s");
    const isLate = has(asked, "late") && isToday && (lateBy === undefined || lateBy.op !== null);
    return on({
      part: {
        sort: inEndOrder(asked, [
          has(asked, "fastest")
            ? asc("expectedEndAt")
            : has(asked, "slowest")
              ? desc("expectedEndAt")
              : has(asked, "least") && !/\bat\s+least\b/i.test(asked.hearing.text)
                ? asc("stopsLeft")
                : has(asked, "worst", "most", "slowest")
                  ? desc("stopsLeft")
                  : asc("expectedEndAt"),
        ]),
        columns: ["name", "stopsLeft", "stopsTotal", "expectedEndAt", "delayS", "vehicle", "driver"],
      },
      // A truck on its way home has none left: it is open, but not what is asked about.
      filters: [
        ...(isToday ? [OPEN, boundFilter("stopsLeft", bound, { op: "gt", value: 0 })] : []),
        ...(isLate ? [boundFilter("delayS", lateBy, { op: "gte", value: LATE_S })] : []),
      ],
      ...(endOrder(asked) ? { said: endOrderSaid(asked) } : {}),
      uses: [
        ...(endOrder(asked) ? (["newest", "oldest", "kpiCompletion", "depot"] as const) : []),
        ...(isLate ? (["late", "byHowMuch"] as const) : []),
        "stopsLeft",
        "stop",
        "open",
        "finish",
        "whenWill",
        "older",
        "most",
        "least",
        "fastest",
        "slowest",
        "handleFirst",
        "moreOrLess",
      ],
    });
  }
  if (isRoute) {
    const byCount = asked.hearing.places.some((p) => p.concept.startsWith("kpi"))
      ? undefined
      : (shareDone(asked) ?? counted(asked));
    if (byCount) return on(byCount);
  }
  // How far routes are that are named is told of each; the completion rate is a figure of many.
  const isOfShare =
    (has(asked, "kpiCompletion") ||
      (SHARE.test(asked.hearing.text) && has(asked, "open", "finished") && !has(asked, "full", "onBoard"))) &&
    linksOf(asked, "route", "vehicle", "driver").length > 0;
  const isOfKpi = asked.hearing.places.some(
    (p) => p.concept.startsWith("kpi") && !(isOfShare && p.concept === "kpiCompletion"),
  );
  const isOfNone = isRoute && isToday && NONE_DONE.test(asked.hearing.text);
  if (has(asked, "exception") || (isOfStops && !isOfShare && !isOfNone) || isOfKpi) return undefined;
  const off = isRoute || isCrew || !has(asked, "stop") ? offPlan(asked, isToday) : undefined;
  if (off) return on(off);
  if (
    isRoute ||
    (isCrew && has(asked, "finish", "finished") && namesHours(asked)) ||
    (subject && (has(asked, "progress") || (isOfShare && isToday)))
  ) {
    const part = progress(asked, isToday);
    if (part) return on(part);
  }
  // "How many rounds are still on the go": a route that is moving is under way, and one that still is may yet start.
  if (isRoute && isToday && has(asked, "moving"))
    return on({
      part: { sort: [asc("expectedEndAt")] },
      filters: [
        /\bstill\b/i.test(asked.hearing.text) ? OPEN : { column: "status", op: "eq", value: "active" },
      ],
      uses: ["moving", "open", "vehicle", "driver"],
    });
  if (isRoute && (filters.length > 0 || has(asked, "howMany", "planned") || asked.window !== null))
    return on({ filters: [], uses: ["planned", "moving", "vehicle", "driver"] });
  return undefined;
};

/** Rules about routes. */
export const ROUTE_RULES: readonly Rule[] = [...ROUTE_END_RULES, routes];
