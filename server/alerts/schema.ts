import * as z from "zod";
import { NotedChange } from "#server/platform/noted-change.schema.ts";
import { Ways } from "#server/platform/ways.schema.ts";

const Name = z.string().trim().min(1, "expected a text").max(120);
const Meter = z
  .string()
  .trim()
  .regex(/^[a-z][a-z0-9_.]*$/, "expected the name of a meter, such as api.request_ms")
  .max(120);
const Label = z
  .string()
  .trim()
  .regex(/^[^=,\s]+=[^=,]+$/, "expected name=value, such as hit=true")
  .max(120);
const Seconds = z.int().min(0).max(86_400);
const Finite = z.number().min(-1e12).max(1e12);

/** What becomes of the values of a window. */
export const REDUCERS = ["p95", "p99", "max", "mean", "count", "share"] as const;
/** One of {@link REDUCERS}. */
export type Reduce = (typeof REDUCERS)[number];

const holds = {
  /** Values that a window must hold before it says anything. */
  least: z.int().min(1).max(1_000_000),
  /** How long a bound must be crossed before the alert is raised, seconds. */
  raiseForS: Seconds,
  /** How long all must be good before it ends, seconds. */
  clearForS: Seconds,
};

const Threshold = z.object({
  kind: z.literal("threshold"),
  meter: Meter,
  reduce: z.enum(REDUCERS),
  /** The label whose share is meant, for `share` only. */
  label: Label.nullable(),
  side: z.enum(["above", "below"]),
  windowS: z.int().min(5).max(3_600),
  /** The bound that raises. */
  raise: Finite,
  /** The bound that clears, on the good side of it. */
  clear: Finite,
  ...holds,
});

const Burn = z.object({
  kind: z.literal("burn"),
  meter: Meter,
  /** A value is bad above this, or where it has the label. */
  badAbove: Finite.nullable(),
  badLabel: Label.nullable(),
  /** Good values of a hundred that are promised. */
  objective: z.number().min(50).max(99.999),
  ...holds,
});

const Anomaly = z.object({
  kind: z.literal("anomaly"),
  meter: Meter,
  reduce: z.enum(["mean", "count"]),
  windowS: z.int().min(60).max(3_600),
  /** Robust deviations from the same hour of the week that raise, and below which it clears. */
  raise: z.number().min(2).max(20),
  clear: z.number().min(1).max(20),
  /** Weeks with that hour that must be known. */
  leastWeeks: z.int().min(3).max(12),
  ...holds,
});

/** What a rule watches and when it raises. */
export const RuleSpec = z
  .discriminatedUnion("kind", [Threshold, Burn, Anomaly])
  .superRefine((spec, context) => {
    const fault = (path: string, message: string) =>
      context.addIssue({ code: "custom", path: [path], message });
    if (spec.kind === "threshold") {
      if ((spec.reduce === "share") !== (spec.label !== null))
        fault("label", `found ${spec.label ?? "none"}, expected one with a share and none otherwise`);
      const isApart = spec.side === "above" ? spec.clear <= spec.raise : spec.clear >= spec.raise;
      if (!isApart)
        fault(
          "clear",
          `found ${spec.clear}, expected ${spec.raise} or ${spec.side === "above" ? "less" : "more"}`,
        );
      if (spec.side === "below" && ["p95", "p99", "max"].includes(spec.reduce))
        fault("side", `found below with ${spec.reduce}, expected above`);
    }
    if (spec.kind === "burn" && (spec.badAbove === null) === (spec.badLabel === null))
      fault("badAbove", "found neither or both, expected a bound or a label that makes a value bad");
    if (spec.kind === "anomaly" && spec.clear > spec.raise)
      fault("clear", `found ${spec.clear}, expected ${spec.raise} or less`);
  });
export type RuleSpec = z.infer<typeof RuleSpec>;

/** A rule as a form gives it; without a number it is a new one. */
export const RuleForm = z.object({
  id: z.int32().positive().optional(),
  name: Name,
  /** Alerts of one group that stand together are told once. */
  group: z.string().trim().min(1, "expected a text").max(60),
  isOn: z.boolean(),
  spec: RuleSpec,
  ways: Ways,
});
export type RuleForm = z.infer<typeof RuleForm>;

/** A rule as it is stored. */
export const Rule = RuleForm.extend({
  id: z.int32(),
  ownerId: z.string().nullable(),
  ownerName: z.string().nullable(),
  mutedUntil: z.iso.datetime().nullable(),
});
export type Rule = z.infer<typeof Rule>;

/** An alert that was raised. */
export const Alert = z.object({
  id: z.int32(),
  ruleId: z.int32(),
  /** What the rule found when it raised, in words. */
  words: z.string(),
  isTest: z.boolean(),
  eventAt: z.iso.datetime(),
  raisedAt: z.iso.datetime(),
  endedAt: z.iso.datetime().nullable(),
  /** The alert of its group that stood already when it was raised; it was told of, and this one was not. */
  groupedWith: z.int().nullable(),
  /** When it was given to webhook and e-mail; null while its rule is mute, or where it is grouped. */
  toldAt: z.iso.datetime().nullable(),
});
export type Alert = z.infer<typeof Alert>;

/** A rule of the list with what it measures now. */
export const RuleRow = Rule.extend({
  /** The rule in words. */
  words: z.string(),
  standing: z.enum(["ok", "pending", "firing"]),
  since: z.iso.datetime().nullable(),
  /** What this process measures now, in words; null without traffic. */
  now: z.string().nullable(),
  open: Alert.nullable(),
});
export type RuleRow = z.infer<typeof RuleRow>;

/** A meter that moved in the minutes around an alert. */
export const MovedMeter = z.object({
  name: z.string(),
  /** What it was in the hour before, and at its farthest in the minutes around the alert. */
  usual: z.number(),
  value: z.number(),
  at: z.iso.datetime(),
  deviations: z.number(),
});
export type MovedMeter = z.infer<typeof MovedMeter>;

/** A rule with its alerts, its changes, and what else moved around the newest alert. */
export const RuleDetail = z.object({
  rule: RuleRow,
  alerts: z.array(Alert),
  changes: z.array(NotedChange),
  moved: z
    .object({ alertId: z.int32(), meters: z.array(MovedMeter), changes: z.array(NotedChange) })
    .nullable(),
});
export type RuleDetail = z.infer<typeof RuleDetail>;

/** Longest time that a rule can be mute, minutes: a week. */
export const MOST_MUTE_MINUTES = 10_080;
