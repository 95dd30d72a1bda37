import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { RuleSpec } from "#server/alerts/schema.ts";
import { BURN_PAIRS, CLEAR_SHARE } from "./burn-rate.ts";
import { createCondition } from "./condition.ts";

const HOLDS = { least: 1, raiseForS: 0, clearForS: 0 };
const threshold = (more: Partial<Extract<RuleSpec, { kind: "threshold" }>>): RuleSpec => ({
  ...{ kind: "threshold", meter: "m", reduce: "p99", label: null, side: "above" },
  ...{ windowS: 10, raise: 100, clear: 80, ...HOLDS },
  ...more,
});
const none = () => [];

type Value = { afterMs: number; value: number; isHit: boolean };
const values = (mostMs: number) =>
  fc.array(
    fc.record({ afterMs: fc.nat(mostMs), value: fc.integer({ min: 0, max: 150 }), isHit: fc.boolean() }),
    { minLength: 1, maxLength: 60 },
  );

/** Runs values through a condition; after each the oracle gets those that its window still holds. */
const compare = (
  spec: RuleSpec,
  all: readonly Value[],
  windowMs: number,
  stepMs: number,
  oracle: (inWindow: readonly Value[]) => { isOver: boolean; isClear: boolean },
) => {
  const condition = createCondition(spec, none);
  let nowMs = 5_000_000;
  const past: (Value & { step: number })[] = [];
  for (const each of all) {
    nowMs += each.afterMs;
    condition.add(each.value, 1, { hit: each.isHit }, nowMs);
    const step = Math.floor(nowMs / stepMs);
    past.push({ ...each, step });
    const inWindow = past.filter((one) => one.step > step - windowMs / stepMs);
    const { isOver, isClear } = condition.read(nowMs);
    expect({ isOver, isClear }).toEqual(oracle(inWindow));
  }
};

describe("a threshold over a window", () => {
  it.each([
    ["p95", 0.95],
    ["p99", 0.99],
    ["max", 1],
  ] as const)("judges %s as sorting all values of the window does", (reduce, q) => {
    fc.assert(
      fc.property(values(3_000), fc.integer({ min: 1, max: 5 }), (all, least) => {
        compare(threshold({ reduce, least }), all, 10_000, 500, (inWindow) => {
          if (inWindow.length < least) return { isOver: false, isClear: true };
          const sorted = inWindow.map(({ value }) => value).sort((a, b) => a - b);
          const quantile = sorted[Math.ceil(q * sorted.length - 1e-9) - 1] as number;
          return { isOver: quantile > 100, isClear: quantile <= 80 };
        });
      }),
    );
  });

  it.each(["mean", "count", "share"] as const)("judges %s as adding up the window does", (reduce) => {
    const spec = threshold({
      ...{ reduce, label: reduce === "share" ? "hit=true" : null, side: "below" },
      ...(reduce === "count" ? { raise: 4, clear: 6 } : { raise: 40, clear: 60 }),
    });
    fc.assert(
      fc.property(values(3_000), (all) => {
        compare(spec, all, 10_000, 500, (inWindow) => {
          const n = inWindow.length;
          const sum = inWindow.reduce((total, { value }) => total + value, 0);
          const hits = inWindow.filter(({ isHit }) => isHit).length;
          const found = { mean: sum / n, count: n, share: (hits / n) * 100 }[reduce];
          const [raise, clear] = reduce === "count" ? [4, 6] : [40, 60];
          return { isOver: found < raise, isClear: found >= clear };
        });
      }),
    );
  });

  it("says nothing is bad where no value came for a whole window", () => {
    const condition = createCondition(threshold({}), none);
    condition.add(500, 1, undefined, 1_000);
    expect(condition.read(1_000).isOver).toBe(true);
    expect(condition.read(12_000)).toEqual({ isOver: false, isClear: true, figure: null });
  });

  it("counts a counter's increment as so many values", () => {
    const condition = createCondition(threshold({ reduce: "count", raise: 5, clear: 5 }), none);
    condition.add(1, 6, undefined, 1_000);
    expect(condition.read(1_000)).toMatchObject({ isOver: true, figure: { value: 6 } });
  });
});

describe("a burn rate", () => {
  const spec: RuleSpec = {
    ...{ kind: "burn", meter: "m", badAbove: 100, badLabel: null, objective: 90, ...HOLDS },
    least: 3,
  };

  it("raises and clears as both windows of a pair say, counted from all values", () => {
    fc.assert(
      fc.property(values(900_000), (all) => {
        const condition = createCondition(spec, none);
        let nowMs = 50_000_000;
        const past: { step: number; isBad: boolean }[] = [];
        for (const { afterMs, value } of all) {
          nowMs += afterMs;
          condition.add(value, 1, undefined, nowMs);
          const step = Math.floor(nowMs / 10_000);
          past.push({ step, isBad: value > 100 });
          const rate = (seconds: number) => {
            const own = past.filter((one) => one.step > step - seconds / 10);
            return {
              all: own.length,
              rate: own.filter(({ isBad }) => isBad).length / own.length / (1 - 90 / 100),
            };
          };
          const burnsAt = (share: number) =>
            BURN_PAIRS.some(({ factor, longS, shortS }) => {
              const [long, short] = [rate(longS), rate(shortS)];
              return long.all >= 3 && long.rate >= factor * share && short.rate >= factor * share;
            });
          const { isOver, isClear } = condition.read(nowMs);
          expect({ isOver, isClear }).toEqual({ isOver: burnsAt(1), isClear: !burnsAt(CLEAR_SHARE) });
        }
      }),
      { numRuns: 60 },
    );
  });

  it.each([
    ["a burst that is over", { long: 20, short: 0 }, false],
    ["a rate at the factor over both", { long: 14.4, short: 14.4 }, true],
    ["a burst too short to matter over the hours", { long: 5.9, short: 50 }, false],
  ])("%s", (_, { long, short }, isOver) => {
    // One bad value of a hundred is what 99 % allow: a rate of 14.4 is 14.4 bad of a hundred.
    const condition = createCondition({ ...spec, objective: 99, least: 300 }, none);
    const start = 100 * 3_600_000;
    const put = (count: number, share: number, atMs: number) => {
      condition.add(200, Math.round((count * share) / 100), undefined, atMs);
      condition.add(1, count - Math.round((count * share) / 100), undefined, atMs);
    };
    const shortCount = 10_000;
    const longCount = 100_000;
    const longBad = longCount * long - shortCount * short;
    put(longCount - shortCount, longBad / (longCount - shortCount), start);
    put(shortCount, short, start + 3_000_000);
    expect(condition.read(start + 3_000_000).isOver).toBe(isOver);
  });
});

describe("an anomaly against the same hour of the week", () => {
  const WEEK_MS = 7 * 24 * 3_600_000;
  const nowMs = 2_900 * WEEK_MS + 30 * 60_000;
  const hour = Math.floor(nowMs / 3_600_000) * 3_600_000;
  const past = (counts: readonly number[]) =>
    counts.map((count, i) => ({ atMs: hour - (i + 1) * WEEK_MS, count, sum: count * 10 }));
  const spec: RuleSpec = {
    ...{ kind: "anomaly", meter: "m", reduce: "mean", windowS: 60, raise: 5, clear: 3, leastWeeks: 4 },
    ...HOLDS,
  };
  const sums = (means: readonly number[]) =>
    means.map((mean, i) => ({ atMs: hour - (i + 1) * WEEK_MS, count: 10, sum: mean * 10 }));

  it.each([
    ["a value as usual", [10, 11, 9, 10, 12], 11, false],
    ["one far above", [10, 11, 9, 10, 12], 30, true],
    ["one far below", [10, 11, 9, 10, 12], 1, true],
    ["one far above with too few weeks known", [10, 11, 9], 30, false],
    ["a hundredth more than values that never differed", [10, 10, 10, 10], 10.1, false],
    ["far more than values that never differed", [10, 10, 10, 10], 11, true],
  ])("%s", (_, means, value, isOver) => {
    const known = sums(means);
    const condition = createCondition(spec, () => known);
    condition.add(value, 1, undefined, nowMs);
    expect(condition.read(nowMs).isOver).toBe(isOver);
  });

  it("leaves hours of the week aside that are not this one", () => {
    const known = sums([10, 10, 11, 9]).map((each) => ({ ...each, atMs: each.atMs + 3_600_000 }));
    const condition = createCondition(spec, () => known);
    condition.add(99, 1, undefined, nowMs);
    expect(condition.read(nowMs).isOver).toBe(false);
  });

  it("finds traffic that is gone, once its window has run full", () => {
    const known = past([3_600, 3_500, 3_700, 3_600]);
    const condition = createCondition({ ...spec, reduce: "count", least: 500 }, () => known);
    expect(condition.read(nowMs).isOver).toBe(false);
    expect(condition.read(nowMs + 59_000).isOver).toBe(false);
    expect(condition.read(nowMs + 60_000)).toMatchObject({
      isOver: true,
      figure: { value: 0, usual: 3_600 },
    });
  });
});
