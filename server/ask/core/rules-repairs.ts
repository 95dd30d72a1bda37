import { rankingOf } from "#server/ask/core/kpi-parts.ts";
import type { Concept } from "#server/ask/core/lexicon.ts";
import { dayFilter } from "#server/ask/core/list-filters.ts";
import { desc } from "#server/ask/core/plan-parts.ts";
import { type Asked, has, linksOf, type Rule, tokensSaying } from "#server/ask/core/question.ts";
import {
  namedRecords,
  type RecordSplit,
  type RecordValue,
  recordsPlan,
} from "#server/ask/core/records-parts.ts";
import { partsOf, repairFilters, saidWithin } from "#server/ask/core/rules-workshop.ts";

const SPLITS = [
  ["perWeek", "week"],
  ["perMonth", "month"],
  ["perDay", "day"],
  ["perWeekday", "weekday"],
  ["perVehicle", "vehicle"],
  ["perDepot", "depot"],
] as const satisfies readonly (readonly [Concept, RecordSplit])[];

const PART = /\b(?:(?:by|per|each|every|for each|which|what)\s+)?(?:parts?|components?)\b/i;
const SHOP_TIME =
  /\b(?:days?|time|hours?|longest)\s+(?:spent\s+)?(?:in|at|under|off)\s+(?:the\s+)?(?:workshop|repairs?|shop|garage|road)\b|\bhow (?:long|many days)\b.*\b(?:workshop|repairs?|shop|off the road)\b|\b(?:workshop|repair)\s+(?:days|time)\b/i;

const splitOf = (
  asked: Asked,
): { by: RecordSplit | null; uses: readonly Concept[]; said: ReadonlySet<number> } => {
  const none: ReadonlySet<number> = new Set();
  const said = SPLITS.find(([per]) => has(asked, per));
  if (said) return { by: said[1], uses: [said[0]], said: none };
  if (PART.test(asked.hearing.text) && partsOf(asked).length === 0)
    return { by: "component", uses: [], said: new Set(tokensSaying(asked, PART)) };
  const isRanked = has(asked, "most", "least", "worst") || /\brank/i.test(asked.hearing.text);
  if (isRanked && has(asked, "vehicle") && linksOf(asked, "vehicle").length === 0)
    return { by: "vehicle", uses: ["vehicle"], said: none };
  return { by: null, uses: [], said: none };
};

const spokenValue = (asked: Asked): RecordValue | undefined => {
  const as = /\b(?:average|mean|typical)\b/i.test(asked.hearing.text) ? ("mean" as const) : ("sum" as const);
  if (has(asked, "workshop", "repair") && SHOP_TIME.test(asked.hearing.text))
    return { column: "workshopDays", as };
  if (has(asked, "repair") && has(asked, "sumCost", "money")) return { column: "cost", as };
  return undefined;
};

/** Repairs counted, or what they cost and how long they took: by truck, part, depot or time, ordered and cut. */
const repairGroups: Rule = (asked) => {
  const isBack = has(asked, "comesBack", "repeats") && has(asked, "repair");
  const value = spokenValue(asked);
  if (!has(asked, "repair") && !value) return undefined;
  if (has(asked, "exception", "container", "replacement", "stop", "workOrder")) return undefined;
  const split = splitOf(asked);
  if (split.by === null && !value) return undefined;
  const { filters, uses } = namedRecords(asked);
  const parts = partsOf(asked);
  const { window } = asked;
  const { ranking, uses: ranked } = rankingOf(asked, split.by, value?.column === "cost" ? "money" : null);
  return {
    plan: recordsPlan(asked, "repairs", {
      filters: [...filters, ...repairFilters(asked, isBack), ...(window ? [dayFilter(window)] : [])],
      show: split.by === null ? "rows" : "groups",
      by: split.by,
      ...(value ? { value } : {}),
      ranking,
      sort: [desc("openedAt")],
      columns: ["vehicle", "component", "repair", "openedAt", "doneAt", "workshopDays", "cost", "depot"],
    }),
    window,
    said: new Set([
      ...split.said,
      ...(isBack ? saidWithin(asked) : []),
      ...(value?.column === "workshopDays" ? tokensSaying(asked, SHOP_TIME) : []),
      // A mean is what is told, where it is asked for.
      ...(value?.as === "mean" ? tokensSaying(asked, /\b(?:average|mean|typical)\b/i) : []),
    ]),
    uses: [
      "repair",
      "vehicle",
      "howMany",
      "finished",
      ...(isBack ? (["comesBack", "repeats", "fault"] as const) : []),
      ...(value ? (["workshop", "sumCost", "money"] as const) : []),
      ...split.uses,
      ...ranked,
      ...parts,
      ...uses,
    ],
  };
};

/** Rules for repairs that are counted, priced or timed by what they are of. */
export const REPAIR_RULES: readonly Rule[] = [repairGroups];
