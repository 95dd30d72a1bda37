import type { Expected, Fared } from "#server/forecast/schema.ts";

/** How foretold values fared of which it is known what happened. */
export const fared = (rows: readonly (Expected & { actual: number | null })[]): Fared => {
  const sum = { count: 0, error: 0, actual: 0, within80: 0, within90: 0 };
  for (const { actual, point, low80, high80, low90, high90 } of rows) {
    if (actual === null) continue;
    sum.count++;
    sum.error += Math.abs(actual - point);
    sum.actual += Math.abs(actual);
    if (actual >= low80 && actual <= high80) sum.within80++;
    if (actual >= low90 && actual <= high90) sum.within90++;
  }
  const { count, within80, within90 } = sum;
  return {
    ...{ count, within80, within90 },
    meanError: count > 0 ? sum.error / count : null,
    errorShare: sum.actual > 0 ? sum.error / sum.actual : null,
  };
};
