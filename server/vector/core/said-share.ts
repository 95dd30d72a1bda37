import { tellingStems } from "#server/vector/core/marks.ts";
import { stemOf, wordsOf } from "#server/vector/core/words.ts";
import type { PassageText } from "#server/vector/schema.ts";

/** The passage that says most is among so many of the first. */
const FIRST = 5;

/** How much of what is looked for the best of a list found by words says, word by word: 0 to 1. */
export const saidShare = (words: string, found: readonly Pick<PassageText, "title" | "text">[]): number => {
  const wanted = tellingStems(words);
  if (wanted.length === 0) return 0;
  const shares = found.slice(0, FIRST).map(({ title, text }) => {
    const said = new Set(wordsOf(`${title} ${text}`).map(stemOf));
    return wanted.filter((stem) => said.has(stem)).length / wanted.length;
  });
  return Math.max(0, ...shares);
};
