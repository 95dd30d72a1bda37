import type { Reading } from "#server/alerts/core/condition.ts";
import type { RuleSpec } from "#server/alerts/schema.ts";

const SPANS = [
  [3_600, "h"],
  [60, "min"],
] as const;

const spanOf = (seconds: number): string => {
  for (const [unitS, unit] of SPANS)
    if (seconds >= unitS && seconds % unitS === 0) return `${seconds / unitS} ${unit}`;
  return `${seconds} s`;
};

const numberOf = (value: number): string =>
  String(Number(value.toFixed(Math.abs(value) >= 100 ? 0 : Math.abs(value) >= 10 ? 1 : 2)));

const unitOf = (meter: string): string => {
  const unit = /_(ms|mb|s|percent)$/.exec(meter)?.[1];
  return unit === undefined ? "" : unit === "percent" ? "%" : unit === "mb" ? " MB" : ` ${unit}`;
};

const heldOf = ({ raiseForS, clearForS }: RuleSpec): string =>
  `${raiseForS > 0 ? `, for ${spanOf(raiseForS)}` : ""}; ends after ${spanOf(clearForS)} of good values`;

const withUnit = (spec: RuleSpec, value: number): string => {
  if (spec.kind === "threshold" && spec.reduce === "share") return `${numberOf(value)}%`;
  const isCount = "reduce" in spec && spec.reduce === "count";
  return `${numberOf(value)}${isCount ? "" : unitOf(spec.meter)}`;
};

const measureOf = (spec: Exclude<RuleSpec, { kind: "burn" }>): string => {
  if (spec.reduce === "share")
    return `share of ${spec.meter} with ${(spec.kind === "threshold" && spec.label) || "its label"}`;
  return `${spec.reduce} of ${spec.meter}`;
};

const badOf = (spec: Extract<RuleSpec, { kind: "burn" }>): string =>
  spec.badLabel ?? `over ${withUnit(spec, spec.badAbove ?? 0)}`;

/** A rule in words. */
export const ruleWords = (spec: RuleSpec): string => {
  if (spec.kind === "burn")
    return `${spec.meter}: ${spec.objective} of 100 are not ${badOf(spec)}; raised where that budget is spent 14.4 times as fast over 1 h and 5 min, or 6 times over 6 h and 30 min, from ${spec.least} values${heldOf(spec)}`;
  if (spec.kind === "anomaly")
    return `${measureOf(spec)} over ${spanOf(spec.windowS)} more than ${numberOf(spec.raise)} deviations from the same hour of the week, known from ${spec.leastWeeks} weeks on, from ${spec.least} values${heldOf(spec)}`;
  return `${measureOf(spec)} over ${spanOf(spec.windowS)} ${spec.side} ${withUnit(spec, spec.raise)}, from ${spec.least} values; good again at ${withUnit(spec, spec.clear)}${heldOf(spec)}`;
};

/** What a rule's windows say, in words; null where they say nothing. */
export const readingWords = (spec: RuleSpec, { figure }: Reading): string | null => {
  if (figure === null) return null;
  if (figure.kind === "share") {
    const bound = spec.kind === "threshold" ? withUnit(spec, spec.raise) : "";
    return `${figure.over} of ${figure.all} over ${bound} (${numberOf((100 * figure.over) / figure.all)}%)`;
  }
  if (figure.kind === "burn") {
    const { long, short, all } = figure.reading;
    return `budget spent at ${numberOf(long ?? 0)} and ${numberOf(short ?? 0)} times the promised rate, ${all} values`;
  }
  if (figure.kind === "anomaly")
    return `${withUnit(spec, figure.value)}, usually ${withUnit(spec, figure.usual)} (${numberOf(figure.deviations)} deviations)`;
  return `${withUnit(spec, figure.value)} of ${figure.all} values`;
};
