import { MEANING, type StaticModel } from "#server/vector/core/static-model.ts";
import { slipsBetween } from "#server/vector/core/static-slips.ts";
import { gramsOf, piecesOf, stemOf, wordsOf } from "#server/vector/core/words.ts";
import { DIMENSIONS } from "#server/vector/schema.ts";

const SPELLING = DIMENSIONS - MEANING;
/** Share of the likeness that spelling has: enough for names and numbers, too little to beat meaning. */
const SPELLING_SHARE = 0.2;
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
/** Places each run of letters falls on; several make an accidental meeting weigh little. */
const PLACES = 3;

const hash = (text: string, seed: number): number => {
  let h = 0x811c9dc5 ^ seed;
  for (let i = 0; i < text.length; i++) h = Math.imul(h ^ text.charCodeAt(i), 0x01000193);
  h = Math.imul(h ^ (h >>> 15), 0x2c1b3c6d);
  return (h ^ (h >>> 13)) >>> 0;
};

const scaleTo = (vector: Float32Array, from: number, to: number, length: number): void => {
  let squares = 0;
  for (let i = from; i < to; i++) squares += (vector[i] ?? 0) ** 2;
  if (squares === 0) return;
  const factor = length / Math.sqrt(squares);
  for (let i = from; i < to; i++) vector[i] = (vector[i] ?? 0) * factor;
};

type Word = { weight: number; sure: number; meaning: readonly { row: number; share: number }[] };

/**
 * Makes vectors of texts from a model of words: what their words mean, the telling ones more, beside how they are
 * spelt. A word that the model lacks means what those spelt nearly alike do, so a slip of typing costs little.
 */
export const createStaticEmbedding = (model: StaticModel) => {
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

  const known = new Map<string, Word>();
  const KNOWN = 50_000;
  const understand = (word: string): Word => {
    const held = known.get(word);
    if (held !== undefined) return held;
    const row = rows.get(word);
    // Numbers mean themselves and nothing near them.
    const isNumber = /\d/.test(word);
    const found = row !== undefined ? [{ row, share: 1 }] : isNumber ? [] : alike(word);
    const sure = found[0]?.share ?? 0;
    const meaning = found.map(({ row, share }) => ({ row, share: share ** SHARPNESS }));
    const total = meaning.reduce((sum, { share }) => sum + share, 0);
    const weight =
      total > 0
        ? meaning.reduce((sum, each) => sum + each.share * (model.weights[each.row] ?? rarest), 0) / total
        : rarest;
    const made = { weight, sure, meaning };
    if (known.size >= KNOWN) known.clear();
    known.set(word, made);
    return made;
  };

  const addMeaning = (out: Float32Array, { weight, sure, meaning }: Word): void => {
    const total = meaning.reduce((sum, { share }) => sum + share, 0);
    for (const { row, share } of meaning) {
      const factor = ((weight * share) / total) * sure * (model.scales[row] ?? 0);
      for (let i = 0; i < MEANING; i++)
        out[i] = (out[i] ?? 0) + factor * (model.meanings[row * MEANING + i] ?? 0);
    }
  };

  const addSpelling = (out: Float32Array, word: string, weight: number): void => {
    const grams = gramsOf(word);
    const factor = weight / Math.sqrt(grams.length);
    for (const gram of grams)
      for (let k = 0; k < PLACES; k++) {
        const h = hash(gram, k);
        const place = MEANING + (h % SPELLING);
        out[place] = (out[place] ?? 0) + (h & 0x10000 ? factor : -factor);
      }
  };

  /** Maps a text to its vector of length one; a text without words to the same vector as every other such. */
  return (text: string): Float32Array => {
    const out = new Float32Array(DIMENSIONS);
    const stems = wordsOf(text).map(stemOf);
    const meant = stems.map((stem) => {
      const { sure, meaning } = understand(stem);
      return sure >= TAKEN_FOR ? (model.words[meaning[0]?.row ?? 0] ?? stem) : stem;
    });
    for (const piece of piecesOf(meant, (run) => rows.has(run))) addMeaning(out, understand(piece));
    for (const stem of stems) addSpelling(out, stem, understand(stem).weight);
    scaleTo(out, 0, MEANING, 1);
    let shared = 0;
    for (let i = 0; i < MEANING; i++) shared += (out[i] ?? 0) * (model.common[i] ?? 0);
    for (let i = 0; i < MEANING; i++) out[i] = (out[i] ?? 0) - shared * (model.common[i] ?? 0);
    scaleTo(out, 0, MEANING, Math.sqrt(1 - SPELLING_SHARE));
    scaleTo(out, MEANING, DIMENSIONS, Math.sqrt(SPELLING_SHARE));
    if (out.every((each) => each === 0)) out[MEANING] = 1;
    scaleTo(out, 0, DIMENSIONS, 1);
    return out;
  };
};
