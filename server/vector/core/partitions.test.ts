import { expect, it } from "vitest";
import { partitionsFor } from "#server/vector/core/partitions.ts";
import { IndexSettings } from "#server/vector/schema.ts";

it.each([
  ["ivf-flat", 0, 0, 1],
  ["ivf-flat", 0, 10_000, 100],
  ["ivf-flat", 0, 1_000_000, 2_000],
  ["ivf-pq", 0, 250_000, 1_000],
  ["ivf-flat", 64, 1_000_000, 64],
  ["ivf-hnsw-sq", 0, 1_000_000, 1],
] as const)("%s with %i parts chosen over %i rows has %i", (kind, partitions, rows, expected) => {
  expect(partitionsFor(IndexSettings.parse({ kind, partitions }), rows)).toBe(expected);
});
