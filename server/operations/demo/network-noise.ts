/** Maps a lattice point and a salt to [-1, 1): integer mixing only, so equal everywhere. */
function lattice(x: number, y: number, salt: number): number {
  let h = Math.imul(x, 0x27d4eb2d) ^ Math.imul(y, 0x165667b1) ^ Math.imul(salt, 0x9e3779b1);
  h = Math.imul(h ^ (h >>> 15), 0x85ebca6b);
  h = Math.imul(h ^ (h >>> 13), 0xc2b2ae35);
  return ((h ^ (h >>> 16)) >>> 0) / 2147483648 - 1;
}

const fade = (t: number): number => t * t * (3 - 2 * t);

/** Smooth value noise along a line: maps a position in lattice units to about [-1, 1]. */
export function noise1(at: number, salt: number): number {
  const x = Math.floor(at);
  const a = lattice(x, 0, salt);
  return a + (lattice(x + 1, 0, salt) - a) * fade(at - x);
}

/** Smooth value noise over the plane: maps a position in lattice units to about [-1, 1]. */
export function noise2(px: number, py: number, salt: number): number {
  const x = Math.floor(px);
  const y = Math.floor(py);
  const u = fade(px - x);
  const a = lattice(x, y, salt);
  const b = lattice(x, y + 1, salt);
  const top = a + (lattice(x + 1, y, salt) - a) * u;
  const bottom = b + (lattice(x + 1, y + 1, salt) - b) * u;
  return top + (bottom - top) * fade(py - y);
}

/** Noise on a circle, so that a closed shape meets itself: maps an angle (radians) to about [-1, 1]. */
export function noiseRound(angle: number, detail: number, salt: number): number {
  return noise2(Math.cos(angle) * detail + 31, Math.sin(angle) * detail + 17, salt);
}

/** The smooth step from 0 below `low` to 1 above `high`. */
export function smoothStep(low: number, high: number, value: number): number {
  return fade(Math.min(1, Math.max(0, (value - low) / (high - low))));
}
