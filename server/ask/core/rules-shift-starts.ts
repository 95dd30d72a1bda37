import { rankingOf } from "#server/ask/core/kpi-parts.ts";
import { dayFilter, type ListFilter } from "#server/ask/core/list-filters.ts";
import { asc, desc } from "#server/ask/core/plan-parts.ts";
import {
  type Asked,
  boundFilter,
  has,
  linksOf,
  quantityOf,
  type Rule,
  tokensSaying,
} from "#server/ask/core/question.ts";
import { namedRecords, recordSplits, recordsPlan } from "#server/ask/core/records-parts.ts";
import { tokensWithin } from "#server/ask/core/tokens.ts";
import type { TimeWindow } from "#server/ask/schema.ts";

const CLOCK_IN = "clock(?:ed|s|ing)?[\\s-]+(?:in|ins|on|ons)";
const LATE_IN = new RegExp(
  `\\b${CLOCK_IN}\\s+(?:(?:more\\s+than|over|at\\s+least)\\s+)?(?:\\d+\\s+(?:min(?:ute)?s?|hours?)\\s+)?(?:late(?:r\\s+than\\s+planned)?|after\\s+(?:the|their|his|her)\\s+(?:planned\\s+|rostered\\s+)?(?:start|shifts?\\s+(?:starts?|started|began|should\\s+have\\s+started)))\\b|\\blate\\s+${CLOCK_IN}\\b|\\b(?:was|were|is|been)\\s+late\\s+(?:to\\s+)?${CLOCK_IN}\\b`,
  "i",
);
const MIN_S = 60;
const REST =
  /\b(?:rest(?:ing)?(?:\s+time)?|time\s+off|off(?:\s+duty)?|gaps?|turn-?around)\b(?:\s+\S+){0,3}?\s+between\s+(?:(?:any\s+|the\s+|their\s+|his\s+|her\s+)?(?:two\s+|2\s+|consecutive\s+)*)?shifts\b|\bbetween\s+(?:any\s+|the\s+|their\s+)?(?:two\s+|2\s+|consecutive\s+)*shifts\b/i;
// By how much each was late is told of each, whatever number "how much" asks for elsewhere.
const OF_EACH = /\b(?:by\s+)?how\s+(?:much|long|late|many\s+min(?:ute)?s?)\b/i;
const BY_LENGTH = /\b(?:least|shortest|most|longest|by\s+how\s+(?:much|long)|latest|worst)\b/i;

// Of a part of a day those who clocked in within it.
const ofWindow = (window: TimeWindow): ListFilter[] => [
  dayFilter(window),
  ...(window.isWholeDays
    ? []
    : [
        { column: "clockedInAt", op: "gte" as const, value: window.from },
        { column: "clockedInAt", op: "lt" as const, value: window.to },
      ]),
];

const startsOf = (
  asked: Asked,
  {
    column,
    bound,
    said: words,
    columns,
  }: { column: string; bound: ListFilter; said: RegExp; columns: string[] },
) => {
  const window = asked.window ?? asked.today;
  const { filters, uses, said } = namedRecords(asked, "shifts");
  const splits = recordSplits(asked, "shifts");
  const { ranking, uses: ranked } = rankingOf(asked, splits.by, null);
  // "Less than 11 hours off" bounds each shift, and not their number.
  const quantity = quantityOf(asked, "s");
  return {
    plan: recordsPlan(asked, "shifts", {
      filters: [...filters, ...ofWindow(window), bound],
      ...(splits.by
        ? { show: "groups" as const, by: splits.by }
        : OF_EACH.test(asked.hearing.text)
          ? { show: "rows" as const }
          : {}),
      ...(splits.within ? { within: splits.within } : {}),
      ranking,
      sort: [column === "lateInS" ? desc(column) : asc(column)],
      columns,
    }),
    window,
    said: new Set([
      ...said,
      ...splits.said,
      ...tokensSaying(asked, words),
      ...(splits.by === null ? [...tokensSaying(asked, BY_LENGTH), ...tokensSaying(asked, OF_EACH)] : []),
      ...(quantity ? tokensWithin(asked.hearing.tokens, quantity) : []),
    ]),
    uses: [
      ...(["driver", "drives", "howMany", "clockedIn", "late", "byHowMuch", "older", "sumHours"] as const),
      ...(["onBreak", "onDuty", "moreOrLess", "started", "open", "finished"] as const),
      ...(splits.by === null ? (["most", "least", "worst", "handleFirst", "oldest"] as const) : []),
      ...splits.uses,
      ...ranked,
      ...uses,
    ],
  };
};

const isOfOthers = (asked: Asked): boolean =>
  has(asked, "route", "stop", "vehicle", "exception", "clockedOut", "notClockedIn", "legalHours") ||
  linksOf(asked, "route", "vehicle").length > 0;

/** Drivers who clocked in after their shift was planned to start, and by how much. */
const lateIn: Rule = (asked) => {
  if (!LATE_IN.test(asked.hearing.text) || isOfOthers(asked) || asked.clocks.length > 0) return undefined;
  return startsOf(asked, {
    column: "lateInS",
    bound: boundFilter("lateInS", quantityOf(asked, "s"), { op: "gte", value: MIN_S }),
    said: LATE_IN,
    columns: [
      "driver",
      "lateInS",
      "plannedStartAt",
      "clockedInAt",
      "serviceDay",
      "vehicle",
      "route",
      "depot",
    ],
  });
};

/** How long drivers were off between the shift before and the one of a day. */
const restBetween: Rule = (asked) => {
  if (!REST.test(asked.hearing.text) || isOfOthers(asked) || asked.clocks.length > 0) return undefined;
  const bound = quantityOf(asked, "s");
  if (!bound && !BY_LENGTH.test(asked.hearing.text)) return undefined;
  return startsOf(asked, {
    column: "restBeforeS",
    bound: bound
      ? boundFilter("restBeforeS", bound, { op: "lt", value: 0 })
      : { column: "restBeforeS", op: "is-null", value: false },
    said: REST,
    columns: ["driver", "restBeforeS", "serviceDay", "clockedInAt", "route", "vehicle", "depot"],
  });
};

/** Rules about when shifts begin: who clocked in late, and how long after the shift before. */
export const SHIFT_START_RULES: readonly Rule[] = [lateIn, restBetween];
