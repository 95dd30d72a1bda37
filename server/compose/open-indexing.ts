import type { Base } from "#server/compose.ts";
import { readPassages } from "#server/operations/passage-store.ts";
import type { Embedder } from "#server/vector/embedder.ts";
import { createIndexWork, type IndexWork } from "#server/vector/index-work.ts";
import { createIndexing, type Indexing } from "#server/vector/indexing.ts";
import type { VectorStore } from "#server/vector/store.ts";

/** What keeps the vectors up to date and their index in order. */
export type IndexKeeping = {
  store: VectorStore;
  embedder: Embedder;
  indexing: Indexing;
  indexWork: IndexWork;
};

/** Opens what makes vectors of records and works on their index; null where no vectors are made. */
export const openIndexing = (
  { db, lifecycle, log }: Base,
  vectors: { store: VectorStore; embedder: Embedder } | null,
  send: (organisationId: number) => Promise<void>,
  organisations: () => number[],
): IndexKeeping | null => {
  if (vectors === null) return null;
  const { store, embedder } = vectors;
  const indexing = createIndexing({
    ...{ db, store, send },
    embedderOf: (name) => (name === embedder.name ? embedder : undefined),
    passagesOf: (organisationId, kind, ids) => readPassages(db, organisationId, kind, ids),
    report: (error) => log.warn({ err: error }, "the queue was not asked for vectors; it is within a minute"),
  });
  lifecycle.onStop("indexing", () => indexing.close());
  const indexWork = createIndexWork({
    ...{ db, store, organisations },
    elapsed: () => performance.now(),
    report: (error) => log.warn({ err: error }, "the search index could not be made or measured"),
  });
  return { store, embedder, indexing, indexWork };
};
