import * as z from "zod";
import { FlagDefinition } from "#server/flags/schema.ts";

const Key = z
  .string()
  .min(1)
  .max(200)
  .refine((key) => key !== "__proto__", "got __proto__, expected the name of something");

/** A flag that another one waits for: only where it has this variant, the other is asked at all. */
export const Prerequisite = z.object({
  flag: Key,
  variant: Key,
  /** What the waiting flag is meanwhile; null for its caller's default. */
  otherwise: Key.nullable().default(null),
});
export type Prerequisite = z.infer<typeof Prerequisite>;

/** The share of a flag's askers that have its new variant. */
export const Rollout = z.object({
  /** Number of the release; with the targeting key it is what is hashed, so each release draws anew. */
  id: z.int(),
  /** The variant of the rest; null for the flag's default. */
  from: Key.nullable(),
  to: Key,
  /** Share in hundredths of a percent. */
  weight: z.int().min(0).max(10_000),
  /** Whether the plan is only run on paper. */
  isDry: z.boolean(),
  /** Whether spans of time are drawn instead of askers: for what a whole process shares. */
  isBySlot: z.boolean().default(false),
});
export type Rollout = z.infer<typeof Rollout>;

/** What people write: a flagd definition, which flag waits for which, and the shares of running releases. */
export const FlagSource = z.object({
  definition: FlagDefinition,
  prerequisites: z.record(Key, z.array(Prerequisite).max(8)),
  rollouts: z.record(Key, Rollout),
});
export type FlagSource = z.infer<typeof FlagSource>;

const minutes = (most: number) => z.number().min(0).max(most);

/** A part of a release: the share, and what must have been seen before the next one. */
export const Stage = z.object({
  percent: z.number().gt(0).max(100),
  leastMinutes: minutes(60 * 24 * 30),
  /** Measures that each arm must have. */
  leastSeen: z.int().min(0).max(10_000_000).default(100),
});
export type Stage = z.infer<typeof Stage>;

const guard = {
  /** The meter whose samples are compared. */
  metric: z.string().min(1).max(120),
  /** Whether it takes the release back, or only pauses it. */
  action: z.enum(["rollback", "pause"]).default("rollback"),
  /** So many times the old arm's share or mean is no fault. */
  tolerance: z.number().min(1).max(10).default(1),
  /** Above this, the new arm is taken back whatever the old one does; null for none. */
  hardLimit: z.number().gt(0).nullable().default(null),
};

/** What a release is watched by: a share of bad samples, a share above a bound, or a mean. */
export const Guard = z.discriminatedUnion("kind", [
  z.object({ kind: z.literal("share"), ...guard, bad: z.string().regex(/^\w+=[^,=]+$/) }),
  z.object({ kind: z.literal("above"), ...guard, bound: z.number() }),
  z.object({ kind: z.literal("mean"), ...guard }),
]);
export type Guard = z.infer<typeof Guard>;

const DEFAULT_PERCENTS = [1, 5, 25, 50, 100];

/** How a variant is brought to everybody. */
export const ReleasePlan = z
  .object({
    flag: Key,
    from: Key.nullable(),
    to: Key,
    stages: z
      .array(Stage)
      .min(1)
      .max(200)
      .default(() => DEFAULT_PERCENTS.map((percent) => ({ percent, leastMinutes: 30, leastSeen: 100 }))),
    guards: z.array(Guard).max(8),
    isDry: z.boolean().default(false),
    /** Whether spans of time have the arms, not askers: for what a whole process shares. */
    isBySlot: z.boolean().default(false),
    /** After a way back, the flag is not released again for so long. */
    cooldownMinutes: minutes(60 * 24 * 30).default(60),
    /** Chance that a release that changes nothing is ever taken back. */
    falseAlarm: z.number().gt(0).max(0.1).default(0.002),
    /** Without a sample of the new arm for so long the release holds. */
    quietMinutes: minutes(60 * 24).default(10),
  })
  .refine(
    ({ stages }) => stages.every(({ percent }, i) => percent > (stages[i - 1]?.percent ?? 0)),
    "stages: found one that is not above the one before, expected shares that grow",
  );
export type ReleasePlan = z.infer<typeof ReleasePlan>;

/** What becomes of a release. */
export const RELEASE_STATUS = ["running", "paused", "done", "rolled-back", "cancelled"] as const;

/** Why a release does what it does. */
export const VERDICTS = [
  "wait",
  "hold-ratio",
  "hold-quiet",
  "pause-signal",
  "rollback-hard",
  "rollback-worse",
  "advance",
  "done",
] as const;
export type Verdict = (typeof VERDICTS)[number];

const Count = z.number().min(0);
const ShareCounts = {
  /** Samples of the old variant before anybody had the new one. */
  before: z.object({ n: Count, bad: Count }),
  /** Per block of time: samples and bad ones of the new arm, samples and bad ones of the old arm. */
  blocks: z.array(z.tuple([Count, Count, Count, Count])),
};

/** What was counted for one guard. */
export const GuardCounts = z.discriminatedUnion("kind", [
  z.object({ kind: z.literal("share"), ...ShareCounts }),
  z.object({ kind: z.literal("above"), ...ShareCounts }),
  z.object({
    kind: z.literal("mean"),
    /** So far, at each look. */
    totals: z.array(
      z.object({
        newN: Count,
        newSum: z.number(),
        newSquares: Count,
        oldN: Count,
        oldSum: z.number(),
        oldSquares: Count,
      }),
    ),
  }),
]);
export type GuardCounts = z.infer<typeof GuardCounts>;

const Arms = z.object({ new: Count, old: Count });

/** Everything a decision about a release stands on. */
export const ReleaseCounts = z.object({
  stage: z.int().min(0),
  stageMinutes: z.number().min(0),
  /** Samples of this stage by arm, of the guard that has fewest. */
  seen: Arms,
  /** Different askers of this stage by arm. */
  askers: Arms,
  /** Since the newest sample of the new arm. */
  quietMinutes: z.number().min(0),
  guards: z.array(GuardCounts),
});
export type ReleaseCounts = z.infer<typeof ReleaseCounts>;
