import { boundWords } from "#server/ask/core/bound-words.ts";
import { columnOf } from "#server/ask/core/columns.ts";
import type { Filter } from "#server/ask/core/question.ts";
import type { RecordValue } from "#server/ask/core/records-parts.ts";
import type { QueryPlan, RecordName } from "#server/ask/schema.ts";

/** Records as people say them. */
export const RECORD_WORDS: Readonly<Record<RecordName, string>> = {
  faults: "fault codes",
  readings: "newest readings of vehicles",
  repairs: "repairs",
  safety: "safety events",
  tickets: "weigh tickets",
  shifts: "drivers' shifts",
  visits: "visits",
  orders: "orders of customers",
  collections: "collection days",
  risks: "vehicles by their chance of a failure within seven days",
  "work-orders": "work orders",
  "customer-risks": "customers by how likely they are to complain or to leave",
};

const VALUE_WORDS: Readonly<Record<RecordValue["column"], string>> = {
  weightKg: "weight",
  fee: "fees",
  cost: "cost",
  workshopDays: "days from opening to done",
};

/** What is told of records in place of their number, in words. */
export const valueWords = ({ column, as }: RecordValue): string =>
  `${as === "mean" ? "mean " : ""}${VALUE_WORDS[column]}`;

const EVENT_WORDS: Readonly<Record<string, string>> = {
  braking: "harsh braking",
  acceleration: "harsh acceleration",
  cornering: "harsh cornering",
  speeding: "speeding",
};

const said = (f: Filter, unit: string, per = 1): string =>
  `${boundWords(f, (value) => `${value / per}`)}${unit === "%" ? unit : ` ${unit}`}`.trim();

/** Conditions on records, whole. */
export const SAID_OF_RECORDS: Readonly<Record<string, (f: Filter) => string | null>> = {
  isActive: () => "active",
  severity: (f) => (f.value === 3 ? "that ground the vehicle" : null),
  fault: (f) => (f.op === "contains" ? `that speak of "${f.value}"` : null),
  crankingVolts: (f) => `${said(f, "V")} while cranking`,
  component: (f) => `of ${(Array.isArray(f.value) ? f.value : [f.value]).join(" or ")}`,
  backAfterDays: (f) => `needed again ${said(f, "days")} after the last repair of the same part`,
  event: (f) =>
    (Array.isArray(f.value) ? f.value : [f.value]).map((one) => EVENT_WORDS[String(one)] ?? one).join(" or "),
  near: (f) => `within 200 m of "${f.value}"`,
  happenedAt: () => "",
  hasRoute: (f) => (f.value === false ? "without a route" : "with a route"),
  isOnDuty: () => "on duty now",
  pastLimitS: (f) =>
    Number(f.value) < 0
      ? "expected within an hour of 13 h on duty or 9 h of driving, or past them"
      : "expected to pass 13 h on duty or 9 h of driving",
  hoursLeftS: (f) => `${said(f, "h", 3600)} left of 13 h on duty and 9 h of driving`,
  expectedDutyS: (f) => `expected ${said(f, "h", 3600)} on duty`,
  expectedDrivingS: (f) => `expected ${said(f, "h", 3600)} of driving`,
  sinceBreakS: (f) =>
    Number(f.value) % 1_800 === 0
      ? `${said(f, "h", 3600)} at work since the last break`
      : `${said({ ...f, value: Math.round(Number(f.value) / 60) }, "min")} at work since the last break`,
  chancePct: (f) => `with a chance of ${said(f, "%")}`,
  complaintPct: (f) => `with a chance of a complaint of ${said(f, "%")}`,
};

// Orders of records whose column makes poor English.
const ORDERS: Readonly<Record<string, string>> = {
  hoursLeftS: "by what is left of 13 h on duty and 9 h of driving",
  severity: "worst first",
  crankingVolts: "lowest first",
  backAfterDays: "soonest back first",
  happenedAt: "latest first",
  serviceDay: "latest first",
  requestedAt: "latest first",
  nextDay: "next first",
  openedAt: "latest first",
  arrivedAt: "latest first",
  pastLimitS: "nearest to the limit first",
  expectedDutyS: "longest first",
  expectedDrivingS: "longest first",
  sinceBreakS: "longest first",
  chancePct: "highest chance first",
  daysLeft: "soonest first",
  complaintPct: "likeliest to complain first",
  leaveIndex: "likeliest to leave first",
  proposedAt: "latest first",
};

/** A plan over records in words, from its conditions and its window as they are said, and its ranking. */
export const recordWords = (
  plan: Extract<QueryPlan, { kind: "records" }>,
  { which, when, ranked }: { which: string; when: string; ranked: string },
): string => {
  const [sort] = plan.sort;
  const down = sort && !plan.value ? (ORDERS[sort.column] ?? "") : "";
  const told = down === "latest first" && sort?.descending === false ? "earliest first" : down;
  const order = sort?.column === "hoursLeftS" ? `${told}, ${sort.descending ? "most" : "least"} first` : told;
  // Where containers stand is asked of the same records as when they are emptied.
  const of = plan.columns[0] === "container" ? "containers" : RECORD_WORDS[plan.of];
  const shown =
    plan.show === "groups"
      ? `, ${plan.per100Km ? "per 100 km " : plan.value ? "" : "counted "}by ${columnOf(plan.by ?? "").label.toLowerCase()}`
      : "";
  const limit = plan.limit < 200 && plan.show === "rows" ? `, the first ${plan.limit}` : "";
  const value = plan.value ? `${valueWords(plan.value)} of ` : "";
  return `${plan.show === "count" ? "number of " : ""}${value}${of}${which}${shown}${when}${
    plan.show === "groups" ? ranked : plan.show === "rows" && order !== "" ? `, ${order}` : ""
  }${limit}`;
};
