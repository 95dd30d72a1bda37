import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { slipCost } from "#server/vector/core/slip-cost.ts";

/** The same cost by trying every way, as it is defined. */
const tried = (typed: string, meant: string, i = 0, j = 0): number => {
  const leave = (word: string, at: number) =>
    word[at] === word[at - 1] || word[at] === word[at + 1] ? 0.6 : 0.95;
  if (i === typed.length && j === meant.length) return 0;
  const ways: number[] = [];
  if (i < typed.length) ways.push(leave(typed, i) + tried(typed, meant, i + 1, j));
  if (j < meant.length) ways.push(leave(meant, j) + tried(typed, meant, i, j + 1));
  if (i < typed.length && j < meant.length) {
    const pair = `${typed[i]}${meant[j]}`;
    const isTouching = ["as", "sa", "sd", "ds"].includes(pair);
    const wrong = typed[i] === meant[j] ? 0 : isTouching ? 0.7 : 1;
    ways.push(wrong + tried(typed, meant, i + 1, j + 1));
  }
  if (
    typed[i] !== undefined &&
    typed[i] === meant[j + 1] &&
    typed[i + 1] === meant[j] &&
    meant[j] !== undefined
  )
    ways.push(0.8 + tried(typed, meant, i + 2, j + 2));
  return Math.min(...ways);
};

describe("slipCost", () => {
  const word = fc.string({ unit: fc.constantFrom("a", "s", "d", "k"), maxLength: 5 });

  it("costs what the cheapest of all ways does", () => {
    fc.assert(
      fc.property(word, word, (typed, meant) => {
        expect(slipCost(typed, meant, 99)).toBeCloseTo(tried(typed, meant), 9);
      }),
    );
  });

  it("stops early only where the cost is over the limit", () => {
    fc.assert(
      fc.property(word, word, fc.constantFrom(0.7, 1, 1.7), (typed, meant, limit) => {
        const cost = tried(typed, meant);
        const found = slipCost(typed, meant, limit);
        if (cost <= limit) expect(found).toBeCloseTo(cost, 9);
        else expect(found).toBeGreaterThan(limit);
      }),
    );
  });

  it.each([
    ["gaet", "gate", 0.8],
    ["gste", "gate", 0.7],
    ["gpte", "gate", 1],
    ["gatee", "gate", 0.6],
    ["glas", "glass", 0.6],
    ["gat", "gate", 0.95],
  ])("makes of %s for %s a slip of %d", (typed, meant, cost) => {
    expect(slipCost(typed, meant, 2)).toBeCloseTo(cost, 9);
  });
});
