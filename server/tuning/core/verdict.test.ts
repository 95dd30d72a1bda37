import { describe, expect, it } from "vitest";
import { seeded } from "#server/lib/random.ts";
import { GAIN_BOUND, gainEvidence, gainOf, type PairedBlock, trialVerdict } from "./verdict.ts";

/** Blocks of a trial whose new value takes `ratio` times as long; a sample is slow past the old median of 100. */
const blocksOf = (seed: string, ratio: number, count: number): PairedBlock[] => {
  const random = seeded(seed);
  const draw = (times: number) => times * 100 * Math.exp(0.5 * random.normal());
  return Array.from({ length: count }, () => {
    const block = { newN: 0, newBad: 0, newSum: 0, oldN: 0, oldBad: 0, oldSum: 0 };
    for (let i = 0; i < 40; i++) {
      const [fresh, old] = [draw(ratio), draw(1)];
      block.newN++;
      block.oldN++;
      block.newSum += fresh;
      block.oldSum += old;
      if (fresh > 100) block.newBad++;
      if (old > 100) block.oldBad++;
    }
    return block;
  });
};

describe("the verdict of a trial", () => {
  it("keeps what is clearly faster and tells by how much", () => {
    const blocks = blocksOf("faster", 0.7, 60);
    expect(trialVerdict(blocks, 10)).toBe("kept");
    const gain = gainOf("m", blocks);
    expect(gain?.percent).toBeGreaterThan(25);
    expect(gain?.low).toBeLessThan(30);
    expect(gain?.high).toBeGreaterThan(30);
  });

  it("waits while nothing is clear and goes back when its time is over", () => {
    const blocks = blocksOf("same", 1, 60);
    expect(trialVerdict(blocks, 10)).toBe("wait");
    expect(trialVerdict(blocks, 120)).toBe("no-gain");
    expect(trialVerdict([], 120)).toBe("no-gain");
  });

  it("keeps a value that changes nothing at most once in twenty trials", () => {
    let kept = 0;
    for (let i = 0; i < 200; i++) if (gainEvidence(blocksOf(`none ${i}`, 1, 60)) >= GAIN_BOUND) kept++;
    expect(kept).toBeLessThanOrEqual(10);
  });

  it("has no gain to tell of fewer than two blocks with both arms", () => {
    expect(gainOf("m", blocksOf("few", 1, 1))).toBeNull();
  });

  it("ends early where even the best that is likely is no gain", () => {
    expect(trialVerdict(blocksOf("slower", 1.2, 60), 10)).toBe("no-gain");
  });

  it("keeps what a curve foretold once its pairs do not speak against it, and gives it up where they do", () => {
    const foretold = { before: { log: 0.1, chance: 0.05, misfit: 0.02 }, now: null };
    expect(trialVerdict(blocksOf("agrees", 0.9, 30), 5, { foretold })).toBe("kept");
    expect(trialVerdict(blocksOf("speaks against", 1.2, 30), 5, { foretold })).toBe("no-gain");
    expect(trialVerdict([], 5, { foretold })).toBe("wait");
    expect(trialVerdict([], 30, { foretold })).toBe("kept");
  });

  it("gives up what a curve now says does less, whatever it foretold", () => {
    const before = { log: 0.2, chance: 0.05, misfit: 0.02 };
    const now = { log: -0.2, chance: 0.05, misfit: 0.02 };
    expect(trialVerdict([], 3, { foretold: { before, now } })).toBe("no-gain");
  });
});
