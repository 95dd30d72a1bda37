import type { IndexSettings } from "#server/vector/schema.ts";
import type { Summary } from "../harness/measure.ts";
import type { Truth } from "./exact.ts";

/** What a process of the line `vector` is asked to do, on a store it opens by itself. */
export type VectorTask = {
  store: "lancedb" | "weaviate";
  /** Folder of the embedded store. */
  folder: string;
  /** Alias of the collection on Weaviate. */
  alias: string;
  rows: number;
  index: IndexSettings;
} & ({ do: "load" } | { do: "compare" } | { do: "build" } | { do: "measure"; truths: Truth[] });

/** What a search measured. */
export type Search = {
  ms: Summary;
  /** Processor time of one, all threads of the process together. */
  cpuMs: number;
  recall: number | null;
};

/** What a process of the line `vector` tells. */
export type VectorResult = {
  seconds: number;
  rssMb: number;
  /** Largest resident memory over the life of the process. */
  peakMb: number;
  truths?: Truth[];
  ms?: Summary;
  buildMs?: number | null;
  rebuildMs?: number;
  diskMb?: number | null;
  unindexedRows?: number;
  plain?: Search;
  filtered?: Search;
  hybrid?: Search;
  perSecond?: number;
};
