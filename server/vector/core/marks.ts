import { slipsBetween } from "#server/vector/core/static-slips.ts";
import { stemOf, wordsOf } from "#server/vector/core/words.ts";
import type { TextRange } from "#server/vector/schema.ts";

// Marks belong to the letter before them, so that a word written with them stays whole.
const WORD = /[\p{L}\p{N}][\p{L}\p{N}\p{M}]*(?:['’][\p{L}\p{M}]+)?/gu;

// In every text: marking them would mark everything.
const COMMON = new Set(
  "a about all an and any are as at be been but by can did do does for from had has have he her his how i in into is it its me my no not of on or our she so that the their them there they this to up us was we were what when where which who why will with you your".split(
    " ",
  ),
);

const slipsAllowed = (length: number): number => (length < 5 ? 0 : length < 9 ? 1 : 2);

/** Whether two short words have the same letters: gaet is gate, but late is not. */
const isSwapped = (a: string, b: string): boolean =>
  a.length === b.length && a.length > 2 && [...a].sort().join("") === [...b].sort().join("");

/** The words of a search that tell what is looked for, each once, as stems; all, where none does. */
export const tellingStems = (query: string): string[] => {
  const words = wordsOf(query);
  const telling = words.filter((word) => !COMMON.has(word));
  return [...new Set((telling.length > 0 ? telling : words).map(stemOf))];
};

/** Makes the test of whether a word of a text is one that was looked for, its other forms and slips of typing included. */
const matcherOf = (query: string): ((word: string) => boolean) => {
  const wanted = tellingStems(query);
  return (word) => {
    const stem = stemOf(word);
    return wanted.some((each) => {
      if (each === stem) return true;
      // A number that differs in a digit is another number.
      if (/\d/.test(each) || /\d/.test(stem)) return false;
      if (isSwapped(each, stem) && slipsBetween(each, stem) === 1) return true;
      const allowed = slipsAllowed(Math.min(each.length, stem.length));
      return allowed > 0 && slipsBetween(each, stem) <= allowed;
    });
  };
};

/** The stretches of a text that are words looked for: the same word, a form of it, or one that is a slip away. */
export const marksIn = (query: string, text: string): TextRange[] => {
  const isWanted = matcherOf(query);
  return [...text.matchAll(WORD)].flatMap(({ 0: found, index }): TextRange[] =>
    wordsOf(found).some(isWanted) ? [[index, index + found.length]] : [],
  );
};

/** The stretch of at most `length` characters that holds most of the marks, from word to word; the first of equals. */
export const excerptOf = (text: string, marks: readonly TextRange[], length: number): TextRange => {
  if (text.length <= length) return [0, text.length];
  const room = Math.floor(length / 5);
  let best: { from: number; held: number } = { from: 0, held: 0 };
  for (const [start] of marks) {
    const from = Math.max(0, Math.min(start - room, text.length - length));
    const held = marks.filter(([a, b]) => a >= from && b <= from + length).length;
    if (held > best.held) best = { from, held };
  }
  const { from } = best;
  const until = from + length;
  // Not in the middle of a word, unless a single word is longer than the room before the first mark.
  const space = text.indexOf(" ", from);
  const begin = from === 0 || space < 0 || space >= from + room ? from : space + 1;
  const last = text.lastIndexOf(" ", until);
  const end = until >= text.length || last <= until - room ? until : last;
  return [begin, Math.min(end, text.length)];
};
