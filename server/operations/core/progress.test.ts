import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { type ProgressStop, routeProgress } from "#server/operations/core/progress.ts";

const stop = (plannedS: number, arrivedS: number | null, isPending = arrivedS === null): ProgressStop => ({
  plannedS,
  arrivedS,
  isPending,
});

describe("the progress of a route", () => {
  it("is unknown before the first arrival", () => {
    expect(routeProgress([stop(100, null), stop(200, null)], 300)).toBeNull();
    expect(routeProgress([], 300)).toBeNull();
  });

  it("is the lateness at the last arrival when stops are done in planned order", () => {
    fc.assert(
      fc.property(
        fc.array(fc.integer({ min: 1, max: 600 }), { minLength: 1, maxLength: 40 }),
        fc.nat(39),
        fc.integer({ min: -500, max: 5_000 }),
        (legs, at, lateS) => {
          let plannedS = 0;
          const planned = legs.map((leg) => {
            plannedS += leg;
            return plannedS;
          });
          const last = Math.min(at, planned.length - 1);
          const stops = planned.map((s, i) => stop(s, i < last ? s : i === last ? s + 10_000 + lateS : null));
          const shifted = stops.map((s) => ({ ...s, plannedS: s.plannedS + 10_000 }));
          const progress = routeProgress(shifted, plannedS + 10_900);
          expect(progress).toEqual({ delayS: lateS, expectedEndS: plannedS + 10_900 + lateS });
        },
      ),
    );
  });

  it("never promises to end before the last arrival and the planned way home", () => {
    fc.assert(
      fc.property(
        fc.array(fc.record({ gap: fc.integer({ min: 0, max: 500 }), arrivedS: fc.option(fc.nat(90_000)) }), {
          minLength: 1,
        }),
        fc.nat(2_000),
        (rows, tailS) => {
          let plannedS = 0;
          const stops = rows.map(({ gap, arrivedS }) => {
            plannedS += gap;
            return stop(plannedS, arrivedS);
          });
          const progress = routeProgress(stops, plannedS + tailS);
          const last = Math.max(...stops.map(({ arrivedS }) => arrivedS ?? -1));
          if (progress) expect(progress.expectedEndS).toBeGreaterThanOrEqual(last + tailS);
          else expect(last).toBe(-1);
        },
      ),
    );
  });

  it("gains the share of a stop that was done out of turn", () => {
    const stops = [stop(100, 100), stop(200, null), stop(300, 200), stop(400, null)];
    // Two legs of 100 s and the way home are left after the arrival at 200.
    expect(routeProgress(stops, 500)).toEqual({ delayS: 0, expectedEndS: 500 });
  });
});
