import pg from "pg";
import { expect, it } from "vitest";
import { openDb } from "#server/platform/db.ts";
import { withTestDatabase } from "#server/platform/test-database.ts";
import { createDatabaseBoard } from "#server/tuning/database-board.ts";
import { prepareHypothetical, prepareStatements } from "#server/tuning/statement-store.ts";

const database = withTestDatabase();

it("a server whose statements this user may not see is told apart from one that counts them", async () => {
  const owner = new pg.Client({ connectionString: database.url });
  await owner.connect();
  const role = `advice_${Date.now().toString(36)}`;
  await owner.query(`CREATE ROLE ${role} LOGIN PASSWORD 'plain'`);
  await owner.query(
    `GRANT USAGE ON SCHEMA public TO ${role}; GRANT SELECT ON ALL TABLES IN SCHEMA public TO ${role}`,
  );
  const address = new URL(database.url);
  address.username = role;
  address.password = "plain";
  const plain = openDb({ url: address.href, poolSize: 4 });
  try {
    expect(await prepareStatements(plain.db)).toBe("forbidden");
    expect(await prepareHypothetical(plain.db)).toBe(false);
    const board = await createDatabaseBoard({ ...plain, poolSize: 4 }).board();
    expect(board).toMatchObject({
      source: "forbidden",
      planner: "reckoned",
      statements: [],
      countedSince: null,
    });
    expect(board.server.maxConnections).toBeGreaterThan(0);
  } finally {
    await plain.close();
    await owner.query(`DROP OWNED BY ${role}; DROP ROLE ${role}`);
    await owner.end();
  }
  const own = openDb({ url: database.url, poolSize: 4 });
  expect(await prepareStatements(own.db)).toBe("on");
  await own.close();
});
