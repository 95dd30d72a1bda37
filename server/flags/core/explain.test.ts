import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { explainRule, type Step } from "#server/flags/core/explain.ts";

const key = fc.oneof(fc.string(), fc.constantFrom("Müller", "x".repeat(40)));
const weights = fc.array(fc.integer({ min: 0, max: 1_000 }), { minLength: 1, maxLength: 6 });
const shareOf = (steps: readonly Step[]) => steps.find((step) => step.kind === "share");

describe.each(["v2", "v3"] as const)("why a share falls as it does, by %s", (bucketing) => {
  it("is the bucket, which lies in the share of the variant that is given", () => {
    fc.assert(
      fc.property(key, weights, fc.boolean(), (targetingKey, all, isNamed) => {
        const entries = all.map((weight, i) => [`v${i}`, weight]);
        const rule = { fractional: isNamed ? [{ var: "targetingKey" }, ...entries] : entries };
        const asked = { flagKey: "f", timestampS: 0, context: { targetingKey }, bucketing };
        const share = shareOf(explainRule(rule, "flags/f/targeting", {}, asked));
        // By v2 the keys joined are nothing without a targeting key.
        if (bucketing === "v2" && targetingKey === "" && !isNamed) {
          expect(share).toBeUndefined();
          return;
        }
        expect(share?.total).toBe(all.reduce((sum, weight) => sum + weight, 0));
        let sum = 0;
        const falls = share?.shares.find(({ weight }) => {
          sum += weight;
          return sum > (share?.bucket ?? 0);
        });
        expect(share?.value).toBe(falls?.variant ?? null);
      }),
    );
  });
});

describe("what was hashed", () => {
  const hashedOf = (bucketing: "v2" | "v3", first: readonly unknown[]) =>
    shareOf(
      explainRule(
        { fractional: [...first, ["a", 1], ["b", 1]] },
        "flags/f/targeting",
        {},
        {
          ...{ flagKey: "f", timestampS: 0, context: { targetingKey: "u1", organisationId: 7 }, bucketing },
        },
      ),
    )?.hashed;

  it.each([
    ["v2", [], "fu1"],
    ["v3", [], '["f","u1"]'],
    ["v2", [{ var: "targetingKey" }], "u1"],
    ["v3", [{ var: "targetingKey" }], '"u1"'],
    ["v3", [{ var: "organisationId" }], "7"],
  ] as const)("by %s of %j is %s", (bucketing, first, expected) => {
    expect(hashedOf(bucketing, first)).toBe(expected);
  });
});
