import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { Scope } from "#server/lib/scope.ts";
import { record } from "#server/platform/audit.ts";
import { type Db, openDb, sql } from "#server/platform/db.ts";
import { announce } from "#server/platform/outbox.ts";
import { withTestDatabase } from "#server/platform/test-database.ts";
import { deadChanges, markChanged, waiting } from "#server/vector/change-store.ts";
import { createIndexControl, indexSwitchedOff } from "#server/vector/index-control.ts";
import { unfinishedRuns } from "#server/vector/index-run-store.ts";
import { createIndexWork } from "#server/vector/index-work.ts";
import { IndexSettings, VectorAsked } from "#server/vector/schema.ts";
import { passageOf } from "#server/vector/store.contract.ts";
import { createLanceDbStore } from "#server/vector/store.lancedb.ts";
import type { VectorStore } from "#server/vector/store.ts";

const database = withTestDatabase();
const folders: string[] = [];
const stores: VectorStore[] = [];
let pg: ReturnType<typeof openDb>;
let db: Db;
let organisations = 700;

beforeAll(() => {
  pg = openDb({ url: database.url, poolSize: 4 });
  db = pg.db;
});
afterAll(async () => {
  for (const store of stores) await store.close();
  await pg.close();
  for (const folder of folders) await rm(folder, { recursive: true, force: true });
});

const graph = IndexSettings.parse({ kind: "ivf-hnsw-sq" });
const lists = IndexSettings.parse({ kind: "ivf-flat", probes: 64 });

/** The page of an index and the worker behind it, over rows of an organisation of its own. */
const make = async (given: Partial<Parameters<typeof createIndexControl>[0]> = {}) => {
  const folder = await mkdtemp(join(tmpdir(), "roundsman-index-"));
  folders.push(folder);
  const organisationId = ++organisations;
  const store = await createLanceDbStore({ folder, embedder: "first", index: graph, minIndexedRows: 300 });
  stores.push(store);
  await store.upsert(
    organisationId,
    Array.from({ length: 400 }, (_, i) => passageOf(i)),
  );
  const control = createIndexControl({
    ...{ db, record, announce, hasServer: false, state: () => null, fixedEf: null },
    stores: async (id) => [await store.describe(id)],
    ...given,
  });
  let clockMs = 0;
  const failures: unknown[] = [];
  const work = createIndexWork({
    ...{ db, store, organisations: () => [organisationId], elapsed: () => ++clockMs, searches: 20 },
    report: (error) => void failures.push(error),
  });
  const scope: Scope = {
    ...{
      organisationId,
      userId: "e",
      userName: "Ella",
      role: "engineer",
      depotIds: null,
      driverId: null,
      isOperator: true,
    },
  };
  const report = async () => {
    const told = await control.report(scope);
    if (!told.isOn) throw new Error("the index is switched off, expected it on");
    return told;
  };
  const audit = () =>
    db.$queryRaw<object[]>(sql`
      SELECT actor, action, entity_id AS "entityId", before, after FROM audit
      WHERE organisation_id = ${organisationId} ORDER BY id`);
  const asked = async () =>
    (
      await db.$queryRaw<{ payload: unknown }[]>(sql`
      SELECT payload FROM outbox WHERE organisation_id = ${organisationId} AND topic = 'vector.asked' ORDER BY id`)
    ).map(({ payload }) => VectorAsked.parse(payload));
  return { control, work, store, scope, organisationId, report, audit, asked, failures };
};

describe("the search index", () => {
  it("is told with who serves, how much lies there and what waits", async () => {
    const { report, organisationId } = await make();
    await markChanged(db, organisationId, "note", [1, 2]);
    expect(await report()).toMatchObject({
      ...{ outage: null, fixedEf: null, measured: null, rebuild: null, measure: null },
      stores: [
        {
          ...{
            backend: "lancedb",
            embedder: "first",
            isServing: true,
            rows: 400,
            generation: 1,
            index: graph,
          },
          ...{ diskBytes: expect.any(Number), memoryBytes: expect.any(Number) },
        },
      ],
      waiting: { count: 2, oldestAt: expect.any(String) },
      dead: { count: 0, newest: [] },
    });
  });

  it("says since when and why the copy stands in for the server", async () => {
    const state = { serving: "copy" as const, since: Date.parse("2026-11-26T08:00:00Z"), reason: "refused" };
    const { report } = await make({ state: () => state, hasServer: true });
    expect((await report()).outage).toEqual({ since: "2026-11-26T08:00:00.000Z", reason: "refused" });
  });

  it("is made anew by the worker as somebody chose, noted in the audit log, and measured", async () => {
    const { control, work, scope, report, audit, asked } = await make();
    const runId = await control.rebuild(scope, lists);
    expect(await asked()).toEqual([{ job: "vector.rebuild", runId }]);
    expect(await audit()).toEqual([
      { actor: "Ella", action: "index.rebuild", entityId: String(runId), before: graph, after: lists },
    ]);
    expect((await report()).rebuild).toMatchObject({ id: runId, askedBy: "Ella", startedAt: null });
    await expect(control.rebuild(scope, graph)).rejects.toMatchObject({ code: "CONFLICT" });
    await work.rebuild(runId);
    const told = await report();
    expect(told.stores[0]).toMatchObject({ generation: 2, index: lists, unindexedRows: 0 });
    expect(told.rebuild).toMatchObject({ progress: 1, error: null, finishedAt: expect.any(String) });
    expect(told.measured).toMatchObject({
      isOfServing: true,
      found: { backend: "lancedb", generation: 2, index: lists, rows: 400, searches: 20 },
    });
    expect(told.measured?.found.recall).toBeGreaterThan(0.9);
    // A queue may give the same job twice.
    await work.rebuild(runId);
    expect((await report()).stores[0]?.generation).toBe(2);
  });

  it("searches with another effort without being made anew", async () => {
    const { control, work, scope, report } = await make();
    await work.rebuild(await control.rebuild(scope, { ...graph, ef: 222 }));
    expect((await report()).stores[0]).toMatchObject({ generation: 1, index: { ef: 222 } });
  });

  it("shows why a run failed, keeps the old index, and can be asked for again", async () => {
    const { control, work, store, scope, report, failures } = await make();
    store.rebuild = () => Promise.reject(new Error("the disk is full"));
    await work.rebuild(await control.rebuild(scope, lists));
    const told = await report();
    expect(told.rebuild).toMatchObject({ error: "the disk is full", finishedAt: expect.any(String) });
    expect(told.stores[0]).toMatchObject({ generation: 1, index: graph });
    expect(failures).toEqual([new Error("the disk is full")]);
    expect(await control.rebuild(scope, lists)).toBeGreaterThan(0);
  });

  it("is asked for again by a worker that starts after one that was killed", async () => {
    const { control, scope } = await make();
    const runId = await control.measure(scope);
    expect(await unfinishedRuns(db)).toContainEqual({ id: runId, kind: "measure" });
    await expect(control.measure(scope)).rejects.toMatchObject({ code: "CONFLICT" });
  });

  it("is measured against comparing with every passage, on request and by the timetable", async () => {
    const { control, work, store, scope, report } = await make();
    await work.measure(await control.measure(scope));
    expect((await report()).measured?.found.recall).toBeGreaterThan(0.9);
    const search = store.search;
    // A store that loses half of what it finds.
    store.search = async (...all) => (await search(...all)).filter((_, i) => i % 2 === 0);
    await work.measure(0);
    const told = await report();
    expect(told.measured?.found.recall).toBeCloseTo(0.5, 1);
    expect(told.measure?.askedBy).toBe("timetable");
  });

  it("refuses a kind of index that no store here has, and an effort the environment sets", async () => {
    const { control, scope } = await make({ fixedEf: 100 });
    await expect(control.rebuild(scope, IndexSettings.parse({ kind: "hnsw" }))).rejects.toMatchObject({
      code: "BAD_REQUEST",
    });
    await expect(control.rebuild(scope, { ...graph, ef: 222 })).rejects.toThrow(/WEAVIATE_HNSW_EF_SEARCH/);
  });

  it("tries what was given up again, one or all of the asker's organisation, and notes it", async () => {
    const { control, scope, organisationId, report, audit, asked } = await make();
    const other = await make();
    for (const id of [organisationId, other.organisationId]) {
      await markChanged(db, id, "note", [1, 2, 3]);
      await db.$executeRaw(sql`
        UPDATE passage_change SET failed_at = now(), attempts = 6, error = 'poisoned' WHERE organisation_id = ${id}`);
    }
    const { dead } = await report();
    expect(dead).toMatchObject({ count: 3 });
    expect(dead.newest[0]).toMatchObject({ kind: "note", recordId: 1, attempts: 6, error: "poisoned" });
    expect(await control.replay(scope, { kind: "note", recordId: 2 })).toBe(1);
    expect(await control.replay(scope, { kind: "note", recordId: 2 })).toBe(0);
    expect(await control.replay(scope, null)).toBe(2);
    expect(await waiting(db, organisationId)).toMatchObject({ count: 3 });
    expect(await deadChanges(db, other.organisationId, 9)).toHaveLength(3);
    expect(await asked()).toEqual([
      { job: "vector.embed", runId: 0 },
      { job: "vector.embed", runId: 0 },
    ]);
    expect(await audit()).toMatchObject([
      { action: "passage.replay", entityId: "note/2", after: { count: 1 } },
      { action: "passage.replay", entityId: "all", after: { count: 2 } },
    ]);
  });

  it("says that it is switched off, and refuses to be changed then", async () => {
    const { scope } = await make();
    expect(await indexSwitchedOff.report(scope)).toEqual({ isOn: false });
    await expect(indexSwitchedOff.rebuild(scope, graph)).rejects.toMatchObject({ code: "UNAVAILABLE" });
  });
});
