import { slipCost } from "#server/vector/core/slip-cost.ts";
import { stemOf, wordsOf } from "#server/vector/core/words.ts";

/** Words of the trade, and how often they are said. */
export type Vocabulary = ReadonlyMap<string, number>;

/** Shorter words are all near to others. */
const SHORTEST = 3;
/** How much of a slip being twice as common makes up for. */
const COMMON = 0.08;
/** The first letter is seldom wrong. */
const FIRST_LETTER = 0.35;
const KNOWN = 10_000;
const LETTERS = 26;

const limitOf = (length: number): number => (length < 4 ? 0.9 : length < 6 ? 1.05 : length < 9 ? 1.7 : 2.1);

/** The letters of a word as bits, to pass over most words without comparing. */
const lettersOf = (word: string): number => {
  let bits = 0;
  for (let i = 0; i < word.length; i++) bits |= 1 << ((word.charCodeAt(i) - 97 + 64) % LETTERS);
  return bits;
};
const countBits = (bits: number): number => {
  let rest = bits;
  let count = 0;
  for (; rest !== 0; count++) rest &= rest - 1;
  return count;
};

/** Puts words right that are a slip of typing away from one of the vocabulary, the likelier the more often it is said. */
export const createSpelling = (vocabulary: Vocabulary) => {
  const stems = new Set([...vocabulary.keys()].map(stemOf));
  const entries = [...vocabulary].map(([word, count]) => ({ word, letters: lettersOf(word), count }));

  const nearest = (typed: string): string | null => {
    const limit = limitOf(typed.length);
    const letters = lettersOf(typed);
    let best: { word: string; cost: number } | null = null;
    for (const { word, letters: others, count } of entries) {
      if (Math.abs(word.length - typed.length) > 2) continue;
      // Each slip changes at most one letter on either side.
      if (countBits(letters & ~others) > 2 || countBits(others & ~letters) > 2) continue;
      const slips = slipCost(typed, word, limit) + (typed[0] === word[0] ? 0 : FIRST_LETTER);
      if (slips > limit + (typed[0] === word[0] ? 0 : FIRST_LETTER / 2)) continue;
      const cost = slips - COMMON * Math.log2(count + 1);
      if (best === null || cost < best.cost || (cost === best.cost && word < best.word))
        best = { word, cost };
    }
    return best?.word ?? null;
  };

  /** Two words of the vocabulary that were written as one. */
  const parted = (typed: string): string | null => {
    for (let at = SHORTEST; at <= typed.length - SHORTEST; at++) {
      const [a, b] = [typed.slice(0, at), typed.slice(at)];
      if (vocabulary.has(a) && vocabulary.has(b)) return `${a} ${b}`;
    }
    return null;
  };

  const found = new Map<string, string | null>();
  /** Maps a word to what was meant by it; null where it is a word, a number, or near to none. */
  const meantBy = (typed: string): string | null => {
    if (typed.length < SHORTEST || /[^a-z]/.test(typed) || vocabulary.has(typed) || stems.has(stemOf(typed)))
      return null;
    const held = found.get(typed);
    if (held !== undefined) return held;
    const meant = parted(typed) ?? nearest(typed);
    if (found.size >= KNOWN) found.clear();
    found.set(typed, meant);
    return meant;
  };

  return {
    /** Maps a text to its words with slips put right, and the words that were so changed. */
    correct: (text: string): { text: string; changed: readonly string[] } => {
      const changed: string[] = [];
      const words = wordsOf(text).map((word) => {
        const meant = meantBy(word);
        if (meant === null) return word;
        changed.push(word);
        return meant;
      });
      return changed.length === 0 ? { text, changed } : { text: words.join(" "), changed };
    },
  };
};
/** See {@link createSpelling}. */
export type Spelling = ReturnType<typeof createSpelling>;
