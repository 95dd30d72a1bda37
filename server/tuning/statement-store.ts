import * as z from "zod";
import { type Db, rawSql, sql } from "#server/platform/db.ts";
import type { ColumnFacts, TableFacts, Tables } from "#server/tuning/core/index-candidate.ts";
import { type TableName, tableText } from "#server/tuning/core/plan.ts";
import { STATEMENT_SOURCES, type StatementSource } from "#server/tuning/database.schema.ts";

/** A statement of the traffic as the server counts it, times in milliseconds. */
export type Statement = {
  id: string;
  text: string;
  calls: number;
  totalMs: number;
  meanMs: number;
  maxMs: number;
  /** The sum of the squares of its times. */
  squares: number;
  rows: number;
  /** Pages that did not fit into memory and were written aside. */
  spilledPages: number;
  /** The share of the pages it read that were in memory. */
  hitShare: number;
};

const Source = z.enum(STATEMENT_SOURCES);

/**
 * Whether the server counts statements, and makes the view of them where it may: `not-loaded` where
 * `shared_preload_libraries` lacks the library, `not-there` where the library is not installed, `forbidden` where only
 * another user may make the view.
 */
export const prepareStatements = async (db: Db): Promise<StatementSource> => {
  const [row] = await db.$queryRaw<{ state: string }[]>(sql`
    SELECT CASE
      WHEN NOT EXISTS (SELECT FROM pg_available_extensions WHERE name = 'pg_stat_statements') THEN 'not-there'
      WHEN current_setting('pg_stat_statements.max', true) IS NULL THEN 'not-loaded'
      WHEN NOT EXISTS (SELECT FROM pg_extension WHERE extname = 'pg_stat_statements') THEN 'forbidden'
      ELSE 'on' END AS state`);
  const state = Source.parse(row?.state);
  if (state !== "forbidden") return state;
  return makeExtension(db, "pg_stat_statements");
};

/** PostgreSQL's "insufficient privilege", as the driver tells it or in the words of Prisma around it. */
const isForbidden = (error: unknown): boolean =>
  error instanceof Error &&
  (Reflect.get(error, "code") === "42501" || /\b42501\b|permission denied/.test(error.message));

const makeExtension = async (db: Db, name: "pg_stat_statements" | "hypopg"): Promise<StatementSource> => {
  try {
    await db.$executeRaw(sql`CREATE EXTENSION IF NOT EXISTS ${rawSql(name)}`);
    return "on";
  } catch (error) {
    // Only a right that is missing is an answer; anything else is a fault.
    if (isForbidden(error)) return "forbidden";
    throw error;
  }
};

/** Makes the indexes that only the planner sees possible where the server has them and lets us; maps to whether it does. */
export const prepareHypothetical = async (db: Db): Promise<boolean> => {
  const [row] = await db.$queryRaw<{ has: boolean; is: boolean }[]>(sql`
    SELECT EXISTS (SELECT FROM pg_available_extensions WHERE name = 'hypopg') AS has,
      EXISTS (SELECT FROM pg_extension WHERE extname = 'hypopg') AS is`);
  if (row?.is === true) return true;
  return row?.has === true && (await makeExtension(db, "hypopg")) === "on";
};

const viewOf = async (db: Db): Promise<string> => {
  const [row] = await db.$queryRaw<{ schema: string }[]>(sql`
    SELECT quote_ident(nspname) AS schema FROM pg_extension JOIN pg_namespace n ON n.oid = extnamespace
    WHERE extname = 'pg_stat_statements'`);
  return `${row?.schema ?? "public"}.pg_stat_statements`;
};

/** The statements of this database that took the most time in all, those that only read or write rows. */
export const readStatements = async (db: Db, limit: number): Promise<Statement[]> => {
  const view = rawSql(await viewOf(db));
  return db.$queryRaw<Statement[]>(sql`
    SELECT queryid::text AS id, min(query) AS text, sum(calls)::float8 AS calls,
      sum(total_exec_time)::float8 AS "totalMs",
      (sum(total_exec_time) / sum(calls))::float8 AS "meanMs", max(max_exec_time)::float8 AS "maxMs",
      sum(calls * (stddev_exec_time ^ 2 + mean_exec_time ^ 2))::float8 AS squares, sum(rows)::float8 AS rows,
      sum(temp_blks_written)::float8 AS "spilledPages",
      (sum(shared_blks_hit) / greatest(1, sum(shared_blks_hit + shared_blks_read)))::float8 AS "hitShare"
    FROM ${view}
    WHERE dbid = (SELECT oid FROM pg_database WHERE datname = current_database())
      AND queryid IS NOT NULL AND calls > 0
      AND query ~* '^\\s*(select|insert|update|delete|with|merge)\\y'
      AND query !~* '(pg_catalog\\.|pg_stat_|pg_class|pg_extension|information_schema|pg_advisory|pg_notify|pg_sleep|pgboss)'
    GROUP BY queryid ORDER BY "totalMs" DESC LIMIT ${limit}`);
};

/** Since when statements are counted; null where the server does not tell. */
export const readCountedSince = async (db: Db): Promise<Date | null> => {
  const view = rawSql(`${await viewOf(db)}_info`);
  const [row] = await db.$queryRaw<{ since: Date | null }[]>(sql`SELECT stats_reset AS since FROM ${view}`);
  return row?.since ?? null;
};

type TableRow = Omit<TableFacts, "columns" | "indexes">;

/** The tables of the database that are not the server's own, nor the queue's, with their columns and indexes. */
export const readTables = async (db: Db): Promise<Tables> => {
  const [tables, columns, indexes] = await Promise.all([
    db.$queryRaw<TableRow[]>(sql`
      SELECT n.nspname AS schema, c.relname AS table, greatest(c.reltuples, 0)::float8 AS rows,
        greatest(c.relpages, pg_relation_size(c.oid) / 8192)::float8 AS pages,
        (c.relkind = 'p' OR c.relispartition) AS "isPartitioned"
      FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
      WHERE c.relkind IN ('r', 'p') AND c.relpersistence = 'p'
        AND n.nspname NOT IN ('pg_catalog', 'information_schema', 'pgboss') AND n.nspname NOT LIKE 'pg\\_%'`),
    db.$queryRaw<(TableName & { column: string; type: string; distinct: number | null })[]>(sql`
      SELECT n.nspname AS schema, c.relname AS table, quote_ident(a.attname) AS column,
        format_type(a.atttypid, NULL) AS type, s.n_distinct::float8 AS distinct
      FROM pg_attribute a JOIN pg_class c ON c.oid = a.attrelid JOIN pg_namespace n ON n.oid = c.relnamespace
      LEFT JOIN pg_stats s ON s.schemaname = n.nspname AND s.tablename = c.relname AND s.attname = a.attname
        AND NOT s.inherited
      WHERE a.attnum > 0 AND NOT a.attisdropped AND c.relkind IN ('r', 'p')
        AND n.nspname NOT IN ('pg_catalog', 'information_schema', 'pgboss')`),
    db.$queryRaw<(TableName & { keys: string[] })[]>(sql`
      SELECT n.nspname AS schema, c.relname AS table, array_agg(
        CASE WHEN i.indkey[k - 1] = 0 THEN '(' || pg_get_indexdef(i.indexrelid, k, false) || ')'
          ELSE pg_get_indexdef(i.indexrelid, k, false) END
        || CASE WHEN i.indoption[k - 1] = 3 AND NOT same.all_down THEN ' DESC'
          WHEN i.indoption[k - 1] = 1 THEN ' DESC NULLS LAST' WHEN i.indoption[k - 1] = 2 THEN ' NULLS FIRST' ELSE '' END
        ORDER BY k) AS keys
      FROM pg_index i JOIN pg_class c ON c.oid = i.indrelid JOIN pg_namespace n ON n.oid = c.relnamespace
      JOIN pg_class own ON own.oid = i.indexrelid JOIN pg_am ON pg_am.oid = own.relam
      CROSS JOIN LATERAL generate_series(1, i.indnkeyatts) k
      CROSS JOIN LATERAL (SELECT NOT EXISTS (
        SELECT FROM generate_series(1, i.indnkeyatts) o WHERE i.indoption[o - 1] <> 3) AS all_down) same
      WHERE pg_am.amname = 'btree' AND i.indisvalid AND i.indpred IS NULL
        AND n.nspname NOT IN ('pg_catalog', 'information_schema', 'pgboss')
      GROUP BY n.nspname, c.relname, i.indexrelid`),
  ]);
  const facts = new Map(
    tables.map((table) => [
      tableText(table),
      { ...table, columns: new Map<string, ColumnFacts>(), indexes: [] as string[][] },
    ]),
  );
  for (const { column, type, distinct, ...name } of columns)
    facts.get(tableText(name))?.columns.set(column, { type, distinct });
  for (const { keys, ...name } of indexes) facts.get(tableText(name))?.indexes.push(keys);
  return facts;
};

/** A foreign key: rows of a table whose columns name a row of another. */
export type ForeignKey = { from: TableName; columns: string[]; to: TableName };

/** The foreign keys of the database. */
export const readForeignKeys = async (db: Db): Promise<ForeignKey[]> => {
  const rows = await db.$queryRaw<
    { schema: string; table: string; columns: string[]; toSchema: string; toTable: string }[]
  >(sql`
    SELECT n.nspname AS schema, c.relname AS table, tn.nspname AS "toSchema", t.relname AS "toTable",
      (SELECT array_agg(quote_ident(a.attname) ORDER BY place)
        FROM unnest(f.conkey) WITH ORDINALITY AS k(number, place)
        JOIN pg_attribute a ON a.attrelid = f.conrelid AND a.attnum = k.number) AS columns
    FROM pg_constraint f
    JOIN pg_class c ON c.oid = f.conrelid JOIN pg_namespace n ON n.oid = c.relnamespace
    JOIN pg_class t ON t.oid = f.confrelid JOIN pg_namespace tn ON tn.oid = t.relnamespace
    WHERE f.contype = 'f'`);
  return rows.map(({ schema, table, columns, toSchema, toTable }) => ({
    ...{ from: { schema, table }, columns, to: { schema: toSchema, table: toTable } },
  }));
};

/** What the server allows and who uses it. */
export type ServerUse = {
  version: string;
  maxConnections: number;
  /** Connections kept for its administrators. */
  reserved: number;
  used: number;
  /** Of those, the product's own. */
  ours: number;
};

/** How many connections the server allows, and how many there are. */
export const readServerUse = async (db: Db): Promise<ServerUse> => {
  const [row] = await db.$queryRaw<ServerUse[]>(sql`
    SELECT current_setting('server_version') AS version, current_setting('max_connections')::int AS "maxConnections",
      current_setting('superuser_reserved_connections')::int AS reserved,
      count(*)::int AS used, (count(*) FILTER (WHERE application_name LIKE 'roundsman%'))::int AS ours
    FROM pg_stat_activity WHERE backend_type = 'client backend'`);
  if (row === undefined) throw new Error("database: found no answer of pg_stat_activity, expected one row");
  return row;
};

/** A table whose statistics are older than its rows, or that holds many rows that are gone. */
export type WornTable = TableName & { rows: number; changed: number; dead: number };

/** Tables that wait for ANALYZE or VACUUM: a fifth of their rows changed since, or are gone. */
export const readWornTables = (db: Db): Promise<WornTable[]> =>
  db.$queryRaw(sql`
    SELECT schemaname AS schema, relname AS table, n_live_tup::float8 AS rows,
      n_mod_since_analyze::float8 AS changed, n_dead_tup::float8 AS dead
    FROM pg_stat_user_tables
    WHERE n_live_tup > 1000 AND schemaname <> 'pgboss'
      AND (n_mod_since_analyze > 0.2 * n_live_tup + 1000 OR n_dead_tup > 0.2 * n_live_tup + 1000)
    ORDER BY greatest(n_mod_since_analyze, n_dead_tup) DESC LIMIT 10`);
