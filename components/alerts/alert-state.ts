import type { Tone } from "#components/ui/badge.tsx";
import type { RuleRow } from "#server/alerts/schema.ts";

/** How a rule is shown: where it stands, unless it is off, or mute and quiet. */
export type ShownState = "firing" | "pending" | "ok" | "mute" | "off";

/** The colour of a state. */
export const STATE_TONES: Readonly<Record<ShownState, Tone>> = {
  firing: "bad",
  pending: "warn",
  ok: "good",
  mute: "idle",
  off: "idle",
};

const ORDER: readonly ShownState[] = ["firing", "pending", "mute", "ok", "off"];

/** Whether a rule is mute as of now. */
export const isMute = ({ mutedUntil }: Pick<RuleRow, "mutedUntil">, nowMs: number): boolean =>
  mutedUntil !== null && Date.parse(mutedUntil) > nowMs;

/** The state a rule is shown in. */
export const shownState = (rule: RuleRow, nowMs: number): ShownState => {
  if (!rule.isOn) return "off";
  if (rule.standing !== "ok") return rule.standing;
  return isMute(rule, nowMs) ? "mute" : "ok";
};

/** Rules in the order in which somebody has to look at them; within a state as they were made. */
export const inOrder = (rules: readonly RuleRow[], nowMs: number): RuleRow[] =>
  [...rules].sort(
    (a, b) => ORDER.indexOf(shownState(a, nowMs)) - ORDER.indexOf(shownState(b, nowMs)) || a.id - b.id,
  );
