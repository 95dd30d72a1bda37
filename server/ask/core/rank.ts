import type { Ranking } from "#server/ask/schema.ts";

type Valued = { key: string; value: number | null; before?: number | null };

// How far a row moved against the time before; what was not there before counts as nothing.
const movedOf = ({ value, before }: Valued): number => (value ?? 0) - (before ?? 0);

const keeps = (bound: NonNullable<Ranking["bound"]>, value: number): boolean => {
  switch (bound.op) {
    case "gt":
      return value > bound.value;
    case "gte":
      return value >= bound.value;
    case "lt":
      return value < bound.value;
    case "lte":
      return value <= bound.value;
    case "eq":
      return value === bound.value;
    case "between":
      return value >= bound.value && value <= (bound.upTo ?? bound.value);
  }
};

/** Whether an order puts the smallest first: "worst" and "best" depend on whether more is better. */
export const isAscending = (order: Ranking["order"], isMoreBetter: boolean): boolean =>
  order === "least" || (order === "worst" && isMoreBetter) || (order === "best" && !isMoreBetter);

/**
 * Orders and cuts the rows of a split: without an order, times by their key and all else by value, highest first;
 * "worst" depends on whether more is better, and "rise" and "fall" on the time before. Rows without a value come last, and keep no bound.
 */
export const rankRows = <Row extends Valued>(
  rows: readonly Row[],
  { order, limit, bound, only }: Ranking,
  { isMoreBetter, isTime }: { isMoreBetter: boolean; isTime: boolean },
): Row[] => {
  const kept = rows.filter(
    (row) =>
      (!bound || (row.value !== null && keeps(bound, row.value))) &&
      (!only || (only === "risen" ? movedOf(row) > 0 : movedOf(row) < 0)),
  );
  const byKey = (a: Row, b: Row) => a.key.localeCompare(b.key, "en", { numeric: true });
  if (order === null && isTime) return kept.sort(byKey).slice(0, limit ?? kept.length);
  if (order === "rise" || order === "fall") {
    const sign = order === "rise" ? 1 : -1;
    return kept
      .sort((a, b) => sign * (movedOf(b) - movedOf(a)) || byKey(a, b))
      .slice(0, limit ?? kept.length);
  }
  const isUp = isAscending(order, isMoreBetter);
  return kept
    .sort((a, b) => {
      if (a.value === null || b.value === null) return Number(a.value === null) - Number(b.value === null);
      return (isUp ? a.value - b.value : b.value - a.value) || byKey(a, b);
    })
    .slice(0, limit ?? kept.length);
};
