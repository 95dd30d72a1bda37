import { describe, expect, it } from "vitest";
import { seeded } from "#server/lib/random.ts";
import { meanEvidence, ratioEvidence, type ShareBlock, shareEvidence } from "#server/lib/sequential-test.ts";

const blocksOf = (seed: string, count: number, oldP: number, newP: number): ShareBlock[] => {
  const random = seeded(seed);
  return Array.from({ length: count }, () => {
    const block = { newN: 0, newBad: 0, oldN: 0, oldBad: 0 };
    for (let i = 0; i < 100; i++)
      if (random.chance(0.1)) {
        block.newN++;
        if (random.chance(newP)) block.newBad++;
      } else {
        block.oldN++;
        if (random.chance(oldP)) block.oldBad++;
      }
    return block;
  });
};

/** Every way two blocks of so few samples can come out, with its chance. */
const outcomes = (n: number, p: number): { bad: number; chance: number }[] =>
  Array.from({ length: n + 1 }, (_, bad) => {
    let ways = 1;
    for (let i = 0; i < bad; i++) ways = (ways * (n - i)) / (i + 1);
    return { bad, chance: ways * p ** bad * (1 - p) ** (n - bad) };
  });

describe("evidence of a share", () => {
  it.each([
    [0.02, 0.02, 1],
    [0.3, 0.3, 1],
    [0.3, 0.1, 1],
    [0.1, 0.15, 1.5],
    [0.1, 0.12, 1.5],
  ])(
    "is a fair game: at %d against %d, tolerance %d, no more is expected than was staked",
    (oldP, newP, tolerance) => {
      const before = { n: 500, bad: 50 };
      let expected = 0;
      for (const a of outcomes(3, newP))
        for (const b of outcomes(4, oldP))
          for (const c of outcomes(2, newP))
            for (const d of outcomes(5, oldP)) {
              const blocks = [
                { newN: 3, newBad: a.bad, oldN: 4, oldBad: b.bad },
                { newN: 2, newBad: c.bad, oldN: 5, oldBad: d.bad },
              ];
              const log = shareEvidence(blocks, { tolerance, before })[1]!;
              expected += a.chance * b.chance * c.chance * d.chance * Math.exp(log);
            }
      expect(expected).toBeLessThanOrEqual(1 + 1e-9);
    },
  );

  it("grows where three times as many are bad, also where that began late, and not where as many are", () => {
    const most = (blocks: ShareBlock[]) => Math.max(...shareEvidence(blocks));
    expect(most(blocksOf("worse", 120, 0.02, 0.06))).toBeGreaterThan(Math.log(500));
    const late = [...blocksOf("calm", 360, 0.02, 0.02), ...blocksOf("then worse", 360, 0.02, 0.06)];
    expect(most(late)).toBeGreaterThan(Math.log(500));
    for (let i = 0; i < 20; i++)
      expect(most(blocksOf(`same ${i}`, 360, 0.02, 0.02))).toBeLessThan(Math.log(500));
  });

  it("stakes nothing before the old share is known, nor on a block without the new variant", () => {
    const [first] = shareEvidence([{ newN: 10, newBad: 10, oldN: 10, oldBad: 0 }]);
    expect(first).toBeCloseTo(0);
    const [only] = shareEvidence([{ newN: 0, newBad: 0, oldN: 90, oldBad: 2 }], {
      before: { n: 1_000, bad: 20 },
    });
    expect(only).toBeCloseTo(0);
  });
});

describe("evidence of a mean", () => {
  const totals = (seed: string, oldMean: number, newMean: number, n: number) => {
    const random = seeded(seed);
    const sum = { newN: 0, newSum: 0, newSquares: 0, oldN: 0, oldSum: 0, oldSquares: 0 };
    for (let i = 0; i < n; i++) {
      const [a, b] = [random.normal(newMean, 30), random.normal(oldMean, 30)];
      sum.newN++;
      sum.newSum += a;
      sum.newSquares += a * a;
      sum.oldN++;
      sum.oldSum += b;
      sum.oldSquares += b * b;
    }
    return sum;
  };

  it("grows where the new mean is larger, and not where it is the same, smaller, or within the tolerance", () => {
    expect(meanEvidence(totals("a", 100, 120, 500))).toBeGreaterThan(Math.log(500));
    for (let i = 0; i < 50; i++) {
      expect(meanEvidence(totals(`b${i}`, 100, 100, 500))).toBeLessThan(Math.log(500));
      expect(meanEvidence(totals(`c${i}`, 100, 80, 500))).toBeLessThan(0);
      expect(meanEvidence(totals(`d${i}`, 100, 115, 500), 1.2)).toBeLessThan(Math.log(500));
    }
  });

  it("says nothing of a few samples, nor of values that are all alike", () => {
    expect(meanEvidence(totals("few", 100, 900, 20))).toBe(0);
    const alike = { newN: 50, newSum: 50, newSquares: 50, oldN: 50, oldSum: 50, oldSquares: 50 };
    expect(meanEvidence(alike)).toBe(0);
  });
});

describe("evidence of a ratio", () => {
  it("is a fair game over every way ten askers can come", () => {
    const expected = outcomes(10, 0.25).reduce(
      (sum, { bad, chance }) => sum + chance * Math.exp(ratioEvidence(bad, 10 - bad, 0.25)),
      0,
    );
    expect(expected).toBeCloseTo(1, 6);
  });

  it("grows where the arms are not filled as planned", () => {
    expect(ratioEvidence(100, 900, 0.1)).toBeLessThan(0);
    expect(ratioEvidence(200, 800, 0.1)).toBeGreaterThan(Math.log(1_000));
    expect(ratioEvidence(5, 0, 1)).toBe(0);
  });
});
