import { MEANING, type StaticModel } from "#server/vector/core/static-model.ts";
import { slipsBetween } from "#server/vector/core/static-slips.ts";
import { gramsOf, piecesOf, stemOf, wordsOf } from "#server/vector/core/words.ts";

/** Below this share of common letters a word is taken for another, not for a slip. */
const MIN_ALIKE = 0.4;
/** From here on the slips between two words are counted. */
const MAYBE = 0.1;
/** Shorter words are too near to others for that. */
const SLIPPED = 4;
const MOST_SLIPS = 2;
/** What a slip costs, in letters. */
const SLIP = 1.2;
/** So alike, a word is read as its neighbour where runs of words are looked for. */
const TAKEN_FOR = 0.75;
const NEIGHBOURS = 3;
/** The best neighbour counts far more than the next: shares are raised to this. */
const SHARPNESS = 8;
/** Words whose meaning is kept; the longest texts bring no more. */
const KNOWN = 50_000;

/** A word or a run of words: how much it tells, and what it means (MEANING numbers, shorter the less sure). */
export type StaticWord = { weight: number; meaning: Float32Array };

/** Reads texts as words of a model; a word that the model lacks means what those spelt nearly alike do. */
export const createStaticWords = (model: StaticModel) => {
  const rows = new Map(model.words.map((word, row) => [word, row]));
  const byGram = new Map<string, number[]>();
  const gramCounts = new Uint16Array(model.words.length);
  for (const [row, word] of model.words.entries()) {
    if (word.includes(" ")) continue;
    const grams = new Set(gramsOf(word));
    gramCounts[row] = grams.size;
    for (const gram of grams) {
      const list = byGram.get(gram);
      if (list === undefined) byGram.set(gram, [row]);
      else list.push(row);
    }
  }
  const rarest = model.weights.reduce((most, weight) => Math.max(most, weight), 0) || 1;

  const alike = (word: string): { row: number; share: number }[] => {
    const grams = new Set(gramsOf(word));
    const common = new Map<number, number>();
    for (const gram of grams)
      for (const row of byGram.get(gram) ?? []) common.set(row, (common.get(row) ?? 0) + 1);
    return [...common]
      .map(([row, both]) => {
        const letters = (2 * both) / (grams.size + (gramCounts[row] ?? 0));
        if (letters < MAYBE || word.length < SLIPPED) return { row, share: letters };
        const slips = slipsBetween(word, model.words[row] ?? "");
        return {
          row,
          share: Math.max(letters, (1 - (SLIP * slips) / word.length) * (slips > MOST_SLIPS ? 0 : 1)),
        };
      })
      .filter(({ share }) => share >= MIN_ALIKE)
      .sort((a, b) => b.share - a.share || a.row - b.row)
      .slice(0, NEIGHBOURS);
  };

  const make = (word: string): StaticWord & { readAs: string } => {
    const row = rows.get(word);
    // Numbers mean themselves and nothing near them.
    const isNumber = /\d/.test(word);
    const found = row !== undefined ? [{ row, share: 1 }] : isNumber ? [] : alike(word);
    const sure = found[0]?.share ?? 0;
    const shares = found.map(({ row, share }) => ({ row, share: share ** SHARPNESS }));
    const total = shares.reduce((sum, { share }) => sum + share, 0);
    const weight =
      total > 0
        ? shares.reduce((sum, { row, share }) => sum + share * (model.weights[row] ?? rarest), 0) / total
        : rarest;
    const meaning = new Float32Array(MEANING);
    for (const { row, share } of shares) {
      const factor = (share / total) * sure * (model.scales[row] ?? 0);
      for (let i = 0; i < MEANING; i++)
        meaning[i] = (meaning[i] ?? 0) + factor * (model.meanings[row * MEANING + i] ?? 0);
    }
    const readAs = sure >= TAKEN_FOR ? (model.words[found[0]?.row ?? 0] ?? word) : word;
    return { weight, meaning, readAs };
  };

  const known = new Map<string, StaticWord & { readAs: string }>();
  const understand = (word: string) => {
    const held = known.get(word);
    if (held !== undefined) return held;
    const made = make(word);
    if (known.size >= KNOWN) known.clear();
    known.set(word, made);
    return made;
  };

  return {
    /** The direction that all texts share. */
    common: model.common,
    /** What a word or a run of stems says. */
    understand: (piece: string): StaticWord => understand(piece),
    /** The stems of a text, and what is said with them: known runs of words as one. */
    read: (text: string): { stems: string[]; pieces: string[] } => {
      const stems = wordsOf(text).map(stemOf);
      return {
        stems,
        pieces: piecesOf(
          stems.map((stem) => understand(stem).readAs),
          (run) => rows.has(run),
        ),
      };
    },
  };
};
/** See {@link createStaticWords}. */
export type StaticWords = ReturnType<typeof createStaticWords>;
