import { expect, it } from "vitest";
import { plannable } from "#server/tuning/core/plannable.ts";

it.each<[string, number, string]>([
  ["SELECT 1 FROM t WHERE a = $1 LIMIT $2 OFFSET $3", 12.2, "SELECT 1 FROM t WHERE a = $1 LIMIT 13 OFFSET 0"],
  ["SELECT 1 FROM t LIMIT $1 ", 0, "SELECT 1 FROM t LIMIT 1 "],
  [
    "SELECT (SELECT 1 FROM u limit $1) FROM t WHERE a = $2 AND b = $11",
    1,
    "SELECT (SELECT 1 FROM u limit 1) FROM t WHERE a = $1 AND b = $10",
  ],
  [
    "SELECT 1 FROM t WHERE at > now() - interval $1 AND day = date $2",
    1,
    "SELECT 1 FROM t WHERE at > now() - $1::interval AND day = $2::date",
  ],
  ["SELECT $1 FROM t LIMIT $1", 5, "SELECT $1 FROM t LIMIT $1"],
  ["SELECT 1 FROM t LIMIT 7", 5, "SELECT 1 FROM t LIMIT 7"],
])("makes %s plannable", (text, rows, expected) => {
  expect(plannable(text, rows)).toBe(expected);
});
