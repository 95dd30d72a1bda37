import { STREAM_CONCEPTS } from "#server/ask/core/kinds.ts";
import { rankingOf } from "#server/ask/core/kpi-parts.ts";
import type { Concept } from "#server/ask/core/lexicon.ts";
import { dayFilter, namedFilters } from "#server/ask/core/list-filters.ts";
import { countOrList, desc } from "#server/ask/core/plan-parts.ts";
import { boundFilter, has, linksOf, quantityOf, type Rule, whichOf } from "#server/ask/core/question.ts";
import { namedRecords, recordsPlan, TICKET_COLUMNS } from "#server/ask/core/records-parts.ts";
import type { QueryPlan } from "#server/ask/schema.ts";

type By = NonNullable<Extract<QueryPlan, { kind: "records" }>["by"]>;

const SPLITS = [
  ["perFacility", "facility"],
  ["perVehicle", "vehicle"],
  ["perStream", "stream"],
  ["perDepot", "depot"],
  ["perWeek", "week"],
  ["perMonth", "month"],
  ["perWeekday", "weekday"],
  ["perDay", "day"],
] as const satisfies readonly (readonly [Concept, By])[];

/** Weigh tickets; those that no route brought where the question asks so. */
const tickets: Rule = (asked) => {
  if (!has(asked, "ticket")) return undefined;
  const { filters, uses } = namedRecords(asked, ["vehicle", "depot", "facility"]);
  const streams = whichOf(asked, STREAM_CONCEPTS);
  const isUnmatched = has(asked, "unmatched", "untaken");
  const window = asked.window ?? (isUnmatched ? asked.week : asked.today);
  const split = SPLITS.find(([per]) => has(asked, per));
  const { ranking, uses: ranked } = rankingOf(asked, split?.[1] ?? null, null);
  return {
    plan: recordsPlan(asked, "tickets", {
      filters: [
        ...filters,
        ...(streams.length > 0 ? [{ column: "stream", op: "in" as const, value: [...streams] }] : []),
        ...(isUnmatched ? [{ column: "hasRoute", op: "eq" as const, value: false }] : []),
        dayFilter(window),
      ],
      ...(split ? { show: "groups" as const, by: split[1], ranking } : {}),
      sort: [desc("arrivedAt")],
      columns: [...TICKET_COLUMNS],
    }),
    window,
    uses: [
      "ticket",
      "howMany",
      ...(isUnmatched ? (["unmatched", "untaken", "open"] as const) : []),
      ...(linksOf(asked, "facility").length > 0 ? (["facility"] as const) : []),
      ...(linksOf(asked, "vehicle").length > 0 ? (["vehicle"] as const) : []),
      ...(split ? ([split[0], "facility", "vehicle"] as const) : []),
      ...ranked,
      ...streams,
      ...uses,
    ],
  };
};

/** Trucks that are nearly full and have many stops to go: "over 80 % full with more than 50 stops left". */
const fullWithStops: Rule = (asked) => {
  const left = asked.quantities.find((q) => q.unit === null && q.op !== null);
  const full = quantityOf(asked, "%");
  if (
    !(has(asked, "full") || (has(asked, "onBoard", "room") && full)) ||
    !left ||
    !(
      has(asked, "stop", "stopsLeft") ||
      /\b(?:left|to do|to go|to serve|remaining)\b/i.test(asked.hearing.text)
    )
  )
    return undefined;
  const { filters, uses } = namedFilters(asked, "vehicles");
  return {
    plan: countOrList(asked, {
      list: "vehicles",
      filters: [
        ...filters,
        boundFilter("loadPct", full, { op: "gt", value: 80 }),
        boundFilter("stopsLeft", left, { op: "gt", value: 50 }),
      ],
      columns: ["name", "loadKg", "capacityKg", "route", "driver", "status", "at"],
      sort: [desc("loadPct")],
    }),
    window: null,
    uses: [
      "full",
      "onBoard",
      "room",
      "vehicle",
      "driver",
      "howMany",
      "older",
      "stop",
      "stopsLeft",
      "open",
      "stillHave",
      "pending",
      ...uses,
    ],
  };
};

/** Rules of section 12 of the questions beside the waits at facilities: weigh tickets, full trucks with stops left. */
export const DISPOSAL_RULES: readonly Rule[] = [tickets, fullWithStops];
