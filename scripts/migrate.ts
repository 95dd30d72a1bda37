import { Pool } from "pg";
import { isSeeded } from "#server/operations/demo/write.ts";
import { migrate, readMigrations } from "#server/platform/migrate.ts";

// What `npm start` runs after the database is there: applies prisma/migrations to the server DATABASE_URL names, and
// says whether the demo city is in it, so that a second start need not load the whole product to find out.
const pool = new Pool({ connectionString: process.env.DATABASE_URL, max: 1 });
const client = await pool.connect();
const applied = await migrate(client, await readMigrations("prisma/migrations"));
client.release();
console.log(applied.length === 0 ? "nothing to apply" : `applied ${applied.join(", ")}`);
console.log((await isSeeded(pool)) ? "demo city: there" : "demo city: not there");
await pool.end();
