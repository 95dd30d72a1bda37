import { MEANING, type StaticModel } from "#server/vector/core/static-model.ts";

/** Packs weighted vectors of words into a model: the length of each is its weight, its direction becomes bytes. */
export const packWords = (
  words: readonly string[],
  vectors: Float64Array,
  { unsaid }: { unsaid: number },
): StaticModel => {
  const meanings = new Int8Array(words.length * MEANING);
  const scales = new Float32Array(words.length);
  // A word that means nothing still has its spelling, which weighs so much.
  const weights = new Float32Array(words.length).fill(unsaid);
  for (let row = 0; row < words.length; row++) {
    const vector = vectors.subarray(row * MEANING, (row + 1) * MEANING);
    const length = Math.hypot(...vector);
    const largest = vector.reduce((most, each) => Math.max(most, Math.abs(each)), 0);
    if (length < 1e-9) continue;
    for (let i = 0; i < MEANING; i++)
      meanings[row * MEANING + i] = Math.round((127 * (vector[i] ?? 0)) / largest);
    scales[row] = largest / 127 / length;
    weights[row] = length;
  }
  return { words, weights, scales, meanings, common: new Float32Array(MEANING) };
};
