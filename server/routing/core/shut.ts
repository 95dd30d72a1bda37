/** A time in which nothing begins at a place; seconds of the problem's clock. */
export type Shut = { from: number; until: number };

// Rounding of sums of seconds must not shut what ends exactly in time.
const TINY = 1e-6;

/** When what could begin at `at` begins, where the place is shut for a while: then, or when it opens again. */
export const pastShut = (shut: Shut | undefined, at: number): number =>
  shut !== undefined && at > shut.from + TINY && at < shut.until ? shut.until : at;

/**
 * Until when what begins at `at` could begin instead: to the end of its window, or of the part of it before it is shut. A
 * truck that leaves later keeps its stops on their sides of a closure: past it all of its day would be another one.
 */
export const lastBegin = (shut: Shut | undefined, at: number, closes: number): number =>
  shut !== undefined && at <= shut.from + TINY ? Math.min(closes, Math.max(shut.from, at)) : closes;
