import { asWritten } from "#server/ask/core/ask-back.ts";
import { type Asked, has } from "#server/ask/core/question.ts";
import type { Scored, Understood } from "#server/ask/core/read.ts";
import { LATE } from "#server/ask/core/rules-explain.ts";
import type { QueryPlan } from "#server/ask/schema.ts";

// Figures and rows of them: what tells nothing but how much there is.
const TOLD: ReadonlySet<QueryPlan["kind"]> = new Set([
  ...(["kpi", "measure", "count", "group", "list", "records", "waits", "calls"] as const),
  ...(["time-shares", "adherence", "balance", "overflow-by-size", "overtime-cost"] as const),
]);
const WHY =
  /\b(?:why|how\s+come|what(?:['’]s|\s+is|\s+was|\s+has|\s+are)?\s+(?:caus(?:ed|es|ing)|behind|driving|drove|drives|the\s+(?:reason|cause)s?)|reasons?\s+(?:for|why|behind)|causes?\s+(?:for|of|behind))\b/i;
const SET_AGAINST =
  /\b(?:compar\w+|versus|vs\.?|against|next\s+to|beside|relative\s+to|more\s+than|fewer\s+than|less\s+than|up\s+on|down\s+on)\b.{0,30}\b(?:(?:what|how\s+many)\s+(?:we|you|they)(?:['’]ve)?\s+(?:\w+\s+)?(?:ran|run|used|had|did|took|needed|sent|collected|hauled|got)|(?:this\s+past|past|last|previous|yesterday)\b)/i;
// No budget and no target is kept; what was planned is told of routes alone.
const AGAINST_PLAN =
  /\b(?:against|vs\.?|versus|compared\s+(?:to|with)|set\s+against|over|under)\s+(?:the\s+|our\s+)?(?:plan(?:ned)?|budget|target|quota|goal)\b/i;
const REASONS: ReadonlySet<string> = new Set(["reason", "resolution", "note", "cause", "kind", "component"]);
const STEPS: ReadonlySet<string> = new Set(["day", "week", "month", "weekday", "hour", "serviceDay"]);

// The number of its loads says nothing of how long a truck was there.
const HOW_LONG = /\b(?:how\s+long|how\s+much\s+time|longest|shortest)\b/i;
const countsLoads = (plan: QueryPlan): boolean =>
  plan.kind === "records" &&
  plan.of === "tickets" &&
  plan.show !== "rows" &&
  !plan.value &&
  !plan.filters.some(({ column }) => column === "stayS");

const splitsOf = (plan: QueryPlan): string[] =>
  (["by", "andBy", "over", "within"] as const).flatMap((key) => {
    const split = key in plan ? (plan as Record<string, unknown>)[key] : null;
    return typeof split === "string" ? [split] : [];
  });

const tellsReasons = (plan: QueryPlan): boolean =>
  ("columns" in plan && plan.columns.some((column) => REASONS.has(column))) ||
  splitsOf(plan).some((split) => REASONS.has(split)) ||
  (plan.kind === "list" && plan.list === "exceptions") ||
  // How a vehicle stands says why: on break, tipping, broken down, in the workshop.
  (plan.kind === "list" && plan.list === "vehicles" && plan.shows?.includes("statusSince") === true) ||
  (plan.kind === "overtime-cost" && plan.by === undefined);

const isSetAgainst = (plan: QueryPlan): boolean => "compare" in plan && Boolean(plan.compare);

/**
 * Whether a question asks why, which way something goes or how it stands against another time, and a plan tells but how
 * much there is: an answer beside the question, however much of its words it explains.
 */
export const leavesUnanswered = (asked: Asked, plan: QueryPlan): boolean => {
  const { text } = asked.hearing;
  if (plan.kind === "explain") return !LATE.test(text);
  // What is foretold is set against nothing that was.
  if (plan.kind === "forecast" && !plan.isAgainstFleet && SET_AGAINST.test(text)) return true;
  if (!TOLD.has(plan.kind)) return false;
  if ((plan.kind === "kpi" || plan.kind === "measure") && AGAINST_PLAN.test(text)) return true;
  if (HOW_LONG.test(text) && countsLoads(plan)) return true;
  // "How many are done and how many open" asks for two numbers.
  if (plan.kind === "count" && /\bhow\s+many\b[^.?!]*\bhow\s+many\b/i.test(text)) return true;
  if (WHY.test(text) && !tellsReasons(plan)) return true;
  // "Services falling due" are rows, and no way that a figure goes.
  const isFigure = plan.kind !== "list" ? plan.kind !== "records" : plan.list === "exceptions";
  if (
    isFigure &&
    has(asked, "trend") &&
    !isSetAgainst(plan) &&
    !splitsOf(plan).some((split) => STEPS.has(split))
  )
    return true;
  const said = JSON.stringify(plan);
  return asked.compared !== null && !said.includes(asked.compared.range.from);
};

/** Offers a reading beside another in the place of running it, where it leaves unanswered what the question asks. */
export const orElse = (asked: Asked, understood: Understood, ranked: readonly Scored[]): Understood => {
  if (understood.kind !== "reading") return understood;
  const { reading } = understood;
  if (!leavesUnanswered(asked, reading.plan)) return understood;
  const other = ranked.find(
    ({ plan, weighty }) =>
      weighty.length === 0 && plan.kind !== reading.plan.kind && !leavesUnanswered(asked, plan),
  );
  return { kind: "choice", readings: [reading, other ?? asWritten(asked)] };
};
