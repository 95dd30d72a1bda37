import { type Guard, ReleasePlan } from "#server/flags/set.schema.ts";

/** What a release can be guarded by without knowing the names of meters, with what is usual for each. */
export const MEASURES = {
  "api-errors": { kind: "share", metric: "api.request_ms", bad: "outcome=failed", hardLimit: "0.5" },
  "api-slow": { kind: "above", metric: "api.request_ms", bound: "200" },
  "ask-slow": { kind: "above", metric: "ask.answer_ms", bound: "2000" },
  "ask-disliked": { kind: "share", metric: "ask.judged", bad: "verdict=down" },
  "search-slow": { kind: "above", metric: "vector.search_ms", bound: "60" },
  "cache-misses": { kind: "share", metric: "vector.cache", bad: "hit=false" },
  "model-slow": { kind: "above", metric: "llm.answer_ms", bound: "600" },
  "plan-slow": { kind: "above", metric: "routing.solve_ms", bound: "30000" },
  "forecast-slow": { kind: "above", metric: "forecast.query_ms", bound: "500" },
  "missed-stops": { kind: "share", metric: "kpi.stops", bad: "missed=yes" },
  "cost-per-stop": { kind: "mean", metric: "kpi.cents_per_stop" },
} as const satisfies Record<
  string,
  { kind: Guard["kind"]; metric: string; bad?: string; bound?: string; hardLimit?: string }
>;
/** One of {@link MEASURES}, or a meter by its name. */
export type Measure = keyof typeof MEASURES | "own";

/** A guard as it is typed. */
export type GuardDraft = {
  /** Tells rows of the form apart. */
  id: number;
  measure: Measure;
  kind: Guard["kind"];
  metric: string;
  bad: string;
  bound: string;
  tolerance: string;
  hardLimit: string;
  action: Guard["action"];
};

/** A release as it is typed. */
export type ReleaseDraft = {
  to: string;
  shape: "stages" | "ramp";
  percents: string;
  stageMinutes: string;
  leastSeen: string;
  rampHours: string;
  guards: readonly GuardDraft[];
  cooldownMinutes: string;
  isDry: boolean;
};

/** The fields of a draft that can be at fault, those of a guard by its id. */
export type Faults = Readonly<Record<string, string>>;

/** Steps of a ramp: each asker who came over stays, so the share grows smoothly enough. */
const RAMP_STEPS = 50;
const MINUTES_AN_HOUR = 60;

/** A guard of a measure, with what is usual for it. */
export const guardOf = (measure: Measure, id: number): GuardDraft => {
  const usual = measure === "own" ? { kind: "share" as const, metric: "" } : MEASURES[measure];
  return {
    ...{ id, measure, action: "rollback", tolerance: "1" },
    ...{ kind: usual.kind, metric: usual.metric },
    bad: "bad" in usual ? usual.bad : "",
    bound: "bound" in usual ? usual.bound : "",
    hardLimit: "hardLimit" in usual ? usual.hardLimit : "",
  };
};

/** What a release is begun with where nothing else is said. */
export const usualDraft = (to: string): ReleaseDraft => ({
  ...{ to, shape: "stages", percents: "1, 5, 25, 50, 100", stageMinutes: "30", leastSeen: "100" },
  ...{ rampHours: "24", cooldownMinutes: "60", isDry: false },
  guards: [guardOf("api-errors", 1), guardOf("api-slow", 2)],
});

// An empty field is no number, whatever JavaScript makes of it.
const numberOf = (text: string): number => (text.trim() === "" ? Number.NaN : Number(text.replace(",", ".")));

const stagesOf = (draft: ReleaseDraft): unknown[] => {
  const leastSeen = numberOf(draft.leastSeen);
  if (draft.shape === "ramp") {
    const leastMinutes = (numberOf(draft.rampHours) * MINUTES_AN_HOUR) / RAMP_STEPS;
    return Array.from({ length: RAMP_STEPS }, (_, i) => ({
      percent: (100 * (i + 1)) / RAMP_STEPS,
      ...{ leastMinutes, leastSeen: Math.ceil(leastSeen / RAMP_STEPS) },
    }));
  }
  return draft.percents
    .split(/[\s,;]+/)
    .filter((text) => text !== "")
    .map((text) => ({ percent: numberOf(text), leastMinutes: numberOf(draft.stageMinutes), leastSeen }));
};

const guardPlanOf = ({ kind, metric, bad, bound, tolerance, hardLimit, action }: GuardDraft): unknown => ({
  ...{ kind, metric, action, tolerance: numberOf(tolerance) },
  hardLimit: hardLimit.trim() === "" ? null : numberOf(hardLimit),
  ...(kind === "share" ? { bad } : kind === "above" ? { bound: numberOf(bound) } : {}),
});

// A stage's fields stand once in the form, those of a guard in its row.
const fieldOf = (path: readonly PropertyKey[], draft: ReleaseDraft): string => {
  const [part, index, name] = path.map(String);
  if (part === "guards") return `${draft.guards[Number(index)]?.id ?? ""}.${name ?? "metric"}`;
  if (part !== "stages") return part ?? "";
  if (name === "leastSeen") return "leastSeen";
  if (draft.shape === "ramp") return "rampHours";
  return name === "leastMinutes" ? "stageMinutes" : "percents";
};

/** Maps what was typed to a plan for a flag, or to what is wrong with it, the first fault of each field. */
export const planOf = (flag: string, draft: ReleaseDraft): { plan: ReleasePlan } | { faults: Faults } => {
  const parsed = ReleasePlan.safeParse({
    ...{ flag, from: null, to: draft.to, stages: stagesOf(draft), guards: draft.guards.map(guardPlanOf) },
    ...{ isDry: draft.isDry, cooldownMinutes: numberOf(draft.cooldownMinutes) },
  });
  if (parsed.success) return { plan: parsed.data };
  const faults: Record<string, string> = {};
  for (const { path, message } of parsed.error.issues) faults[fieldOf(path, draft)] ??= message;
  // A refinement over the whole plan speaks of its shares.
  const { "": whole, ...rest } = faults;
  return { faults: whole === undefined ? rest : { percents: whole, ...rest } };
};
