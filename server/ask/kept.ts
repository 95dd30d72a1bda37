import * as z from "zod";
import { AnswerPart, type QueryPlan, Reading, type TimeWindow } from "#server/ask/schema.ts";

/** An answer as it is kept: how the question was read, what was answered, and the organisation's moment it was true at. */
export const AnsweredBeforeValue = z.object({
  reading: Reading,
  parts: z.array(AnswerPart),
  asOf: z.iso.datetime(),
});
/** See {@link AnsweredBeforeValue}. */
export type AnsweredBefore = z.infer<typeof AnsweredBeforeValue>;

// Reckoned by the clock: true for a moment only.
const BY_THE_CLOCK =
  /"(?:ageS|isOverdue|silentS|statusS|isAtRisk|isLeftOver|isAfterWindow|pastShiftS|delayS)"/;
const DAY = /\d{4}-\d{2}-\d{2}/g;

const ROUTE_SUMS = new Set<QueryPlan["kind"]>([
  ...(["kpi", "measure", "waits", "calls", "time-shares", "adherence"] as const),
  ...(["movers", "summary", "overflow-by-size"] as const),
]);

/**
 * The sources of rows a plan reads, where every change of them is told of and the answer hangs on no clock; null where
 * the answer is true for a moment only and so is never kept: positions, running routes, ages, the running day.
 */
export const settledSources = (
  plan: QueryPlan,
  window: TimeWindow | null,
  today: string,
): string[] | null => {
  if (plan.kind === "definition") return [];
  const said = JSON.stringify(plan);
  // A time of day in a plan is one that the clock said.
  if (/\d{2}T\d{2}:\d{2}/.test(said) || BY_THE_CLOCK.test(said)) return null;
  if (window !== null && !window.isWholeDays) return null;
  if ((plan.kind === "list" || plan.kind === "count" || plan.kind === "group") && plan.list === "exceptions")
    return ["exceptions"];
  const isOfDays =
    plan.kind === "list" || plan.kind === "count" || plan.kind === "group"
      ? plan.list === "routes" || plan.list === "stops"
      : ROUTE_SUMS.has(plan.kind);
  if (!isOfDays) return null;
  const days = [
    ...(said.match(DAY) ?? []),
    ...(window === null ? [] : [window.firstDay, window.lastDay]),
  ].sort();
  const [first, last] = [days[0], days.at(-1)];
  if (first === undefined || last === undefined || last >= today) return null;
  return [`day/${first}..${last}`];
};
