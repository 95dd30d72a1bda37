import { columnOf } from "#server/ask/core/columns.ts";
import type { QueryPlan, TimeWindow } from "#server/ask/schema.ts";

const days = ({ from, to }: { from: string; to: string }): string =>
  from === to ? from : `${from} to ${to}`;

type Filter = Extract<QueryPlan, { kind: "list" }>["filters"][number];

/** KPIs as people say them. */
export const KPI_WORDS: Readonly<Record<string, string>> = {
  "on-time": "on-time rate",
  completion: "completion",
  "missed-per-1000": "missed per 1,000 stops",
  "stops-per-hour": "stops per hour",
  "tonnes-per-route-hour": "tonnes per route hour",
  "set-out-rate": "set-out rate",
  contamination: "contamination rate",
  overflow: "overflow rate",
  adherence: "route adherence",
  idle: "idle share",
  "cost-per-stop": "cost per stop",
  "cost-per-tonne": "cost per tonne",
  co2: "CO2",
};

/** How each KPI is reckoned, in one sentence. */
export const KPI_SENTENCES: Readonly<Record<string, string>> = {
  "on-time": "On-time is stops started inside their window divided by stops due.",
  completion: "Completion is stops done divided by stops due.",
  "missed-per-1000": "Missed per 1,000 is missed stops times 1,000 divided by stops due.",
  "stops-per-hour": "Stops per hour is stops done divided by route hours, gate to gate.",
  "tonnes-per-route-hour": "Tonnes per route hour is weighed tonnes divided by route hours.",
  "set-out-rate": "Set-out rate is sites with a lift divided by sites passed.",
  contamination: "Contamination is contaminated exceptions divided by lifts.",
  overflow: "Overflow is overfull exceptions divided by lifts.",
  adherence:
    "Adherence is 1 minus the absolute difference of driven and planned distance, divided by planned distance.",
  idle: "Idle is minutes with the engine on and no speed, away from stops and facilities, divided by route minutes.",
  "cost-per-stop":
    "Cost per stop is driver hours at wage plus distance at rate plus fuel plus disposal fees, divided by stops.",
  "cost-per-tonne":
    "Cost per tonne is driver hours at wage plus distance at rate plus fuel plus disposal fees, divided by tonnes.",
  co2: "CO2 is litres of diesel times 2.68 kg.",
};

const duration = (seconds: number): string => {
  const minutes = Math.round(Math.abs(seconds) / 60);
  return minutes >= 120 && minutes % 60 === 0 ? `${minutes / 60} hours` : `${minutes} min`;
};

const list = (values: Filter["value"]): string =>
  Array.isArray(values) ? values.join(" or ") : String(values);

// Conditions whose column and operator make poor English are said whole.
const SAID: Readonly<Record<string, (f: Filter) => string | null>> = {
  serviceDay: () => null,
  silentS: (f) => `not heard from for ${duration(Number(f.value))}`,
  statusS: (f) => `in that state for more than ${duration(Number(f.value))}`,
  inWorkshop: (f) => (f.value === false ? "not in the workshop" : "in the workshop"),
  delayS: (f) =>
    Number(f.value) < 0
      ? `at least ${duration(Number(f.value))} ahead of plan`
      : `at least ${duration(Number(f.value))} behind plan`,
  pastShiftS: () => "expected to end after the shift",
  isOpen: (f) => (f.value === true ? "not closed" : "closed"),
  isOverdue: () => "past their respond-by time",
  isAtRisk: () => "expected after their window or after the shift",
  isOutOfSequence: () => "done out of sequence",
  isUnassigned: () => "without a route",
  hasPhoto: (f) => (f.value === true ? "with a photo" : "without a photo"),
  calledAfter: () => "about which the resident called afterwards",
  ageS: (f) => `older than ${duration(Number(f.value))}`,
  clockedInAt: (f) => (f.value === false ? "clocked in" : "not clocked in"),
  clockedOutAt: (f) => (f.value === true ? "still on shift" : "clocked out"),
  leftYardAt: (f) => (f.value === true ? "not yet out of the yard" : "out of the yard"),
};

const OPS: Readonly<Record<Filter["op"], string>> = {
  eq: "is",
  ne: "is not",
  in: "is",
  contains: "contains",
  gt: "over",
  gte: "at least",
  lt: "under",
  lte: "at most",
  between: "between",
  "is-null": "empty",
};

const condition = (f: Filter, names: ReadonlyMap<string, string>): string | null => {
  const said = SAID[f.column];
  if (said) return said(f);
  const isId = /(^id|Id)$/.test(f.column);
  if (isId) {
    const ids = Array.isArray(f.value) ? f.value : [f.value];
    return ids
      .map((id) => names.get(`${f.column}:${id}`) ?? names.get(`*:${id}`) ?? `no. ${id}`)
      .join(" or ");
  }
  const label = columnOf(f.column).label.toLowerCase();
  if (f.column === "status" || f.column === "kind" || f.column === "stream" || f.column === "streams")
    return list(f.value);
  if (f.op === "between" && Array.isArray(f.value)) return `${label} between ${f.value[0]} and ${f.value[1]}`;
  return `${label} ${OPS[f.op]} ${list(f.value)}`;
};

const ORDER_WORDS: Partial<Record<ReturnType<typeof columnOf>["type"], readonly [up: string, down: string]>> =
  {
    time: ["earliest", "latest"],
    date: ["earliest", "latest"],
    text: ["in order of", "in reverse order of"],
  };

const orderWords = ({ column, descending }: { column: string; descending: boolean }): string => {
  const { label, type } = columnOf(column);
  const [up, down] = ORDER_WORDS[type] ?? ["lowest", "highest"];
  const word = descending ? down : up;
  return type === "text" ? `${word} ${label.toLowerCase()}` : `${word} ${label.toLowerCase()} first`;
};

/** A plan in plain words; `names` maps `column:id` (or `*:id`) to what people call it. */
export const planWords = (
  plan: QueryPlan,
  window: TimeWindow | null,
  names: ReadonlyMap<string, string> = new Map(),
): string => {
  const when = window ? `, ${window.label}` : "";
  const conditions = (filters: readonly Filter[]) =>
    filters.map((f) => condition(f, names)).filter((text): text is string => text !== null);
  const which = (filters: readonly Filter[]) => {
    const said = conditions(filters);
    return said.length > 0 ? `: ${said.join(", ")}` : "";
  };
  const kpiFilter = (f: Record<string, unknown>) => {
    const parts = ["zones", "streams", "routes", "bodyTypes", "contractors"].flatMap((key) => {
      const values = f[key];
      return Array.isArray(values) ? [values.join(" or ")] : [];
    });
    const ids = (["vehicleIds", "driverIds", "depotIds"] as const).flatMap((key) => {
      const values = f[key];
      return Array.isArray(values) ? values.map((id) => names.get(`*:${id}`) ?? `no. ${id}`) : [];
    });
    const weeks = typeof f.inWeeksOf === "string" ? `, in weeks with ${f.inWeeksOf} in the route's zone` : "";
    return `${[...parts, ...ids].length > 0 ? ` for ${[...parts, ...ids].join(", ")}` : ""}${weeks}`;
  };
  switch (plan.kind) {
    case "list": {
      const sort = plan.sort[0];
      const order = sort ? `, ${orderWords(sort)}` : "";
      return `${plan.list}${which(plan.filters)}${when}${order}`;
    }
    case "count":
      return `number of ${plan.list}${which(plan.filters)}${when}`;
    case "group":
      return `${plan.list}${which(plan.filters)}, counted by ${columnOf(plan.by).label.toLowerCase()}${
        plan.atLeast ? `, at least ${plan.atLeast} times` : ""
      }${when}${plan.byUrgency ? ", most urgent first" : ""}`;
    case "kpi":
      return `${KPI_WORDS[plan.name] ?? plan.name}${plan.by ? ` by ${plan.by.replace("-", " ")}` : ""}${kpiFilter(plan.filter)}${when}${
        plan.until ? ", counting stops due until now" : ""
      }${plan.compare ? `, against ${plan.compare.label} (${plan.compare.from}${plan.compare.to === plan.compare.from ? "" : ` to ${plan.compare.to}`})` : ""}`;
    case "nearest":
      return `vehicles nearest to ${plan.place.label}${plan.minRoomKg > 0 ? ` with room for ${plan.minRoomKg.toLocaleString("en-GB")} kg` : ""}, by straight line`;
    case "zone":
      return `vehicles, routes and open exceptions in ${plan.zone} now`;
    case "changes":
      return `what changed ${plan.label.startsWith("since") ? plan.label : `in ${plan.label}`}`;
    case "finish":
      return `when ${plan.route} ends, against the end of its shift`;
    case "proof":
      return `visits of ${plan.label} with their proof${when}`;
    case "breakdowns":
      return "vehicles broken down now and the stops they leave open";
    case "time-shares":
      return `shares of paid time${kpiFilter(plan.filter)}${when}`;
    case "adherence":
      return `planned against driven distance and time per route${kpiFilter(plan.filter)}${when}`;
    case "movers":
      return `every KPI${when}, against ${days(plan.before)}, biggest move first`;
    case "summary":
      return `summary${kpiFilter(plan.filter)}${when}, against ${days(plan.before)}`;
    case "definition":
      return `how ${KPI_WORDS[plan.name] ?? plan.name} is reckoned`;
    case "collection-weeks":
      return `${plan.zones.length > 0 ? plan.zones.join(" and ") : "zones"}: whether ${plan.stream} is collected in the week of ${plan.monday}, by the schedule`;
    case "overflow-by-size":
      return `overflow rate by container size${plan.containerKind ? ` of ${plan.containerKind} containers` : ""}${when}`;
  }
};
