import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, describe, expect, it, vi } from "vitest";
import { AppError } from "#server/lib/errors.ts";
import { createDegradingStore, type StoreState } from "#server/vector/degrading-store.ts";
import { IndexSettings } from "#server/vector/schema.ts";
import { passageOf, storeContract, unitVector } from "#server/vector/store.contract.ts";
import { createLanceDbStore } from "#server/vector/store.lancedb.ts";
import type { VectorStore } from "#server/vector/store.ts";

const folders: string[] = [];
afterAll(() => Promise.all(folders.map((each) => rm(each, { recursive: true, force: true }))));

const settings = IndexSettings.parse({ kind: "ivf-hnsw-sq" });
const open = async (embedder = "first"): Promise<VectorStore> => {
  const folder = await mkdtemp(join(tmpdir(), "roundsman-degrading-"));
  folders.push(folder);
  return createLanceDbStore({ folder, embedder, index: settings });
};

type Trouble = "none" | "refused" | "hung" | "slow";
/** So long that a busy machine does not take a server that answers for one that hangs. */
const PATIENT_MS = 20_000;
/** And so short that a test need not wait for the end of one that does. */
const IMPATIENT_MS = 150;

/** A real store behind a line that can be refused, hung or slow, as a server's is. */
const behindLine = (store: VectorStore) => {
  let trouble: Trouble = "none";
  let calls = 0;
  let release = () => {};
  let held = Promise.resolve();
  const pass = async <T>(work: () => Promise<T>): Promise<T> => {
    calls++;
    if (trouble === "refused") throw new AppError("UNAVAILABLE", "connection refused");
    if (trouble === "hung") return new Promise<T>(() => {});
    // It does the work in the end, long after whoever asked has given up.
    if (trouble === "slow") await held;
    return work();
  };
  // The store behind the line knows the server's kind of index under its own name.
  const ofServer = (index: IndexSettings): IndexSettings => ({ ...index, kind: "hnsw" });
  const ofStore = (index: IndexSettings): IndexSettings => ({ ...index, kind: "ivf-hnsw-sq" });
  const line: VectorStore = {
    ...store,
    upsert: (...all) => pass(() => store.upsert(...all)),
    remove: (...all) => pass(() => store.remove(...all)),
    search: (...all) => pass(() => store.search(...all)),
    describe: (...all) =>
      pass(async () => {
        const told = await store.describe(...all);
        return { ...told, index: ofServer(told.index) };
      }),
    retune: (index) => pass(() => store.retune(ofStore(index))),
    rebuild: ({ index, ...rest }) =>
      pass(() => store.rebuild({ ...rest, ...(index === undefined ? {} : { index: ofStore(index) }) })),
  };
  const set = (next: Trouble): void => {
    release();
    if (next === "slow")
      held = new Promise((done) => {
        release = done;
      });
    trouble = next;
  };
  return { line, set, calls: () => calls };
};

const make = async (primaryEmbedder = "first", timeoutMs = PATIENT_MS) => {
  const server = await open(primaryEmbedder);
  const { line, ...control } = behindLine(server);
  const told: StoreState[] = [];
  const store = createDegradingStore({
    primary: line,
    copy: await open(),
    organisations: () => [1],
    embed: async (name, passages) => passages.map(({ recordId }) => unitVector(`${name}/${recordId}`)),
    timeoutMs,
    failures: 2,
    restMs: 50,
    report: (state) => void told.push(state),
  });
  return { store, server, told, ...control };
};

const find = async (store: VectorStore, number: number) =>
  (await store.search(1, { vector: unitVector(number), limit: 1 }))[0]?.recordId;

/** Has the store look until it trusts the server again, as the clock of the product does. */
const comeBack = (store: Awaited<ReturnType<typeof make>>["store"]) =>
  vi.waitFor(
    async () => {
      await store.check();
      expect(store.state()).toMatchObject({ serving: "primary", reason: null });
    },
    { timeout: 20_000, interval: 20 },
  );

describe("the store that degrades", () => {
  describe("while the server answers", () => {
    storeContract(
      async () => {
        const { store } = await make();
        await store.check();
        expect(store.state().serving).toBe("primary");
        return store;
      },
      IndexSettings.parse({ kind: "hnsw" }),
    );
  });

  it("answers from the copy until the server has been made equal", async () => {
    const { store, server, told } = await make();
    await server.upsert(1, [passageOf(1, { text: "stale" }), passageOf(9)]);
    await store.upsert(1, [passageOf(1), passageOf(2)]);
    expect(store.state()).toMatchObject({ serving: "copy", reason: "the server was not asked yet" });
    expect(await find(store, 2)).toBe(2);
    await store.check();
    expect(told).toEqual([{ serving: "primary", since: expect.any(Number), reason: null }]);
    const texts = (await server.search(1, { words: "entry stale", limit: 9 })).map(({ text }) => text);
    expect(texts.sort()).toEqual([passageOf(1).text, passageOf(2).text]);
    await store.close();
  });

  it.each(["refused", "hung", "slow"] as const)(
    "answers from the copy when the server is %s, and says so",
    async (trouble) => {
      // Only a server that hangs is to be given up: where it refuses, time is no matter.
      const { store, server, set, told } = await make(
        "first",
        trouble === "refused" ? PATIENT_MS : IMPATIENT_MS,
      );
      await comeBack(store);
      await store.upsert(1, [passageOf(1), passageOf(2)]);
      if (store.state().serving === "copy") await comeBack(store);
      const before = told.length;
      set(trouble);
      expect(await find(store, 1)).toBe(1);
      expect(await find(store, 2)).toBe(2);
      expect(store.state().serving).toBe("copy");
      expect(store.state().reason).toMatch(trouble === "refused" ? /connection refused/ : /timed out/i);
      await store.upsert(1, [passageOf(3)]);
      await store.remove(1, ["note/2"]);
      expect(await find(store, 3)).toBe(3);
      await store.check();
      expect(store.state().serving).toBe("copy");
      set("none");
      await comeBack(store);
      expect((await server.describe(1)).rows).toBe(2);
      expect(await find(server, 3)).toBe(3);
      expect(told[before]?.serving).toBe("copy");
      expect(told.at(-1)?.serving).toBe("primary");
      await store.close();
    },
  );

  it("stops trusting the server at the first change it missed", async () => {
    const { store, set } = await make();
    await store.check();
    set("refused");
    expect(await store.upsert(1, [passageOf(1)])).toEqual([]);
    expect(store.state().serving).toBe("copy");
    set("none");
    expect(await find(store, 1)).toBe(1);
    await comeBack(store);
    expect(await find(store, 1)).toBe(1);
    await store.close();
  });

  it("leaves a server that is down in peace", async () => {
    const { store, set, calls } = await make();
    await store.upsert(1, [passageOf(1)]);
    await store.check();
    set("refused");
    for (let i = 0; i < 3; i++) await find(store, 1);
    const before = calls();
    for (let i = 0; i < 20; i++) await find(store, 1);
    expect(calls()).toBe(before);
    await store.close();
  });

  it("does not take a bad query for an outage", async () => {
    const { store } = await make();
    await store.upsert(1, [passageOf(1)]);
    await store.check();
    for (let i = 0; i < 5; i++)
      await expect(store.search(1, { vector: new Float32Array(2), limit: 1 })).rejects.toMatchObject({
        code: "BAD_REQUEST",
      });
    expect(store.state().serving).toBe("primary");
    await store.close();
  });

  it("gives a server with vectors of another embedder its own, before it answers", async () => {
    const { store, server } = await make("old");
    await server.upsert(1, [passageOf(1)]);
    await store.upsert(1, [passageOf(1, { vector: unitVector("first/1") }), passageOf(2)]);
    await store.check();
    expect(store.state().serving).toBe("primary");
    expect((await server.describe(1)).embedder).toBe("first");
    const [found] = await server.search(1, { vector: unitVector("first/1"), limit: 1 });
    expect(found?.score).toBeGreaterThan(0.9);
    await store.close();
  });

  it("starts without a server", async () => {
    const { store, set } = await make();
    set("refused");
    await store.check();
    expect(store.state()).toMatchObject({ serving: "copy", reason: "connection refused" });
    await store.upsert(1, [passageOf(4)]);
    expect(await find(store, 4)).toBe(4);
    await store.close();
  });
});
