import { boundWords } from "#server/ask/core/bound-words.ts";
import { columnOf } from "#server/ask/core/columns.ts";
import type { QueryPlan } from "#server/ask/schema.ts";

type GroupPlan = Extract<QueryPlan, { kind: "group" }>;

/** What the mean of a column is called: "average behind plan". */
export const meanLabel = (column: string): string =>
  column === "faultFreePct"
    ? "share without active fault codes"
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
  const order = plan.isLeastFirst ? (plan.mean === undefined ? ", fewest first" : ", lowest first") : "";
  return `${told}${boundSaid(plan)}${when}${plan.byUrgency ? ", most urgent first" : ""}${order}${plan.limit ? `, the first ${plan.limit}` : ""}`;
};
