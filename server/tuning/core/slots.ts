/** Slots that are set ahead: how long one piece of work takes with so many at work, and how many slots there may be. */
export type Pool = { took: (atWork: number) => number; min: number; max: number };

/** So much of the slots may be busy at the peak: more would make those wait who come together. */
const BUSY = 0.7;

const QUARTER_MS = 900_000;

/**
 * The fewest slots that serve so many pieces of work in a quarter hour at most 70 % busy (Little's law); where none do,
 * those that do most.
 */
export const slotsFor = (perQuarter: number, { took, min, max }: Pool): number => {
  let most = min;
  for (let slots = min; slots <= max; slots++) {
    if ((perQuarter / QUARTER_MS) * took(slots) <= BUSY * slots) return slots;
    if (slots / took(slots) > most / took(most)) most = slots;
  }
  return most;
};

/** Counts by quarter hour from an instant on, zero where nothing came, from points dated to their quarter. */
export const quartersOf = (
  points: readonly { at: string; count: number }[],
  fromMs: number,
  toMs: number,
): { at: number; count: number }[] => {
  const byQuarter = new Map<number, number>();
  const place = (ms: number) => Math.floor(ms / QUARTER_MS);
  for (const { at, count } of points) {
    const quarter = place(Date.parse(at));
    byQuarter.set(quarter, (byQuarter.get(quarter) ?? 0) + count);
  }
  const [first, last] = [place(fromMs), place(toMs)];
  return Array.from({ length: Math.max(0, last - first) }, (_, i) => ({
    at: (first + i) * QUARTER_MS,
    count: byQuarter.get(first + i) ?? 0,
  }));
};
