import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { fuseRanks } from "#server/vector/core/fuse.ts";

const ranking = fc.record({
  ids: fc.uniqueArray(fc.constantFrom(..."abcdefgh"), { maxLength: 8 }),
  weight: fc.double({ min: 0.1, max: 2, noNaN: true }),
});

describe("fuseRanks", () => {
  it("puts what both lists hold before what only one holds", () => {
    const fused = fuseRanks([
      { ids: ["a", "b", "c"], weight: 0.5 },
      { ids: ["d", "b", "e"], weight: 0.5 },
    ]);
    expect(fused.map(({ id }) => id)).toEqual(["b", "a", "d", "c", "e"]);
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
        for (const { id, score } of fuseRanks(rankings, 60)) {
          let expected = 0;
          for (const { ids, weight } of rankings)
            if (ids.includes(id)) expected += weight / (61 + ids.indexOf(id));
          expect(score).toBeCloseTo(expected, 12);
        }
      }),
    );
  });

  it("does not depend on the order of the lists", () => {
    fc.assert(
      fc.property(ranking, ranking, (a, b) => {
        const round = (list: ReturnType<typeof fuseRanks>) => list.map(({ score }) => score.toFixed(12));
        expect(round(fuseRanks([a, b]))).toEqual(round(fuseRanks([b, a])));
      }),
    );
  });
});
