import { describe, expect, it } from "vitest";
import { isInWeeks, nextWeekIn } from "#server/lib/collection-weeks.ts";

describe("collection weeks", () => {
  it.each([
    ["every", "2026-11-23", true],
    ["even", "2026-11-23", true],
    ["odd", "2026-11-23", false],
    ["even", "2026-11-22", false],
    ["odd", "2026-11-22", true],
  ] as const)("%s weeks hold %s: %s", (weeks, day, expected) => {
    expect(isInWeeks(weeks, day)).toBe(expected);
  });

  it.each([
    ["every", "2026-11-25", "2026-11-30"],
    ["even", "2026-11-25", "2026-12-07"],
    ["odd", "2026-11-25", "2026-11-30"],
    // Week 53 and week 1 after it are both odd.
    ["odd", "2026-12-30", "2027-01-04"],
    ["even", "2026-12-24", "2027-01-11"],
  ] as const)("the next of %s weeks after %s begins on %s", (weeks, day, expected) => {
    expect(nextWeekIn(weeks, day)).toBe(expected);
  });
});
