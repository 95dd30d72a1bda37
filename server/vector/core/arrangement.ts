import { DIMENSIONS, INDEX_LIMITS, type IndexSettings } from "#server/vector/schema.ts";

/** What of the settings is fixed once vectors are arranged; the rest is the effort of a search, which may change at any time. */
const arrangementOf = ({
  kind,
  maxConnections,
  efConstruction,
  partitions,
  quantizer,
}: IndexSettings): readonly unknown[] => {
  switch (kind) {
    case "ivf-flat":
    case "ivf-pq":
      return [kind, partitions];
    case "ivf-hnsw-sq":
      return [kind, partitions, maxConnections, efConstruction];
    case "hnsw":
      return [kind, maxConnections, efConstruction, quantizer];
    case "flat":
      return [kind, quantizer];
  }
};

/** Whether vectors that lie by one of the settings lie by the other, so that no rebuild is needed to go from one to the other. */
export const isSameArrangement = (a: IndexSettings, b: IndexSettings): boolean =>
  JSON.stringify(arrangementOf(a)) === JSON.stringify(arrangementOf(b));

/** The settings with the effort of others. */
export const withEffort = (index: IndexSettings, { ef, probes, refine }: IndexSettings): IndexSettings => ({
  ...index,
  ...{ ef, probes, refine },
});

const FLOAT_BYTES = 4;
/** A neighbour in the graph of Weaviate; the lowest level holds twice as many as were asked for. */
const LINK_BYTES = 8;
/** Bytes of a packed vector, by number of dimensions: whole, in bytes, in bits, or in codes of eight dimensions each. */
const PACKED: Record<IndexSettings["quantizer"], number> = {
  none: DIMENSIONS * FLOAT_BYTES,
  rq: DIMENSIONS,
  sq: DIMENSIONS,
  pq: DIMENSIONS / 8,
  bq: DIMENSIONS / 8,
};

/** Reckons what so many vectors take in the memory of a Weaviate, which does not tell it. */
export const memoryOf = ({ kind, maxConnections, quantizer }: IndexSettings, rows: number): number =>
  rows * (PACKED[quantizer] + (kind === "hnsw" ? 2 * maxConnections * LINK_BYTES : 0));

const times = (name: "ef" | "probes", value: number, by: number): number =>
  Math.min(INDEX_LIMITS[name][1], Math.max(INDEX_LIMITS[name][0], Math.round(value * by)));

/** The settings with so many times their candidates, within what an index allows. */
export const atEffort = (index: IndexSettings, by: number): IndexSettings =>
  by === 1 ? index : { ...index, ef: times("ef", index.ef, by), probes: times("probes", index.probes, by) };
