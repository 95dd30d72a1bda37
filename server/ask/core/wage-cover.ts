type Group = { key: string; drivers: number };

/**
 * The groups whose cost would tell one driver's wage. Where it is a single group, the cost of the whole less the others
 * would still tell it, so that the group of the fewest drivers beside it is kept back as well.
 */
export const wagesTold = (groups: readonly Group[]): ReadonlySet<string> => {
  const told = groups.filter(({ drivers }) => drivers <= 1);
  if (told.length !== 1 || groups.length < 2) return new Set(told.map(({ key }) => key));
  const beside = groups
    .filter(({ drivers }) => drivers > 1)
    .reduce((least, group) => (group.drivers < least.drivers ? group : least));
  return new Set([...told, beside].map(({ key }) => key));
};
