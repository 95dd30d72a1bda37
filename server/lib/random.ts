/** A seeded stream of random values. */
export type Random = {
  /** A number in [0, 1). */
  float(): number;
  /** An integer in [0, n). */
  int(n: number): number;
  /** A number in [low, high). */
  between(low: number, high: number): number;
  /** True with the given probability. */
  chance(probability: number): boolean;
  /** A draw from the normal distribution (Box and Muller; two draws a value, no hidden state). */
  normal(mean?: number, sd?: number): number;
  /** One element of a list that is not empty. */
  pick<T>(items: ArrayLike<T>): T;
  /** Shuffles in place (Fisher and Yates) and returns the same list. */
  shuffle<L extends { length: number; [i: number]: unknown }>(items: L): L;
  /** An independent stream named by a label; drawing from it never moves this one. */
  fork(label: string): Random;
};

/** Mixes a seed of any kind and length into 32 bits (FNV-1a with a Murmur finaliser). */
function hash(text: string): number {
  let h = 0x811c9dc5;
  for (let i = 0; i < text.length; i++) h = Math.imul(h ^ text.charCodeAt(i), 0x01000193);
  h = Math.imul(h ^ (h >>> 16), 0x85ebca6b);
  h = Math.imul(h ^ (h >>> 13), 0xc2b2ae35);
  return (h ^ (h >>> 16)) >>> 0;
}

/**
 * Maps a seed to a stream of pseudo-random values, the same on every platform (sfc32, C. Doty-Humphrey).
 * Only integer arithmetic decides the stream; `normal` adds Math.log, sqrt and cos of the engine.
 */
export function seeded(seed: number | string): Random {
  const key = String(seed);
  let a = hash(`${key}/a`) | 0;
  let b = hash(`${key}/b`) | 0;
  let c = hash(`${key}/c`) | 0;
  let d = 1;

  const next = (): number => {
    const t = (((a + b) | 0) + d) | 0;
    d = (d + 1) | 0;
    a = b ^ (b >>> 9);
    b = (c + (c << 3)) | 0;
    c = (c << 21) | (c >>> 11);
    c = (c + t) | 0;
    return t >>> 0;
  };
  // sfc32 needs some rounds before nearby seeds part.
  for (let i = 0; i < 15; i++) next();

  const float = (): number => next() / 4294967296;
  const int = (n: number): number => {
    if (!(n >= 1 && n <= 4294967296)) throw new RangeError(`int: got ${n}, expected 1 to 4294967296.`);
    return Math.floor(float() * n);
  };

  return {
    float,
    int,
    between: (low: number, high: number): number => low + float() * (high - low),
    chance: (probability: number): boolean => float() < probability,
    normal(mean = 0, sd = 1): number {
      const u = 1 - float();
      return mean + sd * Math.sqrt(-2 * Math.log(u)) * Math.cos(2 * Math.PI * float());
    },
    pick<T>(items: ArrayLike<T>): T {
      if (items.length === 0) throw new RangeError("pick: got an empty list, expected at least one element.");
      return items[int(items.length)] as T;
    },
    shuffle<L extends { length: number; [i: number]: unknown }>(items: L): L {
      for (let i = items.length - 1; i > 0; i--) {
        const j = int(i + 1);
        const held = items[i];
        items[i] = items[j];
        items[j] = held;
      }
      return items;
    },
    fork: (label: string): Random => seeded(`${key}>${label}`),
  };
}
