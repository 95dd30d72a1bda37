import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { delayCauses, type RouteTimes, type UsualTimes } from "#server/ask/core/delay-causes.ts";

const NOW: RouteTimes = {
  ...{ delayS: 8_700, lateStartS: 2_800, transitS: 5_000, serviceS: 8_900, disposalS: 3_100, breakS: 2_100 },
  ...{ idleS: 500, stopsDone: 37, tips: 1, downS: 0 },
};
const USUAL: UsualTimes = {
  ...{ days: 20, transitPerStopS: 106, servicePerStopS: 215, idlePerStopS: 16, breakS: 1_800 },
  ...{ disposalBeforeS: 0, stayPerTipS: 1_250 },
};

describe("causes of a delay", () => {
  it("are told against what is usual, the largest first, and what is left over last", () => {
    expect(delayCauses(NOW, USUAL).map(({ cause, addsS }) => [cause, addsS])).toEqual([
      ["late start", 2_800],
      ["waiting at the disposal site", 1_850],
      ["tipped earlier in the route than usual", 1_250],
      ["driving and traffic", 1_078],
      ["service at stops", 945],
      ["break", 300],
      ["standing with the engine on", -92],
      ["not explained by what is recorded", 569],
    ]);
  });

  it("gives a breakdown no more than nothing else explains", () => {
    const down = delayCauses({ ...NOW, downS: 3_600 }, USUAL).find(({ cause }) => cause === "breakdown");
    expect([down?.addsS, down?.actualS]).toEqual([569, 3_600]);
    const none = delayCauses({ ...NOW, downS: 3_600, delayS: 1_000 }, USUAL);
    expect(none.find(({ cause }) => cause === "breakdown")?.addsS).toBe(0);
  });

  it("claims nothing but the start where no other day is known", () => {
    expect(delayCauses(NOW, { ...USUAL, days: 0 }).map(({ cause }) => cause)).toEqual([
      "late start",
      "not explained by what is recorded",
    ]);
  });

  it("always sum to the delay", () => {
    const seconds = fc.integer({ min: 0, max: 20_000 });
    const now = fc.record({
      ...{ delayS: fc.integer({ min: -9_000, max: 20_000 }), lateStartS: seconds, transitS: seconds },
      ...{ serviceS: seconds, disposalS: seconds, breakS: seconds, idleS: seconds, downS: seconds },
      ...{ stopsDone: fc.nat(90), tips: fc.nat(4) },
    });
    const usual = fc.record({
      ...{
        days: fc.nat(40),
        transitPerStopS: fc.nat(300),
        servicePerStopS: fc.nat(300),
        idlePerStopS: fc.nat(60),
      },
      ...{ breakS: seconds, disposalBeforeS: seconds, stayPerTipS: fc.nat(3_000) },
    });
    fc.assert(
      fc.property(now, usual, (taken, other) => {
        const sum = delayCauses(taken, other).reduce((total, { addsS }) => total + addsS, 0);
        expect(sum).toBeCloseTo(taken.delayS, 6);
      }),
    );
  });
});
