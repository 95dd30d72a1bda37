import { createHash } from "node:crypto";
import { readFile } from "node:fs/promises";
import { Client, escapeIdentifier, escapeLiteral } from "pg";
import { runSeed } from "#server/cli/seed.ts";
import { openDb } from "#server/platform/db.ts";
import { migrate, readMigrations } from "#server/platform/migrate.ts";
import { onDatabase } from "./address.ts";
import type { BenchContext } from "./line.ts";

const MIGRATIONS = "prisma/migrations";
/** The moment every seeded database is made for: a Monday morning with the day in progress. */
export const SEEDED_NOW = "2026-11-23T10:30:00Z";

const withClient = async <T>(url: string, work: (client: Client) => Promise<T>): Promise<T> => {
  const client = new Client({ connectionString: url });
  await client.connect();
  try {
    return await work(client);
  } finally {
    await client.end();
  }
};

const applyMigrations = (url: string): Promise<unknown> =>
  withClient(url, async (client) => migrate(client, await readMigrations(MIGRATIONS)));

const remake = (serverUrl: string, name: string): Promise<void> =>
  withClient(serverUrl, async (client) => {
    await client.query(`DROP DATABASE IF EXISTS ${escapeIdentifier(name)} WITH (FORCE)`);
    await client.query(`CREATE DATABASE ${escapeIdentifier(name)}`);
  });

/** Makes an empty, migrated database under a name, gives its address to the work and drops it. */
export const withEmptyDatabase = async <T>(
  { serverUrl }: BenchContext,
  name: string,
  work: (url: string) => Promise<T>,
): Promise<T> => {
  const own = `roundsman_bench_${name}_${process.pid}`;
  await remake(serverUrl, own);
  try {
    const url = onDatabase(serverUrl, own);
    await applyMigrations(url);
    return await work(url);
  } finally {
    await withClient(serverUrl, (client) =>
      client.query(`DROP DATABASE IF EXISTS ${escapeIdentifier(own)} WITH (FORCE)`),
    );
  }
};

/** Copies a database that nobody uses, gives the copy's address to the work and drops it. */
export const withCopy = async <T>(
  { serverUrl }: BenchContext,
  sourceUrl: string,
  work: (url: string) => Promise<T>,
): Promise<T> => {
  const own = `roundsman_bench_copy_${process.pid}`;
  const source = new URL(sourceUrl).pathname.slice(1);
  const drop = `DROP DATABASE IF EXISTS ${escapeIdentifier(own)} WITH (FORCE)`;
  await withClient(serverUrl, async (client) => {
    await client.query(drop);
    await client.query(`CREATE DATABASE ${escapeIdentifier(own)} TEMPLATE ${escapeIdentifier(source)}`);
  });
  try {
    return await work(onDatabase(serverUrl, own));
  } finally {
    await withClient(serverUrl, (client) => client.query(drop));
  }
};

const markOf = async (args: readonly string[]): Promise<string> => {
  const migrations = await readMigrations(MIGRATIONS);
  const hash = createHash("sha256").update(JSON.stringify([args, migrations.map((each) => each.checksum)]));
  // A city made by another generator is another workload.
  hash.update(await readFile("server/operations/demo/write.ts"));
  return hash.digest("hex");
};

/**
 * A database with the demo city, kept between runs for as long as its migrations and its seed are the same; maps to
 * its address. Its mark is written last, so one left half made is made again.
 */
export const seededDatabase = async (
  { serverUrl, isFresh, say }: BenchContext,
  name: string,
  args: readonly string[],
): Promise<string> => {
  const own = `roundsman_bench_${name}`;
  const mark = await markOf(args);
  const url = onDatabase(serverUrl, own);
  const found = await withClient(serverUrl, (client) =>
    client.query<{ mark: string | null }>(
      "SELECT shobj_description(oid, 'pg_database') AS mark FROM pg_database WHERE datname = $1",
      [own],
    ),
  );
  if (found.rows[0]?.mark === mark && !isFresh) return url;
  say(`making the database ${own} (seed ${args.join(" ")})`);
  await remake(serverUrl, own);
  await applyMigrations(url);
  const { pool, close } = openDb({ url, poolSize: 4 });
  try {
    await runSeed(args, { pool, print: (line) => say(line), realNow: new Date(SEEDED_NOW) });
    await pool.query("ANALYZE");
  } finally {
    await close();
  }
  await withClient(serverUrl, (client) =>
    client.query(`COMMENT ON DATABASE ${escapeIdentifier(own)} IS ${escapeLiteral(mark)}`),
  );
  return url;
};

/** The demo city of the product: 50 vehicles, 400 days. */
export const demoCity = (context: BenchContext): Promise<string> =>
  seededDatabase(context, "demo", ["--seed", "1", "--now", SEEDED_NOW]);

/** The demo city with 100,000 vehicles and 3 days. */
export const bigFleet = (context: BenchContext): Promise<string> =>
  seededDatabase(context, "fleet", [
    "--seed",
    "1",
    "--now",
    SEEDED_NOW,
    "--vehicles",
    "100000",
    "--days",
    "3",
  ]);
