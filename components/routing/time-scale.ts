const HOUR_MS = 3_600_000;

/** A stretch of time, milliseconds since the epoch. */
export type Span = { fromMs: number; toMs: number };

/** The whole hours around all of some stretches, or undefined around none. */
export const spanAround = (parts: Iterable<Span>): Span | undefined => {
  let [fromMs, toMs] = [Infinity, -Infinity];
  for (const part of parts) {
    fromMs = Math.min(fromMs, part.fromMs);
    toMs = Math.max(toMs, part.toMs);
  }
  if (fromMs > toMs) return undefined;
  return { fromMs: Math.floor(fromMs / HOUR_MS) * HOUR_MS, toMs: Math.ceil(toMs / HOUR_MS) * HOUR_MS };
};

/**
 * Maps times of a span to shares of a line, 0 at its start and 1 at its end, and back: the line may be as long as its
 * page lets it be.
 */
export const createTimeScale = ({ fromMs, toMs }: Span) => {
  const lengthMs = Math.max(1, toMs - fromMs);
  const hours: { atMs: number; share: number }[] = [];
  for (let atMs = fromMs; atMs <= toMs; atMs += HOUR_MS)
    hours.push({ atMs, share: (atMs - fromMs) / lengthMs });
  return {
    hours,
    shareOf: (atMs: number): number => (atMs - fromMs) / lengthMs,
    msOf: (share: number): number => fromMs + share * lengthMs,
  };
};

/** Times to shares of a line. */
export type TimeScale = ReturnType<typeof createTimeScale>;

/** Where on the line a stretch stands, as style. */
export const placeOn = (scale: TimeScale, { fromMs, toMs }: Span) => ({
  insetInlineStart: `${scale.shareOf(fromMs) * 100}%`,
  width: `${(scale.shareOf(toMs) - scale.shareOf(fromMs)) * 100}%`,
});
