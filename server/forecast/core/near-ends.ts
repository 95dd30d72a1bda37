/** Cases held back that count as about alike. */
const NEAR = 200;

/**
 * The ends between which 90 of 100 values lie, of the cases held back (ascending by what was expected) that were
 * expected about the same.
 */
export const nearEnds = <Case extends { expected: number }>(
  tried: readonly Case[],
  expected: number,
  outcomeOf: (each: Case) => number,
): { low: number; high: number } => {
  const found = tried.findIndex((each) => each.expected >= expected);
  const middle = found < 0 ? tried.length : found;
  const from = Math.max(0, Math.min(tried.length - NEAR, middle - NEAR / 2));
  const values = tried
    .slice(from, from + NEAR)
    .map(outcomeOf)
    .sort((a, b) => a - b);
  const at = (share: number): number => values[Math.floor(share * (values.length - 1))] as number;
  return { low: at(0.05), high: at(0.95) };
};
