import { describe, expect, it } from "vitest";
import { seeded } from "#server/lib/random.ts";
import { DIMENSIONS, type IndexSettings, PASSAGE_KINDS } from "#server/vector/schema.ts";
import type { Passage, VectorStore } from "#server/vector/store.ts";

/** Maps a seed to a vector of length one. */
export const unitVector = (seed: number | string): Float32Array => {
  const random = seeded(seed);
  const vector = Float32Array.from({ length: DIMENSIONS }, () => random.normal());
  const length = Math.hypot(...vector);
  return vector.map((each) => each / length);
};

/** A passage for tests; what is not given is made from the number. */
export const passageOf = (number: number, given: Partial<Passage> = {}): Passage => ({
  id: `note/${number}`,
  kind: "note",
  recordId: number,
  depotId: 1,
  stream: "refuse",
  at: Date.parse("2026-11-23T08:00:00Z") + number * 60_000,
  roles: ["dispatcher", "manager"],
  title: `Note ${number}`,
  text: `entry number ${number} of the log`,
  vector: unitVector(number),
  ...given,
});

const near = (vector: Float32Array, seed: string): Float32Array => {
  const random = seeded(seed);
  const moved = vector.map((each) => each + random.normal(0, 0.01));
  const length = Math.hypot(...moved);
  return moved.map((each) => each / length);
};

/** What every backend of the store must do; `make` opens an empty store whose embedder is named `first`. */
export const storeContract = (make: () => Promise<VectorStore>, settings: IndexSettings) => {
  // Numbers apart from each other and from those of other runs, for a server is shared.
  let tenants = Math.floor(Date.now() / 1000) % 1_000_000_000;
  const withStore = async (work: (store: VectorStore, tenant: number) => Promise<void>): Promise<void> => {
    const store = await make();
    try {
      tenants += 2;
      await work(store, tenants);
    } finally {
      await store.close();
    }
  };
  const ids = (matches: readonly { id: string }[]) => matches.map(({ id }) => id);
  const all = async (store: VectorStore, tenant: number): Promise<Passage[]> => {
    const found: Passage[] = [];
    for await (const part of store.scan(tenant)) found.push(...part);
    return found.sort((a, b) => a.recordId - b.recordId);
  };

  describe("store contract", () => {
    it("answers nothing about an organisation it knows nothing of", () =>
      withStore(async (store, tenant) => {
        expect(await store.search(tenant, { vector: unitVector(1), limit: 5 })).toEqual([]);
        expect(await store.search(tenant, { words: "gate", limit: 5 })).toEqual([]);
        expect(await all(store, tenant)).toEqual([]);
        await store.remove(tenant, ["note/1"]);
        expect(await store.describe(tenant)).toMatchObject({ rows: 0, embedder: "first", rebuilding: null });
      }));

    it("finds the nearest passages first, whole, with their likeness as score", () =>
      withStore(async (store, tenant) => {
        const passages = Array.from({ length: 40 }, (_, i) => passageOf(i));
        expect(await store.upsert(tenant, passages)).toEqual([]);
        const found = await store.search(tenant, { vector: near(unitVector(17), "a"), limit: 3 });
        expect(found).toHaveLength(3);
        const { vector: _, ...text } = passageOf(17);
        expect(found[0]).toEqual({ ...text, score: expect.closeTo(0.98, 1) });
        expect(found[1]?.score).toBeLessThan(0.5);
      }));

    it("replaces a passage that comes again, and the last of a call counts", () =>
      withStore(async (store, tenant) => {
        await store.upsert(tenant, [passageOf(1), passageOf(2)]);
        await store.upsert(tenant, [passageOf(1, { text: "old" }), passageOf(1, { text: "new words" })]);
        await store.upsert(tenant, [passageOf(1, { text: "new words" })]);
        expect((await store.describe(tenant)).rows).toBe(2);
        const [first] = await store.search(tenant, { vector: unitVector(1), limit: 1 });
        expect(first).toMatchObject({ id: "note/1", text: "new words" });
      }));

    it("takes passages out, twice over", () =>
      withStore(async (store, tenant) => {
        await store.upsert(tenant, [passageOf(1), passageOf(2), passageOf(3)]);
        await store.remove(tenant, ["note/1", "note/9"]);
        await store.remove(tenant, ["note/1"]);
        expect(ids(await store.search(tenant, { vector: unitVector(1), limit: 9 })).sort()).toEqual([
          "note/2",
          "note/3",
        ]);
      }));

    it("keeps organisations apart", () =>
      withStore(async (store, tenant) => {
        await store.upsert(tenant, [passageOf(1, { text: "ours" })]);
        await store.upsert(tenant + 1, [passageOf(1, { text: "theirs" }), passageOf(2)]);
        await store.remove(tenant, ["note/2"]);
        const [ours] = await store.search(tenant, { vector: unitVector(1), limit: 5 });
        expect(ours?.text).toBe("ours");
        expect((await store.describe(tenant + 1)).rows).toBe(2);
        expect(await store.search(tenant, { words: "theirs", limit: 5 })).toEqual([]);
      }));

    it("stores the sound passages of a call and names the others", () =>
      withStore(async (store, tenant) => {
        const faults = await store.upsert(tenant, [
          passageOf(1),
          passageOf(2, { vector: new Float32Array(3) }),
          passageOf(3, { vector: new Float32Array(DIMENSIONS).fill(Number.NaN) }),
          passageOf(4),
        ]);
        expect(ids(faults)).toEqual(["note/2", "note/3"]);
        expect(faults[0]?.message).toBe(`vector: got 3 numbers, expected ${DIMENSIONS}`);
        expect((await all(store, tenant)).map(({ id }) => id)).toEqual(["note/1", "note/4"]);
      }));

    it("refuses a query by a vector of the wrong length", () =>
      withStore(async (store, tenant) => {
        await store.upsert(tenant, [passageOf(1)]);
        await expect(store.search(tenant, { vector: new Float32Array(5), limit: 1 })).rejects.toMatchObject({
          code: "BAD_REQUEST",
          message: `search: vector: got 5 numbers, expected ${DIMENSIONS}`,
        });
      }));

    it("refuses vectors of another embedder, stored or asked for", () =>
      withStore(async (store, tenant) => {
        await store.upsert(tenant, [passageOf(1)], "first");
        const refusal = { code: "CONFLICT", message: "vectors: got those of other, expected those of first" };
        await expect(store.upsert(tenant, [passageOf(2)], "other")).rejects.toMatchObject(refusal);
        const query = { vector: unitVector(1), limit: 1 };
        await expect(store.search(tenant, { ...query, embedder: "other" })).rejects.toMatchObject(refusal);
        expect(ids(await store.search(tenant, { ...query, embedder: "first" }))).toEqual(["note/1"]);
      }));

    it("finds by words, the title before the text, whatever the case", () =>
      withStore(async (store, tenant) => {
        await store.upsert(tenant, [
          passageOf(1, { title: "Yard", text: "the gate is locked before seven" }),
          passageOf(2, { title: "Locked gate", text: "ring the caretaker at the yard" }),
          passageOf(3, { title: "Ramp", text: "slippery with wet leaves" }),
        ]);
        expect(ids(await store.search(tenant, { words: "LOCKED GATE", limit: 2 }))).toEqual([
          "note/2",
          "note/1",
        ]);
        expect(await store.search(tenant, { words: "  ", limit: 5 })).toEqual([]);
        expect(await store.search(tenant, { words: "zeppelin", limit: 5 })).toEqual([]);
      }));

    it("takes words as words, whatever signs are in them", () =>
      withStore(async (store, tenant) => {
        await store.upsert(tenant, [passageOf(1, { text: "O'Brien's yard, code 2231# 50% {x} \"left\"" })]);
        for (const words of ["O'Brien's yard", '"left" AND', "code:2231#", "50% OR {x}", "' OR 1=1 --"])
          expect(ids(await store.search(tenant, { words, limit: 5 })).length, words).toBeLessThanOrEqual(1);
        expect(ids(await store.search(tenant, { words: "O'Brien's yard", limit: 5 }))).toEqual(["note/1"]);
      }));

    it("keeps to the filter, whichever way it looks", () =>
      withStore(async (store, tenant) => {
        const passages = Array.from({ length: 60 }, (_, i) =>
          passageOf(i, {
            id: `${PASSAGE_KINDS[i % 3]}/${i}`,
            kind: PASSAGE_KINDS[i % 3] ?? "note",
            depotId: i % 4 === 0 ? null : i % 4,
            stream: i % 5 === 0 ? null : i % 2 === 0 ? "glass" : "paper",
            roles: i % 2 === 0 ? ["dispatcher", "driver"] : ["dispatcher"],
          }),
        );
        await store.upsert(tenant, passages);
        const from = new Date(passageOf(10).at).toISOString();
        const until = new Date(passageOf(50).at).toISOString();
        const cases = [
          [{}, () => true],
          [{ kinds: ["note", "customer"] }, (p) => p.kind === "note" || p.kind === "customer"],
          [{ depotIds: [1, 2] }, (p) => p.depotId === null || p.depotId === 1 || p.depotId === 2],
          [{ depotIds: [] }, (p) => p.depotId === null],
          [{ streams: ["glass"] }, (p) => p.stream === "glass"],
          [{ from, until }, (p) => p.recordId >= 10 && p.recordId < 50],
          [{ role: "driver" }, (p) => p.roles.includes("driver")],
          [{ role: "engineer" }, () => false],
          [
            { kinds: ["exception"], depotIds: [3], role: "dispatcher", from },
            (p) => p.kind === "exception" && (p.depotId ?? 3) === 3 && p.recordId >= 10,
          ],
        ] as [Parameters<VectorStore["search"]>[1]["filter"] & object, (p: Passage) => boolean][];
        for (const [filter, isIn] of cases) {
          const expected = ids(passages.filter(isIn)).sort();
          const name = JSON.stringify(filter);
          const vector = unitVector("q");
          const ways = [{ vector }, { words: "entry" }, { vector, words: "entry" }];
          for (const way of ways)
            expect(ids(await store.search(tenant, { ...way, filter, limit: 60 })).sort(), name).toEqual(
              expected,
            );
        }
      }));

    it("fuses both ways: what both find comes first", () =>
      withStore(async (store, tenant) => {
        await store.upsert(tenant, [
          passageOf(1, { text: "the gate is locked" }),
          passageOf(2, { title: "Locked gate", text: "ring the bell", vector: unitVector("q") }),
          passageOf(3, { text: "nothing alike", vector: near(unitVector("q"), "c") }),
          passageOf(4, { text: "nothing at all" }),
        ]);
        const query = { vector: unitVector("q"), words: "locked gate" };
        const [first, second] = await store.search(tenant, { ...query, limit: 2 });
        expect(first?.id).toBe("note/2");
        expect(["note/1", "note/3"]).toContain(second?.id);
        expect(first?.score ?? 0).toBeGreaterThan(second?.score ?? 0);
        expect((await store.search(tenant, { ...query, limit: 9, wordShare: 1 }))[1]?.id).toBe("note/1");
        expect((await store.search(tenant, { ...query, limit: 9, wordShare: 0 }))[1]?.id).toBe("note/3");
      }));

    it("hands out all it holds, vectors included", () =>
      withStore(async (store, tenant) => {
        const passages = Array.from({ length: 25 }, (_, i) => passageOf(i, { depotId: i % 2 ? null : 3 }));
        await store.upsert(tenant, passages);
        const found = await all(store, tenant);
        expect(ids(found)).toEqual(ids(passages));
        for (const [i, { vector, ...text }] of found.entries()) {
          expect({ ...text, vector: null }).toEqual({ ...passages[i], vector: null });
          expect(Math.hypot(...vector.map((each, k) => each - (passages[i]?.vector[k] ?? 0)))).toBeLessThan(
            0.01,
          );
        }
      }));

    it("tells the ids of all it holds, those of an unknown organisation being none", () =>
      withStore(async (store, tenant) => {
        const found: string[] = [];
        for await (const part of store.ids(tenant)) found.push(...part);
        expect(found).toEqual([]);
        await store.upsert(
          tenant,
          Array.from({ length: 25 }, (_, i) => passageOf(i)),
        );
        for await (const part of store.ids(tenant)) found.push(...part);
        expect(found.sort()).toEqual(Array.from({ length: 25 }, (_, i) => `note/${i}`).sort());
      }));

    it("searches with another effort without a rebuild, and does not take another arrangement for that", () =>
      withStore(async (store, tenant) => {
        await store.upsert(tenant, [passageOf(1), passageOf(2)]);
        const { index, generation } = await store.describe(tenant);
        expect(await store.retune({ ...index, ef: 64, probes: 7, refine: 3 })).toBe(true);
        const tuned = { ...index, ef: 64, probes: 7, refine: 3 };
        expect(await store.describe(tenant)).toMatchObject({ index: tuned, generation });
        expect(await store.retune({ ...tuned, ef: 65, maxConnections: 20 })).toBe(false);
        expect(await store.describe(tenant)).toMatchObject({ index: tuned, generation });
        expect(ids(await store.search(tenant, { vector: unitVector(2), limit: 1 }))).toEqual(["note/2"]);
      }));

    it("is made anew beside the old with what was written meanwhile, and swaps at once", () =>
      withStore(async (store, tenant) => {
        await store.upsert(
          tenant,
          Array.from({ length: 30 }, (_, i) => passageOf(i)),
        );
        const before = await store.describe(tenant);
        let isFirst = true;
        await store.rebuild({
          index: { ...settings, maxConnections: 16 },
          embedder: {
            name: "second",
            embed: async (part) => {
              if (isFirst) {
                isFirst = false;
                await store.upsert(tenant, [passageOf(3, { text: "changed meanwhile" }), passageOf(99)]);
                await store.remove(tenant, ["note/4"]);
                // Until the swap the old vectors are searched, and only they.
                const [old] = await store.search(tenant, { vector: unitVector(5), limit: 1 });
                expect(old?.id).toBe("note/5");
                expect(await store.describe(tenant)).toMatchObject({
                  embedder: "first",
                  rebuilding: expect.any(Number),
                });
              }
              return part.map(({ recordId }) => unitVector(`second/${recordId}`));
            },
          },
        });
        expect(await store.describe(tenant)).toMatchObject({
          embedder: "second",
          generation: before.generation + 1,
          rows: 30,
          rebuilding: null,
          index: { maxConnections: 16 },
        });
        for (const number of [3, 5, 99]) {
          const [found] = await store.search(tenant, { vector: unitVector(`second/${number}`), limit: 1 });
          expect(found?.recordId).toBe(number);
          expect(found?.score).toBeGreaterThan(0.95);
        }
        const texts = (await all(store, tenant)).map(({ text }) => text);
        expect(texts).toContain("changed meanwhile");
        expect(texts).not.toContain(passageOf(4).text);
      }));

    it("keeps the old when a rebuild fails, and can be rebuilt afterwards", () =>
      withStore(async (store, tenant) => {
        await store.upsert(tenant, [passageOf(1), passageOf(2)]);
        const embedder = {
          name: "broken",
          embed: () => Promise.reject(new Error("no vectors today")),
        };
        await expect(store.rebuild({ embedder })).rejects.toThrow("no vectors today");
        const [found] = await store.search(tenant, { vector: unitVector(1), limit: 1 });
        expect(found?.id).toBe("note/1");
        expect(await store.describe(tenant)).toMatchObject({ embedder: "first", rebuilding: null });
        await store.rebuild({});
        expect((await store.describe(tenant)).rows).toBe(2);
      }));
  });
};
