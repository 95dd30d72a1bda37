// One number holds time and distance: hundredths of a second times 2^27, plus decimetres. Adding and comparing
// it orders ways by time and equal times by distance, exactly: both parts are whole, and below the limits here
// neither runs into the other (60 h at 130 km/h, half as much again for rounding of short arcs, are 2^26.8 dm).
const TIME = 2 ** 27;
const LONGEST_H = 60;
const LIMIT = LONGEST_H * 360_000 * TIME;

/** The highest speed of a street, km/h; with it a cost of 60 hours holds its distance. */
export const FASTEST_KMH = 130;

/** Maps the length and speed of a street to its cost: time first, distance second, never nothing. */
export const arcCost = (lengthM: number, speedKmh: number): number =>
  Math.max(1, Math.round((lengthM * 360) / speedKmh)) * TIME + Math.max(1, Math.round(lengthM * 10));

/** The cost of the first share (0 to 1) of a street; the rest is the whole less this, exactly. */
export const partOfCost = (cost: number, share: number): number => {
  const time = Math.floor(cost / TIME);
  return Math.round(time * share) * TIME + Math.round((cost - time * TIME) * share);
};

/** Seconds of a cost; Infinity for what is unreachable or over 60 hours away. */
export const secondsOf = (cost: number): number =>
  cost < LIMIT ? Math.floor(cost / TIME) / 100 : Number.POSITIVE_INFINITY;

/** Metres of a cost; Infinity for what is unreachable or over 60 hours away. */
export const metresOf = (cost: number): number =>
  cost < LIMIT ? (cost - Math.floor(cost / TIME) * TIME) / 10 : Number.POSITIVE_INFINITY;
