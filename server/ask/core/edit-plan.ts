import { COUNTED_COLUMNS, columnOf } from "#server/ask/core/columns.ts";
import type { PlanEdit } from "#server/ask/core/follow-up.ts";
import { listPlan } from "#server/ask/core/plan-parts.ts";
import type { ListName, QueryPlan } from "#server/ask/schema.ts";

/** Keys that each list can be sorted by. */
export type SortKeys = (list: ListName) => ReadonlySet<string>;

/** A plan with an edit made, or why it cannot be. */
export type Edited = { plan: QueryPlan } | { fault: string };

// Words people sort by, where the label of the column is another.
const SPOKEN: Readonly<Record<string, readonly string[]>> = {
  delay: ["delayS"],
  lateness: ["delayS"],
  late: ["delayS"],
  weight: ["weightKg", "loadKg"],
  load: ["loadKg", "weightKg"],
  tonnes: ["weightKg", "loadKg"],
  finish: ["expectedEndAt", "endedAt"],
  "finish time": ["expectedEndAt", "endedAt"],
  "time to finish": ["expectedEndAt"],
  end: ["expectedEndAt", "endedAt"],
  "end time": ["expectedEndAt", "endedAt"],
  stops: ["stopsTotal", "stopsLeft"],
  "stops to go": ["stopsLeft"],
  age: ["openedAt"],
  time: ["openedAt", "plannedAt", "at", "expectedEndAt"],
  truck: ["vehicle", "name"],
  "truck no": ["vehicle", "name"],
  "truck number": ["vehicle", "name"],
  route: ["route", "name"],
  driver: ["driver", "name"],
  distance: ["actualDistanceM", "plannedDistanceM", "distanceM"],
  overtime: ["overtimeS", "pastShiftS"],
  room: ["roomKg"],
  name: ["name"],
};

const keyOf = (words: string, keys: ReadonlySet<string>, shown: readonly string[]): string | undefined => {
  const known = SPOKEN[words.replace(/s$/, "")] ?? SPOKEN[words] ?? [];
  const fits = (key: string) =>
    columnOf(key).label.toLowerCase() === words || key.toLowerCase() === words.replace(/\s/g, "");
  return (
    known.find((key) => keys.has(key)) ??
    shown.find((key) => keys.has(key) && fits(key)) ??
    [...keys].find(fits) ??
    shown.find((key) => keys.has(key) && columnOf(key).label.toLowerCase().includes(words))
  );
};

const unsortable = (what: string, words: string, columns: readonly string[]): Edited => ({
  fault: `I do not know how to sort ${what} by "${words}"; the columns are ${columns.map((each) => columnOf(each).label.toLowerCase()).join(", ")}.`,
});
const HOW_LONG = /\b(?:how long|longest|age|time|since|duration|stuck|blocked)\b/i;

// What routes lie over their plan by, as people order them; both at once is said by neither.
const OF_TIME = /\b(?:hours?|hrs|time|minutes|duration|overruns?)\b/i;
const OF_DISTANCE = /\b(?:km|kms|kilomet\w+|miles|mileage|distance)\b/i;
// What was planned or driven by itself is no gap, and neither is the least of them.
const NO_GAP = /\b(?:planned|actual|driven|real|least|smallest|lowest|shortest|fewest)\b/i;
const gapSpoken = (words: string): "time" | "distance" | undefined => {
  if (NO_GAP.test(words)) return undefined;
  const isOfDistance = OF_DISTANCE.test(words);
  if (isOfDistance) return /\b(?:hours?|hrs|time|minutes|duration)\b/i.test(words) ? undefined : "distance";
  return OF_TIME.test(words) ? "time" : undefined;
};

// Lists of which each row has a driver.
const WITH_DRIVERS: ReadonlySet<string> = new Set(["routes", "vehicles", "stops", "exceptions"]);

const cannot = (what: string): Edited => ({ fault: `${what} does not fit the question before it.` });

const OTHER_WAY = {
  best: "worst",
  worst: "best",
  most: "least",
  least: "most",
  rise: "fall",
  fall: "rise",
} as const;

/** The plan with its rows the other way round. */
const turned = (plan: QueryPlan): Edited => {
  if (plan.kind === "list" || (plan.kind === "records" && plan.show === "rows"))
    return plan.sort.length === 0
      ? cannot("Another order")
      : { plan: { ...plan, sort: plan.sort.map((each) => ({ ...each, descending: !each.descending })) } };
  if (plan.kind === "group") return { plan: { ...plan, isLeastFirst: !(plan.isLeastFirst ?? false) } };
  if (
    plan.kind === "kpi" ||
    plan.kind === "measure" ||
    plan.kind === "waits" ||
    plan.kind === "calls" ||
    plan.kind === "records"
  )
    return {
      plan: { ...plan, ranking: { ...plan.ranking, order: OTHER_WAY[plan.ranking.order ?? "most"] } },
    };
  return cannot("Another order");
};

/** Makes an edit that a follow-up asks for: another order, fewer rows, their number, the rows behind a number, a map. */
export const editPlan = (plan: QueryPlan, edit: PlanEdit, sortKeys: SortKeys): Edited => {
  switch (edit.kind) {
    case "sort": {
      if (plan.kind === "kpi" || plan.kind === "measure") {
        if (plan.by === null) return cannot("An order of rows");
        return { plan: { ...plan, ranking: { ...plan.ranking, order: edit.descending ? "most" : "least" } } };
      }
      if (plan.kind === "records" && plan.show === "rows") {
        const key = keyOf(edit.words, new Set(plan.columns), plan.columns);
        if (key === undefined) return unsortable("records", edit.words, plan.columns);
        const isText = columnOf(key).type === "text";
        return { plan: { ...plan, sort: [{ column: key, descending: edit.descending && !isText }] } };
      }
      if (plan.kind === "adherence" && plan.by === undefined && edit.descending) {
        const gap = gapSpoken(edit.words);
        return gap === undefined ? cannot("That order of rows") : { plan: { ...plan, order: gap } };
      }
      if (plan.kind === "coordination" && plan.of === "waits" && HOW_LONG.test(edit.words))
        return { plan: { ...plan, isLongestFirst: true } };
      if (plan.kind !== "list") return cannot("An order of rows");
      const key = keyOf(edit.words, sortKeys(plan.list), plan.columns);
      if (key === undefined) return unsortable(plan.list, edit.words, plan.columns);
      const isText = columnOf(key).type === "text";
      const columns = plan.columns.includes(key) ? plan.columns : [...plan.columns, key];
      return { plan: { ...plan, columns, sort: [{ column: key, descending: edit.descending && !isText }] } };
    }
    case "limit":
      if (plan.kind === "list") return { plan: { ...plan, limit: edit.limit } };
      if (plan.kind === "group") return { plan: { ...plan, limit: Math.min(200, edit.limit) } };
      if (plan.kind === "kpi" || plan.kind === "measure" || plan.kind === "waits" || plan.kind === "calls")
        return { plan: { ...plan, ranking: { ...plan.ranking, limit: edit.limit } } };
      if (plan.kind === "records")
        return {
          plan:
            plan.show === "groups"
              ? { ...plan, ranking: { ...plan.ranking, limit: Math.min(200, edit.limit) } }
              : { ...plan, limit: edit.limit },
        };
      if (plan.kind === "electric" || plan.kind === "adherence")
        return { plan: { ...plan, limit: Math.min(200, edit.limit) } };
      if (plan.kind === "balance") return { plan: { ...plan, limit: Math.min(200, edit.limit) } };
      if (plan.kind === "overtime-cost" && plan.by !== undefined)
        return {
          plan: {
            ...plan,
            ranking: { order: "most", bound: null, ...plan.ranking, limit: Math.min(200, edit.limit) },
          },
        };
      if (plan.kind === "coordination" && plan.of !== "handoffs")
        return { plan: { ...plan, limit: edit.limit } };
      if (plan.kind === "engineer" && plan.of === "changes") return { plan: { ...plan, limit: edit.limit } };
      return cannot("A number of rows");
    case "turn":
      return turned(plan);
    case "count":
      return plan.kind === "list"
        ? { plan: { kind: "count", list: plan.list, filters: plan.filters } }
        : plan.kind === "records"
          ? { plan: { ...plan, show: "count" } }
          : cannot("How many");
    case "rows":
      if (plan.kind === "count")
        return {
          plan: listPlan({
            list: plan.list,
            filters: plan.filters,
            columns: [...COUNTED_COLUMNS[plan.list]],
          }),
        };
      return plan.kind === "records" ? { plan: { ...plan, show: "rows" } } : { plan };
    case "show":
      if (plan.kind === "breakdowns") return { plan };
      if (plan.kind !== "list" || !WITH_DRIVERS.has(plan.list)) return cannot("Their drivers");
      return {
        plan: {
          ...plan,
          columns: [...new Set([...plan.columns.slice(0, 1), edit.column, ...plan.columns])],
          shows: [...new Set([...(plan.shows ?? []), edit.column])],
        },
      };
    case "map":
      return plan.kind === "list" ? { plan: { ...plan, view: "map" } } : cannot("A map");
    case "only":
      return plan.kind === "list"
        ? { plan: { ...plan, filters: [...plan.filters, { column: "id", op: "eq", value: edit.id }] } }
        : cannot("One row");
  }
};
