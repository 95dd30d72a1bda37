import type { FrameModel } from "#server/ask/core/classify.ts";

// The file of the second reader: length of the head, the head as JSON, scales and biases as floats, weights as bytes.
const WORD = 4;

const padded = (length: number): number => Math.ceil(length / WORD) * WORD;

/** The bytes of a model, the same on every machine. */
export const toBytes = ({ scales, biases, weights, ...head }: FrameModel): Uint8Array => {
  const text = new TextEncoder().encode(JSON.stringify(head));
  const at = WORD + padded(text.length);
  const bytes = new Uint8Array(at + 2 * WORD * scales.length + weights.length);
  const view = new DataView(bytes.buffer);
  view.setUint32(0, text.length, true);
  bytes.set(text, WORD);
  for (const [i, scale] of scales.entries()) view.setFloat32(at + WORD * i, scale, true);
  for (const [i, bias] of biases.entries()) view.setFloat32(at + WORD * (scales.length + i), bias, true);
  bytes.set(
    new Uint8Array(weights.buffer, weights.byteOffset, weights.length),
    at + 2 * WORD * scales.length,
  );
  return bytes;
};

/** Reads a model from its bytes. */
export const fromBytes = (bytes: Uint8Array): FrameModel => {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const length = view.getUint32(0, true);
  const head = JSON.parse(new TextDecoder().decode(bytes.subarray(WORD, WORD + length))) as Omit<
    FrameModel,
    "scales" | "biases" | "weights"
  >;
  const labels = head.heads.reduce((sum, { labels }) => sum + labels.length, 0);
  const at = WORD + padded(length);
  const expected = at + 2 * WORD * labels + head.buckets * labels;
  if (bytes.length !== expected)
    throw new RangeError(`reader file: found ${bytes.length} bytes, expected ${expected}: make it again`);
  const floats = (from: number) =>
    Float32Array.from({ length: labels }, (_, i) => view.getFloat32(from + WORD * i, true));
  return {
    ...head,
    // A reader of before plain questions were kept says none.
    templates: head.templates ?? {},
    thresholds: { ...head.thresholds, rephrase: head.thresholds.rephrase ?? Number.POSITIVE_INFINITY },
    scales: floats(at),
    biases: floats(at + WORD * labels),
    weights: new Int8Array(bytes.buffer, bytes.byteOffset + at + 2 * WORD * labels, head.buckets * labels),
  };
};
