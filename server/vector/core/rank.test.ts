import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { createRanking } from "#server/vector/core/rank.ts";
import { MEANING } from "#server/vector/core/static-model.ts";
import { createStaticWords } from "#server/vector/core/static-words.ts";

const WORDS = ["couch", "dog", "gate", "lock", "sofa", "the"];
/** Each word a direction of its own, but couch that of sofa. */
const DIRECTION: Record<string, number> = { dog: 0, gate: 1, lock: 2, sofa: 3, couch: 3, the: 4 };
const words = createStaticWords({
  words: WORDS,
  weights: Float32Array.from(WORDS, (word) => (word === "the" ? 0.02 : 1)),
  scales: new Float32Array(WORDS.length).fill(1 / 127),
  meanings: Int8Array.from(
    WORDS.flatMap((word) => Array.from({ length: MEANING }, (_, i) => (i === DIRECTION[word] ? 127 : 0))),
  ),
  common: new Float32Array(MEANING),
});
const rank = createRanking(words);
const found = (text: string, score: number, title = "") => ({ kind: "note" as const, title, text, score });
const order = (text: string, list: ReturnType<typeof found>[]) => rank(text, list).map((each) => each.text);

describe("ranking anew", () => {
  it("puts what says the same in other words before what the store liked a little more", () => {
    expect(order("sofa", [found("dog", 1), found("couch", 0.8)])).toEqual(["couch", "dog"]);
  });

  it("finds one sentence of a long text", () => {
    const long = "The gate. The lock. The dog. The sofa.";
    expect(order("sofa", [found("gate lock", 1), found(long, 1)])).toEqual([long, "gate lock"]);
  });

  it("counts a title that only says where the passage is as said, but not as a sentence", () => {
    const [first] = rank("dog", [found("gate", 1, "Dog Lane"), found("dog", 1), found("gate", 1)]);
    expect(first?.text).toBe("dog");
    expect(rank("dog", [found("gate", 1), found("lock", 1, "Dog Lane")])[0]?.title).toBe("Dog Lane");
  });

  it("keeps every passage, best first, with scores from 0 to 1, whatever the order it is given", () => {
    const text = fc
      .array(fc.constantFrom(...WORDS, "Nadia", "."), { maxLength: 6 })
      .map((list) => list.join(" "));
    const list = fc.uniqueArray(fc.record({ text, score: fc.double({ min: 0, max: 30, noNaN: true }) }), {
      maxLength: 6,
      selector: ({ text }) => text,
    });
    fc.assert(
      fc.property(text, list, (query, given) => {
        const passages = given.map((each) => found(each.text, each.score));
        const ranked = rank(query, passages);
        const scores = ranked.map(({ score }) => score);
        expect(ranked.map((each) => each.text).sort()).toEqual(given.map((each) => each.text).sort());
        expect(scores).toEqual([...scores].sort((a, b) => b - a));
        for (const score of scores) expect(score >= 0 && score <= 1.0001).toBe(true);
        const again = rank(query, [...passages].reverse());
        const scoreOf = new Map(ranked.map((each) => [each.text, each.score]));
        for (const each of again) expect(each.score).toBeCloseTo(scoreOf.get(each.text) ?? -1, 9);
      }),
    );
  });
});
