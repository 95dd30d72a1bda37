import { afterAll, describe, expect, it } from "vitest";
import type { Embedder } from "#server/vector/embedder.ts";
import { DIMENSIONS } from "#server/vector/schema.ts";

/** The product of two vectors of length one. */
export const likeness = (a: Float32Array, b: Float32Array): number =>
  a.reduce((sum, each, i) => sum + each * (b[i] ?? 0), 0);

/** What every embedder must do. */
export const embedderContract = (make: () => Promise<Embedder>) => {
  describe("embedder contract", () => {
    let made: Promise<Embedder> | undefined;
    const embedder = () => {
      made ??= make();
      return made;
    };
    afterAll(async () => (await made)?.close());

    it("makes a vector of length one for each text, in order, the same each time", async () => {
      const texts = ["the gate is locked", "", "!!!", "bin 240 l", "x".repeat(20_000), "the gate is locked"];
      const vectors = await (await embedder()).embed(texts);
      expect(vectors).toHaveLength(texts.length);
      for (const vector of vectors) {
        expect(vector).toHaveLength(DIMENSIONS);
        expect(likeness(vector, vector)).toBeCloseTo(1, 4);
      }
      expect(likeness(vectors[0] as Float32Array, vectors[5] as Float32Array)).toBeCloseTo(1, 4);
    });

    it("makes nothing of nothing", async () => {
      expect(await (await embedder()).embed([])).toEqual([]);
    });

    it.each([
      ["the gate was locked", "entrance is padlocked", "glass bottles"],
      ["dog loose in the yard", "a hound is running about in the courtyard", "engine coolant is hot"],
      ["the bin was not emptied", "they skipped our trash can", "needles on the ground"],
      ["load is burning", "smoke out of the hopper", "which day is the collection in the holiday week"],
    ])("finds %j nearer to %j than to %j", async (text, alike, other) => {
      const [a, b, c] = await (await embedder()).embed([text, alike, other]);
      expect(likeness(a as Float32Array, b as Float32Array)).toBeGreaterThan(
        likeness(a as Float32Array, c as Float32Array) + 0.05,
      );
    });
  });
};
