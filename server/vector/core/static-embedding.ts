import { MEANING } from "#server/vector/core/static-model.ts";
import type { StaticWord, StaticWords } from "#server/vector/core/static-words.ts";
import { gramsOf } from "#server/vector/core/words.ts";
import { DIMENSIONS } from "#server/vector/schema.ts";

const SPELLING = DIMENSIONS - MEANING;
/** Share of the likeness that spelling has: enough for names and numbers, too little to beat meaning. */
const SPELLING_SHARE = 0.2;
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

const addMeaning = (out: Float32Array, { weight, meaning }: StaticWord): void => {
  for (let i = 0; i < MEANING; i++) out[i] = (out[i] ?? 0) + weight * (meaning[i] ?? 0);
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

/** Makes vectors of texts from words: what their words mean, the telling ones more, beside how they are spelt. */
export const createStaticEmbedding = ({ common, read, understand }: StaticWords) => {
  /** Maps a text to its vector of length one; a text without words to the same vector as every other such. */
  return (text: string): Float32Array => {
    const out = new Float32Array(DIMENSIONS);
    const { stems, pieces } = read(text);
    for (const piece of pieces) addMeaning(out, understand(piece));
    for (const stem of stems) addSpelling(out, stem, understand(stem).weight);
    scaleTo(out, 0, MEANING, 1);
    let shared = 0;
    for (let i = 0; i < MEANING; i++) shared += (out[i] ?? 0) * (common[i] ?? 0);
    for (let i = 0; i < MEANING; i++) out[i] = (out[i] ?? 0) - shared * (common[i] ?? 0);
    scaleTo(out, 0, MEANING, Math.sqrt(1 - SPELLING_SHARE));
    scaleTo(out, MEANING, DIMENSIONS, Math.sqrt(SPELLING_SHARE));
    if (out.every((each) => each === 0)) out[MEANING] = 1;
    scaleTo(out, 0, DIMENSIONS, 1);
    return out;
  };
};
