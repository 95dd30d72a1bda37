import type { QueryPlan } from "#server/ask/schema.ts";
import { dayWords } from "#server/lib/day-words.ts";

type ForecastPlan = Extract<QueryPlan, { kind: "forecast" }>;

// Amounts that are told for each day of a stretch.
const DAILY: ReadonlySet<ForecastPlan["what"]> = new Set(["tonnage", "lifts", "set-out"]);

/** What is foretold, as people say it. */
export const FORESEEN_WORDS: Readonly<Record<ForecastPlan["what"], string>> = {
  tonnage: "tonnes to be collected",
  lifts: "containers to be emptied",
  "set-out": "stops with something set out",
  trucks: "trucks needed",
  drivers: "drivers needed, one for each truck",
  "late-routes": "routes that will probably end late",
  "route-ends": "when routes will probably end",
  overflow: "containers that will be full before their next pickup",
  "queue-overtime": "overtime of the last four weeks, had the queue stood",
};

/** A forecast in plain words. */
export const forecastWords = (
  plan: ForecastPlan,
  when: string,
  names: ReadonlyMap<string, string>,
): string => {
  const named = (ids: readonly number[]) => ids.map((id) => names.get(`*:${id}`) ?? `no. ${id}`);
  const kinds = plan.containerKind === undefined ? [] : [`${plan.containerKind} containers`];
  const where = [
    ...[...plan.streams, ...kinds, ...plan.zones, ...named(plan.depotIds)],
    ...[...(plan.routes ?? []), ...(plan.streets ?? []), ...named(plan.customerIds ?? [])],
  ];
  const queue =
    plan.queueS === null
      ? ""
      : ` at ${Math.round(plan.queueS / 60)} min at ${named(plan.facilityIds).join(" and ")}${plan.isFromNoon ? " from noon on" : ""}`;
  const level = plan.levelPct === undefined ? "full" : `at least ${plan.levelPct}% full`;
  const whole =
    plan.what === "overflow"
      ? `containers that will be ${level} before ${plan.before === undefined ? "their next pickup" : dayWords(plan.before)}`
      : plan.isOfDays
        ? "overtime, by what it would have been on such days of the last four weeks had the queue stood"
        : FORESEEN_WORDS[plan.what];
  const order = plan.isSoonestFirst ? ", soonest full first" : "";
  const most = plan.limit === undefined ? "" : `, the first ${plan.limit}`;
  const why = plan.what === "late-routes" ? " with the reasons" : "";
  const daily = DAILY.has(plan.what) && plan.from !== plan.to;
  const split = plan.by === undefined || plan.isAgainstFleet ? "" : `, by ${plan.by}`;
  const told = daily ? `, in all and ${split === "" ? "day by day" : split.slice(2)}` : split;
  const fleet = !plan.isAgainstFleet
    ? ""
    : plan.what === "drivers"
      ? " against all drivers of each depot, whose days off are not on record"
      : " against those available, neither in the workshop nor broken down, by depot";
  return `${whole}${fleet}${why}${queue}${where.length > 0 ? ` (${where.join(", ")})` : ""}${told}${when}${order}${most}, with the range they lie in`;
};
