const WIDE = new Float32Array(1);
const BITS = new Uint32Array(WIDE.buffer);

const numberOf = (half: number): number => {
  const exponent = (half >>> 10) & 31;
  const fraction = half & 1_023;
  const sign = half >>> 15 === 0 ? 1 : -1;
  if (exponent === 31) return fraction === 0 ? sign * Number.POSITIVE_INFINITY : Number.NaN;
  return sign * (exponent === 0 ? fraction * 2 ** -24 : (1_024 + fraction) * 2 ** (exponent - 25));
};

// All there are: looking one up takes a nanosecond, working it out twenty.
const VALUES = Float32Array.from({ length: 65_536 }, (_, half) => numberOf(half));

/** Shifts out the low bits, to the nearest; a tie goes to the even one. */
const rounded = (bits: number, by: number): number => {
  const kept = bits >>> by;
  const rest = bits - kept * 2 ** by;
  const middle = 2 ** (by - 1);
  return rest > middle || (rest === middle && (kept & 1) === 1) ? kept + 1 : kept;
};

const halfOf = (value: number): number => {
  WIDE[0] = value;
  const bits = BITS[0] ?? 0;
  const sign = (bits >>> 16) & 0x8000;
  const exponent = ((bits >>> 23) & 255) - 112;
  if (exponent === 143) return sign | 0x7c00 | ((bits & 0x7f_ff_ff) === 0 ? 0 : 0x200);
  if (exponent >= 31) return sign | 0x7c00;
  if (exponent < -10) return sign;
  const fraction = bits & 0x7f_ff_ff;
  // Rounding up runs over into the exponent, as it should.
  return exponent <= 0
    ? sign | rounded(fraction | 0x80_00_00, 14 - exponent)
    : sign + (exponent << 10) + rounded(fraction, 13);
};

/** Maps numbers to IEEE 754 halves, each to the nearest; the bits, for JavaScript has no such number. */
export const toHalves = (values: Float32Array): Uint16Array => {
  const halves = new Uint16Array(values.length);
  for (let i = 0; i < values.length; i++) halves[i] = halfOf(values[i] ?? 0);
  return halves;
};

/** Maps the bits of IEEE 754 halves to the numbers they are. */
export const fromHalves = (halves: Uint16Array): Float32Array => {
  const values = new Float32Array(halves.length);
  for (let i = 0; i < halves.length; i++) values[i] = VALUES[halves[i] ?? 0] ?? 0;
  return values;
};
