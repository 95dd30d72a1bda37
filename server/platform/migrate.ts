import { createHash, randomUUID } from "node:crypto";
import { readdir, readFile } from "node:fs/promises";
import { join } from "node:path";
import type { ClientBase } from "pg";

/** One folder of `prisma/migrations`: its name, its SQL and the SHA-256 that Prisma's ledger keeps of it. */
export type Migration = { name: string; sql: string; checksum: string };

// Prisma's own migration lock, so that its command line and this runner never work at the same time.
const LOCK = 72707369;

const LEDGER = `CREATE TABLE IF NOT EXISTS "_prisma_migrations" (
  "id" VARCHAR(36) PRIMARY KEY NOT NULL,
  "checksum" VARCHAR(64) NOT NULL,
  "finished_at" TIMESTAMPTZ,
  "migration_name" VARCHAR(255) NOT NULL,
  "logs" TEXT,
  "rolled_back_at" TIMESTAMPTZ,
  "started_at" TIMESTAMPTZ NOT NULL DEFAULT now(),
  "applied_steps_count" INTEGER NOT NULL DEFAULT 0
)`;

/** Reads the migrations of a folder in the order of their names. */
export const readMigrations = async (folder: string): Promise<Migration[]> => {
  const entries = await readdir(folder, { withFileTypes: true });
  const names = entries.filter((entry) => entry.isDirectory()).map((entry) => entry.name);
  return Promise.all(
    names.sort().map(async (name) => {
      const sql = await readFile(join(folder, name, "migration.sql"), "utf8");
      return { name, sql, checksum: createHash("sha256").update(sql).digest("hex") };
    }),
  );
};

/** The migrations still to apply, in order; an applied one that changed, is unknown or was half applied is refused. */
export const pending = (
  migrations: readonly Migration[],
  ledger: readonly { name: string; checksum: string; isFinished: boolean }[],
): Migration[] => {
  const known = new Map(migrations.map((migration) => [migration.name, migration]));
  for (const { name, checksum, isFinished } of ledger) {
    const migration = known.get(name);
    if (!migration)
      throw new Error(
        `the database has migration ${name}, which this version does not: it was made by a newer one`,
      );
    if (!isFinished)
      throw new Error(
        `migration ${name} was begun by another tool and not finished: restore the database first`,
      );
    if (migration.checksum !== checksum) {
      throw new Error(
        `migration ${name} was changed after it was applied: found ${migration.checksum}, expected ${checksum}`,
      );
    }
  }
  const applied = new Set(ledger.map((row) => row.name));
  return migrations.filter((migration) => !applied.has(migration.name));
};

const ledgerOf = async (client: ClientBase) => {
  await client.query(LEDGER);
  const { rows } = await client.query<{ name: string; checksum: string; isFinished: boolean }>(
    `SELECT migration_name AS name, checksum, finished_at IS NOT NULL AS "isFinished"
       FROM "_prisma_migrations" WHERE rolled_back_at IS NULL ORDER BY started_at`,
  );
  return rows;
};

const apply = async (client: ClientBase, { name, sql, checksum }: Migration) => {
  await client.query("BEGIN");
  try {
    await client.query(sql);
    await client.query(
      `INSERT INTO "_prisma_migrations" (id, checksum, migration_name, finished_at, applied_steps_count)
       VALUES ($1, $2, $3, clock_timestamp(), 1)`,
      [randomUUID(), checksum, name],
    );
    await client.query("COMMIT");
  } catch (cause) {
    await client.query("ROLLBACK");
    throw new Error(`migration ${name} failed and was taken back: ${(cause as Error).message}`, { cause });
  }
};

/**
 * Applies what the database lacks, one transaction per migration, and maps to the names applied;
 * the ledger is Prisma's, so its own commands accept the result.
 */
export const migrate = async (client: ClientBase, migrations: readonly Migration[]): Promise<string[]> => {
  await client.query("SELECT pg_advisory_lock($1)", [LOCK]);
  try {
    const due = pending(migrations, await ledgerOf(client));
    for (const migration of due) await apply(client, migration);
    return due.map((migration) => migration.name);
  } finally {
    await client.query("SELECT pg_advisory_unlock($1)", [LOCK]);
  }
};
