import { describe, expect, it } from "vitest";
import { seeded } from "#server/lib/random.ts";
import { bestAtWork, type CurvePoint } from "./scalability.ts";

const curve = (contention: number, crosstalk: number, most: number, noise = 0): CurvePoint[] => {
  const random = seeded("curve");
  return Array.from({ length: most }, (_, i) => {
    const n = i + 1;
    const meanMs = 100 * (1 + contention * (n - 1) + crosstalk * n * (n - 1)) * (1 + noise * random.normal());
    return { atWork: n, meanMs, samples: 500 };
  });
};

describe("the best number at work", () => {
  it.each([
    ["little crosstalk", 0.1, 0.01, 12, 9],
    ["much crosstalk", 0.35, 0.1, 8, 2],
    ["none", 0, 0, 8, 12],
  ])(
    "with %s is where the law has its peak, up to half more than was seen",
    (_, contention, crosstalk, most, best) => {
      const found = bestAtWork(curve(contention, crosstalk, most), { min: 1, max: 12 }) ?? 0;
      expect(Math.abs(found - best)).toBeLessThanOrEqual(1);
    },
  );

  it("is found through noise", () => {
    const found = bestAtWork(curve(0.1, 0.02, 10, 0.03), { min: 1, max: 12 }) ?? 0;
    expect(Math.abs(found - 7)).toBeLessThanOrEqual(2);
  });

  it("is not told from fewer than three numbers seen often enough", () => {
    expect(bestAtWork(curve(0.1, 0.01, 2), { min: 1, max: 12 })).toBeNull();
    expect(
      bestAtWork(
        curve(0.1, 0.01, 8).map((each) => ({ ...each, samples: 5 })),
        { min: 1, max: 12 },
      ),
    ).toBeNull();
  });
});
