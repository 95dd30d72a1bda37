import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import {
  AHEAD_DAYS,
  type CustomerHistory,
  fitRisk,
  learnRisk,
  leaveIndex,
  reasonsAt,
  riskAt,
  validate,
} from "#server/forecast/core/complaint-risk.ts";
import { seeded } from "#server/lib/random.ts";

const LAST = 400;

/** Customers whose complaints come of their misses by a known chance. */
const customers = (count: number, afterMiss: number, usual: number): CustomerHistory[] => {
  const random = seeded(7);
  return Array.from({ length: count }, (_, customerId) => {
    const rate = customerId % 4 === 0 ? 0.04 : 0.002;
    const misses = Array.from({ length: LAST }, (_, day) => day).filter(() => random.float() < rate);
    const complaints = Array.from({ length: LAST }, (_, day) => day).filter(
      (day) =>
        random.float() < (misses.some((miss) => day - miss >= 1 && day - miss <= 30) ? afterMiss : usual),
    );
    return { customerId, isBusiness: false, sites: 1, complaints, misses, troubles: [] };
  });
};

const ran = <T>(learning: Generator<void, T>): T => {
  let step = learning.next();
  while (step.done !== true) step = learning.next();
  return step.value;
};

describe("the risk of a complaint", () => {
  it("finds what complaints come of, and tells chances that come true on weeks it has not seen", () => {
    const known = customers(600, 0.03, 0.001);
    const learned = ran(learnRisk(known, 0, LAST));
    expect(learned?.validation.auc).toBeGreaterThan(0.75);
    expect(learned?.validation.brier).toBeLessThan(learned?.validation.baseBrier ?? 0);
    const { topTold = 0, topHappened = 0 } = learned?.validation ?? {};
    expect(Math.abs(topTold - topHappened)).toBeLessThan(0.1);
    const [worst] = [...known].sort(
      (a, b) => riskAt(learned?.model as never, b, LAST) - riskAt(learned?.model as never, a, LAST),
    );
    const reasons = reasonsAt(learned?.model as never, worst as CustomerHistory, LAST);
    expect(reasons.map(({ sign }) => sign)).toContain("misses");
    expect(reasons.every(({ oddsTimes, count }) => oddsTimes >= 1.1 && count > 0)).toBe(true);
  });

  it("claims nothing where complaints come by chance alone", () => {
    const learned = ran(learnRisk(customers(600, 0.005, 0.005), 0, LAST));
    expect(learned?.validation.auc).toBeGreaterThan(0.42);
    expect(learned?.validation.auc).toBeLessThan(0.58);
  });

  it("looks at nothing after the day it tells from", () => {
    const known = customers(200, 0.03, 0.001);
    const day = 300;
    const cut = known.map((history) => ({
      ...history,
      misses: history.misses.filter((each) => each <= day),
      complaints: history.complaints.filter((each) => each <= day),
    }));
    const model = ran(fitRisk(known, [200, 228]));
    if (model === null) throw new Error("both outcomes were planted");
    expect(cut.map((history) => riskAt(model, history, day))).toEqual(
      known.map((history) => riskAt(model, history, day)),
    );
  });

  it("tells nothing where nobody complained, or the history is shorter than it looks back", () => {
    expect(ran(learnRisk(customers(50, 0, 0), 0, LAST))).toBeNull();
    expect(ran(learnRisk(customers(50, 0.03, 0.01), LAST - 3 * AHEAD_DAYS, LAST))).toBeNull();
    expect(ran(learnRisk([], 0, LAST))).toBeNull();
  });

  it("counts pairs in the right order as every pair by hand", () => {
    const label = fc.constantFrom<0 | 1>(0, 1);
    const one = fc.record({ risk: fc.integer({ min: 0, max: 5 }).map((n) => n / 5), label });
    fc.assert(
      fc.property(fc.array(one, { maxLength: 30 }), (cases) => {
        const [hits, rest] = [cases.filter((c) => c.label === 1), cases.filter((c) => c.label === 0)];
        const found = validate(cases, 0.3);
        if (hits.length === 0 || rest.length === 0) {
          expect(found).toBeNull();
          return;
        }
        const sum = hits.flatMap((hit) =>
          rest.map((miss): number => (hit.risk > miss.risk ? 1 : hit.risk === miss.risk ? 0.5 : 0)),
        );
        expect(found?.auc).toBeCloseTo(sum.reduce((a, b) => a + b, 0) / sum.length, 9);
      }),
    );
  });

  it("adds up an index of leaving from its reasons, never over 100", () => {
    const days = fc
      .array(fc.integer({ min: 0, max: LAST }), { maxLength: 60 })
      .map((all) => all.sort((a, b) => a - b));
    fc.assert(
      fc.property(days, days, fc.double({ min: 0, max: 1, noNaN: true }), (complaints, misses, risk) => {
        const history = { customerId: 1, isBusiness: true, sites: 1, complaints, misses, troubles: [] };
        const { index, reasons } = leaveIndex(history, LAST, risk);
        expect(index).toBe(reasons.reduce((sum, { points }) => sum + points, 0));
        expect(index).toBeGreaterThanOrEqual(0);
        expect(index).toBeLessThanOrEqual(100);
      }),
    );
    const quiet = { customerId: 1, isBusiness: true, sites: 1, complaints: [], misses: [], troubles: [] };
    expect(leaveIndex(quiet, LAST, 0)).toEqual({ index: 0, reasons: [] });
    expect(leaveIndex({ ...quiet, complaints: [390], misses: [395] }, LAST, 0.5)).toEqual({
      index: 48,
      reasons: [
        { sign: "missedAgain", count: 1, points: 20 },
        { sign: "complaints", count: 1, points: 10 },
        { sign: "risk", count: 50, points: 10 },
        { sign: "misses", count: 1, points: 8 },
      ],
    });
  });
});
