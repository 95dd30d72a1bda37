import * as z from "zod";
import { CalendarDay, CalendarInstant } from "#server/lib/calendar-day.schema.ts";

/** Length of every vector of the product. */
export const DIMENSIONS = 384;

/** What a passage is made from. */
export const PASSAGE_KINDS = ["note", "exception", "call", "customer", "procedure", "service-order"] as const;

/** One of {@link PASSAGE_KINDS}. */
export type PassageKind = (typeof PASSAGE_KINDS)[number];

/** A piece of text of an organisation that can be found, without its vector. */
export type PassageText = {
  /** Kind and number of the record, such as `note/17`: the same record is the same passage. */
  id: string;
  kind: PassageKind;
  recordId: number;
  /** null where it belongs to no depot and every depot may see it. */
  depotId: number | null;
  stream: string | null;
  /** The moment it speaks of, milliseconds since 1970. */
  at: number;
  /** The roles that may read it. */
  roles: readonly string[];
  title: string;
  text: string;
};

/** How the vectors of a store can be arranged. */
export const INDEX_KINDS = ["ivf-flat", "ivf-pq", "ivf-hnsw-sq", "hnsw", "flat"] as const;

/** One of {@link INDEX_KINDS}. */
export type IndexKind = (typeof INDEX_KINDS)[number];

/** How vectors may be packed inside an HNSW or flat index of Weaviate. */
export const QUANTIZERS = ["none", "rq", "pq", "sq", "bq"] as const;

/** The least and the most each number of {@link IndexSettings} may be. */
export const INDEX_LIMITS = {
  maxConnections: [4, 128],
  efConstruction: [16, 1_000],
  ef: [16, 2_000],
  partitions: [0, 65_536],
  probes: [1, 4_096],
  refine: [0, 100],
} as const satisfies Record<string, readonly [number, number]>;

const limited = (name: keyof typeof INDEX_LIMITS) =>
  z.int().min(INDEX_LIMITS[name][0]).max(INDEX_LIMITS[name][1]);

/** The arrangement of the vectors: the kind of index, and what it costs and finds. */
export const IndexSettings = z.object({
  kind: z.enum(INDEX_KINDS),
  /** Neighbours each vector keeps; HNSW only. */
  maxConnections: limited("maxConnections").default(32),
  /** Candidates looked at while building; HNSW only. */
  efConstruction: limited("efConstruction").default(200),
  /** Candidates looked at while searching; HNSW only, and the one that can change without a rebuild. */
  ef: limited("ef").default(100),
  /** Parts the vectors are divided into, 0 to choose by their number; IVF only. */
  partitions: limited("partitions").default(0),
  /** Parts looked at while searching; IVF only. */
  probes: limited("probes").default(20),
  /** Times the wanted number of candidates that are weighed again by their full vectors; 0 for none. */
  refine: limited("refine").default(4),
  /** Packing of the vectors; Weaviate only. */
  quantizer: z.enum(QUANTIZERS).default("none"),
});
/** See the schema of the same name. */
export type IndexSettings = z.infer<typeof IndexSettings>;

/** Which passages a search may find; what is left out limits nothing. */
export const PassageFilter = z.object({
  kinds: z.array(z.enum(PASSAGE_KINDS)).min(1).optional(),
  /** Passages of these depots, and those that belong to none. */
  depotIds: z.array(z.int32()).optional(),
  streams: z.array(z.string().min(1).max(40)).min(1).optional(),
  /** Passages dated from here on, ISO instant. */
  from: CalendarInstant.optional(),
  /** Passages dated before this, ISO instant. */
  until: CalendarInstant.optional(),
  /** Passages this role may read. */
  role: z.string().min(1).max(40).optional(),
});
/** See the schema of the same name. */
export type PassageFilter = z.infer<typeof PassageFilter>;

const Organisation = z.object({
  /** 0 for every organisation. */
  organisationId: z.int32().min(0),
});

/**
 * The job that makes vectors of changed records. Each change asks for one; every minute one looks at all, so that what
 * a lost queue was asked is done all the same.
 */
export const EmbedJob = {
  schema: Organisation,
  timeLimitS: 300,
  retry: { limit: 8, delayS: 2 },
  every: { cron: "* * * * *", payload: { organisationId: 0 } },
};

/** Kinds of index of each store. */
export const KINDS_OF = {
  lancedb: ["ivf-flat", "ivf-hnsw-sq", "ivf-pq"],
  weaviate: ["hnsw", "flat"],
} as const satisfies Record<string, readonly IndexKind[]>;

const Run = z.object({ runId: z.int32().min(0) });

/** The job that makes the index anew; beside it everything is found by the old. */
export const RebuildJob = { schema: Run, timeLimitS: 3 * 3_600, retry: { limit: 2, delayS: 30 } };

/** The job that measures what the index finds; 0 measures every organisation, once a night. */
export const MeasureJob = {
  schema: Run,
  timeLimitS: 3_600,
  retry: { limit: 2, delayS: 60 },
  every: { cron: "10 4 * * *", payload: { runId: 0 } },
};

/** The topic by which any process asks the worker for one of the jobs on vectors. */
export const VECTOR_ASKED = "vector.asked";

/** What {@link VECTOR_ASKED} says. */
export const VectorAsked = z.object({
  job: z.enum(["vector.embed", "vector.rebuild", "vector.measure"]),
  runId: z.int32().min(0),
});

const { role: _, from: __, until: ___, ...Limits } = PassageFilter.shape;

/** The longest text that is searched for. */
export const MAX_SEARCH_TEXT = 300;

/** What somebody looks for in the words of the fleet: notes, exceptions, calls, customers, procedures, service orders. */
export const SearchQuery = z.object({
  text: z.string().trim().min(1).max(MAX_SEARCH_TEXT),
  ...Limits,
  /** The first service day, in the zone of the depot that is searched, else of the organisation. */
  from: CalendarDay.optional(),
  /** The last service day, which still counts. */
  until: CalendarDay.optional(),
  offset: z.int().min(0).max(200).default(0),
  limit: z.int().min(1).max(50).default(20),
  /** Passages that say the same are one hit, which names the others. */
  isFolded: z.boolean().default(true),
  /** Searched for anew, whatever was found before. */
  isAfresh: z.boolean().default(false),
});
/** See the schema of the same name. */
export type SearchQuery = z.infer<typeof SearchQuery>;

/** A stretch of a text, by characters: from, and up to but without. */
export const TextRange = z.tuple([z.int().min(0), z.int().min(0)]);
/** See the schema of the same name. */
export type TextRange = z.infer<typeof TextRange>;

/** Lists whose pages show the record that a passage is of, or is about. */
export const RECORD_LISTS = [
  "sites",
  "customers",
  "vehicles",
  "drivers",
  "routes",
  "stops",
  "exceptions",
] as const;

/** One row of one of the {@link RECORD_LISTS}. */
export const RecordPlace = z.object({ list: z.enum(RECORD_LISTS), id: z.int32() });
/** See the schema of the same name. */
export type RecordPlace = z.infer<typeof RecordPlace>;

/** What is told of a record beside its text: where it is shown, and who wrote it. */
export type RecordFacts = { place: RecordPlace | null; by: string | null };

/** Of the passages that say the same as a hit, so many are named. */
export const MOST_ALIKE = 20;

/** A passage that says the same as a hit. */
export const AlikePassage = z.object({
  id: z.string(),
  depotId: z.int32().nullable(),
  at: z.iso.datetime(),
  title: z.string(),
  place: RecordPlace.nullable(),
});
/** See the schema of the same name. */
export type AlikePassage = z.infer<typeof AlikePassage>;

/** A passage found. */
export const SearchHit = z.object({
  /** Kind and number of the record, such as `note/17`. */
  id: z.string(),
  kind: z.enum(PASSAGE_KINDS),
  recordId: z.int32(),
  depotId: z.int32().nullable(),
  stream: z.string().nullable(),
  at: z.iso.datetime(),
  title: z.string(),
  /** Where the title holds words that were looked for. */
  titleMarks: z.array(TextRange),
  text: z.string(),
  textMarks: z.array(TextRange),
  /** The stretch of the text that says most of what was looked for. */
  excerpt: TextRange,
  score: z.number(),
  /** Where the record is shown; null where it has no page of its own. */
  place: RecordPlace.nullable(),
  /** Who wrote or reported it, where that is known. */
  by: z.string().nullable(),
  /** How many others that were found say the same, and the newest of them. */
  alike: z.object({ count: z.int(), newest: z.array(AlikePassage).max(MOST_ALIKE) }),
});
/** See the schema of the same name. */
export type SearchHit = z.infer<typeof SearchHit>;

/** Which store answers, and whether it stands in for another. */
export const SearchSource = z.object({
  backend: z.enum(["lancedb", "weaviate"]),
  /** Whether the copy on this machine answers because the server does not. */
  isDegraded: z.boolean(),
  reason: z.string().nullable(),
});
/** See the schema of the same name. */
export type SearchSource = z.infer<typeof SearchSource>;

/** What was found: by word first, then once more by word and meaning together. */
export const SearchAnswer = z.object({
  stage: z.enum(["words", "fused"]),
  hits: z.array(SearchHit),
  hasMore: z.boolean(),
  source: SearchSource,
  tookMs: z.number(),
  /** When it was found, where it comes from memory; null where it was found now. */
  keptAt: z.iso.datetime().nullable(),
});
/** See the schema of the same name. */
export type SearchAnswer = z.infer<typeof SearchAnswer>;

/** What a measurement found. */
export const IndexMeasure = z.object({
  backend: z.enum(["lancedb", "weaviate"]),
  generation: z.int(),
  index: IndexSettings,
  rows: z.int(),
  /** Searches it was measured on. */
  searches: z.int(),
  /** Share of the ten nearest that was found; null where there is nothing to find. */
  recall: z.number().nullable(),
  medianMs: z.number().nullable(),
});
/** See the schema of the same name. */
export type IndexMeasure = z.infer<typeof IndexMeasure>;

/** A run that makes the index anew or measures it. */
export const IndexRun = z.object({
  id: z.int32(),
  askedBy: z.string(),
  askedAt: z.iso.datetime(),
  /** Null until the worker took it. */
  startedAt: z.iso.datetime().nullable(),
  progress: z.number(),
  finishedAt: z.iso.datetime().nullable(),
  error: z.string().nullable(),
  index: IndexSettings.nullable(),
});
/** See the schema of the same name. */
export type IndexRun = z.infer<typeof IndexRun>;

/** A store of vectors as its page shows it; see `StoreDescription`. */
export const IndexStore = z.object({
  backend: z.enum(["lancedb", "weaviate"]),
  embedder: z.string(),
  index: IndexSettings,
  generation: z.int(),
  rows: z.int(),
  unindexedRows: z.int(),
  diskBytes: z.number().nullable(),
  memoryBytes: z.number(),
  buildMs: z.number().nullable(),
  /** Whether it answers searches now. */
  isServing: z.boolean(),
});
/** See the schema of the same name. */
export type IndexStore = z.infer<typeof IndexStore>;

/** A record whose passage was given up, and why. */
export const DeadPassage = z.object({
  kind: z.enum(PASSAGE_KINDS),
  recordId: z.int32(),
  attempts: z.int(),
  failedAt: z.iso.datetime(),
  error: z.string(),
});
/** See the schema of the same name. */
export type DeadPassage = z.infer<typeof DeadPassage>;

/** The search index of an organisation: who serves, how it lies, what it finds, and what waits for it. */
export const IndexReport = z.discriminatedUnion("isOn", [
  z.object({ isOn: z.literal(false) }),
  z.object({
    isOn: z.literal(true),
    /** The server that should answer but does not, since when and why; null where all is as it should be. */
    outage: z.object({ since: z.iso.datetime(), reason: z.string() }).nullable(),
    stores: z.array(IndexStore).min(1),
    /** Candidates of a search where the environment says so, whatever is chosen here. */
    fixedEf: z.int().nullable(),
    /** The newest measurement that came to an end, and whether it is of the index that serves now. */
    measured: z.object({ at: z.iso.datetime(), isOfServing: z.boolean(), found: IndexMeasure }).nullable(),
    rebuild: IndexRun.nullable(),
    measure: IndexRun.nullable(),
    waiting: z.object({ count: z.int(), oldestAt: z.iso.datetime().nullable() }),
    /** The newest that were given up, and how many there are. */
    dead: z.object({ count: z.int(), newest: z.array(DeadPassage) }),
  }),
]);
/** See the schema of the same name. */
export type IndexReport = z.infer<typeof IndexReport>;

/** Which of the given-up passages are tried again: one, or all. */
export const ReplayInput = z.object({
  passage: z.object({ kind: z.enum(PASSAGE_KINDS), recordId: z.int32() }).nullable(),
});

/** Whether passages can be found here at all, and by what. */
export const SearchState = z.discriminatedUnion("isOn", [
  z.object({ isOn: z.literal(false) }),
  z.object({ isOn: z.literal(true), source: SearchSource }),
]);
/** See the schema of the same name. */
export type SearchState = z.infer<typeof SearchState>;
