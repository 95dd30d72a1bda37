import { BODY_CONCEPTS, STREAM_CONCEPTS } from "#server/ask/core/kinds.ts";
import { rankingOf, splitOf, stepBeside, windowOfSplit } from "#server/ask/core/kpi-parts.ts";
import { clockedInFilters, dayFilter, type ListFilter } from "#server/ask/core/list-filters.ts";
import { asc, desc } from "#server/ask/core/plan-parts.ts";
import {
  type Asked,
  boundFilter,
  has,
  linksOf,
  quantityOf,
  type Rule,
  tokensLike,
  tokensSaying,
  whichOf,
} from "#server/ask/core/question.ts";
import { namedRecords, type RecordSplit, recordSplits, recordsPlan } from "#server/ask/core/records-parts.ts";
import { clockFilters, isLength, lengthSince } from "#server/ask/core/time-filters.ts";
import type { TimeWindow } from "#server/ask/schema.ts";

const NEAR_S = 3600;
const isWho = (asked: Asked): boolean => /\bwho\b/i.test(asked.hearing.text);
const isOfToday = (asked: Asked, window: TimeWindow): boolean =>
  window.firstDay === asked.today.firstDay && window.lastDay === asked.today.lastDay;
// "This evening" is when it will be so, and cuts nothing of today's shifts.
const LATER =
  /\b(?:this\s+(?:evening|afternoon|morning)|tonight|by\s+(?:the\s+)?(?:evening|tonight|end\s+of\s+(?:the\s+)?day))\b/i;
const SOONEST = /\b(?:when|(?:expected|likely)\s+time|at\s+what\s+time|soonest|earliest)\b/i;
const HOW_FAR = /\b(?:by\s+)?how\s+(?:far|much)(?:\s+(?:past|over|beyond))?\b/i;
// Those who came near, not past: "close to the limit".
const CLOSE =
  /\b(?:close|near(?:ly|ing)?)\s+(?:to\s+)?(?:the(?:ir)?\s+)?(?:\w+\s+)?(?:limit|hours)\b|\bclose\s+to\b/i;

// Rows, or groups where a question splits them.
const groupedBy = ({ by, within }: ReturnType<typeof recordSplits>) => ({
  ...(by ? { show: "groups" as const, by } : {}),
  ...(within ? { within } : {}),
});

const TO_COME =
  /\b(?:will|won['’]t|(?:is|are)\s+(?:going|expected|due|likely|set|projected|about)\s+to|expected\s+to|projected\s+to)\b|['’]ll\b/i;
const TO_PASS =
  /\b(?:will|won['’]t|shall|might|may|could|can|going\s+to|gonna|expected\s+to|likely\s+to|due\s+to|about\s+to|set\s+to|bound\s+to|at\s+risk|in\s+danger)\b(?!\s+(?:have|has)\b)(?=.*\b(?:pass|exceed\w*|go(?:ing)?\s+over|run(?:ning)?\s+(?:over|out|into)|reach|hit|bust|break|max|be\s+over|over|past|out\s+of)\b)(?!.*\b(?:passed|went|gone|exceeded|ran|had|were|was|did)\b)/i;
const OF_DUTY = /\b(?:duty|shifts?|clock|hours?|work\w*)\b/i;
const BY_THE_END =
  /\bby\s+(?:the\s+)?(?:time|end|close)(?:\s+(?:(?:that|when)\s+)?(?:they|he|she|it|everyone)(?:\s+(?:all|both))?)?(?:\s+(?:finish\w*|clock\s+(?:off|out)|(?:are|is|get|gets)\s+(?:done|back|home|in)|of\s+(?:the|their|his|her|that)?\s*(?:day|shifts?|tonight)))?\b/i;
// "Who will be over ten hours tonight" asks for what a shift comes to, and not for what it has come to yet.
/** Whether a question asks who will have worked more than so many hours when his shift ends. */
export const isOfDutyToCome = (asked: Asked): boolean =>
  TO_COME.test(asked.hearing.text) &&
  OF_DUTY.test(asked.hearing.text) &&
  (has(asked, "driver") || isWho(asked)) &&
  (quantityOf(asked, "s")?.op ?? null) !== null &&
  (asked.window === null || asked.window.firstDay === asked.today.firstDay) &&
  !has(asked, ...(["noBreak", "onBreak", "overtime", "stop", "route", "vehicle", "late", "open"] as const));

/** Whether a question asks who will pass his hours on a day that is named and not over: "on Friday" is then the one to come. */
export const isOfHoursToCome = (asked: Asked): boolean =>
  (has(asked, "legalHours") ||
    /\b(?:their|his|her|over|pass|exceed|past)\s+(?:\w+\s+)?hours\b/i.test(asked.hearing.text)) &&
  (has(asked, "driver") || isWho(asked)) &&
  TO_PASS.test(asked.hearing.text) &&
  asked.window?.isWholeDays === true &&
  asked.window.lastDay < asked.today.firstDay;

/** Drivers who are expected to pass what the law, or the question, allows them, or who passed it on days that are over. */
const hours: Rule = (asked) => {
  const isToCome = isOfDutyToCome(asked);
  if (!has(asked, "legalHours") && !isToCome) return undefined;
  const { text } = asked.hearing;
  const { filters, uses, said } = namedRecords(asked, "shifts");
  const named = asked.window ?? asked.today;
  const isLater = !named.isWholeDays && named.lastDay === asked.today.lastDay && LATER.test(text);
  // Who will pass them on a day to come is not foretold, and "Friday" was then no Friday that is over.
  if (isOfHoursToCome(asked)) return undefined;
  const window = isLater ? asked.today : named;
  const bound = quantityOf(asked, "s");
  const isNear = has(asked, "nearest") || CLOSE.test(text);
  const column = /\bdriv(?:ing|e|en)\b(?!ers?)/i.test(text) ? "expectedDrivingS" : "expectedDutyS";
  const splits = recordSplits(asked, "shifts");
  const isSoonest = SOONEST.test(text);
  const { ranking, uses: ranked } = rankingOf(asked, splits.by, null);
  return {
    plan: recordsPlan(asked, "shifts", {
      filters: [
        ...filters,
        ...clockedInFilters(window),
        bound
          ? boundFilter(column, bound, { op: "gt", value: 0 })
          : { column: "pastLimitS", op: "gt", value: isNear ? -NEAR_S : 0 },
        ...(bound ? [] : clockFilters(asked, "limitAt")),
      ],
      ...groupedBy(splits),
      ranking,
      sort: [isSoonest && !bound ? asc("limitAt") : desc(bound ? column : "pastLimitS")],
      columns: [
        ...(["driver", "expectedDutyS", "expectedDrivingS", "pastLimitS", "limitAt"] as const),
        ...(["clockedInAt", "expectedOffAt", "route", "vehicle"] as const),
        ...(isOfToday(asked, window) ? [] : (["serviceDay"] as const)),
      ],
    }),
    window,
    said: new Set([
      ...said,
      ...splits.said,
      ...(isLater ? asked.timed.when : []),
      ...(isLater ? tokensSaying(asked, LATER) : []),
      ...tokensSaying(asked, HOW_FAR),
      ...tokensSaying(asked, SOONEST),
      ...(isToCome ? [...tokensSaying(asked, BY_THE_END), ...tokensLike(asked, DUTY_SAID)] : []),
    ]),
    uses: [
      ...(["legalHours", "exceeds", "driver", "howMany", "overtime", "sumHours", "older"] as const),
      ...(["whenWill", "onDuty", "finish", "most", "moreOrLess", "byHowMuch"] as const),
      ...(isNear ? (["nearest"] as const) : []),
      ...(isWho(asked) ? (["drives"] as const) : []),
      ...splits.uses,
      ...ranked,
      ...uses,
    ],
  };
};

const BREAK_S = 6 * 3600;
const DRIVER_COLUMNS = ["vehicle", "route"] as const;

const OF_DAY = /\b(?:today|yet|so\s+far|at\s+all)\b/i;

/** Drivers on duty who have worked for hours without a break; of days that are over, those who took none. */
const breaks: Rule = (asked) => {
  if (!has(asked, "noBreak")) return undefined;
  const { filters, uses, said } = namedRecords(asked, "shifts");
  const window = asked.window ?? asked.today;
  const splits = recordSplits(asked, "shifts");
  const shared = [
    ...(["noBreak", "untaken", "driver", "howMany", "older", "onDuty", "clockedIn", "drives"] as const),
    ...(["worst", "most", "moving", "sumHours", "missed", "onBreak"] as const),
  ];
  const isPast = window.isWholeDays && !isOfToday(asked, window);
  if (isPast) {
    // How long it was is known of the running shift alone.
    if (quantityOf(asked, "s")) return undefined;
    const { ranking, uses: ranked } = rankingOf(asked, splits.by, null);
    return {
      plan: recordsPlan(asked, "shifts", {
        filters: [...filters, ...clockedInFilters(window), { column: "hasBreak", op: "eq", value: false }],
        ...groupedBy(splits),
        ranking,
        sort: [desc("serviceDay")],
        columns: ["driver", "serviceDay", "clockedInAt", "clockedOutAt", "dutyS", ...DRIVER_COLUMNS],
      }),
      window,
      said: new Set([...said, ...splits.said]),
      uses: [...shared, ...splits.uses, ...ranked, ...uses],
    };
  }
  // "Since noon" is as long ago as noon; "in the last six hours" says how long, and so no window besides.
  const since = lengthSince(asked);
  const length = since?.length ?? quantityOf(asked, "s");
  // Of one who is named it is told how long it has been, whatever that is.
  const isOfOne =
    linksOf(asked, "driver").length > 0 && !length && /\bhow\s+long\b/i.test(asked.hearing.text);
  // "No break yet today" is of the whole day, however long that has been.
  const isOfDay = !length && OF_DAY.test(asked.hearing.text);
  return {
    plan: recordsPlan(asked, "shifts", {
      filters: [
        ...filters,
        { column: "serviceDay", op: "eq", value: asked.today.firstDay },
        { column: "isOnDuty", op: "eq", value: true },
        ...(isOfOne
          ? []
          : isOfDay
            ? [{ column: "hasBreak", op: "eq" as const, value: false }]
            : [boundFilter("sinceBreakS", length, { op: "gte", value: BREAK_S })]),
      ],
      sort: [desc("sinceBreakS"), asc("driver")],
      columns: ["driver", "sinceBreakS", "clockedInAt", "breakEndAt", ...DRIVER_COLUMNS],
    }),
    window: isLength(asked) ? asked.today : window,
    said: new Set([...said, ...(since?.said ?? []), ...(isLength(asked) ? asked.timed.when : [])]),
    uses: [...shared, ...uses],
  };
};

const BREAK = /\b(?:breaks?|rests?|pauses?|lunch(?:es)?|meal\s+breaks?|smoko|tea\s+breaks?)\b/i;
const LENGTH =
  /\bhow\s+(?:long|much)\b|\b(?:length|duration|minutes|total|longest|shortest|time\s+(?:spent\s+)?on)\b/i;
const ON_NOW =
  /\bon\s+(?:an?\s+|the(?:ir)?\s+|his\s+|her\s+)?(?:\w+\s+)?(?:break|lunch|rest|pause|smoko)\b|\b(?:having|taking)\s+(?:an?\s+|the(?:ir)?\s+|his\s+|her\s+)?(?:\w+\s+)?(?:break|lunch|rest|pause|smoko)\b/i;
const HAD =
  /\b(?:had|taken|took|take|have|got|did)\b.*\b(?:breaks?|rests?|pauses?|lunch(?:es)?)\b|\b(?:breaks?|rests?|pauses?|lunch(?:es)?)\b.*\b(?:had|taken|took|take|yet|so\s+far|yesterday|today)\b/i;

const dayOf = (asked: Asked): { window: TimeWindow; filter: ListFilter } => {
  const window = asked.window ?? asked.today;
  return { window, filter: dayFilter(window) };
};

// "How long is Wei on for today" asks for his hours, beside his break or alone.
const ON_FOR =
  /\bhow\s+long\s+(?:is|are|will)\b.{2,30}?\bon\b(?:\s+(?:for|shift))?(?=\s*(?:[?.!,;]|$|today|tonight|and|tomorrow))|\b(?:what|which)\s+hours\s+(?:is|are|does)\b.{2,30}?\b(?:on|work(?:ing)?|doing)\b/i;

/** The breaks that drivers took: who is on one, when one had his, how long they were. */
const breaksTaken: Rule = (asked) => {
  const { text } = asked.hearing;
  // The hours of one who is named, as far as they are worked and expected.
  const isOfHours = ON_FOR.test(text) && linksOf(asked, "driver").length > 0;
  if (has(asked, "noBreak", "exception", "stop", "route", "legalHours") || !(BREAK.test(text) || isOfHours))
    return undefined;
  const isOfDrivers =
    has(asked, "driver", "perDriver") ||
    linksOf(asked, "driver").length > 0 ||
    /\b(?:who|lads|crews?|each|everyone|anyone|anybody)\b/i.test(text);
  const isBreakLength = /\bbreak\s+(?:lengths?|times?|durations?|minutes)\b/i.test(text);
  if (!(isOfDrivers || isBreakLength) || has(asked, "vehicle")) return undefined;
  const { filters, uses, said } = namedRecords(asked, "shifts");
  const { window, filter } = dayOf(asked);
  const splits = recordSplits(asked, "shifts");
  const isOfNow = ON_NOW.test(text) && isOfToday(asked, window) && linksOf(asked, "driver").length === 0;
  const isOfLength = LENGTH.test(text) && !isOfNow && !isOfHours;
  if (isOfHours ? !isOfToday(asked, window) : !isOfNow && !isOfLength && !HAD.test(text)) return undefined;
  const isMean = /\b(?:average|mean|typical)\b/i.test(text);
  // A row is a driver.
  const spoken = splits.by === "driver" && !isOfLength ? null : splits.by;
  const by = spoken ?? (isOfLength && linksOf(asked, "driver").length === 0 ? ("driver" as const) : null);
  const { ranking, uses: ranked } = rankingOf(asked, isOfNow ? null : by, "s");
  return {
    plan: recordsPlan(asked, "shifts", {
      filters: [
        ...filters,
        filter,
        { column: "clockedInAt", op: "is-null", value: false },
        ...(isOfNow ? [{ column: "isOnBreak", op: "eq" as const, value: true }] : []),
      ],
      ...(by && !isOfNow ? { show: "groups" as const, by } : {}),
      ...(isOfLength
        ? { value: { column: "breakS" as const, as: isMean ? ("mean" as const) : ("sum" as const) } }
        : {}),
      ranking,
      sort: [isOfNow ? asc("breakStartAt") : asc("driver")],
      columns: [
        "driver",
        "breakStartAt",
        "breakEndAt",
        "breakS",
        "clockedInAt",
        ...(isOfHours ? ["dutyS", "expectedOffAt"] : []),
        ...DRIVER_COLUMNS,
        ...(isOfToday(asked, window) ? [] : ["serviceDay"]),
      ],
    }),
    window,
    said: new Set([
      ...said,
      ...splits.said,
      ...asked.hearing.tokens.flatMap(({ text: word }, at) => (BREAK.test(word) ? [at] : [])),
      ...tokensSaying(asked, LENGTH),
      ...(isOfHours ? tokensSaying(asked, ON_FOR) : []),
      ...(isMean ? tokensSaying(asked, /\b(?:average|mean|typical)\b/i) : []),
    ]),
    uses: [
      ...([
        "onBreak",
        "driver",
        "perDriver",
        "howMany",
        "drives",
        "didServe",
        "started",
        "stopped",
        "taken",
      ] as const),
      ...(isOfHours ? (["onDuty", "clockedIn", "sumHours"] as const) : []),
      ...splits.uses,
      ...ranked,
      ...uses,
    ],
  };
};

const ON_DUTY =
  /\b(?:how\s+long|since\s+when|longest)\b.*\b(?:on\s+(?:duty|shift)|at\s+work|working|clocked\s+(?:in|on)|at\s+it)\b|\b(?:on\s+(?:duty|shift)|at\s+work|clocked\s+(?:in|on))\s+(?:(?:the\s+)?longest\b|(?:for\s+)?(?:more|over|longer|at\s+least|\d))/i;

/** How long drivers have been on duty today, the longest first. */
const dutySoFar: Rule = (asked) => {
  const { text } = asked.hearing;
  const window = asked.window ?? asked.today;
  if (!ON_DUTY.test(text) || has(asked, "noBreak", "legalHours", "stop", "vehicle", "exception"))
    return undefined;
  if (!isOfToday(asked, window) || BREAK.test(text)) return undefined;
  const { filters, uses, said } = namedRecords(asked, "shifts");
  const isOfOne = linksOf(asked, "driver").length > 0;
  const bound = quantityOf(asked, "s");
  if (!isOfOne && !has(asked, "driver", "perDriver") && !isWho(asked)) return undefined;
  return {
    plan: recordsPlan(asked, "shifts", {
      filters: [
        ...filters,
        ...clockedInFilters(window),
        ...(isOfOne ? [] : [{ column: "isOnDuty", op: "eq" as const, value: true }]),
        ...(bound ? [boundFilter("dutyS", bound, { op: "gte", value: 0 })] : []),
      ],
      show: "rows",
      sort: [desc("dutyS"), asc("driver")],
      columns: ["driver", "dutyS", "clockedInAt", "clockedOutAt", "breakS", ...DRIVER_COLUMNS],
    }),
    window,
    said: new Set([...said, ...tokensSaying(asked, ON_DUTY)]),
    uses: [
      ...([
        "driver",
        "perDriver",
        "onDuty",
        "clockedIn",
        "drives",
        "most",
        "oldest",
        "older",
        "moving",
        "howMany",
      ] as const),
      ...uses,
    ],
  };
};

const WORKED =
  /\b(?:hours?|time)\s+(?:\S+\s+){0,4}?(?:work(?:ed|ing|s)?|on\s+duty|clocked|on\s+the\s+clock|put(?:ting)?\s+in|on\s+shift|logged)\b|\b(?:work(?:ed|ing)?|man|duty|shift)[\s-]hours?\b|\bworked\b/i;
// What stands between is a name: "how many hours did Maria put in".
const HOURS_DONE =
  /\bhow\s+(?:many\s+(?:hours|hrs)|long)\b.*\b(?:work(?:ed|ing|s)?|wrk|put(?:ting)?\s+in|on\s+duty|on\s+shift|on\s+the\s+clock|clock(?:ed|s)?(?:\s+up)?|logged)\b|\b(?:work(?:ed)?|put\s+in|clock(?:ed)?(?:\s+up)?|logged)\s+(?:in\s+)?(?:the\s+)?(?:most|least|fewest|longest|more\s+than|over|under|fewer\s+than|less\s+than|at\s+least)\s+(?:\d+\s+)?(?:hours?|hrs)\b/i;
const ON_ROAD =
  /\bon\s+the\s+road\b|\bgate\b|\broute[\s-]hours?\b|\b(?:driv(?:e|en|ing)|drove)\b|\bon\s+(?:the\s+)?routes?\b|\bpaid\b|\bovertime\b/i;

/**
 * Whether a question asks for the hours that drivers worked, from clock-in to clock-out: "hours on the road" are those of
 * routes, gate to gate, and so are those set against another time or shared out.
 */
export const isOfDuty = (asked: Asked): boolean =>
  ((has(asked, "sumHours") && WORKED.test(asked.hearing.text)) ||
    (HOURS_DONE.test(asked.hearing.text) &&
      (has(asked, "driver", "perDriver") ||
        linksOf(asked, "driver").length > 0 ||
        /\b(?:who|we)\b/i.test(asked.hearing.text)))) &&
  !ON_ROAD.test(asked.hearing.text) &&
  !isOfDutyToCome(asked) &&
  asked.compared === null &&
  !has(
    asked,
    "trend",
    "legalHours",
    "noBreak",
    "overtime",
    "stop",
    "sumLifts",
    "sumDistance",
    "sumCost",
    "money",
  ) &&
  !asked.hearing.places.some(({ concept }) => concept.startsWith("kpi")) &&
  whichOf(asked, [...STREAM_CONCEPTS, ...(Object.keys(BODY_CONCEPTS) as (keyof typeof BODY_CONCEPTS)[])])
    .length === 0;

// Which splits of sums shifts have as well.
const DUTY_SPLITS: ReadonlySet<string> = new Set([
  ...(["driver", "vehicle", "depot", "route", "zone", "contractor"] as const),
  ...(["day", "week", "month", "weekday"] as const),
]);
const isDutySplit = (by: string): by is RecordSplit => DUTY_SPLITS.has(by);

/** The hours that drivers worked, breaks included: whole, or by driver, depot, day and the like. */
const hoursWorked: Rule = (asked) => {
  if (!isOfDuty(asked)) return undefined;
  const split = splitOf(asked);
  if (split.by !== null && !isDutySplit(split.by)) return undefined;
  const beside = stepBeside(asked, split.by);
  if (beside && !isDutySplit(beside.over)) return undefined;
  const { filters, uses, said } = namedRecords(asked, "shifts");
  const window = asked.window ?? (split.by === null ? asked.today : windowOfSplit(asked, split.by));
  const { ranking, uses: ranked } = rankingOf(asked, split.by, "s");
  const isMean = MEAN.test(asked.hearing.text);
  return {
    plan: recordsPlan(asked, "shifts", {
      filters: [...filters, ...clockedInFilters(window)],
      ...(split.by === null ? { show: "count" as const } : { show: "groups" as const, by: split.by }),
      ...(beside && isDutySplit(beside.over) ? { within: beside.over } : {}),
      value: { column: "dutyS", as: isMean ? "mean" : "sum" },
      ranking,
      sort: [desc("serviceDay"), asc("driver")],
      columns: ["driver", "serviceDay", "dutyS", "clockedInAt", "clockedOutAt", "breakS", ...DRIVER_COLUMNS],
    }),
    window,
    said: new Set([
      ...said,
      ...(beside?.said ?? []),
      ...(isMean ? tokensSaying(asked, MEAN) : []),
      ...tokensLike(asked, DUTY_SAID),
    ]),
    uses: [
      ...(["sumHours", "driver", "drives", "howMany", "onDuty", "clockedIn", "didServe", "moving"] as const),
      ...(["finished", "sumStops"] as const).filter(() => HOURS_DONE.test(asked.hearing.text)),
      ...(isWho(asked) ? (["perDriver"] as const) : []),
      ...split.uses,
      ...(beside?.uses ?? []),
      ...ranked,
      ...uses,
    ],
  };
};
const DUTY_SAID =
  /^(?:hours?|hrs|long|work(?:ed|ing|s)?|wrk|put|putting|duty|shift|clock(?:ed|s)?|logged|up|in)$/i;
const MEAN = /\b(?:averages?|mean|typical(?:ly)?|on\s+average)\b/i;

const LONG_SHIFTS =
  /\b(?:drivers?['’]?\s+)?shifts?\s+(?:(?:that|which)\s+)?(?:(?:ran|run|went|lasted|were|was|took|came\s+to)\s+)?(?:(?:for|of|on)\s+)?(?:(?:more|longer|less|shorter)\s+than|(?:at\s+)?(?:least|most)|over|above|beyond|under|below|up\s+to)\b/i;
const LONGEST_SHIFT = /\b(?:longest|shortest)(?:\s+(?:ones?\s+)?(?:first|on\s+top|at\s+the\s+top))?(?=\W*$)/i;

/** Shifts that lasted so long, one by one: "every shift over ten hours last week". */
const longShifts: Rule = (asked) => {
  const { text } = asked.hearing;
  const bound = quantityOf(asked, "s");
  if (!LONG_SHIFTS.test(text) || bound === undefined || bound.op === null) return undefined;
  if (
    has(asked, "noBreak", "legalHours", "onBreak", "overtime", "stop", "exception", "perDriver", "perDepot")
  )
    return undefined;
  // Counted or split they are no rows.
  if (has(asked, "howMany", "perDay", "perWeek", "perVehicle", "perRoute", "perMonth")) return undefined;
  const { filters, uses, said } = namedRecords(asked, "shifts");
  const window = asked.window ?? asked.today;
  const isShortest = /\bshortest\b/i.test(LONGEST_SHIFT.exec(text)?.[0] ?? "");
  return {
    plan: recordsPlan(asked, "shifts", {
      filters: [...filters, ...clockedInFilters(window), boundFilter("dutyS", bound, { op: "gt", value: 0 })],
      show: "rows",
      sort: [isShortest ? asc("dutyS") : desc("dutyS"), asc("driver")],
      columns: ["driver", "dutyS", "serviceDay", "clockedInAt", "clockedOutAt", "breakS", ...DRIVER_COLUMNS],
    }),
    window,
    said: new Set([...said, ...tokensSaying(asked, LONG_SHIFTS), ...tokensSaying(asked, LONGEST_SHIFT)]),
    uses: [
      ...(["driver", "onDuty", "clockedIn", "most", "least", "older", "moreOrLess", "sumHours"] as const),
      ...uses,
    ],
  };
};

const SHIFTS = /\bshifts\b|\bclock(?:ed)?(?:[\s-]+in)?[\s-]+and[\s-]+(?:clock(?:ed)?[\s-]+)?out\b/i;

/** Shifts one by one, with when each began and ended: "Maria's shifts last week", "clock in and clock out of Maria yesterday". */
const shiftsListed: Rule = (asked) => {
  if (!SHIFTS.test(asked.hearing.text) || asked.quantities.some(({ unit }) => unit === "s")) return undefined;
  if (has(asked, "howMany", "overtime", "legalHours", "noBreak", "onBreak", "finish", "stop", "exception"))
    return undefined;
  const { filters, uses, said } = namedRecords(asked, "shifts");
  const window = asked.window ?? asked.today;
  return {
    plan: recordsPlan(asked, "shifts", {
      filters: [...filters, ...clockedInFilters(window)],
      show: "rows",
      sort: [asc("serviceDay"), asc("driver")],
      columns: ["driver", "serviceDay", "clockedInAt", "clockedOutAt", "dutyS", "breakS", ...DRIVER_COLUMNS],
    }),
    window,
    said: new Set([...said, ...tokensSaying(asked, SHIFTS)]),
    uses: ["driver", "perDriver", "clockedIn", "clockedOut", "drives", ...uses],
  };
};

/** Rules about the hours and the breaks of drivers. */
export const SHIFT_RULES: readonly Rule[] = [
  ...[hours, breaks, breaksTaken, longShifts, dutySoFar, hoursWorked],
  shiftsListed,
];
