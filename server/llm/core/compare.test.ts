import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { isSamePlan, judgeDrop } from "#server/llm/core/compare.ts";

const score = (name: string, exact: number, cases = 100) => ({
  ...{ name, exact, cases, broken: 0, medianMs: 1, p95Ms: 1, memoryBytes: null },
});

describe("two models on a plan set", () => {
  it.each([
    { from: 90, to: 87, cases: 100, isRefused: false },
    { from: 90, to: 86, cases: 100, isRefused: true },
    { from: 900, to: 869, cases: 1_000, isRefused: true },
    { from: 900, to: 870, cases: 1_000, isRefused: false },
    { from: 50, to: 95, cases: 100, isRefused: false },
  ])("from $from to $to of $cases: refused is $isRefused", ({ from, to, cases, isRefused }) => {
    expect(judgeDrop(score("a", from, cases), score("b", to, cases)).isRefused).toBe(isRefused);
  });

  it("says by how much", () => {
    expect(judgeDrop(score("Q8_0", 90), score("Q4_K_M", 85)).sentence).toBe(
      "Q4_K_M makes 5.0 points fewer exact plans than Q8_0; at most 3 fewer are let pass: refused",
    );
  });

  it("takes plans for the same in any order of their parts, and for no other difference", () => {
    const shuffled = (value: unknown): unknown =>
      Array.isArray(value)
        ? value.map(shuffled)
        : typeof value === "object" && value !== null
          ? Object.fromEntries(
              Object.entries(value)
                .reverse()
                .map(([key, each]) => [key, shuffled(each)]),
            )
          : value;
    fc.assert(
      fc.property(fc.jsonValue(), fc.string(), (plan, more) => {
        expect(isSamePlan(plan, shuffled(plan))).toBe(true);
        expect(isSamePlan({ plan }, { plan, [`${more}x`]: 1 })).toBe(false);
        expect(isSamePlan([plan, 1], [1, plan])).toBe(isSamePlan(plan, 1));
      }),
    );
  });
});
