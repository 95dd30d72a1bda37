import * as z from "zod";
import { StoredDecision } from "#server/flags/decision.schema.ts";
import { Prerequisite, RELEASE_STATUS, ReleasePlan, VERDICTS } from "#server/flags/set.schema.ts";

const Scalar = z.union([z.string(), z.number(), z.boolean()]);

/** A flag as the list shows it. */
export const FlagRow = z.object({
  key: z.string(),
  isOn: z.boolean(),
  kind: z.enum(["boolean", "string", "number", "object"]),
  variants: z.array(z.string()),
  defaultVariant: z.string().nullable(),
  hasRule: z.boolean(),
  waitsFor: z.array(z.string()),
  description: z.string(),
  /** Share of the new variant of a running release, percent; null where none runs. */
  percent: z.number().nullable(),
});
export type FlagRow = z.infer<typeof FlagRow>;

/** What a flag is for who asks: null for the value where his own is to be taken. */
export const FlagAnswer = z.object({
  value: z.unknown(),
  variant: z.string().nullable(),
  reason: z.enum(["STATIC", "DEFAULT", "TARGETING_MATCH", "DISABLED", "ERROR"]),
});
export type FlagAnswer = z.infer<typeof FlagAnswer>;

/** All flags, with the version they are of. */
export const FlagList = z.object({
  version: z.int(),
  changedAt: z.iso.datetime(),
  /** Where this process read it: the disk while the database is away. */
  from: z.enum(["nothing", "database", "disk"]),
  flags: z.array(FlagRow),
  evaluators: z.array(z.string()),
});
export type FlagList = z.infer<typeof FlagList>;

/** A version as its flag's history shows it. */
export const VersionRow = z.object({
  id: z.int(),
  changedBy: z.string(),
  changedAt: z.iso.datetime(),
  action: z.string(),
  flag: z.string(),
});

/** What a release has seen of one guard. */
export const GuardView = z.object({
  metric: z.string(),
  kind: z.enum(["share", "above", "mean"]),
  action: z.enum(["rollback", "pause"]),
  newN: z.number(),
  oldN: z.number(),
  /** Share of bad samples, or the mean; null without samples. */
  newValue: z.number().nullable(),
  oldValue: z.number().nullable(),
  evidence: z.number().nullable(),
  /** Minutes after which twice as bad would be noticed at this traffic; null where nobody can say. */
  noticedAfterMinutes: z.number().nullable(),
});
export type GuardView = z.infer<typeof GuardView>;

/** A release as its page shows it. */
export const ReleaseView = z.object({
  id: z.int(),
  flag: z.string(),
  status: z.enum(RELEASE_STATUS),
  plan: ReleasePlan,
  stage: z.int(),
  percent: z.number(),
  startedBy: z.string(),
  startedAt: z.iso.datetime(),
  stageAt: z.iso.datetime(),
  finishedAt: z.iso.datetime().nullable(),
  decision: StoredDecision.nullable(),
  guards: z.array(GuardView),
  askers: z.object({ new: z.number(), old: z.number() }),
});
export type ReleaseView = z.infer<typeof ReleaseView>;

/** One flag with its text, its compiled form, history and releases. */
export const FlagDetail = z.object({
  key: z.string(),
  version: z.int(),
  text: z.string(),
  prerequisites: z.array(Prerequisite),
  /** The flag in the plain definition that all processes evaluate. */
  compiled: z.string(),
  /** What the evaluator made of it. */
  form: z.object({ mode: z.string(), text: z.string() }),
  history: z.array(VersionRow),
  releases: z.array(ReleaseView),
});
export type FlagDetail = z.infer<typeof FlagDetail>;

/** A fault of a text, at its place. */
export const TextFault = z.object({
  path: z.string(),
  message: z.string(),
  line: z.int(),
  column: z.int(),
});
export type TextFault = z.infer<typeof TextFault>;

const Step = z.discriminatedUnion("kind", [
  z.object({ kind: z.literal("condition"), place: z.string(), rule: z.unknown(), holds: z.boolean() }),
  z.object({ kind: z.literal("answer"), place: z.string(), rule: z.unknown(), value: z.unknown() }),
  z.object({
    kind: z.literal("share"),
    place: z.string(),
    hashed: z.string(),
    bucket: z.number(),
    total: z.number(),
    shares: z.array(z.object({ variant: z.unknown(), weight: z.number() })),
    value: z.unknown(),
  }),
]);

/** What a flag is for somebody, and why. */
export const Explained = z.object({
  value: z.unknown(),
  variant: z.string().nullable(),
  reason: z.string(),
  errorCode: z.string().nullable(),
  errorMessage: z.string().nullable(),
  metadata: z.record(z.string(), Scalar),
  steps: z.array(Step),
});
export type Explained = z.infer<typeof Explained>;

/** Somebody seen in a release. */
export const ExposureRow = z.object({
  asker: z.string(),
  arm: z.enum(["new", "old"]),
  stage: z.int(),
  firstAt: z.iso.datetime(),
});
export type ExposureRow = z.infer<typeof ExposureRow>;

/** A change's row in the audit log, by which it is undone. */
export const Changed = z.object({ auditId: z.int(), version: z.int() });

/** The decisions of a release from its audit log, each run again. */
export const ReplayRow = z.object({
  auditId: z.int(),
  at: z.iso.datetime(),
  verdict: z.enum(VERDICTS),
  again: z.enum(VERDICTS),
});
