import { rankingOf } from "#server/ask/core/kpi-parts.ts";
import type { Asked } from "#server/ask/core/question.ts";
import { isAscending } from "#server/ask/core/rank.ts";
import type { MeasureName, QueryPlan } from "#server/ask/schema.ts";
import type { KpiName } from "#server/operations/schema.ts";

/** Sums of which more is better. */
export const MORE_IS_BETTER: ReadonlySet<MeasureName> = new Set<MeasureName>(["weight", "lifts", "stops"]);

/** KPIs of which less is better. */
export const LESS_IS_BETTER: ReadonlySet<KpiName> = new Set<KpiName>([
  ...(["missed-per-1000", "contamination", "overflow", "idle"] as const),
  ...(["cost-per-stop", "cost-per-tonne", "co2"] as const),
]);

const isMoreBetter = (plan: QueryPlan): boolean =>
  plan.kind === "kpi"
    ? !LESS_IS_BETTER.has(plan.name)
    : plan.kind === "measure" && MORE_IS_BETTER.has(plan.name);

/** Whether a plan puts the other end on top than a question asks for: the lowest where "the worst cost" is the highest. */
export const turnsOrder = (asked: Asked, plan: QueryPlan): boolean => {
  if (!("ranking" in plan) || !("by" in plan) || !plan.by) return false;
  const order = plan.ranking?.order ?? null;
  const said = rankingOf(asked, plan.by, null).ranking.order;
  if (order === null || said === null || order === "rise" || order === "fall") return false;
  const isBetter = isMoreBetter(plan);
  return isAscending(order, isBetter) !== isAscending(said, isBetter);
};
