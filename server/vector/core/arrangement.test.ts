import { describe, expect, it } from "vitest";
import { isSameArrangement, memoryOf, withEffort } from "#server/vector/core/arrangement.ts";
import { IndexSettings } from "#server/vector/schema.ts";

const graph = IndexSettings.parse({ kind: "ivf-hnsw-sq" });

describe("the arrangement of vectors", () => {
  it.each([
    [{ ef: 64, probes: 3, refine: 0 }, true],
    [{ quantizer: "pq" as const }, true],
    [{ maxConnections: 16 }, false],
    [{ efConstruction: 100 }, false],
    [{ partitions: 7 }, false],
    [{ kind: "ivf-flat" as const }, false],
  ])("of the embedded graph with %o stays: %s", (change, isSame) => {
    expect(isSameArrangement(graph, { ...graph, ...change })).toBe(isSame);
  });

  it("of lists does not ask for neighbours, of a Weaviate for its packing", () => {
    const lists = { ...graph, kind: "ivf-pq" as const };
    expect(isSameArrangement(lists, { ...lists, maxConnections: 8, efConstruction: 16 })).toBe(true);
    const flat = { ...graph, kind: "flat" as const };
    expect(isSameArrangement(flat, { ...flat, maxConnections: 8 })).toBe(true);
    expect(isSameArrangement(flat, { ...flat, quantizer: "bq" })).toBe(false);
  });

  it("keeps all but the effort of a search", () => {
    const other = IndexSettings.parse({ kind: "flat", ef: 33, probes: 4, refine: 5, partitions: 6 });
    expect(withEffort(graph, other)).toEqual({ ...graph, ef: 33, probes: 4, refine: 5 });
  });

  it("takes less memory the more the vectors are packed", () => {
    const hnsw = IndexSettings.parse({ kind: "hnsw" });
    expect(memoryOf(hnsw, 1_000)).toBe(1_000 * (1_536 + 512));
    expect(memoryOf({ ...hnsw, kind: "flat", quantizer: "bq" }, 1_000)).toBe(48_000);
  });
});
