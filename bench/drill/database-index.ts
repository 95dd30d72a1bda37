import { setTimeout as sleep } from "node:timers/promises";
import { record } from "#server/platform/audit.ts";
import { openDb } from "#server/platform/db.ts";
import { announce } from "#server/platform/outbox.ts";
import { createIndexChanges } from "#server/tuning/index-changes.ts";
import { prepareStatements } from "#server/tuning/statement-store.ts";
import { type DrillProcess, ENGINEER } from "./process.ts";

const ROWS = 20_000;
/** The search calls the slow function for every row and must be done within what a sample may take. */
const FIRST_ROWS = 100;
const WRITES_BEFORE = 100;
const WRITES_PER_S = 50;
const MOST_MS = 60_000;

/** Builds an index that helps a search and slows every write of its table, and lets the guard see it; maps to what became of it. */
export const drillDatabaseIndex = async ({ meter }: Pick<DrillProcess, "meter">, url: string) => {
  const { db, pool, close } = openDb({ url, poolSize: 4 });
  try {
    const source = await prepareStatements(db);
    if (source !== "on")
      throw new Error(`drill: found that statements are counted: ${source}, expected pg_stat_statements`);
    // Ten milliseconds for each row that is written, and the search is spared all of it.
    await pool.query(`
      CREATE FUNCTION drill_slow(text) RETURNS text LANGUAGE plpgsql IMMUTABLE AS $$
        BEGIN PERFORM pg_sleep(0.01); RETURN $1; END $$;
      CREATE TABLE drill_visit (id int, place text);
      INSERT INTO drill_visit SELECT i, 'place ' || i % 500 FROM generate_series(1, ${FIRST_ROWS}) i; ANALYZE drill_visit`);
    let written = ROWS;
    const write = () =>
      pool.query("INSERT INTO drill_visit (id, place) VALUES ($1, $2)", [
        ++written,
        `place ${written % 500}`,
      ]);
    const meanWriteMs = async (): Promise<number> => {
      const began = performance.now();
      for (let i = 0; i < 20; i++) await write();
      return (performance.now() - began) / 20;
    };
    for (let i = 0; i < WRITES_BEFORE; i++) await write();
    const before = await meanWriteMs();
    const changes = createIndexChanges({
      ...{ db, pool, record, announce, meter, home: () => ENGINEER.organisationId, now: Date.now },
    });
    const text = "SELECT id FROM drill_visit WHERE drill_slow(place) = 'place 1'";
    const { id, name } = await db.indexChange.create({
      data: {
        ...{ organisationId: ENGINEER.organisationId, schemaName: "public", tableName: "drill_visit" },
        ...{
          keys: ["(drill_slow(place))"],
          name: "drill_visit_idx",
          status: "advised",
          advisedAt: new Date(),
        },
        estimate: {
          ...{ by: "reckoned", savedMs: 1, shareOfAll: 1 },
          statements: [{ id: "0", text, calls: 1, share: 1, ms: 1 }],
        },
      },
    });
    await changes.apply(ENGINEER, id);
    const built = await changes.work(id);
    const beganMs = Date.now();
    const harmed = await meanWriteMs();
    let status = built?.status ?? "failed";
    while (status === "watching" && Date.now() - beganMs < MOST_MS) {
      for (let i = 0; i < WRITES_PER_S; i++) await write();
      await sleep(200);
      await changes.follow();
      status = (await db.indexChange.findUniqueOrThrow({ where: { id } })).status as typeof status;
    }
    await changes.work(id);
    const tookS = (Date.now() - beganMs) / 1_000;
    const ended = await db.indexChange.findUniqueOrThrow({ where: { id } });
    const { rowCount } = await pool.query("SELECT FROM pg_class WHERE relname = $1", [name]);
    const after = await meanWriteMs();
    return {
      isBack: ended.status === "rolled-back" && rowCount === 0,
      tookS,
      before,
      harmed,
      after,
      ...{ status: ended.status, verdict: ended.verdict },
    };
  } finally {
    await close();
  }
};
