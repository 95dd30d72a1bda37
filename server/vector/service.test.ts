import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { AppError } from "#server/lib/errors.ts";
import { createGuardedCache } from "#server/lib/guarded-cache.ts";
import type { Scope } from "#server/lib/scope.ts";
import { createMemoryCache } from "#server/platform/cache.memory.ts";
import { createDegradingStore } from "#server/vector/degrading-store.ts";
import { createStaticEmbedder } from "#server/vector/embedder.static.ts";
import type { Embedder } from "#server/vector/embedder.ts";
import { embeddedText } from "#server/vector/indexing.ts";
import { type Language, readLanguage } from "#server/vector/language.ts";
import { IndexSettings, type PassageText, SearchAnswer, SearchQuery } from "#server/vector/schema.ts";
import { createVectorSearch, searchSwitchedOff, type VectorSearchDeps } from "#server/vector/service.ts";
import { passageOf } from "#server/vector/store.contract.ts";
import { createLanceDbStore } from "#server/vector/store.lancedb.ts";
import { type VectorStore, WORD_SHARE } from "#server/vector/store.ts";

const ALL = ["dispatcher", "manager", "driver", "engineer", "admin"];
const OFFICE = ALL.filter((role) => role !== "driver");
const scopeOf = (given: Partial<Scope> = {}): Scope => ({
  ...{
    organisationId: 1,
    userId: "u",
    userName: "U",
    role: "dispatcher",
    depotIds: null,
    driverId: null,
    isOperator: true,
  },
  ...given,
});
const queryOf = (text: string, given: Partial<SearchQuery> = {}) => SearchQuery.parse({ text, ...given });

const TEXTS: Partial<PassageText>[] = [
  {
    title: "Mill Lane 4",
    text: "The gate code is 4711, the gate is locked after six.",
    depotId: 1,
    roles: ALL,
  },
  {
    title: "Mill Lane 9",
    text: "Container blocked by a parked car.",
    depotId: 2,
    stream: "glass",
    roles: ALL,
  },
  { title: "Harbour Bakery", text: "Wants to be called before the truck comes.", depotId: 1, roles: OFFICE },
  { title: "Hydraulic leak", text: "Stop, secure the truck, spread absorbent.", depotId: null, roles: ALL },
];

let embedder: Embedder;
let language: Language;
const folders: string[] = [];
const stores: VectorStore[] = [];
beforeAll(async () => {
  embedder = await createStaticEmbedder();
  language = await readLanguage();
});
afterAll(async () => {
  for (const store of stores) await store.close();
  for (const folder of folders) await rm(folder, { recursive: true, force: true });
});

const openStore = async (name = embedder.name): Promise<VectorStore> => {
  const folder = await mkdtemp(join(tmpdir(), "roundsman-search-"));
  folders.push(folder);
  const store = await createLanceDbStore({
    folder,
    embedder: name,
    index: IndexSettings.parse({ kind: "ivf-flat" }),
  });
  stores.push(store);
  return store;
};

const fill = async (store: VectorStore, texts = TEXTS, organisationId = 1) => {
  const bare = texts.map((text, i) => passageOf(i + 1, text));
  const vectors = await embedder.embed(bare.map(embeddedText));
  const passages = bare.map((passage, i) => ({ ...passage, vector: vectors[i] ?? passage.vector }));
  expect(await store.upsert(organisationId, passages)).toEqual([]);
};

/** The guarded cache over a store in memory; `versions` tells how often the passages of a kind changed. */
const keptSearches = (versions = new Map<string, number>()) =>
  createGuardedCache({
    name: "searches",
    store: createMemoryCache({ maxBytes: 1_000_000 }),
    embed: embedder.embed,
    stampOf: async (organisationId, sources) =>
      sources.map((source) => versions.get(`${organisationId}/${source}`) ?? 0).join(" "),
    parse: (value) => SearchAnswer.safeParse(value).data,
    limits: () => ({ textLike: 0.9, wordLike: 0.8, ttlMs: 60_000 }),
    mostTexts: 100,
    now: () => Date.parse("2026-11-23T10:30:00Z"),
    elapsed: () => 0,
  });

const make = async (given: Partial<VectorSearchDeps> = {}) => {
  const store = given.store ?? (await openStore());
  if (given.store === undefined) await fill(store);
  const measured: string[] = [];
  let clockMs = 0;
  const search = createVectorSearch({
    store,
    embedder,
    language,
    state: () => null,
    factsOf: async (_, records) =>
      new Map(
        records.map(({ kind, recordId }) => [
          `${kind}/${recordId}`,
          { place: { list: "sites", id: 100 + recordId }, by: "Ann" },
        ]),
      ),
    zoneOf: async () => "UTC",
    meter: { record: (name) => void measured.push(name), count: (name) => void measured.push(name) },
    kept: keptSearches(),
    tuningOf: () => ({ wordShare: WORD_SHARE }),
    elapsed: () => ++clockMs,
    ...given,
  });
  return { search, store, measured };
};
const titles = ({ hits }: SearchAnswer) => hits.map(({ title }) => title);

describe("a search", () => {
  it("finds by word, with the words marked, the date and the record's place", async () => {
    const { search, measured } = await make();
    const answer = await search.search(scopeOf(), queryOf("gate code"));
    const [hit] = answer.hits;
    expect(hit).toMatchObject({
      id: "note/1",
      at: "2026-11-23T08:01:00.000Z",
      place: { list: "sites", id: 101 },
      by: "Ann",
    });
    expect(hit?.textMarks.map(([from, until]) => hit.text.slice(from, until))).toEqual([
      "gate",
      "code",
      "gate",
    ]);
    expect(answer).toMatchObject({
      stage: "fused",
      source: { backend: "lancedb", isDegraded: false, reason: null },
    });
    expect(measured).toContain("vector.search_ms");
  });

  it("finds words with slips of typing, and what is meant by other words", async () => {
    const { search } = await make();
    expect(titles(await search.search(scopeOf(), queryOf("contaner bloked")))[0]).toBe("Mill Lane 9");
    expect(titles(await search.search(scopeOf(), queryOf("oil spill procedure")))[0]).toBe("Hydraulic leak");
  });

  it("shows nobody what his organisation, depots or role do not let him see", async () => {
    const { search } = await make();
    const query = queryOf("gate container truck leak");
    expect(titles(await search.search(scopeOf({ organisationId: 2 }), query))).toEqual([]);
    expect(titles(await search.search(scopeOf({ depotIds: [2] }), query)).sort()).toEqual([
      "Hydraulic leak",
      "Mill Lane 9",
    ]);
    expect(titles(await search.search(scopeOf({ role: "driver" }), query))).not.toContain("Harbour Bakery");
  });

  it("lets a filter narrow what the asker sees, never widen it", async () => {
    const { search } = await make();
    const asker = scopeOf({ depotIds: [1] });
    const both = await search.search(asker, queryOf("gate container", { depotIds: [1, 2] }));
    expect(titles(both)).not.toContain("Mill Lane 9");
    const other = await search.search(asker, queryOf("gate container", { depotIds: [2] }));
    expect(titles(other)).toEqual(["Hydraulic leak"]);
    const glass = await search.search(scopeOf(), queryOf("gate container", { streams: ["glass"] }));
    expect(titles(glass)).toEqual(["Mill Lane 9"]);
    const orders = await search.search(scopeOf(), queryOf("gate container", { kinds: ["service-order"] }));
    expect(titles(orders)).toEqual([]);
  });

  it("counts days as the depot does, the first and the last included", async () => {
    const store = await openStore();
    // In Berlin the day that the clocks go back has 25 hours: from 22:00 UTC to 23:00 UTC.
    const ends = [
      "2026-10-24T21:59:00Z",
      "2026-10-24T22:00:00Z",
      "2026-10-25T22:59:00Z",
      "2026-10-25T23:00:00Z",
    ];
    await fill(
      store,
      ends.map((end, i) => ({ title: `Gate ${i}`, text: "The gate is locked.", at: Date.parse(end) })),
    );
    const asked: (readonly number[])[] = [];
    const zoneOf = async (_: number, depotIds: readonly number[]) => {
      asked.push(depotIds);
      return depotIds.length === 1 ? "Europe/Berlin" : "UTC";
    };
    const { search } = await make({ store, zoneOf });
    const found = async (given: Partial<SearchQuery>, scope: Partial<Scope> = {}) =>
      titles(await search.search(scopeOf(scope), queryOf("gate", { ...given, isFolded: false }))).sort();
    const days = { from: "2026-10-25", until: "2026-10-25" };
    expect(await found({ ...days, depotIds: [1] })).toEqual(["Gate 1", "Gate 2"]);
    expect(await found(days, { depotIds: [1] })).toEqual(["Gate 1", "Gate 2"]);
    expect(await found(days)).toEqual(["Gate 2", "Gate 3"]);
    expect(await found({ from: "2026-10-26", depotIds: [1] })).toEqual(["Gate 3"]);
    expect(await found({ until: "2026-10-24", depotIds: [1] })).toEqual(["Gate 0"]);
    expect(asked).toEqual([[1], [1], [], [1], [1]]);
    expect(() => queryOf("gate", { from: "2026-10-25T00:00:00Z" })).toThrow(/a day of the calendar/);
  });

  it("pages: parts follow each other without a gap, and the last says that it is", async () => {
    const { search } = await make();
    const whole = await search.search(scopeOf(), queryOf("gate truck"));
    const first = await search.search(scopeOf(), queryOf("gate truck", { limit: 3 }));
    const rest = await search.search(scopeOf(), queryOf("gate truck", { limit: 3, offset: 3 }));
    expect([first.hasMore, rest.hasMore]).toEqual([true, false]);
    expect([...titles(first), ...titles(rest)]).toEqual(titles(whole));
  });

  it("tells copies of a note once, with where the others are and how many", async () => {
    const store = await openStore();
    const copies = Array.from({ length: 24 }, (_, i) => ({
      title: `Mill Lane ${i}`,
      text: "Gate is locked",
    }));
    await fill(store, [...copies, { title: "Yard", text: "The gate hangs loose." }]);
    const { search } = await make({ store });
    const { hits, hasMore } = await search.search(scopeOf(), queryOf("gate locked"));
    expect(hits.map(({ text, alike }) => [text, alike.count, alike.newest.length])).toEqual([
      ["Gate is locked", 23, 20],
      ["The gate hangs loose.", 0, 0],
    ]);
    expect(hasMore).toBe(false);
    const [first, second] = hits[0]?.alike.newest ?? [];
    expect(first?.at.localeCompare(second?.at ?? "")).toBe(1);
    expect(first?.place).toEqual({ list: "sites", id: 100 + Number(first?.id.slice("note/".length)) });
    const all = await search.search(scopeOf(), queryOf("gate locked", { isFolded: false, limit: 50 }));
    expect(all.hits).toHaveLength(25);
  });

  it("streams what holds the words, then the whole answer", async () => {
    const { search } = await make();
    const parts: SearchAnswer[] = [];
    for await (const part of search.stream(scopeOf(), queryOf("gate"))) parts.push(part);
    expect(parts.map(({ stage }) => stage)).toEqual(["words", "fused"]);
    expect(titles(parts[0] as SearchAnswer)).toEqual(["Mill Lane 4"]);
    expect(titles(parts[1] as SearchAnswer).length).toBe(4);
  });

  it("goes by words alone while the store holds the vectors of another embedder", async () => {
    const store = await openStore("another");
    await fill(store);
    const { search, measured } = await make({ store });
    const answer = await search.search(scopeOf(), queryOf("gate"));
    expect([answer.stage, titles(answer)]).toEqual(["words", ["Mill Lane 4"]]);
    expect(measured).toContain("vector.words_only");
  });

  it("passes on what a store refuses", async () => {
    const store = await openStore();
    const broken = { ...store, search: () => Promise.reject(new AppError("TIMEOUT", "too slow")) };
    const { search } = await make({ store: broken });
    await expect(search.search(scopeOf(), queryOf("gate"))).rejects.toMatchObject({ code: "TIMEOUT" });
  });

  it("says that the copy answers while the server does not, and answers", async () => {
    const copy = await openStore();
    await fill(copy);
    const primary = { ...copy, search: () => Promise.reject(new Error("refused")), close: async () => {} };
    const store = createDegradingStore({ primary, copy, organisations: () => [1], embed: async () => [] });
    const { search } = await make({ store, state: store.state });
    const answer = await search.search(scopeOf(), queryOf("gate"));
    expect(titles(answer)[0]).toBe("Mill Lane 4");
    const source = { backend: "lancedb", isDegraded: true, reason: "the server was not asked yet" };
    expect(answer.source).toEqual(source);
    expect(await search.state(scopeOf())).toEqual({ isOn: true, source });
  });
});

describe("a search from memory", () => {
  const KEPT_AT = "2026-11-23T10:30:00.000Z";

  it("gives what it found, with its age, to the same words and to words that ask the same", async () => {
    const { search, measured } = await make();
    const first = await search.search(scopeOf(), queryOf("locked gate"));
    expect(first.keptAt).toBeNull();
    const again = await search.search(scopeOf(), queryOf("Locked  gate!"));
    expect(again).toEqual({ ...first, keptAt: KEPT_AT, tookMs: again.tookMs });
    const other = await search.search(scopeOf(), queryOf("gate locked"));
    expect([other.keptAt, titles(other)]).toEqual([KEPT_AT, titles(first)]);
    expect(measured.filter((name) => name === "vector.searches")).toHaveLength(1);
    const parts: SearchAnswer[] = [];
    for await (const part of search.stream(scopeOf(), queryOf("locked gate"))) parts.push(part);
    expect(parts.map(({ keptAt }) => keptAt)).toEqual([KEPT_AT]);
  });

  it("keeps what a stream found, and searches afresh when asked to", async () => {
    const { search } = await make();
    for await (const part of search.stream(scopeOf(), queryOf("gate"))) expect(part.keptAt).toBeNull();
    expect((await search.search(scopeOf(), queryOf("gate"))).keptAt).toBe(KEPT_AT);
    expect((await search.search(scopeOf(), queryOf("gate", { isAfresh: true }))).keptAt).toBeNull();
  });

  it.each<[string, Partial<Scope>]>([
    ["organisation", { organisationId: 2 }],
    ["role", { role: "driver" }],
    ["depots", { depotIds: [2] }],
  ])("is never shared across another %s, and a change of it takes effect at once", async (_, other) => {
    const { search } = await make();
    const all = await search.search(scopeOf(), queryOf("gate container truck leak"));
    const less = await search.search(scopeOf(other), queryOf("gate container truck leak"));
    expect(less.keptAt).toBeNull();
    expect(titles(less).length).toBeLessThan(titles(all).length);
  });

  it("is never shared across other filters or another page of it", async () => {
    const { search } = await make();
    await search.search(scopeOf(), queryOf("gate"));
    for (const given of [{ kinds: ["note" as const] }, { limit: 3 }, { offset: 1 }, { streams: ["glass"] }])
      expect((await search.search(scopeOf(), queryOf("gate", given))).keptAt).toBeNull();
  });

  it("does not find a note that was taken back or written anew, and still knows what did not change", async () => {
    const versions = new Map<string, number>();
    const { search, store } = await make({ kept: keptSearches(versions) });
    await search.search(scopeOf(), queryOf("gate code"));
    await search.search(scopeOf(), queryOf("gate code", { kinds: ["procedure"] }));
    await store.remove(1, ["note/1"]);
    versions.set("1/passages/note", 1);
    const after = await search.search(scopeOf(), queryOf("gate code"));
    expect([after.keptAt, titles(after).includes("Mill Lane 4")]).toEqual([null, false]);
    const procedures = await search.search(scopeOf(), queryOf("gate code", { kinds: ["procedure"] }));
    expect(procedures.keptAt).toBe(KEPT_AT);
  });

  it("does not keep what words alone found while the vectors are of another embedder", async () => {
    const store = await openStore("another");
    await fill(store);
    const { search } = await make({ store });
    await search.search(scopeOf(), queryOf("gate"));
    expect((await search.search(scopeOf(), queryOf("gate"))).keptAt).toBeNull();
  });
});

it("a search that is switched off says how it is switched on", async () => {
  await expect(searchSwitchedOff.search(scopeOf(), queryOf("gate"))).rejects.toThrow("expected no VECTORS=0");
  await expect(searchSwitchedOff.stream(scopeOf(), queryOf("gate")).next()).rejects.toThrow(
    "expected no VECTORS=0",
  );
  expect(await searchSwitchedOff.state(scopeOf())).toEqual({ isOn: false });
});
