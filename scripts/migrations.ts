import { Client } from "pg";
import { schemaDiff } from "#scripts/schema-diff.ts";
import { pending, readMigrations } from "#server/platform/migrate.ts";

// `npm run migrate -- status` lists what the database lacks; `npm run migrate -- diff` prints the SQL from the database
// to what prisma/schema says, which is how the next migration begins. Applying is `npm start`'s and `scripts/migrate.ts`.
const url = process.env.DATABASE_URL;
if (!url)
  throw new Error(
    "DATABASE_URL: found nothing, expected the address that `node server/bootstrap.mjs db` prints",
  );

const status = async () => {
  const client = new Client({ connectionString: url });
  await client.connect();
  const { rows } = await client.query<{ name: string; checksum: string; isFinished: boolean }>(
    `SELECT migration_name AS name, checksum, finished_at IS NOT NULL AS "isFinished" FROM "_prisma_migrations"`,
  );
  await client.end();
  const due = pending(await readMigrations("prisma/migrations"), rows);
  return due.length === 0 ? "up to date" : due.map((migration) => `to apply: ${migration.name}`).join("\n");
};

const [action = "status"] = process.argv.slice(2);
if (action !== "status" && action !== "diff")
  throw new Error(`action: found "${action}", expected status or diff`);
console.log(action === "diff" ? await schemaDiff(url) : await status());
