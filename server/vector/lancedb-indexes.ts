import { Index, type Table } from "@lancedb/lancedb";
import { AppError } from "#server/lib/errors.ts";
import { partitionsFor } from "#server/vector/core/partitions.ts";
import type { IndexSettings } from "#server/vector/schema.ts";

const VECTOR_INDEX = "vector_idx";
const WORD_INDEX = "said_idx";
// Four dimensions a code: half the codes lose recall, twice as many gain little.
const SUB_VECTORS = 96;
// The codes have settled by then; the library's fifty rounds take three times as long and find no more.
const PQ_ROUNDS = 15;

const COLUMNS: readonly [string, () => Index][] = [
  ["id", () => Index.btree()],
  ["kind", () => Index.bitmap()],
  ["depotId", () => Index.bitmap()],
  ["stream", () => Index.bitmap()],
  ["at", () => Index.btree()],
  ["roles", () => Index.labelList()],
  ["said", () => Index.fts({ withPosition: false })],
];

/** Indexes every column that a search filters on, and the words. */
export const indexColumns = async (table: Table): Promise<void> => {
  for (const [column, config] of COLUMNS) await table.createIndex(column, { config: config() });
};

const vectorIndex = (settings: IndexSettings, rows: number): Index => {
  const shared = { distanceType: "cosine" as const, numPartitions: partitionsFor(settings, rows) };
  switch (settings.kind) {
    case "ivf-flat":
      return Index.ivfFlat(shared);
    case "ivf-pq":
      return Index.ivfPq({ ...shared, numSubVectors: SUB_VECTORS, maxIterations: PQ_ROUNDS });
    case "ivf-hnsw-sq":
      return Index.hnswSq({
        ...shared,
        m: settings.maxConnections,
        efConstruction: settings.efConstruction,
      });
    default:
      throw new AppError(
        "BAD_REQUEST",
        `index: got ${settings.kind}, expected ivf-flat, ivf-pq or ivf-hnsw-sq for the embedded store`,
      );
  }
};

/** Arranges the vectors of a table; maps to the milliseconds it took. */
export const indexVectors = async (table: Table, settings: IndexSettings): Promise<number> => {
  const startedAt = performance.now();
  const config = vectorIndex(settings, await table.countRows());
  await table.createIndex("vector", { config, name: VECTOR_INDEX });
  return Math.round(performance.now() - startedAt);
};

/** Reads the indexes that a search goes through into memory, so that the first searches are as quick as the rest. */
export const warmIndexes = async (table: Table): Promise<void> => {
  const names = (await table.listIndices()).map(({ name }) => name);
  for (const name of [VECTOR_INDEX, WORD_INDEX]) if (names.includes(name)) await table.prewarmIndex(name);
};

/** Rows the vector index of a table does not cover; null where it has no such index. */
export const unindexedRows = async (table: Table): Promise<number | null> => {
  const index = (await table.listIndices()).find(({ name }) => name === VECTOR_INDEX);
  return index === undefined ? null : (index.numUnindexedRows ?? 0);
};

/** Bytes of a table and its indexes on disk, and those of its vector index, which is kept in memory. */
export const bytesOf = async (table: Table): Promise<{ diskBytes: number; memoryBytes: number }> => {
  const [{ totalBytes }, indexes] = await Promise.all([table.stats(), table.listIndices()]);
  return {
    diskBytes: indexes.reduce((sum, { sizeBytes }) => sum + (sizeBytes ?? 0), totalBytes),
    memoryBytes: indexes.find(({ name }) => name === VECTOR_INDEX)?.sizeBytes ?? 0,
  };
};
