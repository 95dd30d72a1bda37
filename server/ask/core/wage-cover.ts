type Group = { key: string; driverIds: readonly number[] };

/**
 * The groups whose cost would tell one driver's wage: those of a single driver, and, as long as what is kept back is of one
 * driver alone, so that the cost of the whole less the others would still tell it, the group of the fewest drivers beside.
 */
export const wagesTold = (groups: readonly Group[]): ReadonlySet<string> => {
  const hidden = groups.filter(({ driverIds }) => driverIds.length === 1);
  const others = groups
    .filter(({ driverIds }) => driverIds.length > 1)
    .sort((a, b) => a.driverIds.length - b.driverIds.length);
  const isOfOne = () => new Set(hidden.flatMap(({ driverIds }) => driverIds)).size === 1;
  while (isOfOne()) {
    const beside = others.shift();
    if (!beside) break;
    hidden.push(beside);
  }
  return new Set(hidden.map(({ key }) => key));
};
