import { boundWords } from "#server/ask/core/bound-words.ts";
import { columnOf } from "#server/ask/core/columns.ts";
import type { Filter } from "#server/ask/core/question.ts";
import type { RecordValue } from "#server/ask/core/records-parts.ts";
import type { QueryPlan, RecordName } from "#server/ask/schema.ts";

/** Records as people say them. */
export const RECORD_WORDS: Readonly<Record<RecordName, string>> = {
  faults: "fault codes",
  readings: "newest readings of vehicles",
  "daily-readings": "daily readings of vehicles",
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
  workshopDays: "days in the workshop (from opening to done, or until now)",
  backAfterDays: "days from a repair to the next of the same part",
  hasRoute: "with a route",
  isUnmatched: "without a route",
  stayS: "time from arriving to leaving",
  breakS: "time on break",
  dutyS: "hours on duty, clock-in to clock-out,",
  crankingVolts: "volts while cranking",
  coolantMaxC: "highest coolant temperature",
  engineHours: "engine hours",
  overKmh: "km/h over the limit",
  speedKmh: "speed",
  vehicleId: "vehicles",
  driverId: "drivers",
};

const AS_WORDS: Readonly<Record<RecordValue["as"], string>> = {
  sum: "",
  mean: "mean ",
  min: "lowest ",
  max: "highest ",
  distinct: "number of different ",
  share: "share ",
};

/** What is told of records in place of their number, in words. */
export const valueWords = ({ column, as }: RecordValue): string => `${AS_WORDS[as]}${VALUE_WORDS[column]}`;

const EVENT_WORDS: Readonly<Record<string, string>> = {
  braking: "harsh braking",
  acceleration: "harsh acceleration",
  cornering: "harsh cornering",
  speeding: "speeding",
};

const said = (f: Filter, unit: string, per = 1): string =>
  `${boundWords(f, (value) => `${value / per}`)}${unit === "%" ? unit : ` ${unit}`}`.trim();

// Minutes of the day as its clock shows them.
const clockOf = (minutes: number): string =>
  `${String(Math.floor(minutes / 60)).padStart(2, "0")}:${String(minutes % 60).padStart(2, "0")}`;
const CLOCK_SIDES: Partial<Record<Filter["op"], string>> = {
  gte: "from",
  gt: "after",
  lt: "before",
  lte: "until",
};
const timeOfDay = (f: Filter): string =>
  f.op === "between" ? boundWords(f, clockOf) : `${CLOCK_SIDES[f.op] ?? "at"} ${clockOf(Number(f.value))}`;

/** Conditions on records, whole. */
export const SAID_OF_RECORDS: Readonly<Record<string, (f: Filter) => string | null>> = {
  isActive: () => "active",
  severity: (f) => (f.value === 3 ? "that ground the vehicle" : null),
  fault: (f) => (f.op === "contains" ? `that speak of "${f.value}"` : null),
  crankingVolts: (f) => `${said(f, "V")} while cranking`,
  component: (f) => `of ${(Array.isArray(f.value) ? f.value : [f.value]).join(" or ")}`,
  event: (f) =>
    (Array.isArray(f.value) ? f.value : [f.value]).map((one) => EVENT_WORDS[String(one)] ?? one).join(" or "),
  near: (f) => `within 200 m of "${f.value}"`,
  happenedAt: () => "",
  measuredOn: () => "",
  collectedOn: (f) => `collected on ${f.value}s`,
  hasRoute: (f) => (f.value === false ? "without a route" : "with a route"),
  hasBreak: (f) => (f.value === false ? "without a break" : "with a break"),
  isOnBreak: () => "on break now",
  doneDay: () => "finished in that time",
  clearedDay: () => "cleared in that time",
  workshopDays: (f) =>
    Number(f.value) < 2 && !Number.isInteger(f.value)
      ? `taking ${said({ ...f, value: Math.round(Number(f.value) * 24) }, "h")}`
      : `taking ${said(f, Number(f.value) === 1 ? "day" : "days")}`,
  backAfterDays: (f) =>
    f.op === "is-null"
      ? "needed again after a repair of the same part"
      : `needed again ${said(f, "days")} after the last repair of the same part`,
  stayS: (f) => `${said(f, "min", 60)} from arriving to leaving`,
  weightKg: (f) => `weighing ${said(f, "t", 1000)}`,
  overKmh: (f) => `${said(f, "km/h")} over the limit`,
  overCapacityKg: () => "heavier than what its truck can carry",
  lateInS: (f) => `clocked in ${said(f, "min", 60)} after the planned start of the shift`,
  restBeforeS: (f) => (f.op === "is-null" ? "" : `${said(f, "h", 3600)} off since the shift before`),
  minuteOfDay: timeOfDay,
  isOnDuty: () => "on duty now",
  pastLimitS: (f) =>
    Number(f.value) < 0
      ? "expected within an hour of 13 h on duty or 9 h of driving, or past them"
      : "expected to pass 13 h on duty or 9 h of driving",
  hoursLeftS: (f) => `${said(f, "h", 3600)} left of 13 h on duty and 9 h of driving`,
  expectedDutyS: (f) => `expected ${said(f, "h", 3600)} on duty`,
  expectedDrivingS: (f) => `expected ${said(f, "h", 3600)} of driving`,
  dutyS: (f) => `${said(f, "h", 3600)} on duty`,
  limitAt: () => null,
  sinceBreakS: (f) =>
    Number(f.value) % 1_800 === 0
      ? `${said(f, "h", 3600)} at work since the last break`
      : `${said({ ...f, value: Math.round(Number(f.value) / 60) }, "min")} at work since the last break`,
  chancePct: (f) => `with a chance of ${said(f, "%")}`,
  complaintPct: (f) => `with a chance of a complaint of ${said(f, "%")}`,
};

// Orders of records whose column makes poor English, from the largest and from the smallest.
const ORDERS: Readonly<Record<string, readonly [down: string, up?: string]>> = {
  hoursLeftS: [
    "by what is left of 13 h on duty and 9 h of driving, most first",
    "by what is left of 13 h on duty and 9 h of driving, least first",
  ],
  severity: ["worst first", "least severe first"],
  crankingVolts: ["highest first", "lowest first"],
  backAfterDays: ["longest after first", "soonest back first"],
  happenedAt: ["latest first", "earliest first"],
  serviceDay: ["latest first", "earliest first"],
  requestedAt: ["latest first", "earliest first"],
  nextDay: ["last first", "next first"],
  openedAt: ["latest first", "earliest first"],
  clearedAt: ["latest cleared first", "earliest cleared first"],
  arrivedAt: ["latest first", "earliest first"],
  pastLimitS: ["nearest to the limit first", "farthest from the limit first"],
  limitAt: ["latest at the limit first", "soonest at the limit first"],
  expectedDutyS: ["longest first", "shortest first"],
  expectedDrivingS: ["longest first", "shortest first"],
  sinceBreakS: ["longest first", "shortest first"],
  breakS: ["longest break first", "shortest break first"],
  dutyS: ["longest on duty first", "shortest on duty first"],
  stayS: ["longest stay first", "shortest stay first"],
  ageS: ["oldest first", "newest first"],
  weightKg: ["heaviest first", "lightest first"],
  overKmh: ["most over the limit first", "least over the limit first"],
  speedKmh: ["fastest first", "slowest first"],
  cost: ["dearest first", "cheapest first"],
  fee: ["highest fee first", "lowest fee first"],
  workshopDays: ["longest first", "shortest first"],
  lateInS: ["latest by most first", "least late first"],
  restBeforeS: ["longest off first", "shortest off first"],
  overCapacityKg: ["most over first", "least over first"],
  vehicle: ["by vehicle, last first", "by vehicle"],
  chancePct: ["highest chance first", "lowest chance first"],
  daysLeft: ["latest first", "soonest first"],
  complaintPct: ["likeliest to complain first", "least likely to complain first"],
  leaveIndex: ["likeliest to leave first", "least likely to leave first"],
  proposedAt: ["latest first", "earliest first"],
};

/** A plan over records in words, from its conditions and its window as they are said, and its ranking. */
export const recordWords = (
  plan: Extract<QueryPlan, { kind: "records" }>,
  { which, when, ranked }: { which: string; when: string; ranked: string },
): string => {
  const [sort] = plan.sort;
  const [down = "", up = down] = (sort && !plan.value && ORDERS[sort.column]) || [];
  const order = sort?.descending ? down : up;
  // Where containers stand is asked of the same records as when they are emptied.
  const kind = plan.columns[0] === "container" ? "containers" : RECORD_WORDS[plan.of];
  const of = plan.show === "rows" && plan.isWithRepairs ? `${kind} and ${RECORD_WORDS.repairs}` : kind;
  const splits = [plan.by ?? "", ...(plan.within ? [plan.within] : [])]
    .map((split) => columnOf(split).label.toLowerCase())
    .join(" and ");
  const shown =
    plan.show === "groups"
      ? `, ${plan.per100Km ? "per 100 km " : plan.value ? "" : "counted "}by ${splits}`
      : "";
  // Visits without a day among their conditions are all that were ever made.
  const isOfAll =
    plan.of === "visits" &&
    plan.show === "groups" &&
    !plan.filters.some(({ column }) => column === "serviceDay");
  const isOfHours = plan.columns.includes("breakStartAt") && plan.columns.includes("expectedOffAt");
  const told = isOfHours
    ? ", with the hours so far, when they are expected to end, and the break"
    : plan.columns.includes("thisWeek")
      ? ", with this week's day, which no holiday moves: none is on record"
      : kind === "containers" && plan.show === "rows" && plan.columns.includes("emptiedAt")
        ? ", with when each was last emptied"
        : plan.isOfHoliday
          ? ", which no holiday moves: none is on record"
          : isOfAll
            ? ", of all that is on record"
            : "";
  const limit = plan.limit < 200 && plan.show === "rows" ? `, the first ${plan.limit}` : "";
  // Told one by one, what each cost stands in its row, and all together above them.
  const isOneByOne = plan.of === "repairs" && plan.show === "rows" && plan.columns[0] === "repair";
  const value =
    plan.value && !isOneByOne
      ? plan.value.as === "distinct"
        ? `${valueWords(plan.value)} with `
        : `${valueWords(plan.value)} of `
      : "";
  return `${plan.show === "count" && !plan.value ? "number of " : ""}${value}${of}${which}${shown}${when}${isOfAll ? told : ""}${
    plan.show === "groups" ? ranked : plan.show === "rows" && order !== "" ? `, ${order}` : ""
  }${limit}${isOneByOne ? ", one by one with what each cost, and the cost of all" : ""}${isOfAll ? "" : told}`;
};
