import { BODY_CONCEPTS } from "#server/ask/core/kinds.ts";
import { rankingOf, trendStep } from "#server/ask/core/kpi-parts.ts";
import type { Concept } from "#server/ask/core/lexicon.ts";
import { dayFilter, type ListFilter, namedFilters } from "#server/ask/core/list-filters.ts";
import { asc, countOrList, desc } from "#server/ask/core/plan-parts.ts";
import { readNumber } from "#server/ask/core/quantity.ts";
import {
  type Asked,
  boundFilter,
  has,
  heardAt,
  linksOf,
  quantityOf,
  type Rule,
  tokensSaying,
  whichOf,
} from "#server/ask/core/question.ts";
import { namedRecords, recordSplits, recordsPlan } from "#server/ask/core/records-parts.ts";
import { tokensWithin } from "#server/ask/core/tokens.ts";

/** Parts of a vehicle by the words for them. */
export const PARTS = {
  partArm: "arm",
  partPacker: "packer",
  partBrakes: "brakes",
  partTyres: "tyres",
  partElectrics: "electrics",
  partEngine: "engine",
  partHydraulics: "hydraulics",
} as const satisfies Partial<Record<Concept, string>>;
/** The parts a question names; "engine light" is a word for a fault, not for the engine's. */
export const partsOf = (asked: Asked) => {
  const fault = heardAt(asked, "fault");
  return whichOf(asked, Object.keys(PARTS) as (keyof typeof PARTS)[]).filter((part) => {
    const place = heardAt(asked, part);
    return !(fault && place && fault.from <= place.from && place.to <= fault.to);
  });
};

const TRUCKS = "(?:trucks?|vehicles?|lorr(?:y|ies)|wagons?|rigs?|units?|dustcarts?|motors?)";
/** "How many trucks have …": vehicles are counted, and not what is recorded of them. */
export const COUNTS_VEHICLES = new RegExp(
  `\\b(?:how\\s+many|(?:number|count|tally)\\s+of)\\s+(?:of\\s+(?:our|the|my)\\s+|(?:our|the|different|individual)\\s+)*(?:${TRUCKS}|(?:of\\s+)?(?:ours|them|these))\\b`,
  "i",
);
// "Which depot has the most trucks with active faults"
const MOST_VEHICLES = new RegExp(`\\b(?:most|fewest|least)\\s+${TRUCKS}\\b`, "i");
const BY_CODE = /\b(?:by|per|each|every|which|what)\s+(?:(?:fault|error)\s+)?codes?\b|\bsame\s+code\b/i;
// "Top five fault codes", "rank the codes by number of trucks"
const CODES_RANKED =
  /\b(?:top|rank\w*|leading)\s+(?:\w+\s+){0,2}(?:codes|faults)\b|\bcodes\b.*\bby\s+(?:the\s+)?(?:number|count)\s+of\b/i;
const COMMONEST = /\b(?:most\s+(?:common|frequent|often)|commonest|crop\w*\s+up)\b/i;
// What was raised in a time, against what stands now.
const RAISED =
  /\b(?:raised|came\s+up|come\s+up|came\s+in|new|logged|reported|appeared|occur\w*|thrown|threw|triggered|set\s+off|popped\s+up|flagged|recorded|cleared|opened)\b/i;
const CLEARED = /\bclear(?:ed|ing)\b/i;
const AGE = /\b(?:ages?|how\s+(?:old|long)|since\s+when|date\s+raised)\b/i;
const OLDEST = /\b(?:oldest|longest(?:\s+(?:standing|open))?)\b/i;
const NEWEST = /\b(?:newest|most\s+recent|latest)\b/i;
// "Most serious first" asks for an order, "the serious ones" for those alone.
const BY_SEVERITY =
  /\bseverity\b(?!\s*3)|\b(?:most|least|more)\s+(?:to\s+least\s+)?(?:severe|serious|critical|grave|urgent)\b|\b(?:severe|serious|critical|gravest|grave)\s+(?:ones?\s+|entries\s+)?(?:first|on\s+top|at\s+the\s+(?:top|head))\b/i;

// "Any critical faults, most urgent on top" is of those alone, however they are ordered.
const SEVERE_ONES =
  /(?<!\b(?:most|least|more|by)\s+)\b(?:critical|severe|serious|grave|grounding|safety[\s-]critical|red)\s+(?:active\s+|open\s+|fault\s+|live\s+)?(?:faults?|codes?|defects?|warnings?|problems?)\b(?!\s+(?:first|on\s+top|at\s+the\s+top))/i;
const TREND =
  /\btrend\w*\b(?:\s+(?:up|down|the\s+(?:right|wrong)\s+way))?|\b(?:going|creeping)\s+(?:up|down)\b/i;

const isOfNow = ({ window, today, timed }: Asked): ReadonlySet<number> | undefined =>
  window?.firstDay === today.firstDay && window.lastDay === today.lastDay ? timed.when : undefined;

const isOfTime = (by: string | null): boolean => by !== null && /^(?:day|week|month)$/.test(by);

const WITHOUT =
  /\b(?:no|without(?:\s+any|\s+an?)?|free\s+(?:of|from)|zero|(?:do(?:es)?n['’]?t|do(?:es)?\s+not|have\s+not|haven['’]?t)\s+(?:have\s+|got\s+)?(?:an?|any))\s+(?:active\s+|open\s+|live\s+|known\s+)?(?:faults?|fault\s+codes?|codes?|defects?)\b|\bfault[\s-]free\b/i;
const SHARE_OF = /\b(?:ratio|share|percentage|percent|proportion|per\s+cent)\b/i;
const TO_ALL =
  /\bto\s+(?:the\s+)?(?:total|whole|entire)\s+fleet\b|\bof\s+the\s+(?:whole\s+|total\s+)?fleet\b/i;

/** Vehicles without an active fault code: which they are, how many, and their share, whole or by depot. */
const faultless: Rule = (asked) => {
  const { text } = asked.hearing;
  const now = asked.window === null ? undefined : isOfNow(asked);
  if (!WITHOUT.test(text) || (asked.window && !now) || has(asked, "route", "stop", "driver"))
    return undefined;
  const { filters, uses } = namedFilters(asked, "vehicles");
  const by = has(asked, "perDepot") ? "depot" : has(asked, "perContractor") ? "contractor" : null;
  const isShare = SHARE_OF.test(text);
  const none: ListFilter = { column: "activeFaults", op: "eq", value: 0 };
  return {
    plan: isShare
      ? { kind: "group", list: "vehicles", filters, by, mean: "faultFreePct", byUrgency: false }
      : by === null
        ? countOrList(asked, {
            list: "vehicles",
            filters: [...filters, none],
            columns: ["name", "status", "route", "driver", "depot"],
            sort: [asc("number")],
          })
        : { kind: "group", list: "vehicles", filters: [...filters, none], by, byUrgency: false },
    window: null,
    said: new Set([
      ...(now ?? []),
      ...tokensSaying(asked, WITHOUT),
      ...(isShare ? [...tokensSaying(asked, SHARE_OF), ...tokensSaying(asked, TO_ALL)] : []),
    ]),
    uses: [
      ...(["fault", "vehicle", "howMany", "open", "room", "depot", "perDepot", "perContractor"] as const),
      ...uses,
    ],
  };
};

const AND_REPAIRS = /\bfaults?\s+(?:and|or)\s+repairs?\b|\brepairs?\s+(?:and|or)\s+faults?\b/i;

/** What went wrong with vehicles: their faults and their repairs, each opened in a time that is named or ever, the latest first. */
const faultsAndRepairs: Rule = (asked) => {
  const { window, hearing } = asked;
  const isOther = has(asked, "exception", "goOut", "comesBack", "howMany", "sumCost", "workOrder", "stop");
  if (!AND_REPAIRS.test(hearing.text) || isOther || (window && !window.isWholeDays)) return undefined;
  const { filters, uses, said } = namedRecords(asked, "faults");
  return {
    plan: recordsPlan(asked, "faults", {
      filters: [...filters, ...(window ? [dayFilter(window)] : [])],
      sort: [OLDEST.test(hearing.text) ? asc("openedAt") : desc("openedAt")],
      columns: ["vehicle", "severity", "meaning", "code", "fault", "openedAt", "clearedAt", "depot"],
      isWithRepairs: true,
    }),
    window,
    said: new Set([...said, ...tokensSaying(asked, AND_REPAIRS), ...tokensSaying(asked, NEWEST)]),
    uses: ["fault", "repair", "vehicle", "history", "newest", "oldest", "handleFirst", "depot", ...uses],
  };
};

/** Fault codes: those that stand, or those raised or cleared in a window, worst first. */
const faults: Rule = (asked) => {
  if (!has(asked, "fault") || has(asked, "goOut", "comesBack")) return undefined;
  const { text } = asked.hearing;
  if (WITHOUT.test(text)) return undefined;
  // "May truck 41 leave like that" is told by more than its faults.
  if (/^\W*(?:may|can|could|should|is it)\b/i.test(text) && linksOf(asked, "vehicle").length === 1)
    return undefined;
  const { filters, uses, said } = namedRecords(asked, "faults");
  const parts = partsOf(asked);
  // One part is looked for in the words of the fault.
  const part = parts.length === 1 ? parts[0] : undefined;
  const isOrdered = BY_SEVERITY.test(text);
  const isSevere = SEVERE_ONES.test(text) || (has(asked, "severe") && !isOrdered && !has(asked, "worst"));
  const isCleared = CLEARED.test(text);
  // "Which trucks have faults today" asks how they stand.
  const now =
    RAISED.test(text) || /\bhow\s+many\s+(?:\w+\s+)?(?:faults?|codes?)\b/i.test(text)
      ? undefined
      : isOfNow(asked);
  const window = now ? null : asked.window;
  // "Open longer than a week" is an age, and no split.
  const age = quantityOf(asked, "s");
  const named = recordSplits(asked, "faults", age ? tokensWithin(asked.hearing.tokens, age) : []);
  const more = asked.quantities.find((q) => q.unit === null && q.op !== null);
  const splits =
    named.by === null && window && has(asked, "trend") ? { ...named, by: trendStep(window) } : named;
  const isOfCode =
    splits.by === null &&
    (COMMONEST.test(text) ||
      CODES_RANKED.test(text) ||
      (BY_CODE.test(text) && has(asked, "howMany", "most")));
  const isRanked =
    splits.by === null &&
    !isOfCode &&
    !isOrdered &&
    has(asked, "most") &&
    /\bmost\s+(?:\w+\s+)?(?:faults?|codes?)\b|\bthe\s+most\b/i.test(text);
  const isOfBodies = splits.by === null && whichOf(asked, Object.keys(BODY_CONCEPTS) as Concept[]).length > 1;
  const isBound = splits.by === null && more !== undefined && has(asked, "vehicle");
  const by = isOfCode
    ? ("code" as const)
    : isRanked || isBound
      ? ("vehicle" as const)
      : isOfBodies
        ? ("bodyType" as const)
        : splits.by;
  const isOfVehicles = (COUNTS_VEHICLES.test(text) || MOST_VEHICLES.test(text)) && by !== "vehicle";
  const { ranking, uses: ranked } = rankingOf(asked, by, null);
  const sort = isCleared
    ? [desc("clearedAt")]
    : OLDEST.test(text)
      ? [desc("ageS")]
      : NEWEST.test(text)
        ? [desc("openedAt")]
        : [desc("severity"), asc("openedAt")];
  const dayOf: ListFilter[] = !window
    ? isCleared
      ? [{ column: "isActive", op: "eq", value: false }]
      : [{ column: "isActive", op: "eq", value: true }]
    : window.isWholeDays
      ? [{ ...dayFilter(window), column: isCleared ? "clearedDay" : "serviceDay" }]
      : [
          { column: isCleared ? "clearedAt" : "openedAt", op: "gte", value: window.from },
          { column: isCleared ? "clearedAt" : "openedAt", op: "lt", value: window.to },
        ];
  const isOld = AGE.test(text) || OLDEST.test(text);
  return {
    plan: recordsPlan(asked, "faults", {
      filters: [
        ...filters,
        ...dayOf,
        ...(isSevere ? [{ column: "severity", op: "eq" as const, value: 3 }] : []),
        ...(age ? [boundFilter("ageS", age, { op: "gte", value: 0 })] : []),
        ...(part ? [{ column: "fault", op: "contains" as const, value: PARTS[part].replace(/s$/, "") }] : []),
      ],
      ...(by
        ? { show: "groups" as const, by }
        : isOfVehicles
          ? { show: "count" as const }
          : has(asked, "byHowMuch")
            ? { show: "rows" as const }
            : {}),
      ...(splits.within ? { within: splits.within } : {}),
      ...(isOfVehicles ? { value: { column: "vehicleId" as const, as: "distinct" as const } } : {}),
      ranking,
      sort,
      columns: [
        ...(["vehicle", "severity", "meaning", "code", "fault", "openedAt"] as const),
        ...(isOld ? ["ageS"] : []),
        "depot",
        ...(window ? ["clearedAt"] : []),
      ],
    }),
    window,
    said: new Set([
      ...said,
      ...splits.said,
      ...(now ?? []),
      ...tokensSaying(asked, AGE),
      ...tokensSaying(asked, OLDEST),
      ...tokensSaying(asked, NEWEST),
      ...(isCleared ? tokensSaying(asked, CLEARED) : []),
      ...(window
        ? asked.hearing.tokens.flatMap(({ text: word }, at) => (RAISED.test(word) ? [at] : []))
        : []),
      ...(window ? tokensSaying(asked, RAISED) : []),
      ...(isOfCode ? [COMMONEST, BY_CODE, CODES_RANKED].flatMap((words) => tokensSaying(asked, words)) : []),
      ...(isOrdered ? tokensSaying(asked, BY_SEVERITY) : []),
      ...(by === null && sort[0]?.column === "severity"
        ? tokensSaying(asked, /\b(?:ranked|sorted|ordered)\b/i)
        : []),
      ...(isOfTime(by) ? tokensSaying(asked, TREND) : []),
    ]),
    uses: [
      ...(["fault", "vehicle", "open", "howMany", "worst", "most", "handleFirst", "reported"] as const),
      ...(["oldest", "newest", "byHowMuch"] as const),
      ...(isCleared ? (["finished"] as const) : []),
      ...(isOrdered ? (["least"] as const) : []),
      ...(age || isBound ? (["older", "most"] as const) : []),
      ...(isOfBodies ? (["compare"] as const) : []),
      ...(isOfTime(by) ? (["trend", "moreOrLess", "better", "worse"] as const) : []),
      ...(window || named.by ? (["history"] as const) : []),
      ...(isOfCode || by === null ? (["perCause", "cause"] as const) : []),
      ...(isSevere || has(asked, "worst") || isOrdered ? (["severe"] as const) : []),
      ...(part ? [part] : []),
      ...splits.uses,
      ...ranked,
      ...uses,
    ],
  };
};

const COUNT =
  "(\\d{1,3}|an?|one|two|three|four|five|six|seven|eight|nine|ten|twelve|fourteen|fifteen|twenty|thirty|forty(?:[\\s-]five)?|sixty|ninety)";
const SPAN = "(days?|weeks?|months?|fortnights?)";
const AFTER = "(?:['’]s?)?(?:\\s+time)?(?:\\s+(?:of|after|from|later|since|following)\\b)?";
const WITHIN = new RegExp(
  `\\b(?:within|in|inside|under|for|less\\s+than|fewer\\s+than|no\\s+more\\s+than|not\\s+more\\s+than|at\\s+most|up\\s+to|before|only)\\s+(?:of\\s+)?(?:a\\s+(?:span|period)\\s+of\\s+)?(?:the\\s+(?:space\\s+of\\s+)?)?(?:(?<=\\bthe\\s+)(?:same\\s+)?(month|week|fortnight|day)\\b|${COUNT}\\s*${SPAN})${AFTER}|\\b${COUNT}\\s+${SPAN}\\s+(?:or\\s+(?:less|fewer|under|sooner)|at\\s+(?:the\\s+)?most|max(?:imum)?)${AFTER}`,
  "i",
);
const BACK_DAYS = 30;
const DAYS: readonly (readonly [RegExp, number])[] = [
  [/^d/i, 1],
  [/^w/i, 7],
  [/^f/i, 14],
  [/^m/i, 30],
];

/** Days within which a problem counts as come back: "within 30 days of a repair", "in under two weeks", "inside the month". */
export const withinDays = (text: string): number => {
  const found = WITHIN.exec(text);
  if (!found) return BACK_DAYS;
  const said = found[2] ?? found[4];
  const count = said === undefined ? 1 : (readNumber(said) ?? 1);
  const unit = found[1] ?? found[3] ?? found[5] ?? "";
  return count * (DAYS.find(([test]) => test.test(unit))?.[1] ?? 1);
};

/** The words that say within how long; "two weeks" stands in the plan as days. */
export const saidWithin = (asked: Asked): readonly number[] => tokensSaying(asked, WITHIN);

/** Can truck 23 go out with this fault? */
const fitness: Rule = (asked) => {
  const [vehicle, ...others] = linksOf(asked, "vehicle");
  const isSent = has(asked, "fault") && /\bsend\b/i.test(asked.hearing.text);
  if (!vehicle || others.length > 0 || !(has(asked, "goOut") || isSent)) return undefined;
  return {
    plan: { kind: "fitness", vehicleId: vehicle.name.id ?? -1, label: vehicle.name.name },
    window: asked.window?.lastDay === asked.today.lastDay ? asked.window : null,
    uses: [
      ...partsOf(asked),
      "cranking",
      ...(isSent ? (["change"] as const) : []),
      "goOut",
      // That is what it tells.
      "procedure",
      "written",
      "breakdown",
      "fault",
      "vehicle",
      "leftYard",
      "drives",
      "severe",
      "open",
      "outNow",
      "exception",
      "depot",
      "route",
    ],
  };
};

/** Rules of section 10 of the questions: faults, and whether a truck may go out. */
export const WORKSHOP_RULES: readonly Rule[] = [fitness, faultless, faultsAndRepairs, faults];
