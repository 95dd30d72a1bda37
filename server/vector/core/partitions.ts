import type { IndexSettings } from "#server/vector/schema.ts";

/** From here on comparing costs more than a little recall: twice as many lists, half as long. */
const MANY_ROWS = 100_000;

/**
 * Parts that so many rows are divided into. A graph searches best in one; lists balance at the square root: as many
 * centres to compare with as rows in a part, and of many rows at twice that, for several parts are looked at.
 */
export const partitionsFor = ({ kind, partitions }: IndexSettings, rows: number): number => {
  if (partitions > 0) return partitions;
  if (kind === "ivf-hnsw-sq") return 1;
  return Math.max(1, Math.round(Math.sqrt(rows) * (rows >= MANY_ROWS ? 2 : 1)));
};
