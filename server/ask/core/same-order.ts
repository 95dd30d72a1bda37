import { rankingOf } from "#server/ask/core/kpi-parts.ts";
import type { Asked } from "#server/ask/core/question.ts";
import { isAscending } from "#server/ask/core/rank.ts";
import type { MeasureName, QueryPlan, Ranking } from "#server/ask/schema.ts";

type KpiName = Extract<QueryPlan, { kind: "kpi" }>["name"];

/** Sums of which more is better. */
const MORE_IS_BETTER: ReadonlySet<MeasureName> = new Set<MeasureName>(["weight", "lifts", "stops"]);

/** KPIs of which less is better. */
export const LESS_IS_BETTER: ReadonlySet<KpiName> = new Set<KpiName>([
  ...(["missed-per-1000", "contamination", "overflow", "idle"] as const),
  ...(["cost-per-stop", "cost-per-tonne", "co2"] as const),
]);

type Summed = Pick<Extract<QueryPlan, { kind: "measure" }>, "name" | "per">;

/** Whether more is better of a sum, or of what it comes to for so much of another: the farther on a litre the better. */
export const isMoreOfSumBetter = ({ name, per }: Summed): boolean =>
  MORE_IS_BETTER.has(name) || (name === "distance" && per?.name === "fuel");

/** Whether more is better of the KPI or sum that a plan tells. */
export const isMoreBetter = (plan: QueryPlan): boolean =>
  plan.kind === "kpi" ? !LESS_IS_BETTER.has(plan.name) : plan.kind === "measure" && isMoreOfSumBetter(plan);

/** A plan with its order called as a question calls it, where both put the same end on top: the lowest cost is the best. */
export const orderedAsSaid = <Plan extends QueryPlan>(asked: Asked, plan: Plan): Plan => {
  if ((plan.kind !== "kpi" && plan.kind !== "measure") || !plan.by || !plan.ranking.order) return plan;
  const { order } = rankingOf(asked, plan.by, null).ranking;
  return order === null || /^(?:rise|fall)$/.test(plan.ranking.order)
    ? plan
    : { ...plan, ranking: { ...plan.ranking, order } };
};

/** Whether the rows of a plan rise from the smallest, as it orders them or as another order would; undefined without one. */
export const ascends = (
  plan: QueryPlan,
  order: Ranking["order"] | undefined = "ranking" in plan ? plan.ranking?.order : null,
): boolean | undefined =>
  order === null || order === undefined || order === "rise" || order === "fall"
    ? undefined
    : isAscending(order, isMoreBetter(plan));

/** Whether a plan puts the other end on top than a question asks for: the lowest where "the worst cost" is the highest. */
export const turnsOrder = (asked: Asked, plan: QueryPlan): boolean => {
  if (!("ranking" in plan) || !("by" in plan) || !plan.by) return false;
  const [own, said] = [ascends(plan), ascends(plan, rankingOf(asked, plan.by, null).ranking.order)];
  return own !== undefined && said !== undefined && own !== said;
};
