import { expect, it } from "vitest";
import { wagesTold } from "#server/ask/core/wage-cover.ts";

const groups = (...drivers: number[]) => drivers.map((n, i) => ({ key: String(i), drivers: n }));

it.each([
  ["tells no wage where every group is of several drivers", [3, 2], []],
  ["keeps back every group of one driver", [1, 1, 4], ["0", "1"]],
  [
    "keeps back the smallest other group, where one alone could be told from the whole",
    [5, 1, 2],
    ["1", "2"],
  ],
  ["keeps back a group that is the whole", [1], ["0"]],
])("%s", (_, drivers, kept) => {
  expect([...wagesTold(groups(...drivers))].sort()).toEqual(kept);
});
