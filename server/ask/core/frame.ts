import { proposalKind } from "#server/ask/core/proposal-parts.ts";
import type { Filter } from "#server/ask/core/question.ts";
import type { QueryPlan } from "#server/ask/schema.ts";

/** What a plan is of, without the names, numbers and times in it: what a question asks, by what, in which order, against what. */
export type Frame = { subject: string; by: string; order: string; compare: string };

/** The sides of a frame, in a fixed order. */
export const SIDES = ["subject", "by", "order", "compare"] as const satisfies readonly (keyof Frame)[];

/** What a side says where a plan has none. */
export const NONE = "-";

// Conditions that names and times of the question make; the others are how things stand, and belong to what is asked.
const NAMED = new Set(
  `id name number serviceDay zone zoneId depotId vehicleId vehicle driverId driver route routeId street siteId site
   customerId customer facilityId stream bodyType body kind weekday contractor component event near happenedAt
    openedAt arrivedAt houseNumber search streams minuteOfDay facility yard`.split(/\s+/),
);

// Conditions that are asked for in the same sentences: which of them it is, the rules tell by single words.
const KIN: Readonly<Record<string, string>> = {
  ...{ isLeftOver: "isAtRisk", isAfterWindow: "isAtRisk", isOffRoad: "inWorkshop" },
};

// Words and claims tell one state from another; numbers and instants come from the question.
const stateOf = ({ column, value }: Filter): string => {
  const values = (Array.isArray(value) ? value : [value]).filter(
    (each) => typeof each === "boolean" || (typeof each === "string" && !/\d/.test(each)),
  );
  const asked = KIN[column] ?? column;
  return values.length === 0 ? asked : `${asked}=${values.join("|")}`;
};

// A truck that stands somewhere else than on a break stands: the place that is left out is a name's.
const isLeftOut = ({ column, op, value }: Filter): boolean =>
  column === "status" && op === "ne" && value === "break";

// Of who is on duty, no break yet and none for hours are asked for in the same words.
const isBreakSoFar = ({ column }: Filter, filters: readonly Filter[]): boolean =>
  column === "hasBreak" && filters.some((each) => each.column === "isOnDuty");

const statesOf = (filters: readonly Filter[]): string => {
  const states = filters
    .filter((each) => !NAMED.has(each.column) && !isLeftOut(each))
    .map((each) => (isBreakSoFar(each, filters) ? "sinceBreakS" : stateOf(each)));
  return [...new Set(states)].sort().join("+");
};

// Columns by which vehicles are ordered as they stand: the order alone says what is asked.
const STANDING: ReadonlySet<string> = new Set(["loadPct", "loadKg", "roomKg", "depotM", "speedKmh"]);
const ALL_ROWS = 100;

// How full each is, the fullest first or the emptiest, is told of all; which route ends first or last, and which stop comes
// next, is one of them: the order alone says what is asked.
const orderedBy = ({ list, sort, filters, limit }: Extract<QueryPlan, { kind: "list" }>): string => {
  const [first] = sort;
  if (!first || filters.some(({ column }) => column === first.column)) return "";
  const way = ` by ${first.column} ${first.descending ? "down" : "up"}`;
  const isShort = limit < ALL_ROWS;
  const isBy = (column: string) => first.column === column;
  const isOfPlace = filters.some(({ column }) => column === "street" || column === "siteId");
  if (list === "vehicles") {
    const isLongest =
      isShort &&
      (isBy("statusSince") || isBy("at")) &&
      filters.some(({ column }) => column === "status" || column === "at");
    return STANDING.has(first.column) || isLongest ? way : "";
  }
  if (list === "routes" && isBy("expectedEndAt") && !filters.some(({ column }) => column === "stopsLeft"))
    return first.descending || isShort ? way : "";
  if (list === "stops" && isBy("expectedAt") && !isOfPlace && isShort) return way;
  return "";
};

// Photos that are shown are asked for in the words of those that rows must have.
const shownOf = ({ list, columns }: Extract<QueryPlan, { kind: "list" }>): Filter[] =>
  list === "exceptions" && columns.includes("hasPhoto")
    ? [{ column: "hasPhoto", op: "eq", value: true }]
    : [];

const PROPOSES = "propose ";

// Trucks that are stopped, and those that stand for whatever reason, are asked for in the same sentences.
const STOPPED = "status=stopped";
const standingAs = (states: string): string =>
  states === STOPPED ? "status=stopped|serving|tipping|break|breakdown" : states;

const subjectOf = (plan: QueryPlan): string => {
  switch (plan.kind) {
    case "list":
      return orderedBy(plan) === ""
        ? `list ${plan.list} ${standingAs(statesOf([...plan.filters, ...shownOf(plan)]))}`.trim()
        : `list ${plan.list}${orderedBy(plan)} ${statesOf(plan.filters)}`.trim();
    case "count":
      return `${plan.kind} ${plan.list} ${standingAs(statesOf(plan.filters))}`.trim();
    case "group":
      return `group ${plan.list}${plan.mean ? ` mean ${plan.mean}` : ""} ${standingAs(statesOf(plan.filters))}`.trim();
    case "records":
      // Hours are asked for in the same words, whether they run by the clock of shifts or from gate to gate.
      if (plan.of === "shifts" && plan.value?.column === "dutyS") return "measure hours";
      return `records ${plan.columns[0] === "container" ? "containers" : plan.of} ${plan.show} ${statesOf(plan.filters)}`.trim();
    case "kpi":
      return `kpi ${plan.name}`;
    case "measure":
      return `measure ${plan.name}${plan.per ? ` per ${plan.per.name}` : ""}`;
    case "forecast":
      return `forecast ${plan.what}${plan.before === undefined ? "" : " before a day"}`;
    case "waits":
      return plan.of === "weight" ? "waits weight" : "waits";
    case "passages":
      return `passages ${(plan.kinds ?? []).join("+")}`.trim();
    case "propose":
      return `${PROPOSES}${proposalKind(plan.proposal)}`;
    default:
      return plan.kind;
  }
};

/** The kind of proposal that a subject is of; undefined where it proposes nothing. */
export const proposedKind = (subject: string): string | undefined =>
  subject.startsWith(PROPOSES) ? subject.slice(PROPOSES.length) : undefined;

/** The frame of a plan. */
export const frameOf = (plan: QueryPlan): Frame => ({
  subject: subjectOf(plan),
  by: "by" in plan ? (plan.by ?? NONE) : NONE,
  order: "ranking" in plan ? (plan.ranking?.order ?? NONE) : NONE,
  compare: "compare" in plan && plan.compare ? "window" : NONE,
});
