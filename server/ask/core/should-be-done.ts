import type { Asked } from "#server/ask/core/question.ts";

const DONE =
  "(?:done|finished|completed?|collected|picked\\s+up|emptied|served|made|closed|resolved|sorted|dealt\\s+with|wrapped\\s+up|back|home|over|through)";
const SHOULD =
  "(?:should(?:\\s+(?:we|they|it|all))?|ought\\s+to|(?:was|were)\\s+(?:meant|supposed|due|scheduled)\\s+to)";
const BUT_NOT =
  "(?:\\s*,?\\s+(?:but|and|yet)\\s+(?:(?:have|has|are|is|were|was)\\s*(?:n['’]?t|\\s+not)|still\\s+(?:are|is)\\s*(?:n['’]?t|\\s+not))(?:\\s+(?:been|yet))*)?";

/** Words for what has had its time and is still to do: "should have been collected by now", which says that it is not done. */
export const SHOULD_BE_DONE = new RegExp(
  `\\b${SHOULD}\\s+(?:(?:already|really|all|by\\s+now)\\s+)*(?:have(?:\\s+been)?|be)\\s+(?:(?:all|already)\\s+)?${DONE}(?:\\s+(?:out|off|up))?(?:\\s+(?:by\\s+now|already|so\\s+far|long\\s+ago))*${BUT_NOT}`,
  "i",
);

/** Whether a question asks how much was due by now, done or not: "how many stops should we have done by now". */
export const asksWhatWasDue = (text: string): boolean =>
  /\bhow\s+many\b/i.test(text) && !/\b(?:but|yet)\b|n['’]t\b|\bnot\b/i.test(text);

/** The moment until which what is asked for was due: an hour of today that is over, else now; undefined where nothing was. */
export const dueBy = ({ hearing: { text }, clocks, now }: Asked): string | undefined => {
  if (!SHOULD_BE_DONE.test(text)) return undefined;
  const [limit, ...more] = clocks;
  if (more.length > 0) return undefined;
  return limit?.side === "before" && limit.at <= now ? limit.at : now;
};
