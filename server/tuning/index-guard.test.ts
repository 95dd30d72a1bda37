import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { systemScope } from "#server/platform/audit.ts";
import { openDb } from "#server/platform/db.ts";
import { withTestDatabase } from "#server/platform/test-database.ts";
import { createIndexGuard, INDEX_GUARD, indexEvidence } from "#server/tuning/index-guard.ts";
import { IndexSettings } from "#server/vector/schema.ts";

const database = withTestDatabase();
let opened: ReturnType<typeof openDb>;
beforeAll(() => {
  opened = openDb({ url: database.url, poolSize: 2 });
});
afterAll(() => opened.close());
beforeEach(async () => {
  await opened.db.indexRun.deleteMany();
  await opened.db.audit.deleteMany();
});

const BEFORE = IndexSettings.parse({ kind: "hnsw" });
const at = (minute: number) => new Date(Date.UTC(2026, 10, 27, 8, minute));

/** A rebuild of the index, with what was found before and after it. */
const change = async (recallAfter: number, askedBy = "Ada") => {
  const { db } = opened;
  const measure = (recall: number, minute: number) =>
    db.indexRun.create({
      data: {
        ...{ organisationId: 1, kind: "measure", askedBy, askedAt: at(minute), finishedAt: at(minute) },
        result: { recall, searches: 50 },
      },
    });
  await measure(0.98, 1);
  const { id } = await db.indexRun.create({
    data: { organisationId: 1, kind: "rebuild", askedBy, askedAt: at(2), finishedAt: at(3) },
  });
  await measure(recallAfter, 4);
  await db.audit.create({
    data: {
      ...{ organisationId: 1, actor: askedBy, entity: "index", entityId: String(id) },
      ...{ action: "index.rebuild", before: BEFORE },
    },
  });
};

const open = (rebuild?: (index: IndexSettings) => Promise<number>) => {
  const asked: IndexSettings[] = [];
  const measured: unknown[] = [];
  const guard = createIndexGuard({
    db: opened.db,
    rebuild: async (_, index) => {
      asked.push(index);
      return rebuild === undefined ? 7 : rebuild(index);
    },
    scopeOf: (organisationId) => systemScope(organisationId, INDEX_GUARD),
    meter: { record: (...told) => void measured.push(told) },
    now: () => at(5).getTime(),
  });
  return { guard, asked, measured };
};

describe("the guard of the search index", () => {
  it("asks for the index before one that finds less, once, and tells how long that one stood", async () => {
    await change(0.7);
    const { guard, asked, measured } = open();
    expect(await guard.look()).toBe(7);
    expect(await guard.look()).toBeNull();
    expect(asked).toEqual([BEFORE]);
    expect(measured).toEqual([["tuning.rollback_s", 120, { flag: "vector.index" }]]);
  });

  it("leaves an index that finds as much, and one that it asked for itself", async () => {
    await change(0.975);
    const { guard, asked } = open();
    expect(await guard.look()).toBeNull();
    await opened.db.indexRun.deleteMany();
    await change(0.5, INDEX_GUARD);
    expect(await guard.look()).toBeNull();
    expect(asked).toEqual([]);
  });

  it("asks again where the way back could not be asked for", async () => {
    await change(0.7);
    let isAway = true;
    const { guard } = open(async () => {
      if (isAway) throw new Error("the database is away");
      return 8;
    });
    await expect(guard.look()).rejects.toThrow("away");
    isAway = false;
    expect(await guard.look()).toBe(8);
  });

  it("judges by the bound of guarded releases", () => {
    const of = (recall: number) => ({ recall, searches: 50 });
    expect(indexEvidence(of(0.98), of(0.98))).toBeLessThan(500);
    expect(indexEvidence(of(0.98), of(0.7))).toBeGreaterThan(500);
  });
});
