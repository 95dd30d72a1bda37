import { expect, it } from "vitest";
import { createSpending, maySpend, passedBy } from "./budget.ts";

const RULE = { unitsPerDay: 100, thresholds: [0.5, 0.8, 0.95], offPeakShare: 0.8 };

it.each([
  [0, null],
  [49, null],
  [50, 0.5],
  [94, 0.8],
  [120, 0.95],
])("tells the highest threshold that %d of 100 units passed", (spent, passed) => {
  expect(passedBy(RULE, spent)).toBe(passed);
});

it.each([
  [79, 1, "off-peak", true],
  [80, 1, "off-peak", false],
  [80, 20, "now", true],
  [80, 21, "now", false],
] as const)("after %d units, %d more %s: %s", (spentUnits, units, priority, may) => {
  expect(maySpend(RULE, { spentUnits, units, priority })).toBe(may);
  expect(maySpend({ ...RULE, unitsPerDay: null }, { spentUnits, units, priority })).toBe(true);
});

it("begins each day at nothing, and does not go back to one that is over", () => {
  const day = 86_400_000;
  const spending = createSpending({ units: 5, cents: 10 }, 10 * day);
  spending.add({ units: 1, cents: 2 }, 10 * day + 5);
  expect(spending.of(10 * day + 6)).toEqual({ units: 6, cents: 12 });
  expect(spending.of(11 * day)).toEqual({ units: 0, cents: 0 });
  spending.add({ units: 2, cents: 4 }, 10 * day);
  expect(spending.of(11 * day)).toEqual({ units: 2, cents: 4 });
});
