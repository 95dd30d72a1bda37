/** How long ago the oldest of some instants was, on the clock they were read from; null for none. */
export const oldestAge = (madeAtMs: Iterable<number>, nowMs: number): number | null => {
  let oldest = Number.POSITIVE_INFINITY;
  for (const each of madeAtMs) oldest = Math.min(oldest, each);
  return oldest === Number.POSITIVE_INFINITY ? null : Math.max(0, nowMs - oldest);
};
