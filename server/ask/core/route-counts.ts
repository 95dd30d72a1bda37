import type { Concept } from "#server/ask/core/lexicon.ts";
import { asc, desc, type ListPlan } from "#server/ask/core/plan-parts.ts";
import {
  type Asked,
  boundFilter,
  has,
  plainNumber,
  quantityOf,
  wantedRows,
} from "#server/ask/core/question.ts";

/** What is shown of how far a route is. */
export const PROGRESS_COLUMNS = [
  "name",
  "status",
  "donePct",
  "stopsDone",
  "stopsTotal",
  "stopsLeft",
  "delayS",
  "expectedEndAt",
  "vehicle",
  "driver",
];

/** What a part of the rules on routes adds to a list of them. */
export type RoutePart = {
  part?: Partial<ListPlan>;
  filters: ListPlan["filters"];
  uses: readonly Concept[];
  said?: ReadonlySet<number>;
  /** Whether rows answer a "how many" that is asked in it. */
  isRows?: boolean;
};

/** Routes by the share of their stops that is done: "less than half of their stops done". */
export const shareDone = (asked: Asked): RoutePart | undefined => {
  const share = quantityOf(asked, "%");
  if (!share || !has(asked, "finished", "progress", "sumStops", "stop")) return undefined;
  return {
    part: { sort: [asc("donePct")], columns: PROGRESS_COLUMNS },
    filters: [boundFilter("donePct", share, { op: "gte", value: 0 })],
    uses: ["finished", "progress", "sumStops", "stop", "older", "moreOrLess", "most", "vehicle", "driver"],
  };
};

const isOfRoutes = ({ hearing: { text } }: Asked): boolean =>
  /\bhow\s+many\s+(?:of\s+)?(?:(?:the|our|those|these|today['’]s|yesterday['’]s|\w+)\s+){0,2}(?:routes?|rounds?|runs?)\b/i.test(
    text,
  );

/** Routes by how many stops they skipped, missed or have left. */
export const counted = (asked: Asked): RoutePart | undefined => {
  const column = has(asked, "skipped") ? "stopsSkipped" : has(asked, "missed") ? "stopsMissed" : undefined;
  if (!column || has(asked, "kpiMissed")) return undefined;
  // How many R-14 missed is a number of pickups, and not of routes that are called so.
  if (column === "stopsMissed" && has(asked, "howMany") && !isOfRoutes(asked)) return undefined;
  const bound = asked.quantities.find((q) => q.unit === null && q.op !== null);
  const least = plainNumber(asked);
  const isOneDay = asked.window === null || asked.window.firstDay === asked.window.lastDay;
  // Rows are routes of a day: the worst routes of a month are not found among them.
  if (!isOneDay && column === "stopsMissed" && has(asked, "perRoute")) return undefined;
  // "More than twelve in October" sums up the days of each route, unless it speaks of one day.
  if (!isOneDay && column === "stopsSkipped" && bound && !has(asked, "perDay")) return undefined;
  if (!isOneDay && (wantedRows(asked) !== undefined || has(asked, "most", "least", "worst", "best")))
    return undefined;
  return {
    part: {
      sort: [desc(column)],
      columns: [
        ...(isOneDay ? [] : ["serviceDay"]),
        "name",
        column,
        "stopsTotal",
        "stopsDone",
        "vehicle",
        "driver",
        "zone",
      ],
      limit: wantedRows(asked) ?? 100,
    },
    filters: [
      boundFilter(
        column,
        bound,
        // "Skipped eight stops" did so eight times and more.
        wantedRows(asked) === undefined && least !== undefined
          ? { op: "gte", value: least }
          : { op: "gt", value: 0 },
      ),
    ],
    uses: ["skipped", "missed", "stop", "older", "most", "worst", "perRoute", "container"],
  };
};
