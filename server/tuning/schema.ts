import * as z from "zod";

/** What becomes of a trial. */
export const TRIAL_STATUS = [
  "dry",
  "refused",
  "running",
  "kept",
  "no-gain",
  "rolled-back",
  "cancelled",
] as const;
export type TrialStatus = (typeof TRIAL_STATUS)[number];

/** How much a wrong value can break: a knob of high risk is moved by people alone. */
export const RISKS = ["low", "high"] as const;

/** Whether knobs are moved: not at all, only on paper, or really. */
export const TUNING_MODES = ["off", "dry", "on"] as const;
export type TuningMode = (typeof TUNING_MODES)[number];

/** What a shadow measurement found before anybody had the new value. */
export const Shadow = z.object({
  /** What was measured, such as recall@10. */
  measure: z.string(),
  before: z.number(),
  after: z.number(),
  /** Under this the move is refused. */
  floor: z.number(),
  /** Cases behind each of the two. */
  cases: z.int(),
});
export type Shadow = z.infer<typeof Shadow>;

/** How the new value did beside the old one. */
export const Gain = z.object({
  metric: z.string(),
  oldMean: z.number(),
  newMean: z.number(),
  /** Per cent that the mean fell, and the ends between which it lies with 95 of 100. */
  percent: z.number(),
  low: z.number(),
  high: z.number(),
  oldCount: z.int(),
  newCount: z.int(),
  /** Pairs of spans of time, or blocks, that were compared. */
  pairs: z.int(),
  /** Evidence that the new value is better, as often as not 1. */
  evidence: z.number(),
});
export type Gain = z.infer<typeof Gain>;

/** A trial of a knob as pages show it. */
export const TrialRow = z.object({
  id: z.int(),
  knob: z.string(),
  from: z.number(),
  to: z.number(),
  status: z.enum(TRIAL_STATUS),
  why: z.string(),
  /** What came of it, in words. */
  verdict: z.string(),
  shadow: Shadow.nullable(),
  gain: Gain.nullable(),
  releaseId: z.int().nullable(),
  /** The row of the audit log that undoes what it kept; null where nothing stands. */
  auditId: z.int().nullable(),
  startedAt: z.iso.datetime(),
  finishedAt: z.iso.datetime().nullable(),
});
export type TrialRow = z.infer<typeof TrialRow>;

/** A knob as pages show it. */
export const KnobRow = z.object({
  key: z.string(),
  doc: z.string(),
  unit: z.string(),
  value: z.number(),
  fallback: z.number(),
  min: z.number(),
  max: z.number(),
  step: z.number(),
  risk: z.enum(RISKS),
  metric: z.string(),
  /** Whether spans of time are compared, or organisations. */
  isBySlot: z.boolean(),
  /** Samples of its metric within the last hour. */
  samples: z.int(),
  /** Why it is not tried now; null where it may be. */
  rests: z.string().nullable(),
  /** What moved it last. */
  movedBy: z.string().nullable(),
  movedAt: z.iso.datetime().nullable(),
});
export type KnobRow = z.infer<typeof KnobRow>;

/** What load of a pool is foretold, and what its slots are set to by it. */
export const AheadPoolRow = z.object({
  /** The setting that holds its slots. */
  key: z.string(),
  /** Pieces of work that came within each of the last quarter hours, and what is foretold of those to come. */
  past: z.array(z.object({ at: z.iso.datetime(), count: z.number() })),
  coming: z.array(z.object({ at: z.iso.datetime(), count: z.number(), high: z.number() })),
  /** Slots that serve the highest of what is coming, and those there are; null where nothing tells. */
  slots: z.object({ wanted: z.int(), now: z.int(), serviceMs: z.number() }).nullable(),
  /** Who set it by hand within two hours, which stands; null where nobody did. */
  heldBy: z.string().nullable(),
  /** Why nothing is foretold; null where it is. */
  lacks: z.string().nullable(),
});
export type AheadPoolRow = z.infer<typeof AheadPoolRow>;

/** What is set ahead of load, and whether it is. */
export const AheadRow = z.object({ isOn: z.boolean(), pools: z.array(AheadPoolRow) });
export type AheadRow = z.infer<typeof AheadRow>;

/** Tuning as its section shows it. */
export const TuningBoard = z.object({
  mode: z.enum(TUNING_MODES),
  knobs: z.array(KnobRow),
  trials: z.array(TrialRow),
  ahead: AheadRow,
});
export type TuningBoard = z.infer<typeof TuningBoard>;

/** The announcement that a trial began or ended. */
export const TUNING_CHANGED = "tuning.changed";
