import { rankingOf } from "#server/ask/core/kpi-parts.ts";
import { dayFilter } from "#server/ask/core/list-filters.ts";
import { asc } from "#server/ask/core/plan-parts.ts";
import { boundFilter, has, linksOf, type Rule, tokensSaying, wantedRows } from "#server/ask/core/question.ts";
import { namedRecords, type RecordValue, recordSplits, recordsPlan } from "#server/ask/core/records-parts.ts";

// Under load a healthy pair of batteries of a 24 V truck stays above this.
const LOW_VOLTS = 18;
// "I mean" puts right what was said before.
const MEAN = /\b(?:average|(?<!\bi\s+)mean|typical)\b/i;
const LOWEST = /\b(?:lowest|weakest|minimum|least|worst|poorest)\b/i;
const SAID =
  /\b(?:low|weak|poor|flat|highest|lowest|weakest|worst|poorest|least)(?:\s+(?:to|first))?(?:\s+(?:best|highest|strongest))?\b/i;

const voltsOf = (text: string, isNamed: boolean): RecordValue => ({
  column: "crankingVolts",
  as: MEAN.test(text) || (isNamed && !LOWEST.test(text)) ? "mean" : "min",
});

/** Trucks whose batteries give little while the engine is cranked: as they stand, or over the days of a window. */
const cranking: Rule = (asked) => {
  if (!has(asked, "cranking") || has(asked, "fault", "repair")) return undefined;
  const { text } = asked.hearing;
  const isNamed = linksOf(asked, "vehicle").length > 0;
  const bound = asked.quantities.find((q) => q.unit === null && q.op !== null);
  // The readings are of days: those of today are the newest.
  const isOfToday =
    asked.window?.lastDay === asked.today.lastDay && asked.window.firstDay === asked.today.firstDay;
  const window = isOfToday ? null : asked.window;
  const of = window ? "daily-readings" : "readings";
  const { filters, uses, said } = namedRecords(asked, of);
  const splits = recordSplits(asked, of);
  const isOfValue = MEAN.test(text) || splits.by !== null;
  // Of several days each truck is told once, by its worst.
  const by = splits.by ?? (window && !isNamed ? ("vehicle" as const) : null);
  const isGrouped = by !== null && (window !== null || by !== "vehicle" || MEAN.test(text));
  const isLow =
    !isNamed &&
    !MEAN.test(text) &&
    wantedRows(asked) === undefined &&
    !(LOWEST.test(text) && splits.by !== null);
  const low = bound || isLow ? [boundFilter("crankingVolts", bound, { op: "lt", value: LOW_VOLTS })] : [];
  const { ranking, uses: ranked } = rankingOf(asked, isGrouped ? by : null, null);
  const value = isGrouped || (isOfValue && MEAN.test(text)) ? voltsOf(text, isNamed) : undefined;
  const isOfTime = by !== null && /^(?:day|week|month|weekday)$/.test(by);
  return {
    plan: recordsPlan(asked, of, {
      filters: [
        ...filters,
        ...low,
        ...(window ? [dayFilter(window)] : []),
        ...(isOfToday ? [{ ...dayFilter(asked.today), column: "measuredOn" }] : []),
      ],
      ...(isGrouped ? { show: "groups" as const, by } : {}),
      ...(isGrouped && splits.within ? { within: splits.within } : {}),
      ...(value ? { value } : {}),
      ranking: isGrouped
        ? {
            ...ranking,
            bound: null,
            order:
              isOfTime || MEAN.test(text) ? (ranking.order === "worst" ? "least" : ranking.order) : "least",
          }
        : ranking,
      sort: [asc(isNamed && window ? "serviceDay" : "crankingVolts")],
      columns: ["vehicle", "crankingVolts", ...(window ? [] : ["usualVolts"]), "measuredOn", "depot"],
    }),
    window: isOfToday ? asked.today : window,
    said: new Set([
      ...said,
      ...splits.said,
      ...(isOfToday ? asked.timed.when : []),
      ...tokensSaying(asked, MEAN),
      ...tokensSaying(asked, LOWEST),
      ...tokensSaying(asked, SAID),
    ]),
    uses: [
      ...(["cranking", "vehicle", "perVehicle", "least", "worst", "howMany", "older", "moreOrLess"] as const),
      ...(["best", "most", "handleFirst", "started"] as const),
      ...(isOfTime ? (["trend"] as const) : []),
      ...splits.uses,
      ...ranked,
      ...uses,
    ],
  };
};

/** Rules for batteries, as the daily readings tell of them. */
export const BATTERY_RULES: readonly Rule[] = [cranking];
