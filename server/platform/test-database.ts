import { createHash, randomBytes } from "node:crypto";
import { setTimeout } from "node:timers/promises";
import { Client, escapeIdentifier } from "pg";
import { afterAll, beforeAll, inject } from "vitest";
import { migrate, readMigrations } from "#server/platform/migrate.ts";

declare module "vitest" {
  interface ProvidedContext {
    /** A PostgreSQL server for tests, and on it a migrated database to copy. */
    testServer: { url: string; template: string };
  }
}

const PREFIX = "roundsman_test_";
const STALE_AFTER_S = 2 * 3600;
// Makes building a template, and clearing away old databases, one run's work at a time.
const LOCK = 7_270_737;

/** The address of another database on the same server. */
export const onDatabase = (url: string, database: string): string => {
  const address = new URL(url);
  address.pathname = `/${database}`;
  return address.href;
};

const withClient = async <T>(url: string, work: (client: Client) => Promise<T>): Promise<T> => {
  const client = new Client({ connectionString: url });
  await client.connect();
  try {
    return await work(client);
  } finally {
    await client.end();
  }
};

const nowS = () => Math.floor(Date.now() / 1000);

/** Drops test databases and templates that interrupted or older runs left; the age stands in the name. */
export const dropStaleTestDatabases = (url: string): Promise<void> =>
  withClient(url, async (client) => {
    await client.query("SELECT pg_advisory_lock($1)", [LOCK]);
    const { rows } = await client.query<{ name: string }>(
      `SELECT datname AS name FROM pg_database d WHERE datname LIKE $1
          AND NOT EXISTS (SELECT FROM pg_stat_activity a WHERE a.datname = d.datname)`,
      [`${PREFIX}%`],
    );
    for (const { name } of rows) {
      const bornS = Number.parseInt(name.slice(PREFIX.length).split("_")[0] ?? "", 36);
      if (nowS() - bornS > STALE_AFTER_S)
        await client.query(`DROP DATABASE IF EXISTS ${escapeIdentifier(name)}`);
    }
  });

/** Makes the template database of a folder of migrations, or finds it; maps to its name. */
export const prepareTemplate = async (url: string, folder: string): Promise<string> => {
  const migrations = await readMigrations(folder);
  const hash = createHash("sha256")
    .update(migrations.map((each) => each.checksum).join())
    .digest("hex")
    .slice(0, 12);
  return withClient(url, async (client) => {
    await client.query("SELECT pg_advisory_lock($1)", [LOCK]);
    const { rows } = await client.query<{ name: string }>(
      "SELECT datname AS name FROM pg_database WHERE datname LIKE $1",
      [`${PREFIX}%_template_${hash}`],
    );
    const fresh = rows.find(({ name }) => {
      const bornS = Number.parseInt(name.slice(PREFIX.length).split("_")[0] ?? "", 36);
      return nowS() - bornS < STALE_AFTER_S / 2;
    });
    if (fresh) return fresh.name;
    const name = `${PREFIX}${nowS().toString(36)}_template_${hash}`;
    // Built under another name and renamed when whole, so that an interrupted build is never taken for a template.
    const partial = `${PREFIX}${nowS().toString(36)}_partial_${randomBytes(4).toString("hex")}`;
    await client.query(`CREATE DATABASE ${escapeIdentifier(partial)}`);
    await withClient(onDatabase(url, partial), (inside) => migrate(inside, migrations));
    await client.query(`ALTER DATABASE ${escapeIdentifier(partial)} RENAME TO ${escapeIdentifier(name)}`);
    return name;
  });
};

const LEAVE_MS = 2_000;

// A pool counts as closed before the server has read its goodbyes: a session forced out meanwhile ends as an error
// that no test caused. Who has not left by then is forced out all the same.
const untilLeft = async (client: Client, name: string): Promise<void> => {
  for (const until = Date.now() + LEAVE_MS; Date.now() < until; await setTimeout(20)) {
    const { rowCount } = await client.query("SELECT FROM pg_stat_activity WHERE datname = $1 LIMIT 1", [
      name,
    ]);
    if (!rowCount) return;
  }
};

/**
 * Gives a test file a migrated, empty database of its own, made before its first test and dropped after its last;
 * `url` is its address and is there once tests run.
 */
export const withTestDatabase = (): { readonly url: string } => {
  const { url, template } = inject("testServer");
  const name = `${PREFIX}${nowS().toString(36)}_${randomBytes(6).toString("hex")}`;
  beforeAll(() =>
    withClient(url, async (client) => {
      await client.query(`CREATE DATABASE ${escapeIdentifier(name)} TEMPLATE ${escapeIdentifier(template)}`);
    }),
  );
  afterAll(() =>
    withClient(url, async (client) => {
      await untilLeft(client, name);
      await client.query(`DROP DATABASE IF EXISTS ${escapeIdentifier(name)} WITH (FORCE)`);
    }),
  );
  return { url: onDatabase(url, name) };
};
