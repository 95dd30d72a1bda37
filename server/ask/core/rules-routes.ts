import type { Concept } from "#server/ask/core/lexicon.ts";
import { dayFilter, namedFilters } from "#server/ask/core/list-filters.ts";
import { asc, desc, type ListPlan, listPlan } from "#server/ask/core/plan-parts.ts";
import {
  type Asked,
  boundFilter,
  has,
  linksOf,
  plainNumber,
  quantityOf,
  type Rule,
  type RuleReading,
  wantedRows,
} from "#server/ask/core/question.ts";
import { namesHours, timeFilters } from "#server/ask/core/time-filters.ts";

const LATE_S = 600;
const COLUMNS = [
  "name",
  "status",
  "delayS",
  "expectedEndAt",
  "stopsLeft",
  "vehicle",
  "driver",
  "zone",
  "stream",
];
const LATE_COLUMNS = ["name", "delayS", "expectedEndAt", "stopsLeft", "vehicle", "driver", "zone", "stream"];
const END_COLUMNS = ["name", "expectedEndAt", "shiftEndAt", "delayS", "stopsLeft", "driver", "vehicle"];
const OPEN = { column: "status", op: "in" as const, value: ["planned", "active"] };

type Filters = ListPlan["filters"];
type Part = { part?: Partial<ListPlan>; filters: Filters; uses: readonly Concept[] };

const rankedBy = (asked: Asked): boolean => has(asked, "worst", "most", "slowest");

/** Late, early or on plan: by how much routes are off. */
const offPlan = (asked: Asked, isToday: boolean): Part | undefined => {
  const running: Filters = isToday ? [{ column: "status", op: "in", value: ["active"] }] : [];
  const bound = quantityOf(asked, "s");
  if (has(asked, "notLate"))
    return {
      part: { sort: [asc("delayS")] },
      filters: [...running, { column: "delayS", op: "lt", value: LATE_S }],
      uses: ["notLate", "vehicle", "driver"],
    };
  // "Is R-9 late" is answered by how R-9 stands, late or not.
  if (has(asked, "late") && linksOf(asked, "route").length === 1 && !bound && !has(asked, "route"))
    return { part: { columns: LATE_COLUMNS }, filters: [], uses: ["late", "byHowMuch"] };
  if (has(asked, "late"))
    return {
      part: {
        sort: [desc("delayS")],
        columns:
          has(asked, "vehicle", "driver") && !has(asked, "route")
            ? ["vehicle", "driver", ...LATE_COLUMNS.filter((key) => key !== "vehicle" && key !== "driver")]
            : LATE_COLUMNS,
      },
      filters: [...running, boundFilter("delayS", bound, { op: "gte", value: LATE_S })],
      uses: ["late", "byHowMuch", "older", "worst", "most", "vehicle", "driver", "open"],
    };
  if (has(asked, "early"))
    return {
      part: { sort: [asc("delayS")] },
      filters: [{ column: "delayS", op: "lte", value: -(bound?.value ?? LATE_S) }],
      uses: ["early", "byHowMuch", "vehicle", "driver"],
    };
  return undefined;
};

/** How far routes are: open, finished, not started, ending or starting around a time. */
const progress = (asked: Asked, isToday: boolean): Part | undefined => {
  const hours = namesHours(asked);
  if (has(asked, "notStarted"))
    return {
      part: {
        sort: [asc("plannedStartAt")],
        columns: ["name", "plannedStartAt", "status", "vehicle", "driver", "depot"],
      },
      filters: [{ column: "status", op: "eq", value: "planned" }],
      uses: ["notStarted", "vehicle", "driver"],
    };
  if (has(asked, "started") && !has(asked, "finish", "finished"))
    return {
      part: {
        sort: [asc("startedAt")],
        columns: ["name", "startedAt", "plannedStartAt", "status", "vehicle", "driver"],
      },
      filters: [{ column: "startedAt", op: "is-null", value: false }, ...timeFilters(asked, "startedAt")],
      uses: ["started", "vehicle", "driver"],
    };
  // "Finished before noon" has happened, "will finish after four" is expected.
  if (has(asked, "finished") && !has(asked, "open") && !/\b(?:will|going to)\b/i.test(asked.hearing.text))
    return {
      part: {
        sort: [desc("endedAt")],
        columns: ["name", "endedAt", "delayS", "stopsDone", "stopsTotal", "vehicle", "driver"],
      },
      filters: [{ column: "status", op: "eq", value: "done" }, ...timeFilters(asked, "endedAt")],
      uses: ["finished", "finish", "vehicle", "driver"],
    };
  if ((has(asked, "finish") || has(asked, "finished")) && (hours || !has(asked, "open")))
    return {
      part: {
        sort: [has(asked, "most") ? desc("expectedEndAt") : asc("expectedEndAt")],
        columns: END_COLUMNS,
      },
      filters: isToday
        ? [OPEN, ...timeFilters(asked, "expectedEndAt")]
        : [{ column: "status", op: "eq", value: "done" }, ...timeFilters(asked, "endedAt")],
      uses: ["finish", "finished", "whenWill", "open", "most", "vehicle", "driver"],
    };
  if (has(asked, "open"))
    return { part: { sort: [asc("expectedEndAt")] }, filters: [OPEN], uses: ["open", "vehicle", "driver"] };
  return undefined;
};

/** Routes by how many stops they skipped, missed or have left. */
const counted = (asked: Asked): Part | undefined => {
  const column = has(asked, "skipped") ? "stopsSkipped" : has(asked, "missed") ? "stopsMissed" : undefined;
  if (!column || has(asked, "kpiMissed")) return undefined;
  const bound = asked.quantities.find((q) => q.unit === null && q.op !== null);
  const least = plainNumber(asked);
  return {
    part: {
      sort: [desc(column)],
      columns: ["name", column, "stopsTotal", "stopsDone", "vehicle", "driver", "zone"],
      limit: wantedRows(asked) ?? 100,
    },
    filters: [
      boundFilter(column, bound, { op: "gt", value: wantedRows(asked) === undefined ? (least ?? 0) : 0 }),
    ],
    uses: ["skipped", "missed", "stop", "older", "most", "worst", "perRoute", "container"],
  };
};

/** Routes: late, ahead, open, ending around a time, skipping, with stops left, running into overtime. */
const routes: Rule = (asked): RuleReading | undefined => {
  const isRoute = has(asked, "route") || linksOf(asked, "route").length > 0;
  const isCrew = has(asked, "vehicle", "driver") || linksOf(asked, "vehicle", "driver").length > 0;
  const { filters, uses } = namedFilters(asked, "routes");
  const window = asked.window ?? asked.today;
  const base = [dayFilter(window), ...filters];
  const link = linksOf(asked, "route")[0];
  const isToday = window.firstDay === asked.today.firstDay;
  const on = ({ part, filters: more, uses: used }: Part): RuleReading => {
    const kept = [...base, ...more];
    const isCount = has(asked, "howMany") && !has(asked, "byHowMuch", "stopsLeft");
    return {
      plan: isCount
        ? { kind: "count", list: "routes", filters: kept }
        : listPlan({
            list: "routes",
            filters: kept,
            columns: COLUMNS,
            ...(wantedRows(asked) === undefined ? {} : { limit: wantedRows(asked) ?? 100 }),
            ...part,
          }),
      window,
      uses: ["route", "howMany", "perRoute", ...used, ...uses],
    };
  };
  const isOfStops = has(asked, "stop", "container") && !has(asked, "stopsLeft", "perRoute");
  if (
    link &&
    linksOf(asked, "route").length === 1 &&
    has(asked, "finish", "overtime", "whenWill") &&
    !has(asked, "stopsLeft") &&
    !namesHours(asked) &&
    isToday &&
    filters.every((f) => f.op !== "ne")
  )
    return {
      plan: { kind: "finish", route: link.name.key },
      window: asked.today,
      uses: ["route", "finish", "overtime", "whenWill", "late", "byHowMuch"],
    };
  // Overtime that is still to come; what was worked is a sum.
  if (
    has(asked, "overtime") &&
    (isRoute || isCrew || has(asked, "finish")) &&
    isToday &&
    window.lastDay === asked.today.lastDay &&
    !has(asked, "perDriver", "perDepot", "sumHours")
  )
    return on({
      part: { sort: [desc("pastShiftS")], columns: END_COLUMNS },
      filters: [boundFilter("pastShiftS", quantityOf(asked, "s"), { op: "gt", value: 0 })],
      uses: ["overtime", "finish", "late", "driver", "vehicle", "older", "open"],
    });
  if (
    (isRoute && has(asked, "stopsLeft")) ||
    (has(asked, "perRoute") && has(asked, "stop") && has(asked, "open"))
  ) {
    const bound = asked.quantities.find((q) => q.unit === null && q.op !== null);
    return on({
      part: {
        sort: [rankedBy(asked) ? desc("stopsLeft") : asc("expectedEndAt")],
        columns: ["name", "stopsLeft", "stopsTotal", "expectedEndAt", "delayS", "vehicle", "driver"],
      },
      // A truck on its way home has none left: it is open, but not what is asked about.
      filters: isToday ? [OPEN, boundFilter("stopsLeft", bound, { op: "gt", value: 0 })] : [],
      uses: ["stopsLeft", "stop", "open", "finish", "whenWill", "older", "most"],
    });
  }
  if (isRoute) {
    const byCount = counted(asked);
    if (byCount) return on(byCount);
  }
  if (has(asked, "exception") || isOfStops || asked.hearing.places.some((p) => p.concept.startsWith("kpi")))
    return undefined;
  const off = isRoute || isCrew || !has(asked, "stop") ? offPlan(asked, isToday) : undefined;
  if (off) return on(off);
  if (isRoute || (isCrew && has(asked, "finish", "finished") && namesHours(asked))) {
    const part = progress(asked, isToday);
    if (part) return on(part);
  }
  if (isRoute && (filters.length > 0 || has(asked, "howMany", "planned") || asked.window !== null))
    return on({ filters: [], uses: ["planned", "moving", "vehicle", "driver"] });
  return undefined;
};

/** Rules of section 2 of the questions that are about routes. */
export const ROUTE_RULES: readonly Rule[] = [routes];
