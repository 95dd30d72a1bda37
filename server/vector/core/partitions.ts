import type { IndexSettings } from "#server/vector/schema.ts";

/**
 * Parts that so many rows are divided into. A graph searches best in one; lists balance at the square root: as many
 * centres to compare with as rows in a part.
 */
export const partitionsFor = ({ kind, partitions }: IndexSettings, rows: number): number => {
  if (partitions > 0) return partitions;
  return kind === "ivf-hnsw-sq" ? 1 : Math.max(1, Math.round(Math.sqrt(rows)));
};
