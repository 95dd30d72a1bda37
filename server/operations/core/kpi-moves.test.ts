import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { NO_ROUTES } from "#server/operations/core/kpi.ts";
import { type KeyedSums, kpiMoves } from "#server/operations/core/kpi-moves.ts";

const of = (key: string, dueDone: number, stopsDue: number): KeyedSums => ({
  ...NO_ROUTES,
  key,
  dueDone,
  stopsDue,
});

describe("what moved a KPI", () => {
  it("is the part that got worse, and not the one that stayed", () => {
    const { now, past, change, moves } = kpiMoves(
      "completion",
      [of("R-1", 50, 100), of("R-2", 100, 100)],
      [of("R-1", 100, 100), of("R-2", 100, 100)],
    );
    expect([now, past, change]).toEqual([75, 100, -25]);
    expect(moves).toEqual([{ key: "R-1", now: 50, past: 100, added: -25 }]);
  });
  it("may be a shift to a part that was worse all along", () => {
    const { change, moves } = kpiMoves(
      "completion",
      [of("R-1", 50, 100), of("R-2", 20, 20)],
      [of("R-1", 10, 20), of("R-2", 100, 100)],
    );
    expect(change).toBeLessThan(0);
    expect(moves.every(({ added }) => added < 0)).toBe(true);
  });
  it("is nothing where one of the stretches has no value", () => {
    expect(kpiMoves("completion", [], [of("R-1", 1, 2)])).toEqual({
      now: null,
      past: 50,
      change: 0,
      moves: [],
    });
  });
  it("is the whole change where there is one part alone", () => {
    const part = fc.tuple(fc.integer({ min: 0, max: 50 }), fc.integer({ min: 50, max: 100 }));
    fc.assert(
      fc.property(part, part, ([done, due], [doneBefore, dueBefore]) => {
        const { change, moves } = kpiMoves(
          "completion",
          [of("R-1", done, due)],
          [of("R-1", doneBefore, dueBefore)],
        );
        expect(moves[0]?.added ?? 0).toBeCloseTo(change);
      }),
    );
  });
});
