import { boundWords } from "#server/ask/core/bound-words.ts";
import { columnOf } from "#server/ask/core/columns.ts";
import type { QueryPlan } from "#server/ask/schema.ts";

type GroupPlan = Extract<QueryPlan, { kind: "group" }>;
type KpiFilter = Extract<QueryPlan, { kind: "kpi" }>["filter"];

/** What the mean of a column is called: "average behind plan". */
export const meanLabel = (column: string): string =>
  column === "faultFreePct"
    ? "share without active fault codes"
    : column === "statusS"
      ? "average time waiting or tipping there so far"
      : `average ${columnOf(column).label.replace(/, %$/, "").toLowerCase()}`;

/** What groups of a list are called; the name of a route is the route. */
export const splitLabel = (list: GroupPlan["list"], by: string): string =>
  list === "exceptions" && by === "kind"
    ? "Cause (kind of exception)"
    : columnOf(list === "routes" && by === "name" ? "route" : by).label;

const boundSaid = ({ bound, mean }: GroupPlan): string => {
  if (!bound) return "";
  const value = bound.upTo === null ? bound.value : [bound.value, bound.upTo];
  const isTime = mean !== undefined && columnOf(mean).type === "duration";
  const said = boundWords({ op: bound.op, value }, (each) =>
    isTime ? `${Math.round(each / 60)} min` : `${each}`,
  );
  return `, ${said}${mean === undefined ? " times" : ""}`;
};

// Conditions that say which of the exceptions are counted, and nothing of whose they are.
const OF_EXCEPTIONS: ReadonlySet<string> = new Set([
  ...["kind", "status", "isOpen", "isOverdue", "hasPhoto", "source", "serviceDay", "ownerId", "calledAfter"],
]);
const RUN_BY = ["route", "driver", "depot", "zone", "vehicle"] as const;

/**
 * What routes that ran are told apart by where a plan asks for the fewest exceptions: those that had none are the fewest.
 * Undefined where it is of days that are not named, of some of them, or of what no route has.
 */
export const ranBy = (plan: GroupPlan): { by: (typeof RUN_BY)[number]; of: KpiFilter } | undefined => {
  const by = RUN_BY.find((each) => each === plan.by);
  if (!by || plan.list !== "exceptions" || !plan.isLeastFirst || plan.bound || plan.mean !== undefined)
    return undefined;
  const whose = plan.filters.filter(({ column }) => !OF_EXCEPTIONS.has(column));
  if (
    plan.andBy !== undefined ||
    !whose.every(({ column, op }) => column === "depotId" && (op === "in" || op === "eq"))
  )
    return undefined;
  const depotIds = whose.flatMap(({ value }) => [value].flat().map(Number));
  const days = plan.filters.filter(({ column }) => column === "serviceDay");
  const [day] = days;
  if (!day || days.length > 1) return undefined;
  const { value } = day;
  const [from, to] =
    day.op === "eq" ? [value, value] : day.op === "between" && Array.isArray(value) ? value : [];
  if (typeof from !== "string" || typeof to !== "string" || whose.length > 1) return undefined;
  return { by, of: { from, to, ...(whose.length > 0 ? { depotIds } : {}) } };
};

/** A plan over groups of rows in words, from its conditions and its window as they are said. */
export const groupWords = (plan: GroupPlan, { which, when }: { which: string; when: string }): string => {
  const by = [plan.by ?? [], plan.andBy ?? []]
    .flat()
    .map((column, i) => `${i === 0 ? "by " : ""}${splitLabel(plan.list, column).toLowerCase()}`)
    .join(" and ");
  const told =
    plan.mean === undefined
      ? `${plan.list}${which}, counted ${by}`.trimEnd()
      : `${meanLabel(plan.mean)} of ${plan.list}${which}${by === "" ? "" : `, ${by}`}`;
  const order = plan.isLeastFirst
    ? plan.mean === undefined
      ? `, fewest first${ranBy(plan) ? `, each ${splitLabel(plan.list, plan.by ?? "").toLowerCase()} that ran counted, also with none` : ""}`
      : ", lowest first"
    : "";
  return `${told}${boundSaid(plan)}${when}${plan.byUrgency ? ", most urgent first" : ""}${order}${plan.limit ? `, the first ${plan.limit}` : ""}`;
};
