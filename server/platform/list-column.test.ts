import { expect, it } from "vitest";
import { toJson } from "#server/platform/list-column.ts";

it.each([
  ["time", "2026-11-23 10:30:00+00", "2026-11-23T10:30:00.000Z"],
  ["time", "2026-11-23 10:30:00.5+00", "2026-11-23T10:30:00.500Z"],
  ["time", "2026-11-23 10:30:00.123456+00", "2026-11-23T10:30:00.123Z"],
  ["time", "2026-11-23 10:30:00", "2026-11-23T10:30:00.000Z"],
  ["time", new Date("2026-11-23T10:30:00.250Z"), "2026-11-23T10:30:00.250Z"],
  ["date", "2026-11-23", "2026-11-23"],
  ["date", new Date("2026-11-23"), "2026-11-23"],
  ["int", 42n, 42],
  ["float", "1.5", 1.5],
  ["text", "R-9", "R-9"],
  ["bool", false, false],
  ["time", null, null],
  ["int", null, null],
] as const)("%s %s is %s in JSON", (type, value, expected) => {
  expect(toJson(type, value)).toEqual(expected);
});
