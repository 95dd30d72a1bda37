import { Client } from "pg";
import { migrate, readMigrations } from "#server/platform/migrate.ts";

// What `npm start` runs after the database is there: applies prisma/migrations to the server DATABASE_URL names.
const client = new Client({ connectionString: process.env.DATABASE_URL });
await client.connect();
const applied = await migrate(client, await readMigrations("prisma/migrations"));
await client.end();
console.log(applied.length === 0 ? "nothing to apply" : `applied ${applied.join(", ")}`);
