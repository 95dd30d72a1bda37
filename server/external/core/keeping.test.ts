import { expect, it } from "vitest";
import { freshnessOf, isKept } from "./keeping.ts";

const KEEP = { freshMs: 100, staleMs: 50 };

it.each([
  [1_000, "fresh"],
  [1_099, "fresh"],
  [1_100, "stale"],
  [1_149, "stale"],
  [1_150, "gone"],
  // The clock was set back after the answer was kept.
  [990, "stale"],
  [900, "gone"],
])("an answer of 1000 is at %d %s", (nowMs, freshness) => {
  expect(freshnessOf({ atMs: 1_000 }, KEEP, nowMs)).toBe(freshness);
});

it.each([
  [{ value: null, atMs: 1 }, true],
  [{ value: 3 }, false],
  [{ atMs: "1", value: 3 }, false],
  [null, false],
  ["text", false],
])("tells %o from what else a store may hold", (found, is) => {
  expect(isKept(found)).toBe(is);
});
