import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { editDistance, slipDistance, slipsAllowed, stem, tokenise } from "./tokens.ts";

// The textbook table of optimal string alignment, whole and unbounded.
const oracle = (a: string, b: string): number => {
  const d = Array.from({ length: a.length + 1 }, (_, i) => [i, ...Array<number>(b.length).fill(0)]);
  const at = (i: number, j: number) => d[i]?.[j] ?? 0;
  for (let j = 0; j <= b.length; j++) (d[0] ?? [])[j] = j;
  for (let i = 1; i <= a.length; i++)
    for (let j = 1; j <= b.length; j++) {
      let cost = Math.min(
        at(i - 1, j) + 1,
        at(i, j - 1) + 1,
        at(i - 1, j - 1) + (a[i - 1] === b[j - 1] ? 0 : 1),
      );
      if (i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1])
        cost = Math.min(cost, at(i - 2, j - 2) + 1);
      (d[i] ?? [])[j] = cost;
    }
  return at(a.length, b.length);
};

describe("editDistance", () => {
  it("equals the whole table up to its limit, and says limit + 1 beyond", () => {
    const word = fc.string({ unit: fc.constantFrom("a", "b", "c"), maxLength: 9 });
    fc.assert(
      fc.property(word, word, fc.integer({ min: 0, max: 5 }), (a, b, limit) => {
        expect(editDistance(a, b, limit)).toBe(Math.min(oracle(a, b), limit + 1));
      }),
    );
  });

  it("forgives more in longer words", () => {
    expect([2, 4, 7, 8].map(slipsAllowed)).toEqual([0, 1, 1, 2]);
  });
});

describe("slipDistance", () => {
  it.each([
    ["truk", "truck", 1],
    ["whihc", "which", 1],
    ["rotue", "route", 1],
    ["mised", "missed", 1],
    ["rpute", "route", 1],
    ["maintenence", "maintenance", 1],
  ])("takes %s for %s", (word, other, slips) => {
    expect(slipDistance(word, other, 2)).toBe(slips);
  });
  it.each([
    ["lying", "dying"],
    ["seen", "been"],
    ["stay", "star"],
    ["manager", "manage"],
    ["save", "saved"],
    ["swapping", "slipping"],
    ["leak", "lead"],
  ])("sees in %s no slip of %s", (word, other) => {
    const limit = slipsAllowed(word.length);
    expect(slipDistance(word, other, limit)).toBeGreaterThan(limit);
  });
});

describe("stem", () => {
  it("takes a word for what it is, whatever every object has", () => {
    expect(["constructor", "toString", "valueOf"].map(stem)).toEqual(["constructor", "tostring", "valueof"]);
  });
});

describe("tokenise", () => {
  it("keeps route numbers, times, decimals and dates in one piece", () => {
    expect(tokenise("Will R-17 end at 15:30 on 2026-11-23 with 2.5 t?").map((t) => t.text)).toEqual([
      "Will",
      "R-17",
      "end",
      "at",
      "15:30",
      "on",
      "2026-11-23",
      "with",
      "2.5",
      "t",
    ]);
  });

  it("knows names by a capital that no sentence start explains", () => {
    expect(
      tokenise("Where is Maria? Which truck")
        .filter((t) => t.isName)
        .map((t) => t.text),
    ).toEqual(["Maria"]);
  });

  it.each([
    ["Routes", "route"],
    ["addresses", "address"],
    ["Maria's", "maria"],
    ["haven't", "havent"],
    ["lorries", "lorry"],
    ["glass", "glass"],
    ["Qué", "que"],
  ])("stems %s to %s", (word, expected) => {
    expect(stem(word)).toBe(expected);
  });

  it("points at the places of its tokens in the text", () => {
    fc.assert(
      fc.property(fc.string(), (text) => {
        for (const token of tokenise(text)) expect(text.slice(token.start, token.end)).toBe(token.text);
      }),
    );
  });
});
