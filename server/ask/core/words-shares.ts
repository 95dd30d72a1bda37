import { boundWords, durationWords } from "#server/ask/core/bound-words.ts";
import type { QueryPlan } from "#server/ask/schema.ts";

const GAP_ORDERS = {
  distance: "farthest over plan first",
  time: "longest over plan first",
  route: "in order of route number",
  adherence: "least adherent first",
} as const;

/** How far routes must lie off their plan, which stand first and how many are wanted, in plain words. */
export const gapWords = ({
  order,
  bound,
  limit,
}: Pick<Extract<QueryPlan, { kind: "adherence" }>, "order" | "bound" | "limit">): string => {
  const far = bound
    ? boundWords(bound, (value) =>
        bound.of === "time" ? durationWords(value) : `${Number((value / 1000).toFixed(1))} km`,
      )
    : "";
  return [
    ...(bound ? [`${far} ${bound.side} plan`] : []),
    ...(limit ? [`the first ${limit}`] : []),
    ...(order ? [GAP_ORDERS[order].replace("over", bound?.side ?? "over")] : []),
  ].join(", ");
};
