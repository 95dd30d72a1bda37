import type { Concept } from "#server/ask/core/lexicon.ts";
import { namedFilters } from "#server/ask/core/list-filters.ts";
import { asc, countOrList, desc, listPlan } from "#server/ask/core/plan-parts.ts";
import {
  type Asked,
  type Filter,
  has,
  isExcluded,
  linksOf,
  plainNumber,
  type Rule,
  tokensLike,
  tokensSaying,
  wantedRows,
} from "#server/ask/core/question.ts";

/** Statuses of vehicles that stand for whatever reason, away from their yard. */
export const STANDING = ["stopped", "serving", "tipping", "break", "breakdown"];

const OUT: Filter = { column: "status", op: "in", value: ["moving", ...STANDING] };
const REPORTED: Filter = { column: "at", op: "is-null", value: false };

/** The words of a question that say today, where a vehicle stands now is how it stands today. */
export const saidNow = ({ window, today, timed }: Asked): ReadonlySet<number> =>
  window?.isWholeDays && window.lastDay === today.lastDay && window.firstDay === today.firstDay
    ? timed.when
    : new Set();

/** Words for what cannot drive, whatever keeps it: "off the road for repairs" says that it is the workshop. */
export const OFF_ROAD =
  /\b(?:off\s+the\s+road|out\s+of\s+(?:service|action|order|commission|use)|laid\s+up|sidelined|unavailable|not\s+available|vor)\b(?!\s+(?:for|with|because|due)\b)/i;

/** Whether a question asks for trucks that cannot drive, in the workshop or broken down, and for nothing else of them. */
export const isOfOffRoad = (asked: Asked): boolean =>
  OFF_ROAD.test(asked.hearing.text) &&
  has(asked, "vehicle") &&
  (asked.window === null || saidNow(asked).size > 0) &&
  !has(asked, "stop", "exception", "reported", "facility", "container", "whatIf") &&
  !/\b(?:broke\w*\s+down|break\s*downs?|why|longest|how\s+long|since\s+when)\b/i.test(asked.hearing.text);

const IDLE_NOW =
  /\bidle\b.*\b(?:now|currently|moment|present)\b|\b(?:now|currently|presently)\b.*\bidle\b|\b(?:are|is)\s+(?:just\s+)?idle\W*$/i;

/** Whether a question asks which trucks stand now: engines that run idle are told by a KPI, a truck that is idle now stands. */
export const isIdleNow = (asked: Asked): boolean =>
  has(asked, "kpiIdle") &&
  has(asked, "vehicle") &&
  asked.window === null &&
  IDLE_NOW.test(asked.hearing.text);

// How a vehicle stands is known of now alone.
const isOfNow = (asked: Asked): boolean =>
  (asked.window === null || saidNow(asked).size > 0) && asked.clocks.length === 0 && asked.compared === null;

const isOfOther = (asked: Asked): boolean => has(asked, "stopsLeft") || isOfOthers(asked);

const isOfOthers = (asked: Asked): boolean =>
  has(
    asked,
    ...(["stop", "exception", "container", "fault", "repair", "ticket", "needsService"] as const),
    ...(["wait", "sumTips", "sumWeight", "overtime", "late", "early", "forecast", "why"] as const),
  ) || asked.hearing.places.some(({ concept }) => concept.startsWith("kpi"));

// What may be asked of how one truck stands: each is a column of its row.
const LAST_HEARD =
  /\b(?:last|latest|most\s+recent|newest)\s+(?:\w+\s+){0,2}?(?:ping\w*|report\w*|positions?|signals?|updates?|fix|heard|seen|contact|check(?:ed)?[\s-]?in|transmission|gps)\b|\b(?:ping\w*|report\w*|heard\s+from|seen|checked\s+in|updated)\s+last\b|\bwhen\s+(?:did|was|has|were)\b.{1,30}\b(?:ping\w*|report\w*|heard|seen|signal)/i;
const LOADED =
  /\bhow\s+(?:full|empty|loaded|heavy|much\s+(?:room|space|capacity|(?:is\s+)?(?:left\s+)?on|load|is\s+(?:it|he|she)\s+carrying))\b|\b(?:room|space|capacity|payload|load|fill(?:\s+level)?|headroom)\b/i;
const PLACED = /\b(?:gps|location|position|whereabouts|coordinates|spot)\b/i;
const STATE =
  /\bhow\s+fast\b|\bspeed\b|\bhow\s+long\b.*\b(?:stopped|standing|stood|parked|sat|sitting|still|there|like\s+that)\b|\bwhat(?:['’]?s|\s+is)\b.*\b(?:doing|up\s+to)\b|\b(?:stopped|standing|parked)\b.*\bhow\s+long\b|\bsince\s+when\b/i;
const OF_ONE_SAID =
  /^(?:last|known|latest|most|recent|newest|time|when|report|reported|reporting|ping|pinged|pings|signal|position|gps|location|update|updated|heard|seen|contact|check|checked|transmission|fix|how|full|empty|load|loaded|loading|payload|level|fill|filled|heavy|carrying|room|space|capacity|headroom|free|left|spare|remaining|available|more|speed|fast|doing|status|state|long|stopped|standing|stood|parked|sitting|still|there|driver|who|where|from|since|whereabouts|coordinates|spot)$/i;

/** How named trucks stand: where they are, when they last reported, how full they are, how long they have stood. */
const oneStanding: Rule = (asked) => {
  const { text } = asked.hearing;
  const trucks = linksOf(asked, "vehicle");
  if (trucks.length === 0 || trucks.length < asked.links.links.length || !isOfNow(asked)) return undefined;
  if (asked.quantities.some(({ op }) => op !== null) || isOfOthers(asked) || has(asked, "nearest"))
    return undefined;
  const isOfRoom = LOADED.test(text);
  if (has(asked, "stopsLeft") && !isOfRoom) return undefined;
  const isOfReports = LAST_HEARD.test(text) || PLACED.test(text) || has(asked, "silent");
  if (!isOfReports && !isOfRoom && !STATE.test(text)) return undefined;
  const { filters, uses } = namedFilters(asked, "vehicles");
  return {
    plan: listPlan({
      list: "vehicles",
      filters,
      columns: [
        ...["name", "status", "statusSince", "at", ...(isOfRoom ? ["loadPct", "loadKg", "roomKg"] : [])],
        ...["capacityKg", "route", "driver", "speedKmh"],
      ],
      ...(trucks.length > 1 && has(asked, "most", "compare") && isOfRoom ? { sort: [desc("roomKg")] } : {}),
      view: "map",
    }),
    window: null,
    said: new Set([...tokensLike(asked, OF_ONE_SAID), ...saidNow(asked)]),
    uses: [
      ...(["vehicle", "driver", "where", "silent", "onBoard", "full", "room", "stopped", "moving"] as const),
      ...([
        "most",
        "whenWill",
        "reported",
        "sumHours",
        "moreOrLess",
        "compare",
        "howMany",
        "open",
        "drives",
      ] as const),
      ...uses,
    ],
  };
};

const WHY_STANDS =
  /\b(?:why(?:['’]?s)?|how\s+come|what\s+for|for\s+what\s+reason)\b(?=.*\b(?:stopped|standing|stood|parked|sat|sitting|still|stuck|not\s+(?:moving|moved)|(?:is|has)n['’]?t\b.*\bmov(?:ing|ed)|idle)\b)/i;
const OF_STANDING =
  /^(?:why|why['’]?s|whys|how|come|what|for|is|isn['’]?t|has|hasn['’]?t|been|not|moving|moved|stopped|standing|stood|parked|sat|sitting|still|stuck|there|idle|just|up|it|what['’]?s|long|so|now)$/i;

/** Why a truck stands, as far as it is known: on break, tipping, broken down, in the workshop, or none of these; and since when. */
const whyStanding: Rule = (asked) => {
  const trucks = linksOf(asked, "vehicle");
  if (!WHY_STANDS.test(asked.hearing.text) || trucks.length !== 1 || asked.links.links.length !== 1)
    return undefined;
  if (!isOfNow(asked) || asked.quantities.some(({ op }) => op !== null) || has(asked, "nearest", "stopsLeft"))
    return undefined;
  const { filters, uses } = namedFilters(asked, "vehicles");
  return {
    plan: listPlan({
      list: "vehicles",
      filters,
      columns: ["name", "status", "statusSince", "inWorkshop", "route", "driver", "speedKmh", "at"],
      shows: ["status", "statusSince"],
      view: "map",
    }),
    window: null,
    said: new Set([...tokensLike(asked, OF_STANDING), ...saidNow(asked)]),
    uses: [...(["vehicle", "stopped", "moving", "kpiIdle", "why", "onDuty", "open"] as const), ...uses],
  };
};

const NOT_NOW = /\b(?:did|was|were|went|gone|go|goes|tipped|visit\w*|been|had|will|take[ns]?|took)\b/i;
const INSIDE =
  /\b(?:inside|within|in\s+the\s+yard\s+(?:of|at)|(?:parked|sitting|standing|sat|stood|still|now|currently)\s+(?:up\s+)?(?:at|in))\s+(?:the\s+)?$/i;
const YARD = /^.*?\bdepot\s+(?:yard|premises|compound|grounds)\b/i;

/** Vehicles that are at a facility that is named, or in the yard of a depot. */
const atPlace: Rule = (asked) => {
  const { text, tokens } = asked.hearing;
  const isAsked = has(asked, "vehicle", "driver", "howMany") || /\b(?:who|what|anyone|anybody)\b/i.test(text);
  if (!isAsked || !isOfNow(asked) || isOfOther(asked) || has(asked, "nearest", "room", "clockedIn"))
    return undefined;
  if (NOT_NOW.test(text) || has(asked, "route") || asked.quantities.some(({ op }) => op !== null))
    return undefined;
  const facilities = linksOf(asked, "facility");
  const yards = linksOf(asked, "depot").filter(
    ({ from, to }) =>
      INSIDE.test(text.slice(0, tokens[from]?.start ?? 0)) ||
      YARD.test(text.slice(tokens[from]?.start ?? 0, tokens[to]?.end ?? tokens[to - 1]?.end)),
  );
  const places = facilities.length > 0 ? facilities : yards;
  if (facilities.length > 0 && has(asked, "notLeft")) return undefined;
  if (places.length === 0 || (facilities.length > 0 && yards.length > 0)) return undefined;
  if (places.some(({ from }) => isExcluded(asked, from))) return undefined;
  const column = facilities.length > 0 ? "facility" : "yard";
  const names = [...new Set(places.map(({ name }) => name.key))];
  const { filters, uses } = namedFilters(
    {
      ...asked,
      links: {
        ...asked.links,
        links: asked.links.links.filter(({ from }) => !places.some((place) => place.from === from)),
      },
    },
    "vehicles",
  );
  return {
    plan: countOrList(asked, {
      list: "vehicles",
      filters: [
        ...filters,
        names.length === 1 ? { column, op: "eq", value: names[0] ?? "" } : { column, op: "in", value: names },
      ],
      columns: ["name", "status", "statusSince", "route", "driver", "loadKg", "at"],
      sort: [asc("statusSince")],
      view: "map",
    }),
    window: null,
    said: new Set([
      ...tokensLike(asked, /^(?:inside|within|at|in|now|standing|parked|sitting|stopped|yard)$/),
      ...saidNow(asked),
    ]),
    uses: [
      ...([
        "vehicle",
        "driver",
        "howMany",
        "where",
        "stopped",
        "atTip",
        "facility",
        "depot",
        "notLeft",
      ] as const),
      "outNow",
      ...uses,
    ],
  };
};

const MOST = "(?:most|biggest|largest|greatest|highest|max(?:imum)?|heaviest)";
const LEAST = "(?:least|smallest|lowest|min(?:imum)?|lightest)";
const ROOM = "(?:room|space|capacity|headroom|payload\\s+(?:room|capacity)|spare)";
const FAR = "(?:furthest|farthest|furtherest|longest\\s+way)";

type Measure = {
  column: string;
  said: RegExp;
  isUp: (text: string) => boolean;
  filters: readonly Filter[];
  columns: readonly string[];
};

// What vehicles can be ordered by as they stand: the words for it, and which end comes first.
const MEASURES: readonly Measure[] = [
  {
    column: "roomKg",
    said: new RegExp(
      `\\b(?:${MOST}|${LEAST}|best|top|rank\\w*|order\\w*|sort\\w*)\\b.{0,70}\\b${ROOM}\\b|\\b${ROOM}\\b.{0,25}\\b(?:first|top|descending|ascending|in\\s+order)\\b`,
      "i",
    ),
    isUp: (text) => new RegExp(`\\b${LEAST}\\b|\\bascending\\b`, "i").test(text),
    filters: [REPORTED],
    columns: ["name", "roomKg", "loadKg", "capacityKg", "status", "route", "driver", "at"],
  },
  {
    column: "loadKg",
    said: new RegExp(
      `\\b(?:${MOST}|${LEAST})\\s+(?:current\\s+)?(?:loads?|weights?|payloads?|tonnage)\\b|\\b(?:carrying|loaded|holding|lugging|hauling)\\b.{0,12}\\b(?:${MOST}|${LEAST})\\b|\\b(?:${MOST}|${LEAST})\\s+(?:on\\s+board|loaded)\\b`,
      "i",
    ),
    isUp: (text) => new RegExp(`\\b${LEAST}\\b`, "i").test(text),
    filters: [REPORTED],
    columns: ["name", "loadKg", "loadPct", "capacityKg", "status", "route", "driver", "at"],
  },
  {
    column: "depotM",
    said: new RegExp(
      `\\b${FAR}\\b.{0,25}\\b(?:depot|base|yard|home)s?\\b|\\b(?:strayed|wandered|out)\\s+(?:the\\s+)?${FAR}\\b|\\b${FAR}\\s+(?:out|afield|away)\\b`,
      "i",
    ),
    isUp: () => false,
    filters: [REPORTED],
    columns: ["name", "depot", "status", "route", "driver", "at"],
  },
  {
    column: "statusSince",
    said: /\b(?:stopped|standing|stood|parked|idle|still|sat|sitting|stuck)\b.{0,15}\blongest\b(?!\s+first)|\blongest\s+(?:stopped|standing|parked|stop|standstill|idle|halt)\b/i,
    isUp: () => true,
    filters: [{ column: "status", op: "eq", value: "stopped" }],
    columns: ["name", "status", "statusSince", "route", "driver", "at"],
  },
  {
    column: "at",
    said: /\b(?:silent|quiet|dark|offline|unheard)\b.{0,15}\blongest\b(?!\s+first)|\b(?:oldest|longest)\s+(?:last\s+)?(?:position|report|ping|silence|silent|update|fix|signal)s?\b|\b(?:oldest|longest\s+ago)\b.{0,20}\b(?:report\w*|ping\w*|position|seen|heard)\b/i,
    isUp: () => true,
    filters: [REPORTED],
    columns: ["name", "at", "status", "route", "driver", "depot"],
  },
  {
    column: "speedKmh",
    said: /\b(?:fastest|highest\s+speed|top\s+speed|quickest)\b.{0,25}\b(?:now|moment|moving|driving|going|currently)\b|\b(?:moving|driving|going)\s+(?:the\s+)?fastest\b/i,
    isUp: () => false,
    filters: [{ column: "status", op: "eq", value: "moving" }],
    columns: ["name", "speedKmh", "status", "route", "driver", "at"],
  },
];
const MEASURED_SAID =
  /^(?:most|least|top|biggest|largest|greatest|highest|lowest|smallest|max|maximum|minimum|heaviest|lightest|best|rank|ranked|order|ordered|sort|sorted|room|space|capacity|headroom|payload|spare|left|free|available|load|loads|weight|tonnage|carrying|carry|loaded|holding|furthest|farthest|furtherest|strayed|wandered|away|afield|out|from|home|its|own|longest|stopped|standing|stood|parked|idle|still|sat|sitting|stuck|silent|quiet|dark|oldest|last|position|report|reported|ping|pinged|silence|update|fix|signal|fastest|speed|top|quickest|driving|moving|going|first|descending|ascending|keep|now|standstill|halt)$/i;
const ONE_OF = /\b(?:which|what)\s+(?:one\s+)?of\b.*\b(?:is|has|was)\b/i;
const SEVERAL =
  /\b(?:trucks|vehicles|lorries|wagons|rigs|units|which\s+ones|rank\w*|list|order\w*|sort\w*)\b/i;

/** Vehicles in order of how they stand: by room, load, distance to their depot, time stood or silent, speed. */
const rankedNow: Rule = (asked) => {
  const { text } = asked.hearing;
  const measure = MEASURES.find(({ said }) => said.test(text));
  if (!measure || !isOfNow(asked) || linksOf(asked, "vehicle", "route", "driver").length > 0)
    return undefined;
  if (!has(asked, "vehicle", "driver") && !/\bwho\b/i.test(text)) return undefined;
  const isOfKg = asked.quantities.some(({ op, unit }) => op !== null || unit === "kg");
  if (isOfKg || has(asked, "route", "stop", "exception", "container", "fault", "needsService", "nearest"))
    return undefined;
  if (asked.hearing.places.some(({ concept }) => concept === "kpiIdle") && measure.column !== "statusSince")
    return undefined;
  const { filters, uses } = namedFilters(asked, "vehicles");
  const isOut =
    has(asked, "outNow", "moving") || /\bstill\s+out\b|\bon\s+the\s+road\b|\bworking\b/i.test(text);
  const up = measure.isUp(text);
  return {
    plan: listPlan({
      list: "vehicles",
      filters: [...filters, ...measure.filters, ...(isOut && measure.column !== "speedKmh" ? [OUT] : [])],
      columns: [...measure.columns],
      sort: [up ? asc(measure.column) : desc(measure.column)],
      limit: wantedRows(asked) ?? plainNumber(asked) ?? (SEVERAL.test(text) && !ONE_OF.test(text) ? 100 : 1),
      view: "map",
    }),
    window: null,
    said: new Set([...tokensLike(asked, MEASURED_SAID), ...saidNow(asked)]),
    uses: [
      ...(["vehicle", "driver", "room", "onBoard", "full", "most", "least", "best", "handleFirst"] as const),
      ...(["stopsLeft", "byHowMuch", "howMany", "compare"] as const),
      ...(["sumWeight", "stopped", "silent", "oldest", "fastest", "where", "reported", "open"] as const),
      ...(isOut ? (["outNow", "moving"] as const) : []),
      ...(measure.column === "depotM" ? (["depot", "finish"] as const) : []),
      ...(measure.column === "statusSince" ? (["kpiIdle"] as const) : []),
      ...(["zone", "depot"] as const satisfies readonly Concept[]).filter(
        (kind) => linksOf(asked, kind).length > 0,
      ),
      ...uses,
    ],
  };
};

const NOT_OUT = /\b(?:yard|depot|base|garage|out|off|left|started|moved|gone|rolled|departed)\b/i;

/** Vehicles that have not left their yard. */
const notOut: Rule = (asked) => {
  if (!has(asked, "notLeft", "notStarted") || !has(asked, "vehicle") || !isOfNow(asked)) return undefined;
  if (!NOT_OUT.test(asked.hearing.text) || isOfOther(asked)) return undefined;
  if (has(asked, "driver", "route", "clockedIn", "nearest") || linksOf(asked, "vehicle").length > 0)
    return undefined;
  const { filters, uses } = namedFilters(asked, "vehicles");
  return {
    plan: countOrList(asked, {
      list: "vehicles",
      filters: [...filters, { column: "status", op: "eq", value: "yard" }],
      columns: ["name", "status", "statusSince", "depot", "inWorkshop", "at"],
      sort: [asc("number")],
    }),
    window: null,
    said: saidNow(asked),
    uses: [
      ...(["vehicle", "notLeft", "notStarted", "depot", "howMany", "stopped", "leftYard"] as const),
      ...uses,
    ],
  };
};

const BY_STATE = /\b(?:by|per|in|for)\s+(?:each\s+|every\s+)?(?:status|state)(?:es|s)?\b/i;

/** How many vehicles are in each state: "how many trucks by status". */
const byState: Rule = (asked) => {
  if (!BY_STATE.test(asked.hearing.text) || !has(asked, "vehicle") || !isOfNow(asked)) return undefined;
  if (has(asked, "driver", "route", "nearest") || isOfOther(asked) || asked.quantities.length > 0)
    return undefined;
  const { filters, uses } = namedFilters(asked, "vehicles");
  return {
    plan: { ...{ kind: "group", list: "vehicles", by: "status", byUrgency: false }, filters },
    window: null,
    said: new Set([...tokensSaying(asked, BY_STATE), ...saidNow(asked)]),
    uses: ["vehicle", "howMany", ...uses],
  };
};

/** Rules about how vehicles stand at this moment: one of them, those at a place, all of them in order, by their state. */
export const VEHICLE_STANDING_RULES: readonly Rule[] = [
  byState,
  whyStanding,
  oneStanding,
  notOut,
  atPlace,
  rankedNow,
];
