/** Longest glide between two fixes; a vehicle that was silent for longer jumps. */
const MAX_GLIDE_MS = 5_000;
const MIN_GLIDE_MS = 100;
/** Beyond this a fix is not a movement but another place, degrees. */
const JUMP_DEG = 0.01;
const FIRST_CAPACITY = 64;

/** Where something is drawn. */
export type Place = { lng: number; lat: number; headingDeg: number };

/** The heading at `share` of the way from one to another, by the shorter turn. */
export const turned = (from: number, to: number, share: number): number => {
  const turn = ((((to - from) % 360) + 540) % 360) - 180;
  return (from + turn * share + 360) % 360;
};

const grown = (old: Float64Array, length: number): Float64Array<ArrayBuffer> => {
  const next = new Float64Array(length);
  next.set(old);
  return next;
};

/**
 * Moves things smoothly from fix to fix: each glides from where it is drawn to its newest fix in the time that passed
 * between its last two, so it arrives about when the next one comes. Things are named by slots 0, 1, 2, … and held in
 * flat arrays, three numbers each, so that a frame of many costs no memory.
 */
export const createMotion = () => {
  let from = new Float64Array(3 * FIRST_CAPACITY);
  let to = new Float64Array(3 * FIRST_CAPACITY);
  /** Start of the glide, its length, when the last fix was heard; a length of 0 means that nothing is known. */
  let times = new Float64Array(3 * FIRST_CAPACITY);
  let movingUntilMs = Number.NEGATIVE_INFINITY;
  const drawn = new Float64Array(3);

  const reserve = (slot: number): void => {
    let length = to.length;
    if (3 * slot + 3 <= length) return;
    while (length < 3 * slot + 3) length *= 2;
    from = grown(from, length);
    to = grown(to, length);
    times = grown(times, length);
  };

  /** Writes longitude, latitude and heading of `slot` at `nowMs` into `out`; false where nothing is known of it. */
  const placeInto = (slot: number, nowMs: number, out: Float64Array): boolean => {
    const i = 3 * slot;
    if (i + 3 > to.length || times[i + 1] === 0) return false;
    const share = Math.max(0, (nowMs - times[i]!) / times[i + 1]!);
    if (share >= 1) {
      out[0] = to[i]!;
      out[1] = to[i + 1]!;
      out[2] = to[i + 2]!;
    } else {
      out[0] = from[i]! + (to[i]! - from[i]!) * share;
      out[1] = from[i + 1]! + (to[i + 1]! - from[i + 1]!) * share;
      out[2] = turned(from[i + 2]!, to[i + 2]!, share);
    }
    return true;
  };

  return {
    placeInto,
    /** Takes the newest fix of `slot`, heard at `nowMs`. */
    set(slot: number, place: Place, nowMs: number): void {
      reserve(slot);
      const i = 3 * slot;
      const isKnown = placeInto(slot, nowMs, drawn);
      const sinceMs = nowMs - times[i + 2]!;
      const isJump =
        !isKnown ||
        sinceMs > MAX_GLIDE_MS ||
        Math.abs(place.lng - drawn[0]!) > JUMP_DEG ||
        Math.abs(place.lat - drawn[1]!) > JUMP_DEG;
      to[i] = place.lng;
      to[i + 1] = place.lat;
      to[i + 2] = place.headingDeg;
      from.set(isJump ? to.subarray(i, i + 3) : drawn, i);
      const isSame = from[i] === to[i] && from[i + 1] === to[i + 1] && from[i + 2] === to[i + 2];
      const glideMs = isJump ? MIN_GLIDE_MS : Math.max(MIN_GLIDE_MS, sinceMs);
      times[i] = nowMs;
      times[i + 1] = glideMs;
      times[i + 2] = nowMs;
      if (!isSame) movingUntilMs = Math.max(movingUntilMs, nowMs + glideMs);
    },
    /** Where `slot` is drawn at `nowMs`; undefined where nothing is known of it. */
    at(slot: number, nowMs: number): Place | undefined {
      const out = new Float64Array(3);
      if (!placeInto(slot, nowMs, out)) return undefined;
      return { lng: out[0]!, lat: out[1]!, headingDeg: out[2]! };
    },
    /** Whether anything still glides. */
    isMoving: (nowMs: number): boolean => nowMs < movingUntilMs,
  };
};

/** Moves things smoothly from fix to fix. */
export type Motion = ReturnType<typeof createMotion>;
