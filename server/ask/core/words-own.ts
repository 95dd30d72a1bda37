import type { QueryPlan } from "#server/ask/schema.ts";

type OwnPlan = Extract<QueryPlan, { kind: "own" }>;

/** A plan about what runs for who asks in words. */
export const ownWords = ({ of, about, within }: OwnPlan): string => {
  if (of === "mailings") return "your reports by mail, the next to go out first";
  const late = about === undefined ? "" : " about what runs late";
  return of === "alerts"
    ? `your running alerts${late}`
    : `notices that your alerts${late} raised ${within?.label ?? "in the last 24 hours"}, newest first`;
};
