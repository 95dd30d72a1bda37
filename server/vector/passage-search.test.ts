import { beforeAll, describe, expect, it } from "vitest";
import { createStaticEmbedder } from "#server/vector/embedder.static.ts";
import { type Language, readLanguage } from "#server/vector/language.ts";
import { createPassageSearch } from "#server/vector/passage-search.ts";
import { passageOf } from "#server/vector/store.contract.ts";
import { type Match, type StoreQuery, WORD_SHARE } from "#server/vector/store.ts";

let language: Language;
beforeAll(async () => {
  language = await readLanguage();
});

/** A store that gives a list of its own, as long as it is asked for, and notes what it was asked. */
const make = async (list: readonly Match[]) => {
  const asked: StoreQuery[] = [];
  const embedder = await createStaticEmbedder();
  const embedded: string[] = [];
  const search = createPassageSearch({
    language,
    embedder: embedder.name,
    store: {
      search: async (_, query) => {
        asked.push(query);
        return list.slice(0, query.limit);
      },
    },
    vectorOf: async (text) => {
      embedded.push(text);
      const [vector] = await embedder.embed([text]);
      return vector as Float32Array;
    },
  });
  return { search, asked, embedded };
};

const matchOf = (n: number, text: string, score: number): Match => {
  const { vector: _, ...passage } = passageOf(n, { title: "Mill Lane", text });
  return { ...passage, score };
};

describe("the search over any store", () => {
  it("asks for what is wanted alone, slips put right, the words beside as they were typed", async () => {
    const { search, asked, embedded } = await make([]);
    const wanted = { text: "matress at the gaet, not the fridge", limit: 5, isFolded: false };
    await search.byBoth(1, { ...wanted, wordShare: 0.1, effort: { ef: 400 } });
    expect(asked[0]?.words).toBe("mattress at the gate matress gaet");
    expect(embedded).toEqual(["mattress at the gate"]);
    await search.byWords(1, { text: "gate", limit: 5, isFolded: false });
    expect(asked[1]?.vector).toBeUndefined();
    expect(asked.map(({ wordShare, effort }) => [wordShare, effort])).toEqual([
      [0.1, { ef: 400 }],
      [WORD_SHARE, {}],
    ]);
  });

  it("ranks anew what the store found, and a page is a part of the whole", async () => {
    const texts = ["Old carpet, rolled", "Glass in the refuse", "Gate locked, nobody answered the bell"];
    const list = Array.from({ length: 70 }, (_, i) => matchOf(i + 1, texts[i % 3] ?? "", 20 - i / 10));
    const { search } = await make(list);
    const whole = await search.byBoth(1, { text: "entrance shut and no reply", limit: 70, isFolded: false });
    expect(whole[0]?.text).toBe("Gate locked, nobody answered the bell");
    expect(whole.map(({ id }) => id).sort()).toEqual(list.map(({ id }) => id).sort());
    const scores = whole.map(({ score }) => score);
    expect(scores).toEqual([...scores].sort((a, b) => b - a));
    const page = await search.byBoth(1, { text: "entrance shut and no reply", limit: 8, isFolded: false });
    expect(page).toEqual(whole.slice(0, 8));
  });

  it("takes those that say the same as one, and looks further where copies fill what was found", async () => {
    const copies = Array.from({ length: 60 }, (_, i) => matchOf(i + 1, "Gate is locked.", 20 - i / 100));
    const list = [...copies, matchOf(90, "Gate hangs loose.", 3), matchOf(91, "The gaet is locked", 2)];
    const { search, asked } = await make(list);
    const found = await search.byBoth(1, { text: "gate locked", limit: 5, isFolded: true });
    expect(found.map(({ id, alike }) => [id, alike.length])).toEqual([
      ["note/1", 60],
      ["note/90", 0],
    ]);
    expect(found[0]?.alike[0]?.id).toBe("note/91");
    expect(asked.map(({ limit }) => limit)).toEqual([50, 400]);
    // Where there are enough others it does not.
    await search.byBoth(1, { text: "gate locked", limit: 1, isFolded: true });
    expect(asked.at(-1)?.limit).toBe(50);
  });
});

describe("the language", () => {
  it.each(["stole the container", "no access, gate locked", "R-12 at 1087 Mill Lane", "AdBlue level low"])(
    "reads %j as it is written",
    (text) => {
      expect(language.read(text)).toEqual({ meant: text, words: text });
    },
  );

  it.each([
    ["brkae lmap", "brake lamp"],
    ["recyling contianer", "recycling container"],
    ["hydralic presure", "hydraulic pressure"],
  ])("puts %j right", (text, meant) => {
    expect(language.read(text).meant).toBe(meant);
  });
});
