import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { createQuota } from "./quota.ts";

const NONE = { unitsPerDay: null, unitsPerMinute: null, requestsPerSecond: null };
const back = { isThrottled: false, elapsedMs: 0 };

describe("quota", () => {
  it("never lets more through than any span of a second or a minute holds", () => {
    fc.assert(
      fc.property(
        fc.array(
          fc.record({ gapMs: fc.integer({ min: 0, max: 900 }), units: fc.integer({ min: 1, max: 6 }) }),
          {
            minLength: 20,
            maxLength: 120,
          },
        ),
        (wants) => {
          const quota = createQuota({ unitsPerDay: null, unitsPerMinute: 20, requestsPerSecond: 3 });
          const sent: { atMs: number; units: number }[] = [];
          let nowMs = 0;
          for (const { gapMs, units } of wants) {
            nowMs += gapMs;
            const waitMs = quota.waitMs(units, nowMs);
            if (waitMs > 0) continue;
            quota.spend(units, nowMs);
            sent.push({ atMs: nowMs, units });
          }
          for (const { atMs } of sent) {
            const within = (spanMs: number) =>
              sent.filter((each) => each.atMs > atMs - spanMs && each.atMs <= atMs);
            if (within(1_000).length > 3) return false;
            if (within(60_000).reduce((sum, { units }) => sum + units, 0) > 20) return false;
          }
          return true;
        },
      ),
    );
  });

  it("says how long to wait, and no longer", () => {
    const quota = createQuota({ ...NONE, unitsPerMinute: 10 });
    quota.spend(6, 0);
    quota.spend(4, 20_000);
    expect(quota.waitMs(3, 30_000)).toBe(30_000);
    expect(quota.waitMs(8, 30_000)).toBe(50_000);
    expect(quota.waitMs(11, 30_000)).toBe(Number.POSITIVE_INFINITY);
    expect(quota.waitMs(3, 60_000)).toBe(0);
  });

  it("gives room back for what was not billed", () => {
    const quota = createQuota({ ...NONE, unitsPerMinute: 10 });
    quota.spend(10, 0);
    expect(quota.waitMs(1, 1_000)).toBeGreaterThan(0);
    quota.hear({ units: 10, sentAtMs: 0, isBilled: false }, null, back);
    expect(quota.waitMs(10, 1_000)).toBe(0);
  });

  it("believes the service's own counter, and knows what is on its way", () => {
    const quota = createQuota({ ...NONE, unitsPerDay: 1_000 });
    quota.spend(4, 0);
    quota.spend(4, 0);
    const reading = { remaining: 9, resetInMs: 5_000, retryAfterMs: null };
    quota.hear({ units: 4, sentAtMs: 0, isBilled: true }, reading, { isThrottled: false, elapsedMs: 100 });
    expect(quota.waitMs(5, 100)).toBe(0);
    expect(quota.waitMs(6, 100)).toBe(5_000);
    expect(quota.waitMs(6, 5_100)).toBe(0);
  });

  it.each([
    ["as long as it says", { remaining: 0, resetInMs: 60_000, retryAfterMs: 403 }, 403],
    [
      "until its span ends, where it says no time",
      { remaining: 0, resetInMs: 7_000, retryAfterMs: null },
      7_000,
    ],
    ["not at all, where it says nothing", { remaining: null, resetInMs: null, retryAfterMs: null }, 0],
  ])("stays away %s", (_, reading, waitMs) => {
    const quota = createQuota({ ...NONE, unitsPerDay: 100 });
    quota.spend(1, 0);
    quota.hear({ units: 1, sentAtMs: 0, isBilled: false }, reading, { isThrottled: true, elapsedMs: 0 });
    expect(quota.waitMs(1, 0)).toBe(waitMs);
    quota.reset();
    expect(quota.waitMs(1, 0)).toBe(0);
  });
});
