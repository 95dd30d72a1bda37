import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it, vi } from "vitest";
import { AppError } from "#server/lib/errors.ts";
import { openDb } from "#server/platform/db.ts";
import { announce, createOutboxRelay } from "#server/platform/outbox.ts";
import { createPgBossQueue } from "#server/platform/queue.pgboss.ts";
import { defineJob } from "#server/platform/queue.ts";
import { withTestDatabase } from "#server/platform/test-database.ts";
import { deadChanges, reviveChanges, waiting } from "#server/vector/change-store.ts";
import { createStaticEmbedder } from "#server/vector/embedder.static.ts";
import type { Embedder } from "#server/vector/embedder.ts";
import { createIndexing } from "#server/vector/indexing.ts";
import { EmbedJob, IndexSettings, type PassageText } from "#server/vector/schema.ts";
import { passageOf } from "#server/vector/store.contract.ts";
import { createLanceDbStore } from "#server/vector/store.lancedb.ts";
import type { VectorStore } from "#server/vector/store.ts";

const database = withTestDatabase();
let db: ReturnType<typeof openDb>["db"];
let pg: ReturnType<typeof openDb>;
let embedder: Embedder;
const folders: string[] = [];
let organisations = 0;

beforeAll(async () => {
  pg = openDb({ url: database.url, poolSize: 6 });
  db = pg.db;
  embedder = await createStaticEmbedder();
});
afterAll(async () => {
  await pg.close();
  for (const folder of folders) await rm(folder, { recursive: true, force: true });
});

const openStore = async (): Promise<VectorStore> => {
  const folder = await mkdtemp(join(tmpdir(), "roundsman-indexing-"));
  folders.push(folder);
  return createLanceDbStore({
    folder,
    embedder: embedder.name,
    index: IndexSettings.parse({ kind: "ivf-flat" }),
  });
};

/** Notes as a fleet would hold them, and what indexes them. */
const make = async (given: Partial<Parameters<typeof createIndexing>[0]> = {}) => {
  const organisation = ++organisations;
  const notes = new Map<number, string>();
  const sent: number[] = [];
  const store = given.store ?? (await openStore());
  let clockMs = Date.now() + 60_000;
  const indexing = createIndexing({
    db,
    store,
    embedderOf: (name) => (name === embedder.name ? embedder : undefined),
    passagesOf: async (_, kind, ids) =>
      ids.flatMap((id): PassageText[] => {
        const text = notes.get(id);
        const { vector: __, ...rest } = passageOf(id);
        return kind === "note" && text !== undefined ? [{ ...rest, title: "Note", text }] : [];
      }),
    send: async (id) => void sent.push(id),
    now: () => clockMs,
    askEveryMs: 50,
    ...given,
  });
  const write = async (number: number, text: string | null) => {
    if (text === null) notes.delete(number);
    else notes.set(number, text);
    await indexing.changed(organisation, "note", [number]);
  };
  const texts = async () => {
    const found: string[] = [];
    for await (const part of store.scan(organisation)) found.push(...part.map(({ text }) => text));
    return found.sort();
  };
  const wait = (ms: number) => {
    clockMs += ms;
  };
  return { organisation, notes, sent, store, indexing, write, texts, wait };
};

describe("indexing", () => {
  it("makes vectors of what changed, of what changed again, and takes out what is gone", async () => {
    const { organisation, store, indexing, write, texts } = await make();
    await write(1, "the gate is locked");
    await write(2, "glass bottles at the pub");
    expect(await waiting(db, organisation)).toMatchObject({ count: 2, oldestAt: expect.any(Date) });
    expect(await indexing.work(organisation)).toBe(2);
    const [vector] = await embedder.embed(["entrance is padlocked"]);
    const [found] = await store.search(organisation, { vector: vector as Float32Array, limit: 1 });
    expect(found?.id).toBe("note/1");
    await write(1, "the gate is open");
    await write(2, null);
    await indexing.work(organisation);
    expect(await texts()).toEqual(["the gate is open"]);
    expect(await waiting(db, organisation)).toEqual({ count: 0, oldestAt: null });
    await indexing.work(organisation);
    expect(await texts()).toEqual(["the gate is open"]);
  });

  it("leaves every change to the next when a run dies on the way", async () => {
    const store = await openStore();
    let isDying = true;
    const dying: VectorStore = {
      ...store,
      upsert: (...all) => (isDying ? Promise.reject(new Error("killed")) : store.upsert(...all)),
    };
    const { organisation, indexing, write, texts } = await make({ store: dying });
    await write(1, "one");
    await write(2, "two");
    await expect(indexing.work(organisation)).rejects.toThrow("killed");
    expect((await waiting(db, organisation)).count).toBe(2);
    isDying = false;
    await indexing.work(0);
    expect(await texts()).toEqual(["one", "two"]);
  });

  it("notes the changes of many kinds, or none of them where one cannot be noted", async () => {
    const { organisation, sent, indexing } = await make();
    const tooLarge = 2 ** 31;
    const changes = (...notes: number[]) =>
      new Map([
        ["customer" as const, [3, 4]],
        ["note" as const, notes],
      ]);
    await expect(indexing.allChanged(organisation, changes(1, tooLarge))).rejects.toThrow("out of range");
    expect([(await waiting(db, organisation)).count, sent]).toEqual([0, []]);
    await indexing.allChanged(organisation, changes(1, 2));
    expect((await waiting(db, organisation)).count).toBe(4);
    await vi.waitFor(() => expect(sent).toEqual([organisation]));
  });

  it("stores nothing twice and loses nothing when two runs work at once and records change meanwhile", async () => {
    const { organisation, notes, indexing, write, texts } = await make({ batch: 7 });
    for (let i = 0; i < 60; i++) notes.set(i, `old ${i}`);
    await indexing.changed(organisation, "note", [...notes.keys()]);
    const changing = (async () => {
      for (let i = 0; i < 60; i += 3) await write(i, `new ${i}`);
    })();
    await Promise.all([indexing.work(organisation), indexing.work(organisation), changing]);
    await indexing.work(organisation);
    expect(await texts()).toEqual(
      Array.from({ length: 60 }, (_, i) => (i % 3 === 0 ? `new ${i}` : `old ${i}`)).sort(),
    );
  });

  it("gives a poisoned text up after its tries, stores the others, and takes it when replayed", async () => {
    let isPoisoned = true;
    const fragile: Embedder = {
      ...embedder,
      embed: async (texts) => {
        if (isPoisoned && texts.some((text) => text.includes("poison"))) throw new Error("cannot read that");
        return embedder.embed(texts);
      },
    };
    const { organisation, indexing, write, texts, wait } = await make({
      embedderOf: () => fragile,
      patience: { maxAttempts: 3, baseMs: 1_000, maxMs: 60_000 },
    });
    await write(1, "fine");
    await write(2, "poison");
    await write(3, "fine too");
    await indexing.work(organisation);
    expect(await texts()).toEqual(["fine", "fine too"]);
    expect(await indexing.work(organisation)).toBe(0);
    wait(1_000);
    expect(await indexing.work(organisation)).toBe(1);
    wait(1_000);
    expect(await indexing.work(organisation)).toBe(0);
    wait(1_000);
    expect(await indexing.work(organisation)).toBe(1);
    const dead = {
      kind: "note",
      recordId: 2,
      attempts: 3,
      error: "cannot read that",
      failedAt: expect.any(Date),
    };
    expect(await deadChanges(db, organisation, 9)).toEqual([dead]);
    wait(1_000_000);
    expect(await indexing.work(organisation)).toBe(0);
    isPoisoned = false;
    expect(await reviveChanges(db, organisation, { kind: "note", recordId: 2 })).toBe(1);
    expect(await reviveChanges(db, organisation, { kind: "note", recordId: 2 })).toBe(0);
    await indexing.work(organisation);
    expect(await texts()).toEqual(["fine", "fine too", "poison"]);
    expect(await deadChanges(db, organisation, 9)).toEqual([]);
  });

  it("names a vector of the wrong length as the fault of its record", async () => {
    const short: Embedder = { ...embedder, embed: async (texts) => texts.map(() => new Float32Array(12)) };
    const { organisation, indexing, write, texts } = await make({
      embedderOf: () => short,
      patience: { maxAttempts: 1, baseMs: 1, maxMs: 1 },
    });
    await write(1, "one");
    await indexing.work(organisation);
    expect(await texts()).toEqual([]);
    expect((await deadChanges(db, organisation, 9))[0]?.error).toBe("vector: got 12 numbers, expected 384");
  });

  it("spends no try on an outage of the store, nor on an embedder that cannot be had", async () => {
    const store = await openStore();
    let isOut = true;
    const out: VectorStore = {
      ...store,
      describe: (id) => (isOut ? Promise.reject(new AppError("UNAVAILABLE", "refused")) : store.describe(id)),
    };
    const embedders = new Map<string, Embedder>();
    const { organisation, indexing, write, texts } = await make({
      store: out,
      embedderOf: (name) => embedders.get(name),
    });
    await write(1, "one");
    for (let i = 0; i < 10; i++) await expect(indexing.work(organisation)).rejects.toThrow("refused");
    isOut = false;
    await expect(indexing.work(organisation)).rejects.toThrow(/those stored are of static-.*cannot be had/);
    embedders.set(embedder.name, embedder);
    await indexing.work(organisation);
    expect(await texts()).toEqual(["one"]);
  });

  it("asks the queue seldom, however much changes, and keeps the changes when the queue does not answer", async () => {
    const { organisation, sent, indexing, write } = await make();
    for (let i = 0; i < 40; i++) await write(i, `note ${i}`);
    await vi.waitFor(() => expect(sent.length).toBeGreaterThanOrEqual(2));
    expect(sent.length).toBeLessThan(20);
    indexing.close();
    const reported: unknown[] = [];
    const lost = await make({
      send: () => Promise.reject(new Error("Redis is gone")),
      report: (error) => void reported.push(error),
    });
    await lost.write(1, "kept");
    await vi.waitFor(() => expect(reported).toEqual([new Error("Redis is gone")]));
    await lost.indexing.work(0);
    expect(await lost.texts()).toEqual(["kept"]);
    expect((await waiting(db, organisation)).count).toBe(0);
  });

  it("brings a burst of 10,000 changes through outbox and queue whole, with a short line", async () => {
    const catalogue = { "vector.embed": defineJob(EmbedJob) };
    const queue = await createPgBossQueue({ url: database.url, catalogue, pollS: 0.5 });
    let sent = 0;
    const { organisation, notes, indexing, texts } = await make({
      send: async (organisationId) => {
        sent++;
        await queue.send("vector.embed", { organisationId });
      },
      batch: 500,
      askEveryMs: 500,
    });
    const relay = createOutboxRelay({
      db,
      batch: () => 1_000,
      handlers: {
        "note.changed": ({ organisationId, payload }) =>
          indexing.changed(organisationId, "note", (payload as { ids: number[] }).ids),
      },
    });
    for (let i = 0; i < 10_000; i++) notes.set(i, `note ${i}`);
    const ids = [...notes.keys()];
    await db.$transaction(
      async (tx) => {
        for (let i = 0; i < ids.length; i += 10)
          await announce(tx, {
            organisationId: organisation,
            topic: "note.changed",
            payload: { ids: ids.slice(i, i + 10) },
          });
      },
      { timeout: 60_000 },
    );
    await queue.work("vector.embed", async ({ organisationId }, signal) => {
      await indexing.work(organisationId, signal);
    });
    relay.start();
    await vi.waitFor(async () => expect(await texts()).toHaveLength(10_000), {
      timeout: 100_000,
      interval: 500,
    });
    await relay.stop();
    indexing.close();
    await queue.close();
    expect(sent).toBeLessThan(400);
    expect(await waiting(db, organisation)).toEqual({ count: 0, oldestAt: null });
  }, 120_000);
});
