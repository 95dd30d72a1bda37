// Kills a process that takes events in so many times, in the middle of it, and says what was lost:
//   DATABASE_URL=... npx tsx scripts/kill-ingestion.ts [kills]
import { killIngestion } from "#server/operations/ingest-kill.ts";
import { openDb } from "#server/platform/db.ts";

const url = process.env.DATABASE_URL;
if (!url) throw new Error("kill-ingestion: DATABASE_URL is not set, expected a migrated database");
const { db, close } = openDb({ url, poolSize: 2 });
const slug = `kill-${Date.now()}`;
const report = await killIngestion(db, { url, kills: Number(process.argv[2] ?? 20), slug });
process.stdout.write(`${JSON.stringify(report)}\n`);
await close();
if (report.lost + report.invented + report.strayPositions + report.wrongStops > 0) process.exitCode = 1;
