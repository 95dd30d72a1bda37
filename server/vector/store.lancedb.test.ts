import { mkdtemp, readdir, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, describe, expect, it, vi } from "vitest";
import { IndexSettings } from "#server/vector/schema.ts";
import { passageOf, storeContract, unitVector } from "#server/vector/store.contract.ts";
import { createLanceDbStore } from "#server/vector/store.lancedb.ts";
import type { SearchEffort } from "#server/vector/store.ts";

const folders: string[] = [];
const folder = async (): Promise<string> => {
  const made = await mkdtemp(join(tmpdir(), "roundsman-vectors-"));
  folders.push(made);
  return made;
};
afterAll(() => Promise.all(folders.map((each) => rm(each, { recursive: true, force: true }))));

const settings = IndexSettings.parse({ kind: "ivf-hnsw-sq" });
const open = async (at: string, minIndexedRows?: number, index = settings) =>
  createLanceDbStore({
    folder: at,
    embedder: "first",
    index,
    ...(minIndexedRows === undefined ? {} : { minIndexedRows }),
  });

storeContract(async () => open(await folder()), settings);

describe("the embedded store", () => {
  it("is there again after a restart, under the embedder it was made with", async () => {
    const at = await folder();
    const first = await open(at);
    await first.upsert(7, [passageOf(1), passageOf(2)]);
    await first.rebuild({});
    await first.close();
    const again = await createLanceDbStore({ folder: at, embedder: "other", index: settings });
    expect(await again.describe(7)).toMatchObject({ rows: 2, generation: 2, embedder: "first" });
    expect((await again.search(7, { words: "entry", limit: 9 })).length).toBe(2);
    await again.close();
  });

  it("keeps what was chosen over a restart, whatever a new store would be made with", async () => {
    const at = await folder();
    const first = await open(at);
    await first.upsert(7, [passageOf(1)]);
    const chosen = IndexSettings.parse({ kind: "ivf-flat", probes: 33, refine: 0, ef: 77 });
    await first.rebuild({ index: chosen });
    await first.retune({ ...chosen, probes: 44 });
    await first.close();
    const again = await open(at);
    expect((await again.describe(7)).index).toEqual({ ...chosen, probes: 44 });
    await again.close();
    const fixed = await createLanceDbStore({ folder: at, embedder: "first", index: settings, ef: 500 });
    expect((await fixed.describe(7)).index).toMatchObject({ kind: "ivf-flat", ef: 500 });
    await fixed.retune({ ...chosen, probes: 55 });
    expect((await fixed.describe(7)).index).toMatchObject({ probes: 55, ef: 500 });
    await fixed.close();
  });

  it("follows another that writes to its folder: new rows, new organisations, a new generation", async () => {
    const at = await folder();
    let clockMs = 0;
    const reader = await createLanceDbStore({
      ...{ folder: at, embedder: "first", index: settings },
      // Each look at the clock is a second later, so that every search looks at the folder.
      now: () => (clockMs += 1_000),
    });
    const writer = await open(at);
    const find = async (organisation: number, number: number) =>
      (await reader.search(organisation, { vector: unitVector(number), limit: 1 }))[0]?.recordId;
    const patience = { timeout: 10_000, interval: 50 };
    await writer.upsert(1, [passageOf(1)]);
    await vi.waitFor(async () => expect(await find(1, 1)).toBe(1), patience);
    await writer.upsert(1, [passageOf(2)]);
    await vi.waitFor(async () => expect(await find(1, 2)).toBe(2), patience);
    await writer.upsert(2, [passageOf(3)]);
    await vi.waitFor(async () => expect(await find(2, 3)).toBe(3), patience);
    await writer.rebuild({});
    expect(await find(1, 1)).toBe(1);
    await vi.waitFor(async () => expect(await readdir(at)).not.toContain("g1"), patience);
    await writer.upsert(1, [passageOf(4)]);
    await vi.waitFor(async () => expect(await find(1, 4)).toBe(4), patience);
    expect(await reader.describe(1)).toMatchObject({ generation: 2, rows: 3 });
    await writer.retune({ ...settings, ef: 64 });
    expect((await reader.describe(1)).index.ef).toBe(64);
    await reader.close();
    await writer.close();
  });

  it("finds what it looked for where its files were deleted under the search", async () => {
    const at = await folder();
    const writer = await open(at);
    await writer.upsert(1, [passageOf(1), passageOf(2)]);
    // Its clock stands, so that it does not look at the folder by itself.
    const late = await createLanceDbStore({
      ...{ folder: at, embedder: "first", index: settings, now: () => 0 },
    });
    await writer.rebuild({});
    await vi.waitFor(async () => expect(await readdir(at)).not.toContain("g1"), { timeout: 10_000 });
    expect((await late.search(1, { vector: unitVector(2), limit: 1 }))[0]?.recordId).toBe(2);
    expect((await late.describe(1)).generation).toBe(2);
    await late.close();
    await writer.close();
  });

  it.each(["ivf-flat", "ivf-pq", "ivf-hnsw-sq"] as const)(
    "finds nearly all by an index of kind %s",
    async (kind) => {
      const store = await open(await folder(), 300, { ...settings, kind, probes: 40, refine: 10 });
      const passages = Array.from({ length: 400 }, (_, i) => passageOf(i));
      await store.upsert(1, passages);
      await store.rebuild({});
      expect(await store.describe(1)).toMatchObject({
        rows: 400,
        unindexedRows: 0,
        buildMs: expect.any(Number),
      });
      let hits = 0;
      for (let i = 0; i < 50; i++) {
        const [found] = await store.search(1, { vector: unitVector(i), limit: 1 });
        if (found?.recordId === i) hits++;
      }
      expect(hits).toBeGreaterThanOrEqual(48);
      // A row that the index does not hold yet is found all the same.
      await store.upsert(1, [passageOf(1_000)]);
      expect((await store.search(1, { vector: unitVector(1_000), limit: 1 }))[0]?.recordId).toBe(1_000);
      await store.close();
    },
  );

  it("looks as hard as a search asks for, beside what the index says", async () => {
    const store = await open(await folder(), 300, {
      ...settings,
      kind: "ivf-flat",
      partitions: 20,
      probes: 20,
    });
    await store.upsert(
      1,
      Array.from({ length: 400 }, (_, i) => passageOf(i)),
    );
    await store.rebuild({});
    const found = async (effort: SearchEffort) => {
      const ids = await Promise.all(
        Array.from({ length: 20 }, (_, i) =>
          store.search(1, { vector: unitVector(i + 500), limit: 10, effort }),
        ),
      );
      return ids.map((matches) => matches.map(({ id }) => id));
    };
    const all = await found({});
    expect(await found({ probes: 20 })).toEqual(all);
    expect(await found({ probes: 1 })).not.toEqual(all);
    await store.close();
  });

  it("indexes by itself once there are enough rows", async () => {
    const store = await open(await folder(), 300);
    await store.upsert(
      1,
      Array.from({ length: 200 }, (_, i) => passageOf(i)),
    );
    expect(await store.describe(1)).toMatchObject({ unindexedRows: 200, buildMs: null });
    await store.upsert(
      1,
      Array.from({ length: 400 }, (_, i) => passageOf(i)),
    );
    await vi.waitFor(
      async () =>
        expect(await store.describe(1)).toMatchObject({ unindexedRows: 0, buildMs: expect.any(Number) }),
      { timeout: 20_000, interval: 50 },
    );
    await store.close();
  });

  it("lets go of the versions of a burst once nobody reads them, also while more is written", async () => {
    const at = await folder();
    let ahead = 0;
    const store = await createLanceDbStore({
      folder: at,
      embedder: "first",
      index: settings,
      laterMs: 300,
      now: () => Date.now() + ahead,
    });
    for (let i = 0; i < 60; i++) await store.upsert(1, [passageOf(i)]);
    const versions = join(at, "g1", "o1.lance", "_versions");
    expect((await readdir(versions)).length).toBeGreaterThan(50);
    ahead = 3_600_000;
    let more = 60;
    await vi.waitFor(
      async () => {
        // A write that meets the clearing may be refused; its job tries again, and so does this.
        const [fault] = await store.upsert(1, [passageOf(more)]);
        if (fault !== undefined) throw new Error(fault.message);
        more++;
        expect((await readdir(versions)).length).toBeLessThan(20);
      },
      { timeout: 20_000, interval: 50 },
    );
    expect((await store.describe(1)).rows).toBe(more);
    await store.close();
  });

  it("starts anew where the tables are of an older layout", async () => {
    const at = await folder();
    const store = await open(at);
    await store.upsert(1, [passageOf(1)]);
    await store.close();
    const pointer = join(at, "current.json");
    const { layout: _, ...older } = JSON.parse(await readFile(pointer, "utf8"));
    await writeFile(pointer, JSON.stringify(older));
    const again = await open(at);
    expect((await again.describe(1)).rows).toBe(0);
    expect(await again.upsert(1, [passageOf(2)])).toEqual([]);
    await again.close();
  });

  it("refuses an index it does not have", async () => {
    const store = await open(await folder(), 1);
    await store.upsert(1, [passageOf(1)]);
    await expect(store.rebuild({ index: { ...settings, kind: "hnsw" } })).rejects.toThrow(
      /got hnsw, expected ivf-flat/,
    );
    await store.close();
  });

  it("finds a word in spite of a slip, after those who have it right", async () => {
    const store = await open(await folder());
    await store.upsert(1, [
      passageOf(1, { text: "the mattress is too wide" }),
      passageOf(2, { text: "a matress by the kerb" }),
      passageOf(3, { text: "glass igloo" }),
    ]);
    const found = await store.search(1, { words: "matress", limit: 5 });
    expect(found.map(({ id }) => id)).toEqual(["note/2", "note/1"]);
    await store.close();
  });
});
