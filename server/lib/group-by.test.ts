import { expect, it } from "vitest";
import { groupBy } from "#server/lib/group-by.ts";

it("rows of one key stand together in the order in which they come", () => {
  const groups = groupBy([5, 2, 3, 8, 1], (each) => each % 2);
  expect([...groups]).toEqual([
    [1, [5, 3, 1]],
    [0, [2, 8]],
  ]);
});

it("no rows make no groups", () => {
  expect(groupBy([], String).size).toBe(0);
});
