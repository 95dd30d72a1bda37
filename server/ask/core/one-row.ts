import { type Asked, tokensSaying } from "#server/ask/core/question.ts";

const FIRST =
  "(?:heaviest|biggest|largest|lightest|smallest|longest|shortest|latest|newest|oldest|earliest|worst|highest|lowest|dearest|priciest|costliest|cheapest|fastest|quickest|most\\s+(?:expensive|recent|serious|severe|costly)|least\\s+(?:expensive|costly))";
const BESIDE =
  /(?:,|\band\b|[;–—-])\s*(?:from\s+|by\s+|on\s+|for\s+|of\s+|at\s+|in\s+)?(?:which|what|who|whose)\b.*$/i;

/**
 * Whether a question asks for the one row that comes first by something, however it goes on about it: "which ticket was the
 * heaviest, and which truck brought it in" is of a ticket, and no count of tickets by truck.
 */
export const asksOneRow = (asked: Asked, nouns: string): boolean => {
  const { text } = asked.hearing;
  const one = `(?:${nouns})\\b`;
  return (
    new RegExp(`\\b${FIRST}\\s+(?:single\\s+)?(?:\\S+\\s+){0,2}?${one}`, "i").test(text) ||
    new RegExp(
      `\\b(?:which|what)\\s+(?:single\\s+)?(?:\\S+\\s+){0,2}?${one}(?:(?!\\band\\s+(?:which|what|who)\\b).)*\\b${FIRST}\\b`,
      "i",
    ).test(text)
  );
};

/** The words behind the row that is asked for, which its columns answer: "and which truck brought it in". */
export const saidBeside = (asked: Asked): readonly number[] => tokensSaying(asked, BESIDE);

/** Whether a question goes on about the row that it asks for. */
export const goesOn = (asked: Asked): boolean => BESIDE.test(asked.hearing.text);
