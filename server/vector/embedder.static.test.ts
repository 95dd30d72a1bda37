import { createHash } from "node:crypto";
import { readFile } from "node:fs/promises";
import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { createStaticEmbedding } from "#server/vector/core/static-embedding.ts";
import { fromBytes, toBytes } from "#server/vector/core/static-model.ts";
import { createStaticWords } from "#server/vector/core/static-words.ts";
import { gramsOf, piecesOf, stemOf, wordsOf } from "#server/vector/core/words.ts";
import { embedderContract, likeness } from "#server/vector/embedder.contract.ts";
import { createStaticEmbedder } from "#server/vector/embedder.static.ts";

const FILE = "server/vector/artifacts/static-embedding.bin";

embedderContract(() => createStaticEmbedder());

describe("the static embedder", () => {
  it("makes little of a slip of typing", async () => {
    const embedder = await createStaticEmbedder();
    for (const [right, wrong] of [
      ["mattress beside the container", "matress beside the contianer"],
      ["overflowing recycling bin", "overflwing recyling bin"],
      ["hydraulic pressure low", "hydralic presure low"],
    ] as const) {
      const [a, b] = await embedder.embed([right, wrong]);
      expect(likeness(a as Float32Array, b as Float32Array), wrong).toBeGreaterThan(0.6);
    }
  });

  const likenessOf = async (a: string, b: string): Promise<number> => {
    const [left, right] = await (await createStaticEmbedder()).embed([a, b]);
    return likeness(left as Float32Array, right as Float32Array);
  };

  it.each([
    ["caretaker", "janitor"],
    ["lorry", "truck"],
    ["rubbish", "trash"],
    ["gate", "entrance"],
    ["sofa", "couch"],
    ["nappies", "diapers"],
    ["pavement", "sidewalk"],
    ["stolen", "nicked"],
    ["fridge", "freezer"],
    ["overflowing", "overfull"],
    ["boss", "supervisor"],
    ["fly tipped", "dumped"],
  ])("takes %s and %s for one thing", async (a, b) => {
    expect(await likenessOf(a, b)).toBeGreaterThan(0.65);
  });

  it.each([
    ["north", "south"],
    ["east", "west"],
    ["before", "after"],
    ["left", "right"],
    ["early", "late"],
    ["full", "empty"],
    ["narrow", "wide"],
    ["open", "closed"],
    ["monday", "friday"],
    ["yesterday", "tomorrow"],
    ["glass", "paper"],
    ["refuse", "recycling"],
    ["food waste", "garden waste"],
    ["served", "missed"],
  ])("tells %s from %s", async (a, b) => {
    expect(await likenessOf(a, b)).toBeLessThan(0.5);
  });

  it.each([
    ["lid torn off its hinge", "cover ripped off at the joint", "lid will not close"],
    ["locked", "bolted", "unlocked"],
    ["nappies in the recycling", "diapers among the packaging", "black bags in with the paper"],
    ["dog in the yard", "hound on the premises", "gate to the yard"],
  ])("knows of %j and %j that they are nearer than %j is", async (text, same, kin) => {
    expect(await likenessOf(text, same)).toBeGreaterThan((await likenessOf(text, kin)) + 0.05);
  });

  it.each([
    ["dog", "invoice"],
    ["brake", "carpet"],
    ["gate", "battery"],
    ["school", "pump"],
    ["needle", "calendar"],
  ])("sees nothing common in %s and %s", async (a, b) => {
    expect(await likenessOf(a, b)).toBeLessThan(0.3);
  });

  it("finds names by how they are spelt", async () => {
    const embedder = await createStaticEmbedder();
    const [asked, same, other] = await embedder.embed([
      "Zielinski",
      "note of Tomasz Zielinski on the ramp",
      "note of Grace Holloway on the ramp",
    ]);
    expect(likeness(asked as Float32Array, same as Float32Array)).toBeGreaterThan(
      likeness(asked as Float32Array, other as Float32Array),
    );
  });

  it("does not tell upper case or accents from lower case", async () => {
    const embedder = await createStaticEmbedder();
    const [a, b] = await embedder.embed(["Café GATE locked", "cafe gate locked"]);
    expect(likeness(a as Float32Array, b as Float32Array)).toBeCloseTo(1, 5);
  });

  it("reads back what it wrote, and refuses another file with a sentence", async () => {
    const model = fromBytes(await readFile(FILE));
    const again = fromBytes(toBytes(model));
    expect(again.words).toEqual(model.words);
    expect(Buffer.from(again.meanings).equals(Buffer.from(model.meanings))).toBe(true);
    expect(again.weights).toEqual(model.weights);
    const bytes = toBytes(model);
    expect(() => fromBytes(bytes.subarray(0, 100))).toThrow(/got 100 bytes, expected/);
    expect(() => fromBytes(new Uint8Array(64))).toThrow(/got header 0\/0, expected/);
    expect(() => fromBytes(new Uint8Array(3))).toThrow(/got 3 bytes/);
  });

  it("was trained as its recipe says", async () => {
    const recipe = JSON.parse(await readFile(FILE.replace(".bin", ".json"), "utf8"));
    const bytes = await readFile(FILE);
    expect(createHash("sha256").update(bytes).digest("hex")).toBe(recipe.sha256);
  });

  it("gives any text a vector of length one", async () => {
    const embed = createStaticEmbedding(createStaticWords(fromBytes(await readFile(FILE))));
    fc.assert(
      fc.property(fc.string({ unit: "grapheme", maxLength: 60 }), (text) => {
        const vector = embed(text);
        expect(likeness(vector, vector)).toBeCloseTo(1, 4);
      }),
      { numRuns: 200 },
    );
  });
});

describe("words", () => {
  it.each([
    ["The gate's LOCKED!", ["the", "gate", "locked"]],
    ["don't park, café 240l", ["dont", "park", "cafe", "240l"]],
    ["", []],
  ])("of %j", (text, words) => {
    expect(wordsOf(text)).toEqual(words);
  });

  it.each([
    [["locked", "locks", "locking"], "lock"],
    [["batteries"], "battery"],
    [["boxes", "box"], "box"],
    [["glass"], "glass"],
    [["stopped", "stops", "stopping"], "stop"],
    [["1087"], "1087"],
  ])("of one stem: %j", (words, stem) => {
    for (const word of words) expect(stemOf(word)).toBe(stem);
  });

  it("say together what they say in a known run, the longest first", () => {
    const known = new Set(["put out", "not put out", "out"]);
    const isKnown = (piece: string) => known.has(piece);
    expect(piecesOf(["bin", "not", "put", "out", "again"], isKnown)).toEqual(["bin", "not put out", "again"]);
    expect(piecesOf(["put", "in"], isKnown)).toEqual(["put", "in"]);
    expect(piecesOf([], isKnown)).toEqual([]);
  });

  it("have runs of three letters with their ends marked", () => {
    expect(gramsOf("bin")).toEqual(["<bi", "bin", "in>"]);
    expect(gramsOf("a")).toEqual(["<a>"]);
  });
});
