import * as z from "zod";

/** Whether the server counts statements: it does; its library is not loaded at its start, not installed, or not allowed to us. */
export const STATEMENT_SOURCES = ["on", "not-loaded", "not-there", "forbidden"] as const;
export type StatementSource = (typeof STATEMENT_SOURCES)[number];

/** What becomes of an index that was advised. */
export const INDEX_STATUS = [
  "advised",
  "building",
  "watching",
  "kept",
  "dropped",
  "rolling-back",
  "rolled-back",
  "removing",
  "removed",
  "failed",
] as const;
export type IndexStatus = (typeof INDEX_STATUS)[number];

/** What an index is foretold to save: of each statement that it helps, and of all the time that statements take. */
export const IndexEstimate = z.object({
  /** Whether the server planned with an index that only its planner sees, or the cost was reckoned. */
  by: z.enum(["hypopg", "reckoned"]),
  savedMs: z.number(),
  shareOfAll: z.number(),
  statements: z.array(
    z.object({ id: z.string(), text: z.string(), calls: z.number(), share: z.number(), ms: z.number() }),
  ),
});
export type IndexEstimate = z.infer<typeof IndexEstimate>;

/** How long samples of the statements that an index helps took before it and with it. */
export const IndexMeasured = z.object({
  /** Whether statements were run on samples, or only planned, because they write or their values are not known. */
  by: z.enum(["run", "planned"]),
  samples: z.int(),
  /** Milliseconds, or the planner's cost where they were only planned. */
  before: z.number(),
  after: z.number(),
  sizeBytes: z.number(),
  builtInMs: z.number(),
});
export type IndexMeasured = z.infer<typeof IndexMeasured>;

/** An index that was advised, built, kept or taken away, as the page shows it. */
export const IndexChangeRow = z.object({
  id: z.int(),
  table: z.string(),
  keys: z.array(z.string()),
  name: z.string(),
  /** The statement that makes it. */
  sql: z.string(),
  status: z.enum(INDEX_STATUS),
  estimate: IndexEstimate,
  measured: IndexMeasured.nullable(),
  /** What came of it, in words. */
  verdict: z.string(),
  askedBy: z.string().nullable(),
  advisedAt: z.iso.datetime(),
  startedAt: z.iso.datetime().nullable(),
  finishedAt: z.iso.datetime().nullable(),
  /** How far the server is with building it, 0 to 1; null where it builds nothing. */
  progress: z.number().nullable(),
});
export type IndexChangeRow = z.infer<typeof IndexChangeRow>;

/** A statement of the traffic as the page lists it, times in milliseconds. */
export const StatementRow = z.object({
  id: z.string(),
  text: z.string(),
  calls: z.number(),
  totalMs: z.number(),
  meanMs: z.number(),
  maxMs: z.number(),
  rows: z.number(),
  hitShare: z.number(),
});
export type StatementRow = z.infer<typeof StatementRow>;

/** What could be changed about a statement or a table beside an index. */
export const HINTS = ["spills", "many-rows", "often", "wildcard", "offset", "analyze", "vacuum"] as const;
/** A hint with the figure that speaks for it. */
export const Hint = z.object({ kind: z.enum(HINTS), of: z.string(), figure: z.number() });
export type Hint = z.infer<typeof Hint>;

/** What the pool of connections and the server behind it give reason to say. */
export const POOL_WARNINGS = ["waiting", "over-server", "near-full", "small-server"] as const;

/** The database as its section shows it. */
export const DatabaseBoard = z.object({
  server: z.object({
    version: z.string(),
    maxConnections: z.int(),
    reserved: z.int(),
    used: z.int(),
    ours: z.int(),
  }),
  /** Connections of the process that answers. */
  pool: z.object({ size: z.int(), used: z.int(), idle: z.int(), waiting: z.int() }),
  warnings: z.array(z.enum(POOL_WARNINGS)),
  source: z.enum(STATEMENT_SOURCES),
  countedSince: z.iso.datetime().nullable(),
  planner: z.enum(["hypopg", "reckoned"]),
  advisedAt: z.iso.datetime().nullable(),
  statements: z.array(StatementRow),
  indexes: z.array(IndexChangeRow),
  hints: z.array(Hint),
});
export type DatabaseBoard = z.infer<typeof DatabaseBoard>;

/** The plan of a statement whatever its values are, as text. */
export const StatementPlan = z.object({ lines: z.array(z.string()), refused: z.string().nullable() });
export type StatementPlan = z.infer<typeof StatementPlan>;

/** The announcement that an index is to be built or taken away. */
export const INDEX_ASKED = "database.index-asked";
/** What it says, and what the job is given. */
export const IndexAsked = z.object({ changeId: z.int() });

/** The job that builds an index beside the traffic, or takes it away. */
export const IndexJob = { schema: IndexAsked, timeLimitS: 4 * 3600, retry: { limit: 1, delayS: 60 } };
/** The job that looks for indexes which the traffic lacks. */
export const AdviseJob = {
  schema: z.object({}),
  timeLimitS: 300,
  retry: { limit: 0, delayS: 0 },
  every: { cron: "25 * * * *", payload: {} },
};
