import * as z from "zod";
import { OnAssignment } from "#server/forecast/maintenance.schema.ts";
import { defineSetting, type Settings } from "#server/platform/settings.ts";
import { WORD_SHARE } from "#server/vector/store.ts";

/** Every tunable value of the product; read through `createSettings`. */
export const SETTINGS = {
  frameMs: defineSetting({
    key: "live.frame_ms",
    schema: z.int().min(16).max(1000),
    fallback: 50,
    unit: "ms",
    doc: "Time between two frames of live values.",
  }),
  isSimulated: defineSetting({
    key: "simulator.is_on",
    schema: z.boolean(),
    fallback: true,
    unit: "",
    doc: "Whether the simulator drives today's vehicles.",
  }),
  tilesTtlMs: defineSetting({
    key: "kpi.tiles_ttl_ms",
    schema: z.int().min(1).max(60_000),
    fallback: 5_000,
    unit: "ms",
    doc: "How long KPI tiles are kept while nothing changes.",
  }),
  exceptionDays: defineSetting({
    key: "vector.exception_days",
    schema: z.int().min(1).max(10_000),
    fallback: 120,
    unit: "days",
    doc: "Exceptions and resident calls of the last so many days are found by meaning; older ones stay where they are counted.",
  }),
  cacheTextLike: defineSetting({
    key: "cache.text_like",
    schema: z.number().min(0.5).max(1),
    fallback: 0.8,
    unit: "",
    doc: "How alike two texts must be, beside equal numbers, dates, names, negations and directions, to share an answer; 1 means the same text.",
  }),
  cacheWordLike: defineSetting({
    key: "cache.word_like",
    schema: z.number().min(0.5).max(1),
    fallback: 0.76,
    unit: "",
    doc: "How alike each word of one text must be to some word of the other for the two to share an answer.",
  }),
  cacheTtlS: defineSetting({
    key: "cache.ttl_s",
    schema: z.int().min(1).max(86_400),
    fallback: 3_600,
    unit: "s",
    doc: "How long a search or an answer is kept where none of its rows change.",
  }),
  modelSequences: defineSetting({
    key: "llm.sequences",
    schema: z.int().min(1).max(8),
    fallback: 8,
    unit: "",
    doc: "Requests the model works on at once, as far as they fit its memory; memory is set aside at the next start.",
  }),
  modelContextTokens: defineSetting({
    key: "llm.context_tokens",
    schema: z.int().min(1_024).max(131_072),
    fallback: 8_192,
    unit: "tokens",
    doc: "The longest text the model takes, prompt and answer together; takes effect at the next start.",
  }),
  modelQueueLimit: defineSetting({
    key: "llm.queue_limit",
    schema: z.int().min(1).max(1_000),
    fallback: 64,
    unit: "",
    doc: "Requests that may wait for the model; one more is refused with the wait it would have had.",
  }),
  modelDeadlineMs: defineSetting({
    key: "llm.deadline_ms",
    schema: z.int().min(50).max(120_000),
    fallback: 1_500,
    unit: "ms",
    doc: "Time a request to the model has, the wait included; afterwards it is answered without one.",
  }),
  planBudgetS: defineSetting({
    key: "routing.budget_s",
    schema: z.number().min(0.5).max(300),
    fallback: 20,
    unit: "s",
    doc: "How long a plan is searched for where nobody says it; the best so far is shown meanwhile.",
  }),
  wordShare: defineSetting({
    key: "vector.word_share",
    schema: z.number().min(0).max(1),
    fallback: WORD_SHARE,
    unit: "",
    doc: "How much the words of a search count beside its meaning: 0 is meaning alone, 1 words alone.",
  }),
  highFailureChance: defineSetting({
    key: "maintenance.high_chance",
    schema: z.number().min(0.05).max(1),
    fallback: 0.5,
    unit: "",
    doc: "Chance of a failure within a week from which a vehicle's risk is high and a work order is proposed.",
  }),
  onFailureRisk: defineSetting({
    key: "maintenance.on_assignment",
    schema: OnAssignment,
    fallback: "warn",
    unit: "",
    doc: "What a high risk of failure does where a vehicle is given stops: off, warn or block.",
  }),
  warnsLateness: defineSetting({
    key: "forecast.warns_lateness",
    schema: z.boolean(),
    fallback: true,
    unit: "",
    doc: "Whether the page of today warns of routes of the next day that are likelier late than not.",
  }),
  addsStops: defineSetting({
    key: "forecast.adds_stops",
    schema: z.boolean(),
    fallback: false,
    unit: "",
    doc: "Whether plans of coming days are offered stops at containers that may run over before their next pickup.",
  }),
  overflowChance: defineSetting({
    key: "forecast.overflow_chance",
    schema: z.number().min(0.05).max(1),
    fallback: 0.6,
    unit: "",
    doc: "Chance of running over before its next pickup from which a container is offered to a plan as a stop.",
  }),
  overflowCents: defineSetting({
    key: "forecast.overflow_cents",
    schema: z.int().min(0).max(1_000_000),
    fallback: 3_000,
    unit: "cents",
    doc: "What a container that runs over costs; a plan takes an offered stop where it costs less than this times the chance.",
  }),
  minutesPerQuestion: defineSetting({
    key: "savings.minutes_per_question",
    schema: z.number().min(0).max(240),
    fallback: 3,
    unit: "min",
    doc: "What a question took by hand before, by which the savings ledger counts answers.",
  }),
  minutesPerPlan: defineSetting({
    key: "savings.minutes_per_plan",
    schema: z.number().min(0).max(1_000),
    fallback: 45,
    unit: "min",
    doc: "What planning a day took by hand before, by which the savings ledger counts accepted plans.",
  }),
  centsPerWorkHour: defineSetting({
    key: "savings.cents_per_work_hour",
    schema: z.int().min(0).max(100_000),
    fallback: 3_200,
    unit: "cents/h",
    doc: "What an hour of the office costs, by which the savings ledger prices its minutes.",
  }),
  centsPerComputeHour: defineSetting({
    key: "savings.cents_per_compute_hour",
    schema: z.number().min(0).max(100_000),
    fallback: 5,
    unit: "cents/h",
    doc: "What an hour of a processor costs, by which the savings ledger prices answers from memory.",
  }),
  fuelCentsPerL: defineSetting({
    key: "cost.fuel_cents_per_l",
    schema: z.int().min(1).max(10_000),
    fallback: 150,
    unit: "cents/l",
    doc: "Price of fuel with which a finished route is costed.",
  }),
};

/** Every setting as it is until somebody says otherwise, where no table of settings is read. */
export const UNCHANGED: Pick<Settings, "get"> = { get: ({ fallback }) => fallback };
