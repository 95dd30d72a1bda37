/** Bounds of {@link createPatience}. */
export type PatienceRule = { leastMs: number; mostMs: number; times: number };

const KEPT = 64;
const ENOUGH = 12;
/** Low enough that a few that hang do not stretch the wait for all, high enough to follow a service that grows slow. */
const SHARE = 0.7;

/**
 * How long a request may take: some times what most of the last ones of its operation took. A wait
 * that ran out counts as taken whole, so that a service that grows slow is given more time, not less.
 */
export const createPatience = ({ leastMs, mostMs, times }: PatienceRule) => {
  const taken = new Map<string, number[]>();
  return {
    took(operation: string, ms: number): void {
      const kept = taken.get(operation) ?? [];
      kept.push(ms);
      if (kept.length > KEPT) kept.shift();
      taken.set(operation, kept);
    },
    of(operation: string): number {
      const kept = taken.get(operation) ?? [];
      if (kept.length < ENOUGH) return mostMs;
      const sorted = [...kept].sort((a, b) => a - b);
      const slow = sorted[Math.floor(SHARE * (sorted.length - 1))]!;
      return Math.min(mostMs, Math.max(leastMs, Math.ceil(slow * times)));
    },
  };
};
/** How long a request may take. */
export type Patience = ReturnType<typeof createPatience>;
