import type { Pool } from "pg";
import * as z from "zod";
import { type Db, sql, type Tx } from "#server/platform/db.ts";
import type { Candidate } from "#server/tuning/core/index-candidate.ts";
import { INDEX_STATUS, IndexEstimate, IndexMeasured } from "#server/tuning/database.schema.ts";
import { indexSql } from "#server/tuning/planner.ts";

/** What a statement of a table took until an index came, and where its counters stood when it was there. */
const Before = z.array(
  z.object({
    id: z.string(),
    n: z.number(),
    sum: z.number(),
    squares: z.number(),
    at: z.object({ n: z.number(), sum: z.number(), squares: z.number() }),
  }),
);
/** See {@link Before}. */
export type StatementsBefore = z.infer<typeof Before>;

type Row = NonNullable<Awaited<ReturnType<Db["indexChange"]["findFirst"]>>>;

const toChange = ({ status, estimate, measured, before, schemaName, tableName, keys, ...row }: Row) => ({
  ...row,
  index: { schema: schemaName, table: tableName, keys } satisfies Candidate,
  status: z.enum(INDEX_STATUS).parse(status),
  estimate: IndexEstimate.parse(estimate),
  measured: measured === null ? null : IndexMeasured.parse(measured),
  before: before === null ? null : Before.parse(before),
});

/** A change of an index as it is stored. */
export type StoredIndexChange = ReturnType<typeof toChange>;

const ONE_AT_A_TIME = 0x1dc4;

/** Lets one process at a time decide about indexes, until the transaction ends. */
export const lockIndexChanges = async (tx: Tx): Promise<void> => {
  await tx.$executeRaw(sql`SELECT pg_advisory_xact_lock(${ONE_AT_A_TIME}::int)`);
};

/** All changes of indexes, newest first. */
export const listIndexChanges = async (db: Db | Tx, limit: number): Promise<StoredIndexChange[]> =>
  (await db.indexChange.findMany({ orderBy: { id: "desc" }, take: limit })).map(toChange);

/** A change by its number; null where there is none. */
export const readIndexChange = async (db: Db | Tx, id: number): Promise<StoredIndexChange | null> => {
  const row = await db.indexChange.findUnique({ where: { id } });
  return row === null ? null : toChange(row);
};

/** Writes an index that is advised; maps to its row. */
export const addIndexAdvice = async (
  tx: Tx,
  advice: {
    organisationId: number;
    index: Candidate;
    name: string;
    estimate: IndexEstimate;
    advisedAt: Date;
  },
): Promise<StoredIndexChange> => {
  const { index, ...rest } = advice;
  return toChange(
    await tx.indexChange.create({
      data: {
        ...{ ...rest, status: "advised" },
        ...{ schemaName: index.schema, tableName: index.table, keys: [...index.keys] },
      },
    }),
  );
};

/** Changes what became of an index. */
export const changeIndex = async (
  tx: Tx,
  id: number,
  change: Partial<
    Pick<
      StoredIndexChange,
      "status" | "verdict" | "estimate" | "askedBy" | "advisedAt" | "startedAt" | "finishedAt"
    >
  > & { measured?: IndexMeasured; before?: StatementsBefore },
): Promise<StoredIndexChange> => toChange(await tx.indexChange.update({ where: { id }, data: change }));

/** Takes an advice away that holds no more. */
export const dropIndexAdvice = async (tx: Tx, id: number): Promise<void> => {
  await tx.indexChange.delete({ where: { id } });
};

const quoted = (name: string): string => `"${name.replaceAll('"', '""')}"`;

/** A connection on which an index is built or taken away: it waits for nobody's lock for long, but may work as long as it needs. */
const withBuilder = async <T>(pool: Pool, work: (ask: (text: string) => Promise<unknown>) => Promise<T>) => {
  const client = await pool.connect();
  try {
    await client.query("SET statement_timeout = 0");
    await client.query("SET lock_timeout = '60s'");
    await client.query("SET application_name = 'roundsman index'");
    return await work((text) => client.query(text));
  } finally {
    client.release(true);
  }
};

/** Builds an index beside the traffic; what an interrupted build left is taken away first. */
export const buildIndex = (pool: Pool, name: string, index: Candidate): Promise<void> =>
  withBuilder(pool, async (ask) => {
    await ask(`DROP INDEX CONCURRENTLY IF EXISTS ${quoted(index.schema)}.${quoted(name)}`);
    await ask(`CREATE INDEX CONCURRENTLY ${quoted(name)} ${indexSql(index)}`);
    // An expression has no statistics until it is looked at.
    await ask(`ANALYZE ${quoted(index.schema)}.${quoted(index.table)}`);
  });

/** Takes an index away beside the traffic. */
export const removeIndex = (pool: Pool, name: string, { schema }: Candidate): Promise<void> =>
  withBuilder(pool, async (ask) => {
    await ask(`DROP INDEX CONCURRENTLY IF EXISTS ${quoted(schema)}.${quoted(name)}`);
  });

/** The bytes of an index; 0 where there is none. */
export const indexBytes = async (db: Db, name: string, { schema }: Candidate): Promise<number> => {
  const [row] = await db.$queryRaw<{ bytes: number }[]>(sql`
    SELECT coalesce(pg_relation_size(to_regclass(${`${quoted(schema)}.${quoted(name)}`})), 0)::float8 AS bytes`);
  return row?.bytes ?? 0;
};

/** How far the server is with building an index of each table, 0 to 1. */
export const readBuildProgress = async (db: Db): Promise<Map<string, number>> => {
  // The table is read once for the index, which is most of the work, and once more to see what came meanwhile.
  const rows = await db.$queryRaw<{ table: string; share: number }[]>(sql`
    SELECT relid::regclass::text AS table, CASE
      WHEN phase LIKE 'building index: scanning%' OR phase = 'building index' THEN 0.6 * blocks_done / greatest(1, blocks_total)
      WHEN phase LIKE 'building index:%' THEN 0.6 + 0.2 * tuples_done / greatest(1, tuples_total)
      WHEN phase LIKE 'index validation%' THEN 0.8 + 0.15 * blocks_done / greatest(1, blocks_total)
      WHEN phase LIKE 'waiting for old snapshots' THEN 0.95 ELSE 0 END::float8 AS share
    FROM pg_stat_progress_create_index`);
  return new Map(rows.map(({ table, share }) => [table, share]));
};
