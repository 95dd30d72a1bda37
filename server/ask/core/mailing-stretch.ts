import type { QueryPlan } from "#server/ask/schema.ts";

type Schedule = { weekdays: readonly number[]; minute: number; nth?: number };

const MIDDAY = 720;
// A month and a week are told of as over so long after they are; Monday and Tuesday begin a week.
const EARLY_DAYS = 14;
const EARLY_WEEKDAY = 2;
const WORKING_DAYS = 5;

const lastDayOf = (nth: number, weekdays: number): number =>
  weekdays === 7 ? nth : weekdays === 1 ? 7 * nth : Math.ceil((7 * nth) / weekdays);

/**
 * The stretch that a mail is of where its question says no time, in words that the question can end with: the day, week or
 * month that is over where it goes out as the next one begins, else the running one. Undefined where it goes out on some
 * days of the week.
 */
export const stretchOf = ({ weekdays, minute, nth }: Schedule): string | undefined => {
  if (nth !== undefined)
    return nth > 0 && lastDayOf(nth, weekdays.length) <= EARLY_DAYS ? "last month" : "this month";
  if (weekdays.length >= WORKING_DAYS) return minute < MIDDAY ? "yesterday" : "today";
  const [day, ...others] = weekdays;
  if (day === undefined || others.length > 0) return undefined;
  return day <= EARLY_WEEKDAY ? "last week" : "this week";
};

const OF_WORK: ReadonlySet<QueryPlan["kind"]> = new Set<QueryPlan["kind"]>([
  ...(["kpi", "measure", "overtime-cost", "time-shares", "adherence", "waits", "calls", "movers"] as const),
  ...(["balance", "overflow-by-size"] as const),
]);
const OF_EVENTS: ReadonlySet<string> = new Set(["safety", "tickets", "visits", "repairs", "daily-readings"]);
const OVER: ReadonlySet<unknown> = new Set(["done", "missed", "skipped"]);

/** Whether a plan tells of work that was done or went wrong, and so of a stretch of time, and not of how things stand. */
export const isOfWork = (plan: QueryPlan): boolean => {
  // Weeks and months set side by side are of more than one of them.
  const splits: unknown[] = ["by" in plan ? plan.by : null, "over" in plan ? plan.over : null];
  if (splits.includes("week") || splits.includes("month")) return false;
  if (plan.kind === "records") return OF_EVENTS.has(plan.of);
  if (plan.kind !== "list" && plan.kind !== "count" && plan.kind !== "group") return OF_WORK.has(plan.kind);
  if (plan.list === "exceptions") return !plan.filters.some(({ column }) => column === "isOpen");
  // Routes by what was missed on them tell of work as well.
  if (plan.list === "routes" && plan.filters.some(({ column }) => /^stops(?:Missed|Skipped)$/.test(column)))
    return true;
  const status = plan.filters.find(({ column, op }) => column === "status" && (op === "eq" || op === "in"));
  return [status?.value].flat().some((value) => OVER.has(value));
};
