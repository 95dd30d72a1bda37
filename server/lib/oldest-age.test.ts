import { expect, it } from "vitest";
import { oldestAge } from "./oldest-age.ts";

it.each([
  ["none", [], 100, null],
  ["the one there is", [40], 100, 60],
  ["the oldest of several", [70, 40, 99], 100, 60],
  ["one that a clock which went back has in the future", [120], 100, 0],
])("tells the age of %s", (_, madeAtMs, nowMs, age) => {
  expect(oldestAge(madeAtMs, nowMs)).toBe(age);
});
