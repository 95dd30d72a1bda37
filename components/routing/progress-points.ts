import type { Columns } from "#components/performance/series.ts";
import type { PlanProgress } from "#server/routing/schema.ts";

/** The points read from the server and those heard since, in order of time, each once. */
export const joinProgress = (
  read: readonly PlanProgress[],
  heard: readonly PlanProgress[],
): PlanProgress[] => {
  const byTime = new Map([...read, ...heard].map((point) => [point.elapsedMs, point]));
  return [...byTime.values()].toSorted((a, b) => a.elapsedMs - b.elapsedMs);
};

/** The curve of the best plan so far: seconds, its cost, and the lower estimate that no plan can beat. */
export const progressColumns = (points: readonly PlanProgress[]): Columns => [
  points.map(({ elapsedMs }) => elapsedMs / 1000),
  points.map(({ costCents }) => costCents),
  points.map(({ costCents, gap }) => costCents * (1 - gap)),
];
