import { rankingOf } from "#server/ask/core/kpi-parts.ts";
import type { Concept } from "#server/ask/core/lexicon.ts";
import { dayFilter } from "#server/ask/core/list-filters.ts";
import { asksOneRow, goesOn, saidBeside } from "#server/ask/core/one-row.ts";
import { asc, desc } from "#server/ask/core/plan-parts.ts";
import { NUMBER, readNumber } from "#server/ask/core/quantity.ts";
import {
  type Asked,
  type Filter,
  has,
  heardAt,
  linksOf,
  type Rule,
  tokensSaying,
} from "#server/ask/core/question.ts";
import {
  namedRecords,
  REPAIR_COLUMNS,
  type RecordSplit,
  type RecordValue,
  recordSplits,
  recordsPlan,
} from "#server/ask/core/records-parts.ts";
import { COUNTS_VEHICLES, PARTS, partsOf, saidWithin, withinDays } from "#server/ask/core/rules-workshop.ts";

const PART =
  /\b(?:by|per|each|every|for each|which|what|kinds?\s+of|types?\s+of)\s+(?:(?:kind|type)s?\s+of\s+)?(?:parts?|components?|defects?|faults?|problems?)\b|\b(?:parts?|components?)\b/i;
// "Arm repairs and packer repairs", "counted separately": each part by itself.
const APART =
  /\b(?:separately|respectively|each\s+by\s+itself|side\s+by\s+side)\b|\barms?\s+(?:\w+\s+)?(?:repairs?|jobs?)\s+and\s+packers?\s+(?:repairs?|jobs?)\b|\bpackers?\s+(?:repairs?|jobs?)\s+and\s+arms?\s+(?:repairs?|jobs?)\b/i;
const SHOP = "(?:workshop|repairs?|shop|garage|road|mechanics?)";
const SHOP_TIME = new RegExp(
  `\\b(?:days?|time|hours?|longest)\\s+(?:\\w+\\s+){0,4}?(?:in|at|under|off)\\s+(?:the\\s+)?${SHOP}\\b|\\bhow (?:long|many days)\\b.*\\b(?:${SHOP}|fixed|repaired|mended|repair|fix|mend)\\b|\\b(?:workshop|repair)\\s+(?:days|time|durations?)\\b|\\b(?:duration|length)s?\\s+of\\s+(?:\\w+\\s+){0,2}repairs?\\b|\\bdays?\\s+(?:for|until|to)\\s+(?:\\w+\\s+){0,3}(?:fix\\w*|repair\\w*|mend\\w*)\\b`,
  "i",
);
const MEAN = /\b(?:average|mean|typical|on average)\b/i;
// "Days between repair and recurrence".
const BETWEEN =
  /\b(?:days?|time|gap|interval)\s+(?:\w+\s+){0,2}?(?:between|from|until|till|before)\s+(?:an?\s+|the\s+)?(?:repairs?|fix|recurrences?|coming\s+back|it\s+comes?\s+back|failing\s+again)\b(?:\s+(?:and|to|until)\s+(?:the\s+|its\s+)?(?:recurrences?|return|next\s+(?:one|failure|fault|repair)|comeback|fault))?|\bhow\s+long\b.*\b(?:last|hold|come\s+back|recur|fail\s+again)\b/i;
const DEAREST = /\b(?:dearest|most\s+expensive|costliest|priciest)\b/i;
const OLDEST = /\boldest\b/i;
const DONE = /\b(?:finished|completed|done|closed|carried\s+out)\b/i;
const LONGEST = /\blongest\b/i;
const COUNTED = /\bhow\s+(?:often|many\s+times)\b|\bfrequency\b/i;

const MORE = "(?:more|longer|greater)\\s+than|over|above|exceeding|at\\s+least|no\\s+less\\s+than";
const LESS =
  "(?:less|shorter|fewer|quicker|faster)\\s+than|under|below|at\\s+most|no\\s+(?:more|longer)\\s+than|up\\s+to";
// How long they lasted: "that took more than a week", "shorter than two days", "of three days or more".
const LASTED = new RegExp(
  `(?:\\b(?:which\\s+|that\\s+)?(?:last(?:ed|ing|s)?|took|takes?|taking|taken|went\\s+on|dragg?ed(?:\\s+on)?)\\s+(?:for\\s+)?)?\\b(?:(${MORE})|(${LESS}))\\s+${NUMBER}\\s+(hour|day|week|fortnight|month)s?\\b`,
  "i",
);
const HOURS_IN: Readonly<Record<string, number>> = {
  hour: 1,
  day: 24,
  week: 168,
  fortnight: 336,
  month: 720,
};

// A repair that is not done has lasted so long already, and has not lasted less.
const lastedOf = (asked: Asked): Filter[] => {
  const [, more, , said = "", unit = ""] = LASTED.exec(asked.hearing.text) ?? [];
  const count = readNumber(said);
  if (count === undefined) return [];
  const isEven = /\b(?:at|no)\b|\bup\s+to\b/i.test(LASTED.exec(asked.hearing.text)?.[0] ?? "");
  const value = (count * (HOURS_IN[unit.toLowerCase()] ?? 24)) / 24;
  return more === undefined
    ? [
        { column: "workshopDays", op: isEven ? "lte" : "lt", value },
        { column: "isOpen", op: "eq", value: false },
      ]
    : [{ column: "workshopDays", op: isEven ? "gte" : "gt", value }];
};

// "Which repairs did it have, and what did they cost" wants them one by one beside what they cost together.
const EACH_COSTED =
  /\b(?:which|what|list|show(?:\s+me)?|every|each|all(?:\s+the)?|the)\s+(?:\p{L}+\s+){0,2}?(?:repairs?|jobs?|fixes)\b.*\b(?:and|with|plus|including)\b.*\b(?:costs?|price[ds]?|pa(?:id|y)|spen[dt]|bills?)\b/iu;
// How many there were and what they cost is told by their rows as well.
const MANY_COSTED =
  /\bhow\s+(?:many|often)\b.*\brepairs?\b.*\band\b.*\bcosts?\b|\bnumber\s+(?:of\s+repairs\s+)?and\s+(?:the\s+)?(?:total\s+)?cost\b/i;
// What one cost is a column of its row.
const COSTED_COLUMNS = [
  "repair",
  "cost",
  ...REPAIR_COLUMNS.filter((each) => !/^(?:repair|cost)$/.test(each)),
];

const splitOf = (
  asked: Asked,
): {
  by: RecordSplit | null;
  within: RecordSplit | undefined;
  uses: readonly Concept[];
  said: readonly number[];
} => {
  const { by, within, uses, said } = recordSplits(asked, "repairs", [
    ...saidWithin(asked),
    ...tokensSaying(asked, LASTED),
  ]);
  const parts = partsOf(asked);
  const { text } = asked.hearing;
  const isByPart =
    (PART.test(text) && parts.length === 0) ||
    (APART.test(text) && parts.length > 1 && (by !== null || has(asked, "howMany") || /\bcount/i.test(text)));
  const words = [...said, ...tokensSaying(asked, parts.length === 0 ? PART : APART)];
  if (isByPart)
    return {
      by: "component",
      within:
        [by, within].find((split) => split !== null && split !== undefined && split !== "component") ??
        undefined,
      uses: [...uses, "perCause", "cause"],
      said: words,
    };
  if (by !== null) return { by, within, uses, said };
  const isRanked = has(asked, "most", "least", "worst") || /\brank/i.test(text);
  if (isOneRepair(asked)) return { by: null, within: undefined, uses: [], said };
  const thing = (["vehicle", "depot"] as const).find(
    (kind) => has(asked, kind) && linksOf(asked, kind).length === 0,
  );
  const isBound =
    asked.quantities.some((q) => q.unit === null && q.op !== null) &&
    !has(asked, "comesBack") &&
    lastedOf(asked).length === 0;
  if ((isRanked || isBound) && thing) return { by: thing, within: undefined, uses: [thing], said };
  return { by: null, within: undefined, uses: [], said };
};

// "The dearest repair, and on which truck" is one of them.
const isOneRepair = (asked: Asked): boolean =>
  asksOneRow(asked, "repair|workshop\\s+job|fix") && goesOn(asked);

const spokenValue = (asked: Asked, isBack: boolean): RecordValue | undefined => {
  const { text } = asked.hearing;
  const as = MEAN.test(text) ? ("mean" as const) : ("sum" as const);
  if (isBack && BETWEEN.test(text)) return { column: "backAfterDays", as: "mean" };
  if (has(asked, "workshop", "repair") && !isBack && SHOP_TIME.test(text))
    return { column: "workshopDays", as };
  if (has(asked, "repair") && has(asked, "sumCost", "money")) return { column: "cost", as };
  return undefined;
};

// Which parts are meant, and how soon after the last repair of the same part they were needed again.
const conditionsOf = (asked: Asked, isBack: boolean, value: RecordValue | undefined): Filter[] => {
  const parts = partsOf(asked).map((part) => PARTS[part]);
  const isAnyTime = value?.column === "backAfterDays" && saidWithin(asked).length === 0;
  return [
    ...(parts.length > 0 ? [{ column: "component", op: "in" as const, value: parts }] : []),
    ...(isBack && !isAnyTime
      ? [{ column: "backAfterDays", op: "lte" as const, value: withinDays(asked.hearing.text) }]
      : []),
    ...(isAnyTime ? [{ column: "backAfterDays", op: "is-null" as const, value: false }] : []),
  ];
};

/** Repairs of parts, and those that came back soon after the last repair of the same part: as rows, counted, or what they cost and took. */
const repairs: Rule = (asked) => {
  const { text } = asked.hearing;
  const parts = partsOf(asked);
  const isBack = has(asked, "comesBack", "repeats") && (parts.length > 0 || has(asked, "repair", "fault"));
  const value = spokenValue(asked, isBack);
  if (!isBack && !has(asked, "repair") && !value) return undefined;
  if (has(asked, "exception", "stop", "workOrder") && !isBack) return undefined;
  if (!isBack && has(asked, "container", "replacement", "damaged")) return undefined;
  // "Off the road for repair" says where a truck is.
  const [place, shop] = [heardAt(asked, "repair"), heardAt(asked, "workshop")];
  const isWhere = shop && place && shop.from <= place.from && place.to <= shop.to;
  if (!isBack && isWhere && !value) return undefined;
  const { filters, uses, said } = namedRecords(asked, "repairs");
  const split = splitOf(asked);
  const { window } = asked;
  const lasted =
    isBack ||
    asked.hearing.tokens.some((_, at) => tokensSaying(asked, LASTED).includes(at) && asked.timed.when.has(at))
      ? []
      : lastedOf(asked);
  const isOfVehicles = COUNTS_VEHICLES.test(text) && split.by !== "vehicle";
  const { ranking, uses: ranked } = rankingOf(asked, split.by, value?.column === "cost" ? "money" : null);
  const isCounted = COUNTED.test(text);
  const isDone = !isBack && window !== null && DONE.test(text) && !value;
  return {
    plan: recordsPlan(asked, "repairs", {
      filters: [
        ...filters,
        ...conditionsOf(asked, isBack, value),
        ...lasted,
        ...(!isBack && has(asked, "open") ? [{ column: "isOpen", op: "eq" as const, value: true }] : []),
        ...(window ? [isDone ? { ...dayFilter(window), column: "doneDay" } : dayFilter(window)] : []),
      ],
      ...(split.by === null ? {} : { show: "groups" as const, by: split.by }),
      ...(split.by === null && value ? { show: "rows" as const } : {}),
      ...(split.by === null && isCounted && !value ? { show: "count" as const } : {}),
      ...(split.within ? { within: split.within } : {}),
      ...(value
        ? { value }
        : isOfVehicles
          ? { value: { column: "vehicleId", as: "distinct" } as const }
          : {}),
      // How soon it came back bounds each, and not their number.
      ranking:
        isBack && asked.quantities.some(({ value: days }) => days === withinDays(text))
          ? { ...ranking, bound: null }
          : lasted.length > 0
            ? { ...ranking, bound: null }
            : ranking,
      sort: [
        isBack
          ? asc("backAfterDays")
          : DEAREST.test(text)
            ? desc("cost")
            : LONGEST.test(text)
              ? desc("workshopDays")
              : OLDEST.test(text)
                ? asc("openedAt")
                : desc("openedAt"),
      ],
      ...(isOneRepair(asked) && !isBack ? { limit: 1 } : {}),
      columns: isBack
        ? [
            ...(["vehicle", "component", "backAfterDays", "repairedBefore", "repairBefore"] as const),
            ...(["openedAt", "repair", "cost"] as const),
          ]
        : value?.column === "cost" &&
            value.as === "sum" &&
            split.by === null &&
            (EACH_COSTED.test(text) || MANY_COSTED.test(text))
          ? COSTED_COLUMNS
          : [...REPAIR_COLUMNS],
    }),
    window,
    said: new Set([
      ...said,
      ...split.said,
      ...(isBack ? saidWithin(asked) : []),
      ...(lasted.length > 0 ? tokensSaying(asked, LASTED) : []),
      ...(isOneRepair(asked) ? saidBeside(asked) : []),
      // A number between its words is of something else: "how many days did 11 spend in the workshop".
      ...(value?.column === "workshopDays"
        ? tokensSaying(asked, SHOP_TIME).filter((at) => !/\d/.test(asked.hearing.tokens[at]?.text ?? ""))
        : []),
      ...(value?.column === "backAfterDays" ? tokensSaying(asked, BETWEEN) : []),
      // A mean is what is told, where it is asked for.
      ...(value?.as === "mean" ? tokensSaying(asked, MEAN) : []),
      ...(isCounted ? tokensSaying(asked, COUNTED) : []),
    ]),
    uses: [
      ...(["repair", "vehicle", "howMany", "finished"] as const),
      ...(isBack
        ? ([
            ...(["comesBack", "repeats", "exception", "fault", "finish", "goBack", "changed"] as const),
            ...(split.by === null ? (["handleFirst"] as const) : []),
          ] as const)
        : (["open"] as const)),
      ...(lasted.length > 0 ? (["older", "moreOrLess", "worst", "most", "least"] as const) : []),
      ...(value ? (["workshop", "sumCost", "money", "open", "depot"] as const) : []),
      ...(DEAREST.test(text) ? (["worst", "most"] as const) : []),
      ...(isBack ? [] : (["oldest", "newest"] as const)),
      ...(split.by === null && LONGEST.test(text) ? (["most"] as const) : []),
      ...split.uses,
      ...ranked,
      ...parts,
      ...uses,
    ],
  };
};

const LONG_THERE = /\b(?:longest|most\s+time)\b/i;
// What keeps them there is what is being repaired.
const WHY_THERE =
  /\b(?:and\s+)?(?:why|what\s+for|for\s+what(?:\s+reason)?|what\s+(?:is|are)\s+(?:wrong|up|the\s+matter)\s+with\s+(?:each|it|them)(?:\s+(?:of\s+them|one))?|what(?:['’]s)?\s+(?:is\s+)?being\s+(?:repaired|done|fixed)(?:\s+on\s+(?:each|them))?|with\s+(?:the\s+)?reasons?)\b/i;
const SINCE = /\b(?:and\s+)?since\s+when\b|\bhow\s+long\b/i;

/** Vehicles in the workshop with since when, by their repairs that are not done, those that have been there the longest first. */
const inWorkshop: Rule = (asked) => {
  const { text } = asked.hearing;
  const { window, today } = asked;
  if (!has(asked, "workshop") || linksOf(asked, "vehicle").length > 0) return undefined;
  if (window && (window.firstDay !== today.firstDay || window.lastDay !== today.lastDay)) return undefined;
  const isRanked = LONG_THERE.test(text);
  if (
    (!isRanked && !SINCE.test(text) && !WHY_THERE.test(text)) ||
    has(asked, "exception", "stop", "perVehicle")
  )
    return undefined;
  const { filters, uses, said } = namedRecords(asked, "repairs");
  // "Which has been there longest" asks for one.
  const isOne =
    isRanked && !/\b(?:trucks|vehicles|lorries|wagons|first|order\w*|rank\w*|sort\w*)\b/i.test(text);
  return {
    plan: recordsPlan(asked, "repairs", {
      filters: [
        ...filters,
        { column: "inWorkshop", op: "eq", value: true },
        { column: "isOpen", op: "eq", value: true },
      ],
      show: "rows",
      ...(isOne ? { limit: 1 } : {}),
      sort: [asc("openedAt")],
      columns: ["vehicle", "openedAt", "workshopDays", "component", "repair", "depot"],
    }),
    window: null,
    said: new Set([
      ...said,
      ...(window ? asked.timed.when : []),
      ...tokensSaying(asked, LONG_THERE),
      ...tokensSaying(asked, SINCE),
      ...tokensSaying(asked, WHY_THERE),
    ]),
    uses: [
      ...(["workshop", "vehicle", "most", "handleFirst", "oldest", "open", "depot", "repair"] as const),
      ...uses,
    ],
  };
};

/** Rules for repairs: as rows, counted, priced or timed by what they are of. */
export const REPAIR_RULES: readonly Rule[] = [inWorkshop, repairs];
