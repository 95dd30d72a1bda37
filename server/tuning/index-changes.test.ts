import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import type { Scope } from "#server/lib/scope.ts";
import { createAudit, record, systemScope } from "#server/platform/audit.ts";
import { openDb } from "#server/platform/db.ts";
import { announce } from "#server/platform/outbox.ts";
import { withTestDatabase } from "#server/platform/test-database.ts";
import { createDatabaseBoard } from "#server/tuning/database-board.ts";
import { askBareSchema, makeBareSchema } from "#server/tuning/fixture-bare-schema.ts";
import { createIndexChanges } from "#server/tuning/index-changes.ts";
import { prepareStatements } from "#server/tuning/statement-store.ts";

const database = withTestDatabase();
const engineer: Scope = { ...systemScope(1, "Ada"), userId: "ada", role: "admin" };
let opened: ReturnType<typeof openDb>;
let nowMs = Date.now();
const measured: [string, number][] = [];
const make = () =>
  createIndexChanges({
    ...{ db: opened.db, pool: opened.pool, record, announce, home: () => 1, now: () => nowMs },
    meter: { record: (name, value) => void measured.push([name, value]) },
  });
const board = () => createDatabaseBoard({ ...opened, poolSize: 6 }).board();
const indexOf = async (table: string) => {
  const found = (await board()).indexes.find((each) => each.table === table);
  if (found === undefined) throw new Error(`found no index advised on ${table}`);
  return found;
};
const stands = async (name: string): Promise<boolean> =>
  (
    await opened.pool.query(
      "SELECT FROM pg_class c JOIN pg_index i ON i.indexrelid = c.oid WHERE relname = $1 AND indisvalid",
      [name],
    )
  ).rowCount === 1;

beforeAll(async () => {
  opened = openDb({ url: database.url, poolSize: 6 });
  await prepareStatements(opened.db);
  await makeBareSchema(opened.pool);
});
afterAll(() => opened.close());
beforeEach(async () => {
  nowMs = Date.now();
  measured.length = 0;
  await askBareSchema(opened.pool, 40);
});

describe("an index that is advised", () => {
  it("is built beside the traffic, measured, kept after its hour, and taken away with a click, each step on record", async () => {
    const changes = make();
    expect(await changes.advise()).toBe(3);
    const { id, name, estimate } = await indexOf("shop.part");
    expect(estimate.statements[0]?.text).toContain("JOIN shop.part");
    await changes.apply(engineer, id);
    await expect(changes.apply(engineer, (await indexOf("shop.client")).id)).rejects.toThrow(
      /expected none under way/,
    );
    await changes.work(id);
    const built = await indexOf("shop.part");
    expect(built).toMatchObject({ status: "watching", measured: { by: "run" }, askedBy: "Ada" });
    expect(built.measured?.after).toBeLessThan((built.measured?.before ?? 0) / 2);
    expect(built.measured?.sizeBytes).toBeGreaterThan(100_000);
    expect(await stands(name)).toBe(true);
    await changes.follow();
    expect((await indexOf("shop.part")).status).toBe("watching");
    nowMs += 61 * 60_000;
    await changes.follow();
    expect((await indexOf("shop.part")).status).toBe("kept");
    await changes.remove(engineer, id);
    await changes.work(id);
    expect(await stands(name)).toBe(false);
    const audit = createAudit({ db: opened.db, undoers: { "database-index": changes.undo } });
    const rows = await audit.list(engineer, { entity: "database-index", entityId: String(id) });
    expect(rows.map(({ action, actor }) => `${action} ${actor}`).reverse()).toEqual([
      "database.build Ada",
      "database.watching tuning",
      "database.kept tuning",
      "database.remove Ada",
      "database.removed tuning",
    ]);
    await audit.undo(engineer, rows[0]?.id ?? 0);
    await changes.work(id);
    expect(await stands(name)).toBe(true);
    const asked = await opened.db.outbox.count({ where: { topic: "database.index-asked" } });
    expect(asked).toBe(3);
    // Its table grows in the tests to come, which a guard that watched on would lay to the index.
    await opened.db.indexChange.update({ where: { id }, data: { status: "kept" } });
  });

  it("is not advised twice, and goes where the traffic no longer lacks it", async () => {
    const changes = make();
    await changes.advise();
    const before = (await board()).indexes.length;
    await changes.advise();
    expect((await board()).indexes).toHaveLength(before);
    await opened.pool.query("CREATE INDEX own_idx ON shop.client (email)");
    await changes.advise();
    expect((await board()).indexes.filter(({ table }) => table === "shop.client")).toEqual([]);
    await opened.pool.query("DROP INDEX shop.own_idx");
  });

  it("is dropped again where no plan of its statements looks in it, however long they took before", async () => {
    const changes = make();
    await changes.advise();
    const { id, name } = await indexOf("shop.client");
    // The keys are those of an index that there is, so it cannot help.
    await opened.db.indexChange.update({ where: { id }, data: { keys: ["region"] } });
    await changes.apply(engineer, id);
    await changes.work(id);
    const dropped = await indexOf("shop.client");
    expect(dropped.status).toBe("dropped");
    expect(dropped.verdict).toContain("no plan looks in it");
    expect(await stands(name)).toBe(false);
  });

  it("that cannot be built says why, and leaves nothing behind", async () => {
    const changes = make();
    await changes.advise();
    const { id, name } = await indexOf("shop.repair");
    await opened.db.indexChange.update({ where: { id }, data: { keys: ["no_such_column"] } });
    await changes.apply(engineer, id);
    await changes.work(id);
    const failed = await indexOf("shop.repair");
    expect(failed.status).toBe("failed");
    expect(failed.verdict).toContain('column "no_such_column" does not exist');
    expect(await stands(name)).toBe(false);
    await opened.db.indexChange.delete({ where: { id } });
  });

  it("is taken back by the guard where it slows the writes of its table", async () => {
    const changes = make();
    await opened.pool.query(`
      CREATE FUNCTION shop.slow(text) RETURNS text LANGUAGE plpgsql IMMUTABLE AS $$ BEGIN PERFORM pg_sleep(0.004); RETURN $1; END $$;
      CREATE TABLE shop.visit (id int, place text)`);
    const visit = async (from: number) => {
      for (let i = from; i < from + 60; i++)
        await opened.pool.query("INSERT INTO shop.visit (id, place) VALUES ($1, $2)", [i, `place ${i}`]);
    };
    await visit(0);
    const { id } = await opened.db.indexChange.create({
      data: {
        ...{ organisationId: 1, schemaName: "shop", tableName: "visit", keys: ["(shop.slow(place))"] },
        ...{ name: "visit_slow_idx", status: "advised", advisedAt: new Date(nowMs) },
        estimate: {
          ...{ by: "reckoned", savedMs: 1, shareOfAll: 1 },
          statements: [
            {
              id: "0",
              text: "SELECT id FROM shop.visit WHERE shop.slow(place) = 'place 1'",
              calls: 1,
              share: 1,
              ms: 1,
            },
          ],
        },
      },
    });
    await changes.apply(engineer, id);
    await changes.work(id);
    expect(await indexOf("shop.visit")).toMatchObject({ status: "watching" });
    await visit(100);
    await changes.follow();
    expect(await indexOf("shop.visit")).toMatchObject({ status: "rolling-back" });
    await changes.work(id);
    expect(await indexOf("shop.visit")).toMatchObject({ status: "rolled-back" });
    expect(await stands("visit_slow_idx")).toBe(false);
    expect(measured.map(([name]) => name)).toEqual(["tuning.rollback_s"]);
    expect(await changes.unfinished()).not.toContain(id);
  });

  it("is compared with what its statements took lately, not with all since counting began", async () => {
    const changes = make();
    await opened.pool.query(`
      CREATE FUNCTION shop.paused(int) RETURNS text LANGUAGE plpgsql AS $$ BEGIN PERFORM pg_sleep($1 / 1000.0); RETURN 'a' || $1; END $$;
      CREATE TABLE shop.stay (id int, place text)`);
    const stay = async (pauseMs: number) => {
      for (let i = 0; i < 60; i++)
        await opened.pool.query("INSERT INTO shop.stay (id, place) SELECT $1::int, shop.paused($2::int)", [
          i,
          pauseMs,
        ]);
    };
    // Once it took as long as it will with the index, which lately it did not.
    await stay(10);
    await changes.follow();
    nowMs += 10 * 60_000;
    await stay(0);
    const { id } = await opened.db.indexChange.create({
      data: {
        ...{ organisationId: 1, schemaName: "shop", tableName: "stay", keys: ["(shop.slow(place))"] },
        ...{ name: "stay_slow_idx", status: "advised", advisedAt: new Date(nowMs) },
        estimate: {
          ...{ by: "reckoned", savedMs: 1, shareOfAll: 1 },
          statements: [
            {
              id: "0",
              text: "SELECT id FROM shop.stay WHERE shop.slow(place) = 'a1'",
              calls: 1,
              share: 1,
              ms: 1,
            },
          ],
        },
      },
    });
    await changes.apply(engineer, id);
    await changes.work(id);
    await stay(0);
    await changes.follow();
    expect(await indexOf("shop.stay")).toMatchObject({ status: "rolling-back" });
  });
});

describe("the board of the database", () => {
  it("lists the statements by what they took, with the plan of each, and what the server allows", async () => {
    const { statements, source, server, pool, warnings } = await board();
    expect(source).toBe("on");
    const parts = statements.find(({ text }) => text.includes("JOIN shop.part"));
    expect(parts?.calls).toBeGreaterThanOrEqual(40);
    const { lines } = await createDatabaseBoard({ ...opened, poolSize: 6 }).plan(parts?.id ?? "");
    expect(lines.join()).toContain("part");
    expect(server.maxConnections).toBeGreaterThan(server.used);
    expect(pool.size).toBe(6);
    expect(warnings).toEqual(server.maxConnections - server.reserved >= 120 ? [] : ["small-server"]);
    await expect(createDatabaseBoard({ ...opened, poolSize: 6 }).plan("7")).rejects.toThrow(/no statement 7/);
  });
});
