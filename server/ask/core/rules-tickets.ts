import { rankingOf } from "#server/ask/core/kpi-parts.ts";
import { dayFilter, type ListFilter } from "#server/ask/core/list-filters.ts";
import { asksOneRow, goesOn, saidBeside } from "#server/ask/core/one-row.ts";
import { asc, desc } from "#server/ask/core/plan-parts.ts";
import type { Quantity } from "#server/ask/core/quantity.ts";
import {
  type Asked,
  boundFilter,
  has,
  linksOf,
  type Rule,
  tokensSaying,
  wantedRows,
} from "#server/ask/core/question.ts";
import {
  namedRecords,
  type RecordSplit,
  type RecordValue,
  recordSplits,
  recordsPlan,
  TICKET_COLUMNS,
} from "#server/ask/core/records-parts.ts";
import type { TimeWindow } from "#server/ask/schema.ts";

const LOAD = /\b(?:truck)?loads?\b|\b(?:weigh\s+)?tickets?\b|\bpayloads?\b/i;
// "Each tip" is a facility, of which nothing is averaged; what "contractor A" does is no load.
const PER_LOAD =
  /\b(?:per|an?|each|every|the|of\s+a)\s+(?:(?:average|mean|typical|single)\s+)?(?:(?:truck|pay)?load|(?:weigh\s+)?ticket|trip|drop)\b|(?<!\b(?:at|to|in|from|for|contractor)\s+)\b(?:an?|of\s+a)\s+(?:(?:average|mean|typical|single)\s+)?tip\b/i;
const MEAN = /\b(?:average|mean|typical(?:ly)?|on average)\b/i;
const HEAVY =
  /\b(?:weights?|weigh(?:s|ed|ing)?|heavy|heavier|heaviest|lightest|tonn?es?|tons|kilos?|kg|tonnage|payloads?)\b/i;
const FEE = /\b(?:disposal|tipping|gate|tip|landfill|dumping)\s+(?:fees?|charges?|costs?)\b/i;
const COUNTED =
  /\b(?:how many|number of|count of|no\.? of)\s+(?:\w+\s+){0,2}?(?:truck)?loads?\b|^\W*(?:truck)?loads\b/i;
const EXTREME = /\b(?:heaviest|biggest|largest|lightest|smallest)\b/i;
const LIGHT = /\b(?:lightest|smallest|least\s+weight)\b/i;
// "Heaviest first", "by weight", "biggest weight first".
const BY_WEIGHT =
  /\b(?:heaviest|biggest|largest|lightest|smallest)\b(?:\s+(?:weights?|loads?|tickets?))?(?:\s+(?:first|on\s+top))?|\bby\s+(?:net\s+)?weight\b/i;
const SINGLE =
  /\b(?:the|our|what|which)\b.*\b(?:heaviest|biggest|largest|lightest|smallest)\s+(?:single\s+)?(?:load|ticket)\b/i;
const TOTAL =
  /\b(?:total|sum|summed|totalled|add(?:s|ed)?\s+up|how\s+many\s+tonn?es?|how\s+many\s+tons|how\s+much\s+(?:weight|tonnage)|tonnes?\s+(?:per|by)|net\s+(?:weight|tonnage)\s+(?:per|by))\b/i;
const SHARE = /\b(?:share|percentage|percent|proportion|per\s+cent|part|fraction)\s+of\b|%\s+of\b/i;
const MATCHED =
  /\b(?:with|have|has|having|got|matched\s+(?:to|with)|tied\s+to|linked\s+to)\s+(?:an?\s+|any\s+|the(?:ir)?\s+)?(?:matching\s+)?routes?\b|\bmatched\b/i;
// Times at a facility are what its tickets say, in and out.
const VISITS =
  /\b(?:disposal|tip|tipping|landfill|facility|dump|weighbridge)\s+(?:visits?|trips?|stays?)\b|\bvisits?\b.{0,30}?\b(?:to|at)\s+(?:the\s+|any\s+|all\s+|a\s+|our\s+|each\s+|every\s+)?(?:tips?|landfills?|facilit(?:y|ies)|dumps?|disposal\s+sites?|transfer\s+stations?)\b/i;
const BUSIEST =
  /\b(?:busiest|busy|most\s+(?:rush(?:ed)?|crowded|visits|loads|trips|tickets|trucks)|rush(?:\s+hour)?|peak|quietest)\b/i;
const QUIET = /\bquietest\b/i;
const LONGEST_STAY = /\b(?:longest|shortest)\s+(?:single\s+)?(?:visits?|stays?)\b/i;
const WHICH_HOUR =
  /\bwhen\b|\b(?:which|what)\s+(?:hour|time)\b|\brush\s+hour\b|\bpeak\s+hours?\b|\bhour\s+of\s+(?:the\s+)?day\b/i;

const ONE =
  "(?:weigh\\s+)?ticket(?:s(?=\\s+(?:was|is)\\b))?|(?:truck|pay)?load|(?:net\\s+)?weight|stay|visit";
const BY_FEE =
  /\b(?:highest|biggest|largest|lowest|smallest)\s+fees?\b|\b(?:dearest|most\s+expensive|costliest|priciest|cheapest)\b/i;

const NEWEST = /\b(?:newest|latest|most\s+recent)\b/i;

// Heavier than what the truck may carry.
const OVERLOADED =
  /\b(?:over|above|exceed(?:s|ed|ing)?|beyond|past|heavier\s+than|more\s+than)\s+(?:(?:the|its|their|his|a|truck['’]s|vehicle['’]s|legal|rated|permitted|allowed|max(?:imum)?)\s+)*(?:payloads?|capacity|(?:weight|load|payload|legal)\s+limits?|gross\s+limit|(?:trucks?|vehicles?)\s+can\s+carry)\b|\bover-?\s?(?:loaded|weight|loads?)\b/i;

const isBound = ({ op }: Quantity): boolean => op !== null;

// "Which truck brought the heaviest loads" ranks trucks.
const rankedThing = (asked: Asked): RecordSplit | undefined =>
  has(asked, "most", "least", "worst", "best")
    ? (["vehicle", "facility"] as const).find(
        (kind) =>
          has(asked, kind) &&
          linksOf(asked, kind).length === 0 &&
          /\b(?:which|what|rank)\b/i.test(asked.hearing.text),
      )
    : undefined;

const isOfPast = (asked: Asked): TimeWindow => asked.window ?? asked.month;

// "How many tonnes did contractor A tip": by whom it was tipped is told by tickets, and by no sum of a facility.
const TIPPED =
  /\btipped\b|\b(?:did|does|has|have)\b.{1,40}?(?:(?<=\bcontractor\s+a\s+)|(?<!\b(?:the|at|to|an?|each|every|per)\s+))\btip\b/i;
const isTippedBy = (asked: Asked): boolean =>
  TIPPED.test(asked.hearing.text) &&
  HEAVY.test(asked.hearing.text) &&
  !has(asked, "wait") &&
  (has(asked, "ownCrews") || linksOf(asked, "contractor", "vehicle", "depot", "driver").length > 0);

type Told = { value?: RecordValue; isOfRows: boolean };

const toldOf = (
  asked: Asked,
  { by, isOfTickets }: { by: RecordSplit | null; isOfTickets: boolean },
): Told => {
  const { text } = asked.hearing;
  if (FEE.test(text))
    return {
      value: { column: "fee", as: MEAN.test(text) || PER_LOAD.test(text) ? "mean" : "sum" },
      isOfRows: false,
    };
  if (SHARE.test(text) && isOfTickets)
    return {
      value: { column: has(asked, "unmatched", "untaken") ? "isUnmatched" : "hasRoute", as: "share" },
      isOfRows: false,
    };
  const isOfWeight = HEAVY.test(text) && (LOAD.test(text) || isOfTickets || PER_LOAD.test(text));
  if (isOfWeight && (MEAN.test(text) || (PER_LOAD.test(text) && !EXTREME.test(text))))
    return { value: { column: "weightKg", as: "mean" }, isOfRows: false };
  if (isTippedBy(asked) || (isOfWeight && TOTAL.test(text) && isOfTickets))
    return { value: { column: "weightKg", as: "sum" }, isOfRows: false };
  if (isOfWeight && EXTREME.test(text) && by !== null)
    return { value: { column: "weightKg", as: LIGHT.test(text) ? "min" : "max" }, isOfRows: false };
  return { isOfRows: EXTREME.test(text) && LOAD.test(text) };
};

/** Weigh tickets and what they tell of loads and of visits: as rows, counted, weighed, priced, or those of no route. */
const tickets: Rule = (asked) => {
  const { text } = asked.hearing;
  const isOfTickets = has(asked, "ticket");
  const isOne = asksOneRow(asked, ONE) && goesOn(asked);
  // "And which facility was it" tells more of the one row, and splits nothing.
  const spoken = recordSplits(asked, "tickets");
  const named = isOne ? { ...spoken, by: null, within: undefined, uses: [] } : spoken;
  const isBusiest = BUSIEST.test(text) && linksOf(asked, "facility").length > 0 && !has(asked, "wait");
  const isHourly = isBusiest && named.by === null && WHICH_HOUR.test(text);
  const by = named.by ?? (isHourly ? ("hour" as const) : null);
  const { value, isOfRows } = toldOf(asked, { by, isOfTickets });
  const split = by ?? (!isOne && (value || isOfTickets) ? rankedThing(asked) : undefined) ?? null;
  const isCounted = COUNTED.test(text) && !/\b(?:on ?board|still|left|carry\w*)\b/i.test(text);
  const stay = asked.quantities.find((q) => q.unit === "s" && isBound(q));
  const isLongest =
    LONGEST_STAY.test(text) && (has(asked, "facility") || linksOf(asked, "facility").length > 0);
  const isOfVisits = (VISITS.test(text) && (stay !== undefined || has(asked, "howMany"))) || isLongest;
  // How full trucks are now is told of them; what was weighed is told of tickets.
  const isOver = OVERLOADED.test(text) && (isOfTickets || (LOAD.test(text) && asked.window !== null));
  if (!isOfTickets && !value && !isOfRows && !isCounted && !isOfVisits && !isHourly && !isOver)
    return undefined;
  if (!isOfTickets && has(asked, "exception", "container", "forecast", "room")) return undefined;
  if (!isOfTickets && !isOfVisits && has(asked, "stop", "wait")) return undefined;
  const { filters, uses, said } = namedRecords(asked, "tickets");
  const isUnmatched = isOfTickets && has(asked, "unmatched", "untaken") && value?.as !== "share";
  const isMatched = isOfTickets && !isUnmatched && MATCHED.test(text) && value?.as !== "share";
  const weight = asked.quantities.find((q) => q.unit === "kg" && isBound(q));
  const window =
    isOfTickets && !value && !isOfRows
      ? (asked.window ?? (isUnmatched || NEWEST.test(text) ? asked.week : asked.today))
      : isOfPast(asked);
  const { ranking, uses: ranked } = rankingOf(
    asked,
    split,
    value?.column === "weightKg"
      ? "kg"
      : value?.column === "fee"
        ? "money"
        : value?.as === "share"
          ? "%"
          : null,
  );
  const isByFee = split === null && isOfTickets && BY_FEE.test(text);
  const isByWeight = BY_WEIGHT.test(text) && !isByFee;
  const conditions: ListFilter[] = [
    ...filters,
    ...(isUnmatched || isMatched ? [{ column: "hasRoute", op: "eq" as const, value: isMatched }] : []),
    ...(weight && !(split && value) ? [boundFilter("weightKg", weight, { op: "gte", value: 0 })] : []),
    ...(stay ? [boundFilter("stayS", stay, { op: "gt", value: 0 })] : []),
    ...(isOver ? [{ column: "overCapacityKg", op: "gt" as const, value: 0 }] : []),
    ...(window.isWholeDays
      ? [dayFilter(window)]
      : [
          { column: "arrivedAt", op: "gte" as const, value: window.from },
          { column: "arrivedAt", op: "lt" as const, value: window.to },
        ]),
  ];
  return {
    plan: recordsPlan(asked, "tickets", {
      filters: conditions,
      ...(split === null ? (value ? { show: "rows" as const } : {}) : { show: "groups" as const, by: split }),
      ...(named.within ? { within: named.within } : {}),
      ...(value ? { value } : {}),
      ranking: {
        ...ranking,
        ...(isHourly
          ? { order: QUIET.test(text) ? ("least" as const) : ("most" as const), limit: ranking.limit ?? 1 }
          : {}),
        ...(weight && !(split && value) ? { bound: null } : {}),
      },
      sort: [
        isByFee
          ? /\b(?:lowest|smallest|cheapest)\b/i.test(text)
            ? asc("fee")
            : desc("fee")
          : isLongest
            ? /\bshortest\b/i.test(text)
              ? asc("stayS")
              : desc("stayS")
            : isByWeight
              ? LIGHT.test(text)
                ? asc("weightKg")
                : desc("weightKg")
              : desc("arrivedAt"),
      ],
      columns: [
        ...TICKET_COLUMNS,
        ...(isOne && has(asked, "driver") ? ["driver"] : []),
        ...(stay || isLongest ? ["stayS"] : []),
        ...(isOver ? ["capacityKg", "overCapacityKg"] : []),
      ],
      ...(isLongest && !/\b(?:visits|stays)\b/i.test(text) ? { limit: 1 } : {}),
      ...(split === null &&
      (isOne ||
        (asksOneRow(asked, ONE) && wantedRows(asked) === undefined && /\b(?:ticket|load)\b/i.test(text)))
        ? { limit: 1 }
        : {}),
      ...(SINGLE.test(text) && split === null && !/\bloads\b|\btickets\b/i.test(text) ? { limit: 1 } : {}),
    }),
    window,
    said: new Set([
      ...(isOver ? tokensSaying(asked, OVERLOADED) : []),
      ...said,
      ...named.said,
      ...(split === null && isByWeight ? tokensSaying(asked, BY_WEIGHT) : []),
      ...(isOne ? saidBeside(asked) : []),
      ...(isByFee ? tokensSaying(asked, BY_FEE) : []),
      ...(isHourly ? [...tokensSaying(asked, BUSIEST), ...tokensSaying(asked, WHICH_HOUR)] : []),
      ...(isOfVisits ? tokensSaying(asked, VISITS) : []),
      ...(isLongest ? tokensSaying(asked, LONGEST_STAY) : []),
      ...(isMatched ? tokensSaying(asked, MATCHED) : []),
      ...(value?.as === "share" ? [...tokensSaying(asked, SHARE), ...tokensSaying(asked, MATCHED)] : []),
      ...(value && value.as !== "share"
        ? [...tokensSaying(asked, MEAN), ...tokensSaying(asked, PER_LOAD)]
        : []),
      ...(value?.column === "weightKg" ? [...tokensSaying(asked, HEAVY), ...tokensSaying(asked, TOTAL)] : []),
      ...(value?.column === "fee" ? tokensSaying(asked, FEE) : []),
      ...(isCounted ? tokensSaying(asked, COUNTED) : []),
      ...(isOfRows ? tokensSaying(asked, LOAD) : []),
    ]),
    uses: [
      ...(isOver ? (["vehicle", "driver", "exceeds", "full", "room", "onBoard", "overweight"] as const) : []),
      ...(["ticket", "onBoard", "howMany", "facility", "vehicle", "sumTips", "finished", "atTip"] as const),
      ...(isUnmatched || value?.as === "share" ? (["unmatched", "untaken", "open"] as const) : []),
      ...(isMatched || value?.as === "share" ? (["route"] as const) : []),
      ...(value?.column === "weightKg" || weight || isByWeight
        ? (["sumWeight", "most", "older"] as const)
        : []),
      ...(value?.column === "fee" ? (["sumCost", "money"] as const) : []),
      ...(isByWeight || isByFee
        ? (["most", "least", "handleFirst", "sumCost", "money", "worst"] as const)
        : []),
      ...(isOne ? (["route", "driver", "depot", "drives"] as const) : []),
      ...(NEWEST.test(text) ? (["newest", "most", "handleFirst"] as const) : []),
      ...(isHourly ? (["perHour", "most", "least", "summaryTopic"] as const) : []),
      ...(isOfVisits || stay ? (["stop", "older", "exceeds", "wait", "most", "least"] as const) : []),
      ...named.uses,
      ...ranked,
      ...uses,
    ],
  };
};

/** Rules for weigh tickets and the loads they weigh. */
export const TICKET_RULES: readonly Rule[] = [tickets];
