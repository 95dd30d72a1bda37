import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { fuseScores, type Ranking } from "#server/vector/core/fuse.ts";

const ranking = fc
  .record({
    found: fc.uniqueArray(
      fc.record({
        id: fc.constantFrom(..."abcdefgh"),
        score: fc.double({ min: 0.01, max: 20, noNaN: true }),
      }),
      { maxLength: 8, selector: ({ id }) => id },
    ),
    weight: fc.double({ min: 0.1, max: 2, noNaN: true }),
  })
  .map(({ found, weight }): Ranking => {
    const matches = found.sort((a, b) => b.score - a.score || (a.id < b.id ? -1 : 1));
    return { matches, weight, rest: 0 };
  });

const list = (weight: number, scores: Record<string, number>, rest = 0): Ranking => ({
  matches: Object.entries(scores).map(([id, score]) => ({ id, score })),
  weight,
  rest,
});

describe("fuseScores", () => {
  it("puts what both lists hold before what only one holds", () => {
    const fused = fuseScores([list(0.5, { a: 0.9, b: 0.8, c: 0.1 }), list(0.5, { d: 9, b: 8, e: 1 })]);
    expect(fused.map(({ id }) => id)).toEqual(["b", "a", "d", "c", "e"]);
  });

  it("takes what a full list does not hold for no worse than its rest", () => {
    const fused = fuseScores([list(0.5, { a: 1, b: 0.9 }, 0.9), list(0.5, { c: 4, a: 1 })]);
    expect(fused.map(({ id }) => id)).toEqual(["c", "a", "b"]);
  });

  it("keeps the order of a single list", () => {
    fc.assert(
      fc.property(ranking, (one) => {
        expect(fuseScores([one]).map(({ id }) => id)).toEqual(one.matches.map(({ id }) => id));
      }),
    );
  });

  it("scores as the definition says, added up by brute force", () => {
    fc.assert(
      fc.property(fc.array(ranking, { maxLength: 4 }), (rankings) => {
        for (const { id, score } of fuseScores(rankings)) {
          let expected = 0;
          for (const { matches, weight } of rankings) {
            const found = matches.find((match) => match.id === id);
            if (found !== undefined) expected += (weight * found.score) / (matches[0]?.score ?? 1);
          }
          expect(score).toBeCloseTo(expected, 12);
        }
      }),
    );
  });

  it("does not depend on the order of the lists", () => {
    fc.assert(
      fc.property(ranking, ranking, (a, b) => {
        const round = (fused: ReturnType<typeof fuseScores>) => fused.map(({ score }) => score.toFixed(12));
        expect(round(fuseScores([a, b]))).toEqual(round(fuseScores([b, a])));
      }),
    );
  });
});
