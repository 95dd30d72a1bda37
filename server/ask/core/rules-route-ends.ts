import { dayFilter, namedFilters } from "#server/ask/core/list-filters.ts";
import { asc, desc, type ListPlan, listPlan } from "#server/ask/core/plan-parts.ts";
import {
  type Asked,
  has,
  linksOf,
  type Rule,
  type RuleReading,
  tokensLike,
  wantedRows,
} from "#server/ask/core/question.ts";
import { timeFilters } from "#server/ask/core/time-filters.ts";

/** Columns that tell when routes end. */
export const END_COLUMNS = [
  "name",
  "expectedEndAt",
  "shiftEndAt",
  "delayS",
  "stopsLeft",
  "driver",
  "vehicle",
];
const ENDED_COLUMNS = ["name", "endedAt", "plannedEndAt", "delayS", "stopsDone", "driver", "vehicle"];

const LAST = "(?:last|latest)";
const FIRST = "(?:first|earliest|soonest|quickest)";
const ENDING =
  "(?:finish\\w*|end(?:s|ed|ing)?|done|back|home|in|complete[ds]?|return\\w*|knock\\w*\\s+off|wrap\\w*\\s+up|through)";
const RUN = "(?:routes?|rounds?|runs?|tours?|trucks?|lorr(?:y|ies)|drivers?|crews?|wagons?|ones?)";
// "Finished first week of October" is a time.
const NO_TIME =
  "(?!\\s+(?:week|month|night|year|quarter|(?:mon|tues|wednes|thurs|fri|satur|sun)day|\\w+\\s+(?:days|weeks|months|hours)|time\\b|stops?))";

const endAt = (place: string): RegExp =>
  new RegExp(
    [
      `\\b${ENDING}\\s+(?:up\\s+)?(?:at\\s+|off\\s+)?(?:the\\s+|very\\s+)?${place}\\b${NO_TIME}`,
      `\\b(?:the\\s+|as\\s+)?${place}\\s+(?:of\\s+(?:all|them|the\\s+\\w+)\\s+)?(?:to\\s+(?:be\\s+|get\\s+|come\\s+)?)?${ENDING}\\b`,
      `\\b${place}\\s+(?:\\w+\\s+){0,2}?${RUN}\\s+(?:(?:of\\s+\\w+|\\w+|expected|projected|to|will|be|get|come)\\s+){0,3}?${ENDING}\\b`,
      `\\b${ENDING}\\b.{0,12}\\b${place}\\s+${RUN}\\b`,
    ].join("|"),
    "i",
  );
const ENDS_LAST = endAt(LAST);
const ENDS_FIRST = endAt(FIRST);
const ASKED_OF = new RegExp(`\\b(?:who|which|what|when|whose|at\\s+what)\\b|\\b${LAST}\\s+${RUN}\\b`, "i");
const PAST = /\b(?:did|was|were|had|finished|ended|came|got|yesterday|returned)\b/i;
const MANY = /\b(?:routes|rounds|runs|tours|trucks|lorries|drivers|crews|wagons|ones)\b/i;
const END_SAID =
  /^(?:last|latest|first|earliest|soonest|quickest|to|expected|projected|top|which|who|finish|finishing|hour|time|what)$/;

const ON_TOP = "(?:first|(?:on|at|to)\\s+(?:the\\s+)?top|heading\\s+the\\s+list|uppermost)";
const SORTED = "(?:sort\\w*|order\\w*|rank\\w*|arrang\\w*|list\\w*|in\\s+order)";
const END_TIME = "(?:finish\\w*|end\\w*|completion|done|home|back)";
const LATEST_ON_TOP = new RegExp(
  [
    `\\b${LAST}\\b[^.?]{0,25}\\b${END_TIME}\\b[^.?]{0,25}\\b${ON_TOP}`,
    `\\b${END_TIME}\\b[^.?]{0,20}\\b(?:${LAST}|longest|slowest)\\b[^.?]{0,25}\\b${ON_TOP}`,
    `\\b${SORTED}\\b.*\\b${END_TIME}\\b.*\\b(?:desc\\w*|${LAST}\\s+${ON_TOP})`,
    `\\b(?:slowest|longest)\\b[^.?]{0,20}\\b(?:finish\\w*|home|back|done)?\\b[^.?]{0,10}\\b${ON_TOP}`,
  ].join("|"),
  "i",
);
const SOONEST_ON_TOP = new RegExp(
  [
    `\\b(?:${FIRST}|least|less|shortest|nearest)\\b[^.?]{0,30}\\b(?:${END_TIME}|time|finisher)\\b[^.?]{0,25}\\b${ON_TOP}`,
    `\\b${END_TIME}\\b[^.?]{0,20}\\b${FIRST}\\b[^.?]{0,25}\\b(?:${ON_TOP}|up)`,
    `\\b${SORTED}\\b.*\\b(?:by|after|on|according\\s+to)\\b.*\\b${END_TIME}\\b`,
    `\\b${FIRST}\\s+(?:to\\s+)?(?:finish\\w*|home|back|done)\\s+${ON_TOP}`,
  ].join("|"),
  "i",
);

/** Which end of a list of routes stands first where a question orders them by when they end; undefined where it does not. */
export const endOrder = ({ hearing: { text } }: Asked): "latest" | "soonest" | undefined =>
  LATEST_ON_TOP.test(text) ? "latest" : SOONEST_ON_TOP.test(text) ? "soonest" : undefined;

/** The words of a question that order routes by when they end. */
export const endOrderSaid = (asked: Asked): ReadonlySet<number> =>
  tokensLike(
    asked,
    /^(?:last|latest|first|earliest|soonest|quickest|least|less|shortest|longest|slowest|top|finish|finishing|finisher|end|ending|completion|time|sort|sorted|order|ordered|rank|ranked|arranged|descending|ascending|whoever|one|home|done|back|expected|projected|by|after|hour)$/,
  );

/** Routes that are not over. */
export const OPEN = { column: "status", op: "in" as const, value: ["planned", "active"] };

const isOfOther = (asked: Asked): boolean =>
  has(
    asked,
    "handleFirst",
    "exception",
    "overtime",
    "stopsLeft",
    "started",
    "skipped",
    "missed",
    "late",
    "early",
  ) &&
  // "First" is heard as what to handle first.
  has(asked, "exception", "overtime", "stopsLeft", "started", "skipped", "missed", "late", "early");

/** The route that ends last of those that are out, or first; of a day that is over the one that did. */
const lastToEnd: Rule = (asked): RuleReading | undefined => {
  const { text } = asked.hearing;
  const isLast = ENDS_LAST.test(text);
  if (!isLast && !ENDS_FIRST.test(text)) return undefined;
  if (
    !(ASKED_OF.test(text) || wantedRows(asked) !== undefined) ||
    isOfOther(asked) ||
    endOrder(asked) !== undefined
  )
    return undefined;
  if (!has(asked, "route", "vehicle", "driver") && !/\bwho\b/i.test(text)) return undefined;
  if (
    has(asked, "stop", "container", "fault", "ticket", "site") ||
    linksOf(asked, "route", "vehicle", "driver").length > 0
  )
    return undefined;
  const window = asked.window ?? asked.today;
  if (window.firstDay !== window.lastDay || asked.compared !== null) return undefined;
  const isToday = window.firstDay === asked.today.firstDay;
  const isOver = !isToday || (PAST.test(text) && !/\b(?:will|going|finishing|ends|still)\b/i.test(text));
  const column = isOver ? "endedAt" : "expectedEndAt";
  const { filters, uses } = namedFilters(asked, "routes");
  const many = MANY.test(text.replace(/\bof\s+(?:all\s+)?(?:the|our)\s+\w+/i, ""));
  // "Tonight" bounds nothing: it is when they end.
  const isEvening = /\b(?:tonight|this\s+evening)\b/i.test(text);
  return {
    plan: listPlan({
      list: "routes",
      filters: [
        dayFilter(window),
        ...filters,
        isOver ? { column: "status", op: "eq", value: "done" } : OPEN,
        ...(isEvening ? [] : timeFilters(asked, column)),
      ],
      columns: isOver ? ENDED_COLUMNS : END_COLUMNS,
      sort: [isLast ? desc(column) : asc(column)],
      limit: wantedRows(asked) ?? (many ? 10 : 1),
    }),
    window: isEvening ? asked.today : window,
    said: new Set([...tokensLike(asked, END_SAID), ...(isEvening ? asked.timed.when : [])]),
    uses: [
      ...(["route", "vehicle", "driver", "finish", "finished", "whenWill", "most", "fastest"] as const),
      ...(["handleFirst", "open", "oldest", "newest", "depot", "outNow", "moving", "perRoute"] as const),
      ...uses,
    ],
  };
};

const START_TIMES =
  /\b(?:start(?:ing)?|departure|set[\s-]?off|leaving)\s+times?\b|\b(?:when|what\s+time)\s+did\b.*\b(?:routes|rounds|runs|trucks|each|every|all|they)\b.*\b(?:start|set\s+off|leave|begin|go\s+out)/i;

/** When routes were to start and when they did. */
const startTimes: Rule = (asked): RuleReading | undefined => {
  const { text } = asked.hearing;
  if (!START_TIMES.test(text) || asked.compared !== null) return undefined;
  if (has(asked, "stop", "exception", "overtime")) return undefined;
  if (!has(asked, "route", "vehicle", "driver") && linksOf(asked, "route", "vehicle", "driver").length === 0)
    return undefined;
  const { filters, uses } = namedFilters(asked, "routes");
  const window = asked.window ?? asked.today;
  return {
    plan: listPlan({
      list: "routes",
      filters: [dayFilter(window), ...filters, ...timeFilters(asked, "plannedStartAt")],
      columns: ["name", "plannedStartAt", "startedAt", "status", "vehicle", "driver", "depot"],
      sort: [asc("plannedStartAt")],
    }),
    window,
    said: tokensLike(asked, /^(?:time|departure|leaving|set|off|actual|start|starting)$/),
    uses: [
      ...([
        "route",
        "vehicle",
        "driver",
        "started",
        "planned",
        "perRoute",
        "perVehicle",
        "perDriver",
      ] as const),
      ...(["kpiAdherence", "whenWill", "compare", "leftYard", "depot"] as const),
      ...uses,
    ],
  };
};

/** Rules about when routes start and end, in order of that. */
export const ROUTE_END_RULES: readonly Rule[] = [lastToEnd, startTimes];

/** A list of routes as a question orders it by when they end, where it does. */
export const inEndOrder = (asked: Asked, otherwise: ListPlan["sort"]): ListPlan["sort"] => {
  const order = endOrder(asked);
  return order === undefined
    ? otherwise
    : [order === "latest" ? desc("expectedEndAt") : asc("expectedEndAt")];
};
