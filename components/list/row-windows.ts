/** Rows fetched at once. */
export const WINDOW_ROWS = 100;

/** The windows that hold rows first to last (inclusive) and half a window around them, of a list of `total` rows. */
export const windowsFor = (first: number, last: number, total: number): number[] => {
  const end = Math.max(0, Math.ceil(total / WINDOW_ROWS) - 1);
  const margin = WINDOW_ROWS / 2;
  const from = Math.min(end, Math.max(0, Math.floor((first - margin) / WINDOW_ROWS)));
  const to = Math.min(end, Math.max(from, Math.floor((last + margin) / WINDOW_ROWS)));
  return Array.from({ length: to - from + 1 }, (_, i) => from + i);
};
