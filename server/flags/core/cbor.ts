import { bytesOf } from "#server/flags/core/hash.ts";

const TEXT = 0x60;
const LIST = 0x80;
const MAP = 0xa0;
const UNSIGNED = 0x00;
const NEGATIVE = 0x20;
const SHORT_FLOAT = 0xf9;
const SINGLE_FLOAT = 0xfa;
const DOUBLE_FLOAT = 0xfb;
/** Deeper values than any context has; a deeper one would end the process where it is walked. */
const DEEPEST = 200;

const view = new DataView(new ArrayBuffer(8));

const bytesOfView = (count: number): number[] => Array.from({ length: count }, (_, i) => view.getUint8(i));

// The head of an item in its shortest form: kind, and a count from 0 to 2^64 - 1.
const headOf = (kind: number, count: number): number[] => {
  if (count < 24) return [kind | count];
  if (count < 2 ** 8) return [kind | 24, count];
  if (count < 2 ** 16) return [kind | 25, count >>> 8, count & 255];
  if (count < 2 ** 32) {
    view.setUint32(0, count);
    return [kind | 26, ...bytesOfView(4)];
  }
  view.setBigUint64(0, BigInt(count));
  return [kind | 27, ...bytesOfView(8)];
};

// A float of 16 bits that is the number exactly, or null. 24 bits of the single form fit where 13 low ones are nought.
const shortFloat = (value: number): number | null => {
  view.setFloat32(0, value);
  const bits = view.getUint32(0);
  const sign = (bits >>> 16) & 0x8000;
  const exponent = ((bits >>> 23) & 255) - 127;
  const rest = bits & 0x7fffff;
  if (exponent >= -14 && exponent <= 15)
    return (rest & 0x1fff) === 0 ? sign | ((exponent + 15) << 10) | (rest >>> 13) : null;
  // Below 2^-14 the leading bit is written out, and the steps are 2^-24.
  const steps = Math.abs(value) * 2 ** 24;
  return exponent >= -24 && exponent < -14 && Number.isInteger(steps) ? sign | steps : null;
};

const numberBytes = (value: number): number[] => {
  if (Number.isInteger(value) && value >= -(2 ** 63) && value < 2 ** 64) {
    if (value >= 0) return headOf(UNSIGNED, value);
    // -1 - n: exact in whole numbers of any size only, above 2^53.
    if (value >= -(2 ** 32)) return headOf(NEGATIVE, -1 - value);
    view.setBigUint64(0, -1n - BigInt(value));
    return [NEGATIVE | 27, ...bytesOfView(8)];
  }
  if (Math.fround(value) !== value) {
    view.setFloat64(0, value);
    return [DOUBLE_FLOAT, ...bytesOfView(8)];
  }
  const short = shortFloat(value);
  if (short !== null) return [SHORT_FLOAT, short >>> 8, short & 255];
  view.setFloat32(0, value);
  return [SINGLE_FLOAT, ...bytesOfView(4)];
};

/** The bytes of a text: its length in bytes, then its UTF-8 form. */
export const textBytes = (text: string): number[] => {
  const bytes = bytesOf(text);
  return [...headOf(TEXT, bytes.length), ...bytes];
};

// Of two keys as they are written, the one that is less byte by byte comes first.
const byBytes = (a: readonly number[], b: readonly number[]): number => {
  for (let i = 0; i < Math.min(a.length, b.length); i++) {
    const order = (a[i] ?? 0) - (b[i] ?? 0);
    if (order !== 0) return order;
  }
  return a.length - b.length;
};

/**
 * A value of JSON in the deterministic form of CBOR (RFC 8949, 4.2.1), whole numbers as such however they were
 * written; null where it holds something that JSON cannot say, such as NaN.
 */
export const cborOf = (value: unknown, depth = 0): number[] | null => {
  if (depth > DEEPEST) throw new RangeError(`got a value deeper than ${DEEPEST}, expected one that ends`);
  switch (typeof value) {
    case "boolean":
      return [value ? 0xf5 : 0xf4];
    case "string":
      return textBytes(value);
    case "number":
      return Number.isFinite(value) ? numberBytes(value) : null;
    case "object":
      break;
    default:
      return null;
  }
  if (value === null) return [0xf6];
  if (Array.isArray(value)) {
    const bytes = headOf(LIST, value.length);
    for (const item of value) {
      const inner = cborOf(item, depth + 1);
      if (inner === null) return null;
      for (const byte of inner) bytes.push(byte);
    }
    return bytes;
  }
  const entries: [number[], number[]][] = [];
  for (const [key, item] of Object.entries(value)) {
    const inner = cborOf(item, depth + 1);
    if (inner === null) return null;
    entries.push([textBytes(key), inner]);
  }
  entries.sort(([a], [b]) => byBytes(a, b));
  return [...headOf(MAP, entries.length), ...entries.flat(2)];
};
