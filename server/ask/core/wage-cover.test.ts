import { expect, it } from "vitest";
import { wagesTold } from "#server/ask/core/wage-cover.ts";

const groups = (...drivers: number[][]) => drivers.map((driverIds, i) => ({ key: String(i), driverIds }));

it.each([
  [
    "tells no wage where every group is of several drivers",
    [
      [1, 2, 3],
      [4, 5],
    ],
    [],
  ],
  ["keeps back every group of one driver", [[1], [2], [3, 4, 5]], ["0", "1"]],
  [
    "keeps back the smallest other group, where one alone could be told from the whole",
    [[1, 2, 3], [4], [5, 6]],
    ["1", "2"],
  ],
  [
    "keeps back another where the groups of one driver are all of the same",
    [[1], [1], [2, 3]],
    ["0", "1", "2"],
  ],
  ["is not covered by a group without a driver", [[1], [], [2, 3]], ["0", "2"]],
  ["keeps back a group that is the whole", [[1]], ["0"]],
])("%s", (_, drivers, kept) => {
  expect([...wagesTold(groups(...drivers))].sort()).toEqual(kept);
});
