import { afterAll, beforeAll, expect, it } from "vitest";
import { record } from "#server/platform/audit.ts";
import { openDb } from "#server/platform/db.ts";
import { announce } from "#server/platform/outbox.ts";
import { withTestDatabase } from "#server/platform/test-database.ts";
import { createIndexControl } from "#server/vector/index-control.ts";
import { createIndexKind, KindSetting } from "#server/vector/index-kind.ts";
import { finishRun } from "#server/vector/index-run-store.ts";
import { IndexSettings } from "#server/vector/schema.ts";
import type { StoreDescription } from "#server/vector/store.ts";

const database = withTestDatabase();
let pg: ReturnType<typeof openDb>;
beforeAll(() => {
  pg = openDb({ url: database.url, poolSize: 4 });
});
afterAll(() => pg.close());

it("makes the index of the kind that a flag names, once, and what stood before when it names none any more", async () => {
  const { db } = pg;
  const chosen = IndexSettings.parse({ kind: "ivf-hnsw-sq", ef: 321 });
  let there = chosen;
  let wanted = KindSetting.parse("as-chosen");
  const control = createIndexControl({
    ...{ db, record, announce, hasServer: false, state: () => null, fixedEf: null },
    stores: async () => [
      {
        ...{ backend: "lancedb", embedder: "first", index: there, generation: 1, rows: 0, unindexedRows: 0 },
        ...{ diskBytes: 0, memoryBytes: 0, buildMs: null, rebuilding: null },
      } satisfies StoreDescription,
    ],
  });
  const kind = createIndexKind({ db, control, wanted: () => wanted, organisationId: () => 1 });
  /** What is asked for, done at once. */
  const follow = async (end: "done" | "failed" = "done") => {
    const id = await kind.follow();
    if (id === null) return null;
    expect(await kind.follow()).toBeNull();
    const { index } = await db.indexRun.findUniqueOrThrow({ where: { id } });
    if (end === "done") there = IndexSettings.parse(index);
    await finishRun(db, id, new Date(), end === "done" ? { result: null } : { error: "no room" });
    return there.kind;
  };
  expect(await follow()).toBeNull();
  wanted = "ivf-pq";
  expect(await follow()).toBe("ivf-pq");
  expect(await follow()).toBeNull();
  wanted = "ivf-flat";
  expect(await follow()).toBe("ivf-flat");
  wanted = null;
  expect(await follow()).toBe("ivf-hnsw-sq");
  expect(there).toEqual(chosen);
  expect(await follow()).toBeNull();
  wanted = "ivf-pq";
  expect(await follow("failed")).toBe("ivf-hnsw-sq");
  expect(await follow()).toBeNull();
});
