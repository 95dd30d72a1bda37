import type { QueryPlan } from "#server/ask/schema.ts";
import { dayWords } from "#server/lib/day-words.ts";

type OutsidePlan = Extract<QueryPlan, { kind: "outside" }>;

const agoWords = ({ fromDaysAgo: from, toDaysAgo: to }: OutsidePlan): string => {
  const one = from === 0 ? "today" : from === 1 ? "yesterday" : `${from} days ago`;
  return from === to ? one : `the last ${from + 1} days${to > 0 ? ` up to ${to} days ago` : ""}`;
};

/** A plan about outside services, coordination or a briefing in words. */
export const platformWords = (
  plan: Extract<QueryPlan, { kind: "outside" | "coordination" | "briefing" }>,
): string => {
  if (plan.kind === "briefing")
    return `${plan.day === null && plan.slot === null ? "the newest briefing" : `the briefing${plan.day === null ? "" : ` of ${dayWords(plan.day)}`}${plan.slot === null ? "" : ` at ${plan.slot}`}`}`;
  if (plan.kind === "coordination")
    return {
      waits: "who waits for whom, and what is held up",
      milestones: plan.isOverdue
        ? "milestones past their day, longest overdue first"
        : "milestones to deliver, next first",
      handoffs: "handoffs that wait",
    }[plan.of];
  const of = plan.services.length === 0 ? "outside services" : plan.services.join(" and ");
  const what = [
    ...(plan.isOfSpend ? [`calls of ${of} and what they cost`] : []),
    ...(plan.isOfBreakers
      ? [`circuit breakers${plan.isOfSpend || plan.services.length === 0 ? "" : ` of ${of}`}`]
      : []),
  ].join(", and ");
  return plan.isOfSpend ? `${what}${plan.by === "day" ? " by day" : ""}, real days, ${agoWords(plan)}` : what;
};
