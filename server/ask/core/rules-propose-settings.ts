import type { Asked, RuleReading } from "#server/ask/core/question.ts";
import type { Refusal } from "#server/ask/core/refuse.ts";
import { allTokens } from "#server/ask/core/rules-explain.ts";

const BACK =
  /\b(?:roll(?:ed|ing)?[\s-]*back|revert(?:ed|ing)?|restor(?:e|ed|ing)|reset(?:ting)?|undo(?:ing)?|put\b.*\bback|go(?:ing)? back|return(?:ing)?|tak(?:e|ing) back|back to)\b/i;
// What is gone back to, by the settings that it is.
const PARTS: readonly (readonly [said: RegExp, prefix: string, name: string])[] = [
  [/\b(?:optimi[sz]er|solver|route planner|planner)\b/i, "routing.", "optimiser"],
  [/\b(?:search|vector(?: search)?) (?:settings?|parameters?|tuning|configuration)\b/i, "vector.", "search"],
  [/\bcache (?:settings?|parameters?|tuning|configuration)\b/i, "cache.", "cache"],
  [/\b(?:model|llm) (?:settings?|parameters?|tuning|configuration)\b/i, "llm.", "model"],
];
const OF_SETTINGS =
  /\b(?:weights?|versions?|settings?|parameters?|values?|configuration|config|tuning|knobs?)\b/i;

/** "Roll back the optimiser weights to last week's version": changes of its settings since then, undone; undefined where nothing of the kind is asked. */
export const readSettingsBack = (asked: Asked): RuleReading | Refusal | undefined => {
  const { text } = asked.hearing;
  const part = PARTS.find(([said]) => said.test(text));
  if (!part || !BACK.test(text) || !OF_SETTINGS.test(text) || asked.links.links.length > 0) return undefined;
  const [, prefix, name] = part;
  const { window, now } = asked;
  const at = window === null ? Number.NaN : Math.min(Date.parse(window.to), Date.parse(now));
  const sinceS = Math.ceil((Date.parse(now) - at) / 1_000);
  if (window === null || !(sinceS > 0))
    return {
      reason: "unclear",
      text: `To which time are the settings of the ${name} to go back? Say it as "to last week's version" or "to yesterday's".`,
    };
  return {
    plan: {
      kind: "propose",
      proposal: { action: "settings-back", prefix, sinceS },
      words: `the settings of the ${name} as they stood at the end of ${window.label}: every change of them since then undone, the newest first`,
    },
    window,
    uses: [],
    said: allTokens(asked),
  };
};
