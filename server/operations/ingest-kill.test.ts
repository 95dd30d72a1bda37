import { expect, it } from "vitest";
import { killIngestion } from "#server/operations/ingest-kill.ts";
import { openDb } from "#server/platform/db.ts";
import { withTestDatabase } from "#server/platform/test-database.ts";

const database = withTestDatabase();

it("keeps every acknowledged event once when the process is killed in the middle of ingestion", async () => {
  const { db, close } = openDb({ url: database.url, poolSize: 2 });
  try {
    const report = await killIngestion(db, { url: database.url, kills: 4 });
    expect(report).toMatchObject({ kills: 4, lost: 0, invented: 0, strayPositions: 0, wrongStops: 0 });
    expect(report.acknowledged).toBeGreaterThan(0);
    expect(report.resent).toBeGreaterThan(0);
  } finally {
    await close();
  }
}, 120_000);
