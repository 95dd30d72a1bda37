import type { Random } from "#server/lib/random.ts";
import { TYPE_NUMBERS } from "#server/llm/core/gguf-types.ts";
import type { PlacedTensor } from "#server/llm/core/gguf-write.ts";

const Q8_BLOCK = 34;
const Q8_WEIGHTS = 32;

/** Maps a number between 0.0001 and 65,504, or its negative, to the bits of its half-precision float, truncated. */
export const halfBits = (value: number): number => {
  if (value === 0) return 0;
  const sign = value < 0 ? 0x8000 : 0;
  const exponent = Math.floor(Math.log2(Math.abs(value)));
  if (exponent < -14) return sign;
  const fraction = Math.floor((Math.abs(value) / 2 ** exponent - 1) * 1_024);
  return sign | ((exponent + 15) << 10) | fraction;
};

/** Draws the bytes of a tensor: ones for a norm, else weights of a deviation that keeps a layer's output in bounds. */
export const drawWeights = ({ type, dims, bytes }: PlacedTensor, random: Random): Uint8Array => {
  const out = new Uint8Array(bytes);
  const view = new DataView(out.buffer);
  if (type === TYPE_NUMBERS.F32) {
    for (let at = 0; at < bytes; at += 4) view.setFloat32(at, 1, true);
    return out;
  }
  const most = 1.7 / Math.sqrt(dims[0] ?? 1);
  if (type === TYPE_NUMBERS.F16) {
    for (let at = 0; at < bytes; at += 2) view.setUint16(at, halfBits(random.between(-most, most)), true);
    return out;
  }
  for (let block = 0; block < bytes; block += Q8_BLOCK) {
    view.setUint16(block, halfBits(most / 127), true);
    for (let i = 0; i < Q8_WEIGHTS; i++) view.setInt8(block + 2 + i, random.int(255) - 127);
  }
  return out;
};
