import type { QueryPlan } from "#server/ask/schema.ts";
import { dayWords } from "#server/lib/day-words.ts";

type ForecastPlan = Extract<QueryPlan, { kind: "forecast" }>;

/** What is foretold, as people say it. */
export const FORESEEN_WORDS: Readonly<Record<ForecastPlan["what"], string>> = {
  tonnage: "tonnes to be collected",
  lifts: "containers to be emptied",
  "set-out": "stops with something set out",
  trucks: "trucks needed",
  "late-routes": "routes that will probably end late",
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
  const where = [...plan.streams, ...plan.zones, ...named(plan.depotIds)];
  const queue =
    plan.queueS === null
      ? ""
      : ` at ${Math.round(plan.queueS / 60)} min at ${named(plan.facilityIds).join(" and ")}`;
  const what =
    plan.before === undefined
      ? FORESEEN_WORDS[plan.what]
      : `containers that will be full before ${dayWords(plan.before)}`;
  return `${what}${queue}${where.length > 0 ? ` (${where.join(", ")})` : ""}${plan.by === undefined ? "" : `, by ${plan.by}`}${when}, with the range they lie in`;
};
