import type { Setting } from "#server/platform/settings.ts";
import { SETTINGS } from "#server/settings.ts";
import type { AheadPool } from "#server/tuning/ahead.ts";
import type { ProductKnob } from "#server/tuning/service.ts";

const knob = (
  setting: Setting<number>,
  {
    shrink = 0.75,
    risk = "low",
    shadow = null,
    curve = null,
    ...rest
  }: Omit<ProductKnob, "setting" | "shrink" | "risk" | "shadow" | "curve"> &
    Partial<Pick<ProductKnob, "shrink" | "risk" | "shadow" | "curve">>,
): ProductKnob => ({ setting, shrink, risk, shadow, curve, ...rest });

/** How long the model takes by how many texts it works on. */
const MODEL_CURVE = { metric: "llm.at_work_ms", label: "running" };
const MODEL_SLOTS = { setting: SETTINGS.modelSequences, min: 1, max: 8 };
const WORKER_SLOTS = { setting: SETTINGS.jobsAtOnce, min: 4, max: 24 };

/** The slots that are set ahead of load: the model's and the worker's. */
export const AHEAD_POOLS: readonly AheadPool[] = [
  {
    ...MODEL_SLOTS,
    ...{ came: "llm.requests", answered: "llm.request_ms", work: "llm.answer_ms", curve: MODEL_CURVE },
  },
  // A slot of the worker that nothing takes costs nothing, so there are never fewer than it ships with.
  {
    ...{ ...WORKER_SLOTS, min: SETTINGS.jobsAtOnce.fallback },
    ...{ came: "jobs.work_ms", answered: "jobs.work_ms", work: "jobs.work_ms", curve: null },
  },
];

/**
 * Every number that may be moved by trials, each a setting with its bounds, its step, what it serves, and how wrong it
 * can go; all are of the process, so spans of time are compared. What changes answers is of high risk.
 */
export const KNOBS: readonly ProductKnob[] = [
  knob(MODEL_SLOTS.setting, {
    ...{ ...MODEL_SLOTS, kind: "window", step: 1, metric: "llm.slot_ms" },
    curve: MODEL_CURVE,
  }),
  knob(SETTINGS.modelQueueLimit, { kind: "window", min: 8, max: 256, step: 8, metric: "llm.request_ms" }),
  knob(SETTINGS.searchEffort, {
    ...{ kind: "quality", min: 0.25, max: 4, step: 0.25, metric: "vector.search_ms" },
    shadow: { measure: "recall@10", floor: 0.95 },
  }),
  knob(SETTINGS.frameMs, { kind: "quality", min: 20, max: 200, step: 10, metric: "live.event_to_pixel_ms" }),
  knob(SETTINGS.ingestTurnsMs, { kind: "quality", min: 0, max: 100, step: 10, metric: "ingest.batch_ms" }),
  knob(SETTINGS.tilesTtlMs, {
    kind: "quality",
    min: 1_000,
    max: 30_000,
    step: 1_000,
    metric: "api.request_ms",
  }),
  knob(SETTINGS.cacheTtlS, { kind: "quality", min: 600, max: 14_400, step: 600, metric: "ask.answer_ms" }),
  knob(SETTINGS.connectionsAtWork, {
    ...{ kind: "window", min: 4, max: 128, step: 4, metric: "api.request_ms" },
  }),
  knob(WORKER_SLOTS.setting, { ...WORKER_SLOTS, kind: "window", step: 2, metric: "jobs.done_ms" }),
  knob(SETTINGS.announcementsAtOnce, {
    ...{ kind: "window", min: 10, max: 200, step: 10, metric: "outbox.delivered_ms" },
  }),
  // These two save money, which no time shows.
  knob(SETTINGS.batchMost, {
    ...{ kind: "window", min: 5, max: 100, step: 5, metric: "external.call_ms", risk: "high" },
  }),
  knob(SETTINGS.batchWaitTimes, {
    ...{ kind: "quality", min: 0, max: 5, step: 0.25, metric: "external.call_ms", risk: "high" },
  }),
  // A plan takes its whole time on more cores, so what it costs others is for people to say.
  knob(SETTINGS.planThreads, {
    ...{ kind: "window", min: 1, max: 8, step: 1, metric: "routing.solve_ms", risk: "high" },
  }),
  knob(SETTINGS.cacheTextLike, {
    ...{ kind: "quality", min: 0.7, max: 1, step: 0.02, metric: "ask.answer_ms", risk: "high" },
  }),
  knob(SETTINGS.cacheWordLike, {
    ...{ kind: "quality", min: 0.7, max: 1, step: 0.02, metric: "ask.answer_ms", risk: "high" },
  }),
  knob(SETTINGS.modelDeadlineMs, {
    ...{ kind: "quality", min: 500, max: 10_000, step: 250, metric: "ask.answer_ms", risk: "high" },
  }),
  knob(SETTINGS.planBudgetS, {
    ...{ kind: "quality", min: 5, max: 60, step: 5, metric: "routing.solve_ms", risk: "high" },
  }),
];
