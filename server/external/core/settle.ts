/** A request nobody saw the end of. `isFault`: the service itself said that it failed, so it likely billed nothing. */
export type Doubt = { id: number; expectedUnits: number; isFault: boolean };

/** What a doubtful request cost. */
export type Settled = { id: number; units: number };

// Credits come in tenths.
const GRAIN = 10;
const MOST_SUMS = 200_000;

/** Which doubts add up to `target` grains, the first ones preferred; null where no choice does. */
const choose = (weights: readonly number[], target: number): boolean[] | null => {
  // By sum: the doubt that was added last to reach it, and the sum before.
  const reached = new Map<number, { at: number; before: number }>([[0, { at: -1, before: 0 }]]);
  for (const [at, weight] of weights.entries()) {
    if (weight <= 0) continue;
    for (const [sum] of [...reached].reverse()) {
      const next = sum + weight;
      if (next <= target && !reached.has(next)) reached.set(next, { at, before: sum });
    }
    if (reached.has(target)) break;
    if (reached.size > MOST_SUMS) return null;
  }
  const chosen = weights.map(() => false);
  for (let sum = target; sum > 0; ) {
    const step = reached.get(sum);
    if (step === undefined) return null;
    chosen[step.at] = true;
    sum = step.before;
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
  const chosen =
    target < 0
      ? null
      : choose(
          order.map(({ expectedUnits }) => Math.round(expectedUnits * GRAIN)),
          target,
        );
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
