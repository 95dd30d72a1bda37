import { expect, it } from "vitest";
import { nextPickup } from "#server/ask/core/next-pickup.ts";

it.each([
  // 2026-11-23 is the Monday of week 48.
  ["today where it is not emptied yet", [1, 4], "every", "2026-11-19", "2026-11-23"],
  ["the next day of the schedule once it was", [1, 4], "every", "2026-11-23", "2026-11-26"],
  ["over the weekend", [1], "every", "2026-11-23", "2026-11-30"],
  ["only in its weeks", [2], "odd", "2026-11-17", "2026-12-01"],
  ["never, without days", [], "every", "2026-11-17", null],
] as const)("a container is emptied next: %s", (_, weekdays, weeks, emptiedDay, expected) => {
  expect(nextPickup({ weekdays, weeks, emptiedDay }, "2026-11-23")).toBe(expected);
});
