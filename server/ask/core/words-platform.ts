import { agoInWords } from "#server/ask/core/words-engineer.ts";
import type { QueryPlan } from "#server/ask/schema.ts";
import { daysWords, dayWords } from "#server/lib/day-words.ts";

type CoordinationPlan = Extract<QueryPlan, { kind: "coordination" }>;
type OutsidePlan = Extract<QueryPlan, { kind: "outside" }>;

const agoWords = ({
  fromDaysAgo: from,
  toDaysAgo: to,
}: Pick<OutsidePlan, "fromDaysAgo" | "toDaysAgo">): string => {
  const one = from === 0 ? "today" : from === 1 ? "yesterday" : `${from} days ago`;
  return from === to ? one : `the last ${from + 1} days${to > 0 ? ` up to ${to} days ago` : ""}`;
};

const coordinationWords = (plan: CoordinationPlan): string => {
  const { from, to, by, olderThanS, isLongestFirst, limit } = plan;
  const days =
    from === undefined
      ? to === undefined
        ? ""
        : ` by ${dayWords(to)}`
      : ` ${daysWords({ from, to: to ?? from })}`;
  const most = limit === undefined ? "" : `, the first ${limit}`;
  if (plan.of === "handoffs") return "handoffs that wait";
  if (plan.of === "waits")
    return `who waits for whom, and what is held up${days === "" ? "" : `, milestones due${days}`}${
      olderThanS === undefined ? "" : `, for more than ${Math.round(olderThanS / 86_400)} days`
    }${isLongestFirst ? ", longest first" : ""}${most}`;
  const which = plan.isDelivered
    ? `milestones delivered${days}`
    : plan.isOverdue
      ? "milestones past their day"
      : `milestones to deliver${days === "" ? "" : `, due${days}`}`;
  if (by) return `${which}, by workstream`;
  return `${which}, ${plan.isDelivered ? "latest" : plan.isOverdue ? "longest overdue" : "next"} first${most}`;
};

/** A plan about outside services, coordination or a briefing in words. */
export const platformWords = (
  plan: Extract<QueryPlan, { kind: "outside" | "coordination" | "briefing" }>,
): string => {
  if (plan.kind === "briefing")
    return `${plan.day === null && plan.slot === null ? "the newest briefing" : `the briefing${plan.day === null ? "" : ` of ${dayWords(plan.day)}`}${plan.slot === null ? "" : ` at ${plan.slot}`}`}`;
  if (plan.kind === "coordination") return coordinationWords(plan);
  const of = plan.services.length === 0 ? "outside services" : plan.services.join(" and ");
  if (plan.openings) {
    const { fromS, toS, by } = plan.openings;
    return `${by ? "how often" : "when"} circuit breakers${plan.services.length === 0 ? "" : ` of ${of}`} opened${by ? ", by service" : ""}, real time, the last ${agoInWords(fromS)}${toS > 0 ? ` up to ${agoInWords(toS)} ago` : ""}, ${by ? "most" : "newest"} first`;
  }
  const what = [
    ...(plan.isOfSpend ? [`calls of ${of} and what they cost`] : []),
    ...(plan.isOfBreakers
      ? [
          plan.isOfSpend
            ? `which circuit breakers are ${plan.breaker ?? "open"}`
            : `${plan.breaker ? `${plan.breaker} ` : ""}circuit breakers${plan.services.length === 0 ? "" : ` of ${of}`}`,
        ]
      : []),
  ].join(", and ");
  const against = plan.against ? `, against ${agoWords(plan.against)}, whole` : "";
  return plan.isOfSpend
    ? `${what}${plan.by === "day" ? " by day" : plan.services.length === 0 && !plan.isOfBreakers ? ", by service" : ""}, real days, ${agoWords(plan)}${against}`
    : what;
};
