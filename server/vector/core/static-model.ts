/** Numbers of a vector that carry meaning; the others carry spelling. */
export const MEANING = 256;

const MAGIC = 0x52534531;
const HEADER = 16;

/** A trained table of words: what each means and how much it tells. */
export type StaticModel = {
  words: readonly string[];
  /** How telling a word is: rare ones more. */
  weights: Float32Array;
  /** What each word means, MEANING numbers a word, packed to bytes and scaled by `scales`. */
  meanings: Int8Array;
  scales: Float32Array;
  /** The direction that all texts share and that tells none from another. */
  common: Float32Array;
};

/** Maps a model to the bytes of its file. */
export const toBytes = ({ words, weights, meanings, scales, common }: StaticModel): Uint8Array => {
  const text = new TextEncoder().encode(words.join("\n"));
  const padded = Math.ceil(text.length / 4) * 4;
  const count = words.length;
  const out = new Uint8Array(HEADER + padded + 8 * count + 4 * MEANING + meanings.length);
  new Uint32Array(out.buffer, 0, 4).set([MAGIC, MEANING, count, text.length]);
  out.set(text, HEADER);
  let at = HEADER + padded;
  for (const part of [weights, scales, common]) {
    out.set(new Uint8Array(part.buffer, part.byteOffset, part.byteLength), at);
    at += part.byteLength;
  }
  out.set(new Uint8Array(meanings.buffer, meanings.byteOffset, meanings.byteLength), at);
  return out;
};

/** Reads the bytes of a model's file; refuses with a sentence what is none. */
export const fromBytes = (bytes: Uint8Array): StaticModel => {
  // A copy begins at a place that numbers may begin at.
  const { buffer } = Uint8Array.from(bytes);
  if (buffer.byteLength < HEADER) throw new RangeError(`embedding: got ${buffer.byteLength} bytes`);
  const [magic, meaning, count = 0, length = 0] = new Uint32Array(buffer, 0, 4);
  if (magic !== MAGIC || meaning !== MEANING)
    throw new RangeError(`embedding: got header ${magic}/${meaning}, expected ${MAGIC}/${MEANING}`);
  const start = HEADER + Math.ceil(length / 4) * 4;
  const expected = start + 8 * count + 4 * MEANING + count * MEANING;
  if (buffer.byteLength !== expected)
    throw new RangeError(`embedding: got ${buffer.byteLength} bytes, expected ${expected}`);
  const words = new TextDecoder().decode(new Uint8Array(buffer, HEADER, length)).split("\n");
  if (words.length !== count) throw new RangeError(`embedding: got ${words.length} words, expected ${count}`);
  return {
    words,
    weights: new Float32Array(buffer, start, count),
    scales: new Float32Array(buffer, start + 4 * count, count),
    common: new Float32Array(buffer, start + 8 * count, MEANING),
    meanings: new Int8Array(buffer, start + 8 * count + 4 * MEANING, count * MEANING),
  };
};
