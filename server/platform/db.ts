import { PrismaPg } from "@prisma/adapter-pg";
import { Prisma, PrismaClient } from "#prisma/generated/client.ts";
import { createStatementNames } from "#server/platform/statement-names.ts";
import { TracedPool } from "#server/platform/traced-pool.ts";

/** The database: typed rows through Prisma's models, PostGIS and aggregates through `$queryRaw`. */
export type Db = PrismaClient;

/** A transaction of {@link Db}; whatever is written through it is committed whole or not at all. */
export type Tx = Prisma.TransactionClient;

/** Tagged template of a SQL fragment with its parameters, for `$queryRaw`. */
export const sql = Prisma.sql;
/** SQL fragments joined by a separator. */
export const joinSql = Prisma.join;
/** An SQL fragment of nothing. */
export const noSql = Prisma.empty;
/** Text as SQL, unescaped: for identifiers out of our own code only, never for input. */
export const rawSql = Prisma.raw;
/** A SQL fragment with its parameters. */
export type Sql = Prisma.Sql;

/** Options of {@link openDb}. */
export type DbOptions = { url: string; poolSize: number };

/**
 * Opens a pool of connections to PostgreSQL and the Prisma client over it; every session runs in UTC.
 * The pool is shared by both, so one limit holds for all.
 */
export const openDb = ({ url, poolSize }: DbOptions) => {
  const pool = new TracedPool({
    connectionString: url,
    max: poolSize,
    options: "-c timezone=UTC",
    application_name: "roundsman",
  });
  const nameOf = createStatementNames();
  // A pooler between transactions (`pgbouncer=true` in the address) hands out connections that prepared nothing.
  const isPooled = new URL(url).searchParams.get("pgbouncer") === "true";
  const statementNameGenerator = ({ sql: text }: { sql: string }) => (isPooled ? "" : nameOf(text));
  const db: Db = new PrismaClient({ adapter: new PrismaPg(pool, { statementNameGenerator }) });
  return {
    db,
    pool,
    async close() {
      await db.$disconnect();
      if (!pool.ended) await pool.end();
    },
  };
};
