import { namedFilters } from "#server/ask/core/list-filters.ts";
import { asc, countOrList, desc, listPlan } from "#server/ask/core/plan-parts.ts";
import {
  boundFilter,
  type Filter,
  has,
  heardAt,
  isExcluded,
  linksOf,
  quantityOf,
  type Rule,
  tokensLike,
  tokensSaying,
  wantedRows,
} from "#server/ask/core/question.ts";
import { CLOCK_RULES } from "#server/ask/core/rules-clocked-in.ts";
import { readElsewhere } from "#server/ask/core/rules-elsewhere.ts";
import { NEAREST_RULES } from "#server/ask/core/rules-nearest.ts";
import {
  isIdleNow,
  isOfOffRoad,
  OFF_ROAD,
  STANDING,
  saidNow,
  VEHICLE_STANDING_RULES,
} from "#server/ask/core/rules-vehicle-standing.ts";
import { isLength, lengthSince } from "#server/ask/core/time-filters.ts";

const SILENT_S = 1200;
const LONG_STOP_S = 900;
const COLUMNS = ["name", "status", "statusSince", "route", "driver", "speedKmh", "loadKg", "at"];

const WHO_DRIVES =
  /\bwho(?:['’]?s|\s+is|\s+has)?\s+(?:(?:now|currently|right\s+now)\s+)?(?:driv(?:es|ing)|(?:at|behind)\s+the\s+wheel|in|on|got)\b|\bwho(?:['’]s|\s+is)?\s+(?:its|the)\s+driver\b|\b(?:with|and)\s+(?:its|the)\s+driver\b/i;

/** Where is truck 42 right now? */
const where: Rule = (asked) => {
  const vehicles = linksOf(asked, "vehicle", "route", "driver");
  if (vehicles.length === 0 || !has(asked, "where") || /\bnext\b/i.test(asked.hearing.text)) return undefined;
  const { filters, uses } = namedFilters(asked, "vehicles");
  // "And who is driving it" is told in the same row.
  const isOfDriver = linksOf(asked, "vehicle").length > 0 && WHO_DRIVES.test(asked.hearing.text);
  return {
    plan: listPlan({
      list: "vehicles",
      filters,
      columns: COLUMNS,
      view: "map",
      ...(isOfDriver ? { shows: ["driver"] } : {}),
    }),
    window: null,
    ...(isOfDriver ? { said: new Set(tokensSaying(asked, WHO_DRIVES)) } : {}),
    uses: [
      "where",
      "vehicle",
      "driver",
      "route",
      "moving",
      ...(isOfDriver ? (["drives"] as const) : []),
      ...uses,
    ],
  };
};

const NOT_THERE =
  /\b(?:not|(?:is|are|was|were)n['’]?t|outside)\s+(?:currently\s+|now\s+|of\s+)?(?:in|at|off|out|laid|unavailable|the\s+workshop)\b/i;

// What each row is to tell besides.
const SHOWN =
  /\bwith\s+(?:the\s+|their\s+)?(?:waste\s+)?streams?\s+and\s+(?:the\s+|their\s+)?drivers?\b|\bwith\s+(?:the\s+|their\s+)?drivers?\s+and\s+(?:the\s+|their\s+)?(?:waste\s+)?streams?\b/i;

/** Which trucks of a kind, depot or stream there are, and how one of them stands. */
const vehicles: Rule = (asked) => {
  const { filters, uses } = namedFilters(asked, "vehicles");
  const isOffRoad = isOfOffRoad(asked);
  const isInWorkshop = has(asked, "workshop") || isOffRoad;
  // "Which are not in the workshop" asks for the others.
  const isNotThere = isInWorkshop && NOT_THERE.test(asked.hearing.text);
  // How long one has been there is told by its repair.
  const isHowLong =
    isInWorkshop && /\bhow\s+(?:many\s+(?:days|hours|weeks)|long)\b/i.test(asked.hearing.text);
  const shown = SHOWN.test(asked.hearing.text) ? ["streams", "driver"] : undefined;
  const isOfLoad = has(asked, "onBoard");
  const load = isOfLoad ? quantityOf(asked, "kg") : undefined;
  if (isInWorkshop)
    filters.push({ column: isOffRoad ? "isOffRoad" : "inWorkshop", op: "eq", value: !isNotThere });
  if (load) filters.push(boundFilter("loadKg", load, { op: "gte", value: 0 }));
  if (isHowLong || !has(asked, "vehicle") || (filters.length === 0 && !has(asked, "where"))) return undefined;
  return {
    plan: countOrList(asked, {
      list: "vehicles",
      filters,
      columns: isOffRoad ? [...COLUMNS, "inWorkshop"] : shown ? [...COLUMNS, "streams"] : COLUMNS,
      sort: [asc("number")],
      view: "map",
      ...(shown ? { shows: shown } : {}),
    }),
    window: null,
    ...(isInWorkshop
      ? {
          said: new Set([
            ...saidNow(asked),
            ...tokensSaying(asked, OFF_ROAD),
            ...(isNotThere ? tokensSaying(asked, NOT_THERE) : []),
          ]),
        }
      : shown
        ? { said: new Set(tokensSaying(asked, SHOWN)) }
        : {}),
    // The state of a named truck tells whether it has left.
    uses: [
      "vehicle",
      "howMany",
      "where",
      ...(isInWorkshop ? (["workshop"] as const) : []),
      ...(isOffRoad ? (["breakdown", "stopped"] as const) : []),
      ...(isOfLoad ? (["onBoard", "older", "sumWeight"] as const) : []),
      ...(linksOf(asked, "vehicle").length > 0 ? (["leftYard"] as const) : []),
      ...uses,
    ],
  };
};

const FULL_PCT = 90;

/** Vehicles by how full they are, or by the room they have left. */
const loaded: Rule = (asked) => {
  const kg = quantityOf(asked, "kg");
  const isRoom = has(asked, "room") && kg !== undefined && !has(asked, "nearest");
  if (!(has(asked, "full") || isRoom) || !has(asked, "vehicle", "driver") || has(asked, "container", "stop"))
    return undefined;
  const { filters, uses } = namedFilters(asked, "vehicles");
  // "Nearly full, over 85" can only be percent.
  const share =
    quantityOf(asked, "%") ??
    asked.quantities.find((q) => q.unit === null && q.op !== null && q.value >= 30 && q.value <= 100);
  // "How full is truck 5" asks how it stands, not whether it is full.
  const isHowFull = /\bhow full\b/i.test(asked.hearing.text) && linksOf(asked, "vehicle").length > 0;
  if (isHowFull && quantityOf(asked, "%") === undefined) return undefined;
  const kept = [
    ...filters,
    isRoom
      ? boundFilter("roomKg", kg, { op: "gte", value: 0 })
      : boundFilter("loadPct", share, { op: "gte", value: FULL_PCT }),
  ];
  return {
    plan: countOrList(asked, {
      list: "vehicles",
      filters: kept,
      columns: ["name", "loadKg", "capacityKg", "status", "route", "driver", "at"],
      sort: [isRoom ? desc("roomKg") : desc("loadPct")],
    }),
    window: null,
    uses: [
      "vehicle",
      "driver",
      "howMany",
      "older",
      ...(isRoom ? (["room", "sumWeight"] as const) : (["full"] as const)),
      ...uses,
    ],
  };
};

const SERVICE_M = 500_000;
/** Vehicles whose next service is due soon, the most overdue first. */
const service: Rule = (asked) => {
  const isOfVehicles = has(asked, "vehicle", "perVehicle") || quantityOf(asked, "m") !== undefined;
  if (!has(asked, "needsService") || !isOfVehicles) return undefined;
  const { filters, uses } = namedFilters(asked, "vehicles");
  const isOverdue = /\boverdue\b/i.test(asked.hearing.text);
  const way = quantityOf(asked, "m");
  const within = way?.value ?? (isOverdue ? 0 : SERVICE_M);
  const op: Filter["op"] = way?.op === "lt" || way?.op === "gt" || way?.op === "gte" ? way.op : "lte";
  const isClosest = /\b(?:closest|nearest|soonest|first)\b/i.test(asked.hearing.text);
  // When one truck is due is told however far that is.
  const isOfOne =
    linksOf(asked, "vehicle").length === 1 && quantityOf(asked, "m") === undefined && !isOverdue;
  const kept = [
    ...filters,
    ...(isOfOne
      ? []
      : [
          way?.op === "between"
            ? boundFilter("serviceLeftM", way, { op: "lte", value: 0 })
            : { column: "serviceLeftM", op, value: within },
        ]),
  ];
  return {
    plan: countOrList(asked, {
      list: "vehicles",
      filters: kept,
      columns: ["name", "serviceLeftM", "odometerKm", "serviceDueKm", "inWorkshop", "status", "depot"],
      sort: [asc("serviceLeftM")],
      ...(wantedRows(asked) === undefined ? {} : { limit: wantedRows(asked) ?? 100 }),
    }),
    window: null,
    ...(isOfOne ? { said: tokensLike(asked, /^next$/i) } : {}),
    uses: [
      "needsService",
      "vehicle",
      "howMany",
      "within",
      ...(isClosest ? (["nearest", "handleFirst"] as const) : []),
      ...(isOfOne ? (["open", "stopsLeft", "sumDistance", "whenWill", "planned"] as const) : []),
      ...(wantedRows(asked) === undefined ? [] : (["most", "handleFirst", "fastest"] as const)),
      ...(way?.op === "gt" || way?.op === "gte" ? (["older", "most"] as const) : []),
      ...(quantityOf(asked, "m") ? (["open"] as const) : []),
      ...(isOverdue ? (["late"] as const) : []),
      ...uses,
    ],
  };
};

/** Vehicles that have not been heard from. */
const silent: Rule = (asked) => {
  // Of a truck that is named its last report is told, however old it is.
  const isOfOne = linksOf(asked, "vehicle").length > 0 && quantityOf(asked, "s") === undefined;
  if (!has(asked, "silent") || isOfOne) return undefined;
  const { filters, uses } = namedFilters(asked, "vehicles");
  const since = lengthSince(asked);
  const shop = heardAt(asked, "workshop");
  const isWithoutWorkshop = shop !== undefined && isExcluded(asked, shop.from);
  const kept = [
    ...filters,
    boundFilter("silentS", since?.length ?? quantityOf(asked, "s"), { op: "gt", value: SILENT_S }),
    ...(isWithoutWorkshop ? [{ column: "inWorkshop", op: "eq" as const, value: false }] : []),
  ];
  return {
    plan: countOrList(asked, {
      list: "vehicles",
      filters: kept,
      sort: [asc("at")],
      columns: ["name", "at", "status", "inWorkshop", "route", "driver", "depot"],
    }),
    ...(isWithoutWorkshop ? { isLeftOut: true } : {}),
    // "In the last 20 minutes" says how long they have been silent, and is no window besides.
    window: isLength(asked) ? null : asked.window,
    said: new Set([...(since?.said ?? []), ...(isLength(asked) ? asked.timed.when : [])]),
    uses: [
      ...(["silent", "vehicle", "older", "howMany", "driver"] as const),
      ...(isWithoutWorkshop ? (["workshop"] as const) : []),
      ...uses,
    ],
  };
};

// Beside a place where it is not, a truck that sits or has been somewhere stands there.
const STANDS =
  /\b(?:sit(?:s|ting)?|sat|stand(?:s|ing)?|stood|wait(?:s|ing)?|halt(?:s|ed)?|hang(?:s|ing)?|stay(?:s|ed|ing)?)\b/i;

/** Vehicles that stand for long, with their drivers: "idle for more than 15 minutes" asks the same. */
const standing: Rule = (asked) => {
  const isIdle = has(asked, "kpiIdle") && asked.window === null;
  const elsewhere = readElsewhere(asked);
  const isLong = asked.quantities.some((q) => q.unit === "s") || has(asked, "outsideUsual");
  const isStill =
    has(asked, "stopped") || isIdle || (elsewhere !== undefined && STANDS.test(asked.hearing.text));
  if (has(asked, "moving") || !isStill || !isLong) return undefined;
  const { filters, uses } = namedFilters(asked, "vehicles");
  const kept = [
    ...filters,
    { column: "status", op: "eq" as const, value: "stopped" },
    ...(elsewhere?.filters ?? []),
    boundFilter("statusS", quantityOf(asked, "s"), { op: "gt", value: LONG_STOP_S }),
  ];
  return {
    plan: countOrList(asked, {
      list: "vehicles",
      filters: kept,
      sort: [asc("statusSince")],
      columns: has(asked, "driver") ? ["driver", "name", "status", "statusSince", "route", "at"] : COLUMNS,
      view: "map",
    }),
    window: null,
    ...(elsewhere ? { said: elsewhere.said, isLeftOut: true } : {}),
    uses: [
      "stopped",
      "vehicle",
      "driver",
      "older",
      "howMany",
      ...(isIdle ? (["kpiIdle"] as const) : []),
      ...(elsewhere ? (["outsideUsual", "depot", "facility", "onBreak", "atTip"] as const) : []),
      ...uses,
    ],
  };
};

// What a vehicle is doing, and the words for it.
const DOING = [
  ["atTip", "tipping"],
  ["onBreak", "break"],
] as const;

const ARE_DOWN = /\bhow many\b[^?]*\b(?:are|is)\b(?!.*\b(?:today|yesterday|week|month)\b)/i;
const LONGEST_FIRST = /\blongest(?:\s+(?:stopped|standing|parked|ones?))?\s+(?:first|on\s+top)\b/i;
// "Not moving" is whatever stands, also to serve a stop; "stopped" is the state that the pages call so.
const NOT_MOVING =
  /(?:\b(?:not|never|arnt)|n['’]?t)\s+(?:\w+\s+){0,2}?(?:mov\w*|mooving|driv\w*|roll\w*|going|budg\w*|in\s+motion|on\s+the\s+move)\b|\bno\s+movement\b|\bstationary\b|\bat\s+a\s+standstill\b/i;
const AT_TIP =
  /\bat\s+(?:the\s+|an?\s+|any\s+)?(?:\w+\s+)?(?:landfill|tip|dump|transfer\s+station|disposal\s+site)s?\b/i;

/** Vehicles by what they do now. */
const doing: Rule = (asked) => {
  const { filters, uses } = namedFilters(asked, "vehicles");
  const isMoving = has(asked, "moving");
  const isIdle = isIdleNow(asked);
  const isStopped = has(asked, "stopped") || isIdle;
  const others = [
    ...DOING.filter(([concept]) => has(asked, concept)),
    // How many are down now; what was reported is a list of its own.
    ...(has(asked, "breakdown") && has(asked, "vehicle") && ARE_DOWN.test(asked.hearing.text)
      ? [["breakdown", "breakdown"] as const]
      : []),
  ];
  const isOut = has(asked, "outNow") && has(asked, "vehicle", "driver");
  if (isOfOffRoad(asked)) return undefined;
  if (!isMoving && !isStopped && !isOut && others.length === 0) return undefined;
  if (has(asked, "route", "stop", "container") && !has(asked, "vehicle", "driver")) return undefined;
  // A question about one truck is answered by how it stands, whichever way it turns out.
  const isWhether =
    linksOf(asked, "vehicle").length === 1 &&
    /^\W*(?:so\s+|and\s+)?(?:is|are|has|stands?|stopped|does)\b/i.test(asked.hearing.text);
  // Set against those that move, all that stand are asked for.
  const isOfAll = isMoving || NOT_MOVING.test(asked.hearing.text);
  const isStoodAtTip = isStopped && !isOfAll && has(asked, "atTip") && AT_TIP.test(asked.hearing.text);
  const stopped = isOfAll ? STANDING : isStoodAtTip ? [] : ["stopped"];
  const wanted = [
    ...(isOut && !(isStopped && !isOfAll) ? ["moving", ...STANDING] : []),
    ...(isMoving ? ["moving"] : []),
    ...(isStopped ? stopped : []),
    ...others.map(([, status]) => status),
  ];
  // "Tipping for longer than 50 minutes" asks how long it has been so.
  const length = others.length > 0 && !isMoving && !isStopped ? quantityOf(asked, "s") : undefined;
  const isLongestFirst = isStopped && LONGEST_FIRST.test(asked.hearing.text);
  const plan = {
    list: "vehicles" as const,
    filters: isWhether
      ? filters
      : [
          ...filters,
          { column: "status", op: "in" as const, value: [...new Set(wanted)] },
          ...(length ? [boundFilter("statusS", length, { op: "gt", value: 0 })] : []),
        ],
  };
  return {
    plan: has(asked, "howMany")
      ? { kind: "count", ...plan }
      : listPlan({
          ...plan,
          sort: isLongestFirst ? [asc("statusSince")] : [asc("status"), asc("number")],
          limit: 500,
          columns: COLUMNS,
          view: "map",
        }),
    window: null,
    said: new Set([
      ...tokensLike(asked, /^(?:stat(?:e|us)|whose)$/i),
      ...(isLongestFirst ? tokensSaying(asked, LONGEST_FIRST) : []),
    ]),
    uses: [
      "moving",
      "stopped",
      ...(isLongestFirst ? (["most", "handleFirst"] as const) : []),
      "outNow",
      "vehicle",
      "driver",
      "howMany",
      ...(isIdle ? (["kpiIdle"] as const) : []),
      ...(length ? (["older"] as const) : []),
      ...others.map(([concept]) => concept),
      ...uses,
    ],
  };
};

/** Rules of section 1 of the questions that are about vehicles and drivers. */
export const VEHICLE_RULES: readonly Rule[] = [
  ...VEHICLE_STANDING_RULES,
  where,
  ...NEAREST_RULES,
  loaded,
  service,
  ...CLOCK_RULES,
  silent,
  standing,
  doing,
  vehicles,
];
