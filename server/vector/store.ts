import type { IndexSettings, PassageFilter, PassageText } from "#server/vector/schema.ts";

/** A passage with the vector of its words, of length one. */
export type Passage = PassageText & { vector: Float32Array };

/** A passage that was not stored, and why; the others of the same call were. */
export type PassageFault = { id: string; message: string };

/** What a search of an index costs and finds, as far as it differs from what the index says. */
export type SearchEffort = Partial<Pick<IndexSettings, "ef" | "probes" | "refine">>;

/** What to look for: by vector, by words, or by both, then fused. */
export type StoreQuery = {
  vector?: Float32Array;
  /** Who made the vector; a store that holds vectors of another refuses the query with CONFLICT. */
  embedder?: string;
  words?: string;
  filter?: PassageFilter;
  limit: number;
  /** So many times the candidates that the index says are looked at; what the store was told last where it is left out. */
  effortTimes?: number;
  /** At most this share of the score of a search by both is the words', 0 to 1; {@link WORD_SHARE} where it is left out. */
  wordShare?: number;
  /** How much an embedded index is searched; what is left out is as the index says. A server searches as it is told once. */
  effort?: SearchEffort;
};

/** Share of the words where none is asked for: words decide between what means nearly the same. */
export const WORD_SHARE = 0.2;

/** A passage found; the higher the score, the better it fits. */
export type Match = PassageText & { score: number };

/** What a store holds and how. */
export type StoreDescription = {
  backend: "lancedb" | "weaviate";
  /** The embedder whose vectors it holds; vectors of another are never mixed in. */
  embedder: string;
  index: IndexSettings;
  /** Counts up with every swap of a rebuild. */
  generation: number;
  /** Rows of the organisation that was asked about. */
  rows: number;
  /** Rows of it that the index does not cover yet; they are compared one by one. */
  unindexedRows: number;
  /** Bytes of its vectors and indexes on disk; null where the backend does not tell. */
  diskBytes: number | null;
  /** Bytes its vector index takes in memory once it is read; reckoned where the backend does not tell. */
  memoryBytes: number;
  /** How long the last build of its vector index took; null where the backend builds as rows come. */
  buildMs: number | null;
  /** Share of a rebuild that is done, 0 to 1; null while none runs. */
  rebuilding: number | null;
};

/** How a store is made anew; what is left out stays as it is. */
export type Rebuild = {
  index?: IndexSettings;
  /** Another embedder: its name, and what makes its vectors; the old ones are served until all are made. */
  embedder?: { name: string; embed: (passages: readonly PassageText[]) => Promise<Float32Array[]> };
};

/**
 * Passages of organisations, found by meaning and by word. Every call is about one organisation, the tenant, and never
 * reads or writes another's. A vector of the wrong length is a fault of its passage, or a refused query.
 */
export type VectorStore = {
  /**
   * Stores passages, replacing those of the same id; maps to those it could not store. Where the embedder is named and
   * is not the store's, the whole call is refused with CONFLICT.
   */
  upsert(organisationId: number, passages: readonly Passage[], embedder?: string): Promise<PassageFault[]>;
  /** Takes passages out; ids that are not there are no fault. */
  remove(organisationId: number, ids: readonly string[]): Promise<void>;
  /** The best passages first; equal scores in order of id. */
  search(organisationId: number, query: StoreQuery): Promise<Match[]>;
  /** Every passage, in parts, in no order. */
  scan(organisationId: number): AsyncIterable<Passage[]>;
  /** The id of every passage, in parts, in no order, without reading the vectors. */
  ids(organisationId: number): AsyncIterable<string[]>;
  describe(organisationId: number): Promise<StoreDescription>;
  /**
   * Searches from now on with the effort of these settings (ef, probes, refine), where the vectors are arranged as they
   * say already; maps to whether they are, and if not nothing changed.
   */
  retune(index: IndexSettings): Promise<boolean>;
  /** Makes every organisation's vectors anew beside the old, which answer until the swap; changes meanwhile are kept. */
  rebuild(change: Rebuild): Promise<void>;
  close(): Promise<void>;
};
