import { type ProposalRule, plainNumbers, proposed } from "#server/ask/core/proposal-parts.ts";
import { readNumber } from "#server/ask/core/quantity.ts";

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

const UNDO =
  /^\W*(?:please\s+|can you\s+|could you\s+|i want to\s+)*(?:undo|revert|roll back|take back|reverse|cancel|withdraw)\s+(?:my|the)?\s*(?:last|latest|most recent|previous)?\s*(\d{1,2}|one|two|three|four|five|six|ten|few|couple(?: of)?)?\s*(reassignments?|moves?|re-?assigns|assignments?|changes?|actions?|edits?|(?:thing|one) (?:i|we) (?:reassigned|re-assigned|moved|changed|did|edited))\b/i;
// Changes that one click takes back.
const MOST_UNDONE = 20;

/** "Roll back the optimiser weights to last week's version": changes of its settings since then, undone. */
export const settingsBack: ProposalRule = {
  kind: "settings-back",
  isSaid: ({ hearing: { text } }) =>
    PARTS.some(([said]) => said.test(text)) && BACK.test(text) && OF_SETTINGS.test(text),
  propose: (asked) => {
    const part = PARTS.find(([said]) => said.test(asked.hearing.text));
    if (!part || asked.links.links.length > 0) return undefined;
    const [, prefix, name] = part;
    const { window, now } = asked;
    const at = window === null ? Number.NaN : Math.min(Date.parse(window.to), Date.parse(now));
    const sinceS = Math.ceil((Date.parse(now) - at) / 1_000);
    if (window === null || !(sinceS > 0))
      return {
        reason: "unclear",
        text: `To which time are the settings of the ${name} to go back? Say it as "to last week's version" or "to yesterday's".`,
      };
    const words = `the settings of the ${name} as they stood at the end of ${window.label}: every change of them since then undone, the newest first`;
    return { ...proposed(asked, { action: "settings-back", prefix, sinceS }, words), window };
  },
};

const PROPOSED = /^undo what was proposed: "(.{1,1000})"$/i;

/** The question that takes back a proposal by its words, as a conversation makes it of "no, undo that". */
export const undoingOf = (words: string): string => `undo what was proposed: "${words.replaceAll('"', "'")}"`;

/** Whether a text is such a question. */
export const isUndoingOf = (text: string): boolean => PROPOSED.test(text);

/** "No, undo that" behind a proposal: that one alone, whether it waits or was done. */
export const withdraw: ProposalRule = {
  kind: "withdraw",
  isSaid: ({ hearing: { text } }) => isUndoingOf(text),
  propose: (asked) => {
    const words = PROPOSED.exec(asked.hearing.text)?.[1];
    if (words === undefined) return undefined;
    return proposed(
      asked,
      { action: "undo", count: 1, of: "changes", proposed: words },
      `put aside, or undone where it was confirmed, and nothing else: ${words}`,
    );
  },
};

/** "Undo my last two reassignments." */
export const undo: ProposalRule = {
  kind: "undo",
  isSaid: ({ hearing: { text } }) => UNDO.test(text),
  propose: (asked) => {
    const { text } = asked.hearing;
    if (asked.links.links.length > 0) return undefined;
    const said = UNDO.exec(text)?.[1]?.replace(/\s+of$/i, "");
    const counted = said === undefined ? plainNumbers(asked) : [readNumber(said)];
    if (counted.length > 1) return undefined;
    const isMany =
      /\b(?:reassignments|moves|re-?assigns|assignments|changes|actions|edits|things|swaps|shifts)\b/i.test(
        text,
      );
    const count = counted[0] ?? (isMany ? undefined : 1);
    if (count === undefined || !Number.isInteger(count) || count < 1)
      return { reason: "unclear", text: "How many of your last changes are to be undone?" };
    if (count > MOST_UNDONE)
      return {
        reason: "not-yet",
        text: `One click takes back ${MOST_UNDONE} changes at most. The audit log takes back more.`,
      };
    const isOfMoves =
      /\b(?:re-?assign\w*|assignments?|moved?|moves|swaps?|swapped|hand-?overs?|transfers?)\b/i.test(text);
    return proposed(
      asked,
      { action: "undo", count, of: isOfMoves ? "reassignments" : "changes" },
      `your last ${count === 1 ? "" : `${count} `}${isOfMoves ? "reassignment" : "change"}${count === 1 ? "" : "s"} undone, the newest first`,
    );
  },
};
