/** A request nobody saw the end of. `isFault`: the service itself said that it failed, so it likely billed nothing. */
export type Doubt = { id: number; expectedUnits: number; isFault: boolean };

/** What a doubtful request cost. */
export type Settled = { id: number; units: number };

// Credits come in tenths.
const GRAIN = 10;
// Looking for a choice takes time in proportion to requests and grains; beyond this the shares need not be whole.
const MOST_STEPS = 40_000_000;

/** Which doubts add up to `target` grains, the first ones preferred; null where no choice does. */
const choose = (weights: readonly number[], target: number): boolean[] | null => {
  if (target < 0 || weights.length * target > MOST_STEPS) return null;
  // By sum: the doubt whose coming first made it reachable; the rest of it was reachable by those before.
  const lastOf = new Int32Array(target + 1).fill(-1);
  for (let at = 0; at < weights.length && lastOf[target] === -1; at++) {
    const weight = weights[at]!;
    if (weight <= 0) continue;
    for (let sum = target; sum >= weight; sum--)
      if (lastOf[sum] === -1 && (sum === weight || lastOf[sum - weight]! >= 0)) lastOf[sum] = at;
  }
  const chosen = weights.map(() => false);
  for (let sum = target; sum > 0; ) {
    const at = lastOf[sum]!;
    if (at < 0) return null;
    chosen[at] = true;
    sum -= weights[at]!;
  }
  return chosen;
};

/**
 * Shares out over requests in doubt what the service's counter says they cost together, so that the rows add up to
 * it exactly: whole requests where some add up to it, those preferred that the service did not call failed; else in
 * proportion to what each was reckoned at.
 */
export const settle = (doubts: readonly Doubt[], billedUnits: number): Settled[] => {
  const order = [...doubts].sort((a, b) => Number(a.isFault) - Number(b.isFault) || a.id - b.id);
  const target = Math.round(billedUnits * GRAIN);
  const weights = order.map(({ expectedUnits }) => Math.round(expectedUnits * GRAIN));
  const chosen = choose(weights, target);
  if (chosen !== null)
    return order.map(({ id, expectedUnits }, i) => ({ id, units: chosen[i] ? expectedUnits : 0 }));
  const expected = order.reduce((sum, each) => sum + each.expectedUnits, 0);
  let left = billedUnits;
  return order.map(({ id, expectedUnits }, i) => {
    const share =
      i === order.length - 1
        ? left
        : Math.round((GRAIN * billedUnits * expectedUnits) / Math.max(expected, 1e-9)) / GRAIN;
    left -= share;
    return { id, units: share };
  });
};
