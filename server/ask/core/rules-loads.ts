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
  TICKET_COLUMNS,
} from "#server/ask/core/records-parts.ts";
import { namedStreams } from "#server/ask/core/rules-weeks.ts";

const SPLITS = [
  ["perFacility", "facility"],
  ["perVehicle", "vehicle"],
  ["perStream", "stream"],
  ["perDepot", "depot"],
  ["perRoute", "route"],
  ["perWeek", "week"],
  ["perMonth", "month"],
  ["perWeekday", "weekday"],
  ["perDay", "day"],
] as const satisfies readonly (readonly [Concept, RecordSplit])[];

const LOAD = /\b(?:truck)?loads?\b|\b(?:weigh\s+)?tickets?\b/i;
const PER_LOAD =
  /\b(?:per|an?|each|every|the)\s+(?:(?:average|mean|typical|single)\s+)?(?:(?:truck)?load|(?:weigh\s+)?ticket)\b/i;
const MEAN = /\b(?:average|mean|typical(?:ly)?|on average)\b/i;
const HEAVY = /\b(?:weights?|weigh(?:s|ed)?|heavy|heavier|heaviest|tonn?es?|tons|kilos?|kg|tonnage)\b/i;
const FEE = /\b(?:disposal|tipping|gate|tip|landfill|dumping)\s+(?:fees?|charges?|costs?)\b/i;
const COUNTED =
  /\b(?:how many|number of|count of|no\.? of)\s+(?:\w+\s+){0,2}?(?:truck)?loads?\b|^\W*(?:truck)?loads\b/i;

const spanOf = (asked: Asked, ...all: RegExp[]): number[] =>
  all.flatMap((words) => tokensSaying(asked, words));

const spokenValue = ({ hearing: { text } }: Asked): RecordValue | undefined => {
  if (FEE.test(text)) return { column: "fee", as: MEAN.test(text) || PER_LOAD.test(text) ? "mean" : "sum" };
  const isMean = LOAD.test(text) && HEAVY.test(text) && (MEAN.test(text) || PER_LOAD.test(text));
  return isMean ? { column: "weightKg", as: "mean" } : undefined;
};

// "Which truck brought the heaviest loads" ranks trucks.
const rankedThing = (asked: Asked) =>
  has(asked, "most", "least", "worst", "best")
    ? (
        [
          ["vehicle", "vehicle"],
          ["facility", "facility"],
        ] as const
      ).find(([concept, kind]) => has(asked, concept) && linksOf(asked, kind).length === 0)
    : undefined;

/** Loads by their weigh tickets: how many, what one weighs on average, and what was paid to tip them. */
const loads: Rule = (asked) => {
  const value = spokenValue(asked);
  const { text } = asked.hearing;
  const split = SPLITS.find(([per]) => has(asked, per)) ?? rankedThing(asked);
  const isCounted = COUNTED.test(text) && !/\b(?:on ?board|still|left|carry\w*)\b/i.test(text);
  if (!value && !isCounted) return undefined;
  if (has(asked, "exception", "container", "stop", "wait", "forecast", "room")) return undefined;
  const { filters, uses } = namedRecords(asked, ["vehicle", "depot", "facility"]);
  const streams = namedStreams(asked);
  const window = asked.window ?? asked.month;
  const by = split?.[1] ?? null;
  const { ranking, uses: ranked } = rankingOf(
    asked,
    by,
    value?.column === "weightKg" ? "kg" : value?.column === "fee" ? "money" : null,
  );
  return {
    plan: recordsPlan(asked, "tickets", {
      filters: [
        ...filters,
        ...(streams.length > 0 ? [{ column: "stream", op: "in" as const, value: [...streams] }] : []),
        dayFilter(window),
      ],
      show: by === null ? "rows" : "groups",
      by,
      ...(value ? { value } : {}),
      ranking,
      sort: [desc("arrivedAt")],
      columns: [...TICKET_COLUMNS],
    }),
    window,
    said: new Set(
      value
        ? spanOf(asked, MEAN, PER_LOAD, ...(value.column === "fee" ? [FEE] : [HEAVY]))
        : spanOf(asked, COUNTED),
    ),
    uses: [
      "ticket",
      "onBoard",
      "howMany",
      "facility",
      "sumTips",
      "finished",
      "atTip",
      ...(value ? (["sumWeight", "most"] as const) : []),
      ...(value?.column === "fee" ? (["sumCost", "money"] as const) : []),
      ...(split ? ([split[0], "vehicle", "facility"] as const) : []),
      ...ranked,
      ...streams,
      ...uses,
    ],
  };
};

/** Rules for loads and what they weigh. */
export const LOAD_RULES: readonly Rule[] = [loads];
