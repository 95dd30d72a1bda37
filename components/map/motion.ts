/** Longest glide between two fixes; a vehicle that was silent for longer jumps. */
const MAX_GLIDE_MS = 5_000;
const MIN_GLIDE_MS = 100;
/** Beyond this a fix is not a movement but another place, degrees. */
const JUMP_DEG = 0.01;

/** Where something is drawn. */
export type Place = { lng: number; lat: number; headingDeg: number };

type Track = { from: Place; to: Place; startMs: number; glideMs: number; heardMs: number };

/** The heading at `share` of the way from one to another, by the shorter turn. */
export const turned = (from: number, to: number, share: number): number => {
  const turn = ((((to - from) % 360) + 540) % 360) - 180;
  return (from + turn * share + 360) % 360;
};

const placeOn = ({ from, to, startMs, glideMs }: Track, nowMs: number): Place => {
  const share = Math.min(1, Math.max(0, (nowMs - startMs) / glideMs));
  if (share === 1) return to;
  return {
    lng: from.lng + (to.lng - from.lng) * share,
    lat: from.lat + (to.lat - from.lat) * share,
    headingDeg: turned(from.headingDeg, to.headingDeg, share),
  };
};

/**
 * Moves things smoothly from fix to fix: each glides from where it is drawn to its newest fix in the time that passed
 * between its last two, so it arrives about when the next one comes.
 */
export const createMotion = () => {
  const tracks = new Map<number, Track>();
  let movingUntilMs = Number.NEGATIVE_INFINITY;
  return {
    /** Takes the newest fix of `id`, heard at `nowMs`. */
    set(id: number, to: Place, nowMs: number): void {
      const known = tracks.get(id);
      const from = known && placeOn(known, nowMs);
      const isJump =
        !known ||
        !from ||
        nowMs - known.heardMs > MAX_GLIDE_MS ||
        Math.abs(to.lng - from.lng) > JUMP_DEG ||
        Math.abs(to.lat - from.lat) > JUMP_DEG;
      const glideMs = isJump ? MIN_GLIDE_MS : Math.max(MIN_GLIDE_MS, nowMs - known.heardMs);
      tracks.set(id, { from: isJump ? to : from, to, startMs: nowMs, glideMs, heardMs: nowMs });
      movingUntilMs = Math.max(movingUntilMs, nowMs + glideMs);
    },
    /** Where `id` is drawn at `nowMs`; undefined where nothing is known of it. */
    at(id: number, nowMs: number): Place | undefined {
      const track = tracks.get(id);
      return track && placeOn(track, nowMs);
    },
    /** Whether anything still glides. */
    isMoving: (nowMs: number): boolean => nowMs < movingUntilMs,
  };
};

/** Moves things smoothly from fix to fix. */
export type Motion = ReturnType<typeof createMotion>;
