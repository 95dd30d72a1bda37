import { expect, it } from "vitest";
import { lateReason } from "#server/ask/core/late-routes.ts";

const day = (lateS: number, more: Partial<Record<"serviceS" | "disposalS" | "transitS", number>> = {}) => ({
  ...{ lateS, startLateS: 0, serviceS: 3600, transitS: 3600, disposalS: 1800, idleS: 0 },
  ...more,
});

it.each([
  [
    "the part that differs most is named",
    [day(900, { disposalS: 2400, serviceS: 3700 }), day(0)],
    "on its late days disposal takes longer, by 10 min",
  ],
  ["a route that was never late has no reason", [day(0), day(100)], null],
  ["nor one that was late each day", [day(900), day(1200)], null],
  ["nor one whose parts hardly differ", [day(900, { serviceS: 3620 }), day(0)], null],
])("%s", (_, days, expected) => {
  expect(lateReason(days, 600)).toBe(expected);
});
