import { kpiValue, NO_ROUTES, type RouteSums } from "#server/operations/core/kpi.ts";
import type { KpiName } from "#server/operations/schema.ts";

/** The sums of the routes that have a value in common. */
export type KeyedSums = RouteSums & { key: string };

/** What one value of a split adds to the change of a KPI: its own value on both stretches, and by how much less the whole would have moved without its change. */
export type KpiMove = { key: string; now: number | null; past: number | null; added: number };

const NAMES = Object.keys(NO_ROUTES) as (keyof RouteSums)[];
const plus = (a: RouteSums, b: RouteSums, sign: 1 | -1 = 1): RouteSums => {
  const sum = { ...NO_ROUTES };
  for (const name of NAMES) sum[name] = a[name] + sign * b[name];
  return sum;
};
/** The sums of all routes, out of those of their groups. */
export const total = (groups: readonly RouteSums[]): RouteSums =>
  groups.reduce<RouteSums>((sum, group) => plus(sum, group), NO_ROUTES);

/**
 * How a KPI moved from some routes to others, and what each value of a split added to it: the whole as it is less the whole
 * with that value as it was before. Shifts between values count as much as changes within them.
 */
export const kpiMoves = (
  name: KpiName,
  now: readonly KeyedSums[],
  before: readonly KeyedSums[],
): { now: number | null; past: number | null; change: number; moves: KpiMove[] } => {
  const of = (sums: RouteSums) => kpiValue(name, "all", sums).value;
  const [all, former] = [total(now), total(before)];
  const [value, past] = [of(all), of(former)];
  const keys = [...new Set([...now, ...before].map(({ key }) => key))];
  const find = (groups: readonly KeyedSums[], key: string) =>
    groups.find((group) => group.key === key) ?? NO_ROUTES;
  const moves = keys.flatMap((key): KpiMove[] => {
    const [own, older] = [find(now, key), find(before, key)];
    const without = of(plus(plus(all, own, -1), older));
    if (value === null || without === null || value === without) return [];
    return [{ key, now: of(own), past: of(older), added: value - without }];
  });
  return { now: value, past, change: value === null || past === null ? 0 : value - past, moves };
};
