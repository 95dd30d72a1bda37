import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { fuseRanks, type Ranking } from "#server/vector/core/fuse.ts";

const ranking: fc.Arbitrary<Ranking> = fc.record({
  ids: fc.uniqueArray(fc.constantFrom(..."abcdefgh"), { maxLength: 8 }),
  weight: fc.double({ min: 0.1, max: 2, noNaN: true }),
});
const list = (weight: number, ids: string): Ranking => ({ ids: [...ids], weight });
const order = (...rankings: Ranking[]): string =>
  fuseRanks(rankings)
    .map(({ id }) => id)
    .join("");

describe("fuseRanks", () => {
  it.each([
    ["what both lists hold before what only one holds", [list(0.5, "abc"), list(0.5, "dbe")], "badce"],
    [
      "the first of the heavier list before the first of the lighter",
      [list(0.8, "ab"), list(0.2, "cd")],
      "abcd",
    ],
    [
      "what is middling in both before what is first in the lighter",
      [list(0.7, "xym"), list(0.3, "zkm")],
      "xmyzk",
    ],
    ["equals in order of id", [list(0.5, "b"), list(0.5, "a")], "ab"],
    ["nothing of lists that found nothing", [list(1, ""), list(1, "")], ""],
  ])("puts %s", (_, rankings, expected) => {
    expect(order(...rankings)).toBe(expected);
  });

  it("keeps the order of a single list", () => {
    fc.assert(
      fc.property(ranking, (one) => {
        expect(fuseRanks([one]).map(({ id }) => id)).toEqual(one.ids);
      }),
    );
  });

  it("scores as the definition says, added up by brute force", () => {
    fc.assert(
      fc.property(fc.array(ranking, { maxLength: 4 }), (rankings) => {
        const fused = fuseRanks(rankings);
        expect(new Set(fused.map(({ id }) => id))).toEqual(new Set(rankings.flatMap(({ ids }) => ids)));
        for (const { id, score } of fused) {
          let expected = 0;
          for (const { ids, weight } of rankings)
            if (ids.includes(id)) expected += (3 * weight) / (3 + ids.indexOf(id));
          expect(score).toBeCloseTo(expected, 12);
        }
      }),
    );
  });

  it("does not depend on the order of the lists", () => {
    fc.assert(
      fc.property(ranking, ranking, (a, b) => {
        const round = (fused: ReturnType<typeof fuseRanks>) => fused.map(({ score }) => score.toFixed(12));
        expect(round(fuseRanks([a, b]))).toEqual(round(fuseRanks([b, a])));
      }),
    );
  });
});
