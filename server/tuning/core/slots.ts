/** A pool that is set ahead: how long one piece of work takes, and how many it may have. */
export type Pool = { serviceMs: number; min: number; max: number };

/** So much of a pool may be busy at the peak: more would make those wait who come together. */
const BUSY = 0.7;

const QUARTER_S = 900;

/** The slots that serve so many requests in a quarter hour at most 70 % busy (Little's law), within the pool's bounds. */
export const slotsFor = (perQuarter: number, { serviceMs, min, max }: Pool): number => {
  const busy = (perQuarter / QUARTER_S) * (serviceMs / 1_000);
  return Math.min(max, Math.max(min, Math.ceil(busy / BUSY)));
};

/** Counts by quarter hour from an instant on, zero where nothing came, from points dated to their quarter. */
export const quartersOf = (
  points: readonly { at: string; count: number }[],
  fromMs: number,
  toMs: number,
): { at: number; count: number }[] => {
  const byQuarter = new Map<number, number>();
  const place = (ms: number) => Math.floor(ms / (QUARTER_S * 1_000));
  for (const { at, count } of points) {
    const quarter = place(Date.parse(at));
    byQuarter.set(quarter, (byQuarter.get(quarter) ?? 0) + count);
  }
  const [first, last] = [place(fromMs), place(toMs)];
  return Array.from({ length: Math.max(0, last - first) }, (_, i) => ({
    at: (first + i) * QUARTER_S * 1_000,
    count: byQuarter.get(first + i) ?? 0,
  }));
};
