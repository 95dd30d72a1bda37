import { PrismaPg } from "@prisma/adapter-pg";
import { Prisma, PrismaClient } from "#prisma/generated/client.ts";
import { rawStatements } from "#server/platform/raw-statements.ts";
import { createStatementNames } from "#server/platform/statement-names.ts";
import { TracedPool } from "#server/platform/traced-pool.ts";
import { withConnection } from "#server/platform/transaction-connection.ts";

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

/** The same client with some of its methods replaced; what is set later replaces them too, and leaves the client as it is. */
const withOwn = <C extends object>(client: C, methods: Readonly<Record<string, unknown>>): C => {
  const own = new Map<string | symbol, unknown>(Object.entries(methods));
  return new Proxy(client, {
    get: (target, key) => (own.has(key) ? own.get(key) : Reflect.get(target, key, target)),
    set: (_, key, value) => {
      own.set(key, value);
      return true;
    },
  });
};

/**
 * The client with raw statements past Prisma, in its transactions too, where they go over the connection that the
 * transaction holds, in the order in which they are asked among Prisma's own.
 */
const withRawStatements = (client: PrismaClient, pool: TracedPool, nameOf: (text: string) => string): Db =>
  withOwn<Db>(client, {
    ...rawStatements(() => pool, nameOf),
    $transaction(work: unknown, options?: object): unknown {
      if (typeof work !== "function") return Reflect.apply(client.$transaction, client, [work, options]);
      return withConnection((taken) =>
        client.$transaction(
          async (tx) => work(withOwn(tx, rawStatements(taken.connection, nameOf))),
          options,
        ),
      );
    },
  });

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
  const prepared = (text: string) => (isPooled ? "" : nameOf(text));
  const statementNameGenerator = ({ sql: text }: { sql: string }) => prepared(text);
  const client = new PrismaClient({ adapter: new PrismaPg(pool, { statementNameGenerator }) });
  return {
    db: withRawStatements(client, pool, prepared),
    pool,
    async close() {
      await client.$disconnect();
      if (!pool.ended) await pool.end();
    },
  };
};
