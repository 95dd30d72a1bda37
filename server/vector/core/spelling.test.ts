import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { createSpelling } from "#server/vector/core/spelling.ts";

const vocabulary = new Map([
  ["gate", 40],
  ["late", 1],
  ["container", 30],
  ["mattress", 5],
  ["needles", 4],
  ["bin", 90],
  ["store", 10],
  ["stand", 3],
  ["locked", 9],
]);
const spelling = createSpelling(vocabulary);

describe("spelling", () => {
  it.each([
    ["gaet lokced", "gate locked", ["gaet", "lokced"]],
    ["matress by the contianer", "mattress by the container", ["matress", "contianer"]],
    ["Needels!", "needles", ["Needels".toLowerCase()]],
    ["binstore", "bin store", ["binstore"]],
    ["bni", "bin", ["bni"]],
  ])("puts %j right", (typed, text, changed) => {
    expect(spelling.correct(typed)).toEqual({ text, changed });
  });

  it.each(["gate locked", "Locking gates", "1087", "b4n", "xy", "Featherstonehaugh", ""])(
    "leaves %j as it is",
    (text) => {
      expect(spelling.correct(text)).toEqual({ text, changed: [] });
    },
  );

  it("takes the word that is said more often where two are as near", () => {
    expect(spelling.correct("hate").text).toBe("gate");
  });

  it("never touches words of the vocabulary, and has nothing to put right in what it put right", () => {
    fc.assert(
      fc.property(fc.array(fc.string({ unit: fc.constantFrom(..."abegilnort "), maxLength: 9 })), (list) => {
        const { text } = spelling.correct(list.join(" "));
        expect(spelling.correct(text).changed).toEqual([]);
      }),
    );
    const words = [...vocabulary.keys()].join(" ");
    expect(spelling.correct(words)).toEqual({ text: words, changed: [] });
  });
});
