import { describe, expect, it } from "vitest";
import { type HintedStatement, hintsOf } from "#server/tuning/core/hints.ts";

const plain: HintedStatement = {
  ...{
    id: "1",
    text: "SELECT a FROM t WHERE b = $1",
    calls: 100,
    totalMs: 1_000,
    rows: 100,
    spilledPages: 0,
  },
};

describe("hints beside indexes", () => {
  it.each<[string, Partial<HintedStatement>, string[]]>([
    ["a plain lookup", {}, []],
    ["pages written aside", { spilledPages: 300 }, ["spills"]],
    ["many rows a call", { rows: 900_000 }, ["many-rows"]],
    ["many rows changed", { text: "UPDATE t SET a = 1", rows: 900_000 }, []],
    ["one row at a time, very often", { calls: 50_000, rows: 50_000 }, ["often"]],
    [
      "a slow search inside of text",
      { text: "SELECT a FROM t WHERE b ILIKE $1", totalMs: 9_000 },
      ["wildcard"],
    ],
    ["a slow page far down", { text: "SELECT a FROM t OFFSET $1", totalMs: 9_000 }, ["offset"]],
  ])("tells of %s", (_, change, kinds) => {
    expect(hintsOf([{ ...plain, ...change }], []).map(({ kind }) => kind)).toEqual(kinds);
  });

  it("leaves statements alone that take hardly any time", () => {
    expect(
      hintsOf(
        [
          { ...plain, totalMs: 1_000_000 },
          { ...plain, spilledPages: 9 },
        ],
        [],
      ),
    ).toEqual([]);
  });

  it("tells of tables whose statistics are old or whose rows are gone, by their share", () => {
    const tables = [
      { table: "a", rows: 10_000, changed: 6_000, dead: 0 },
      { table: "b", rows: 10_000, changed: 10, dead: 4_000 },
    ];
    expect(hintsOf([], tables)).toEqual([
      { kind: "analyze", of: "a", figure: 0.6 },
      { kind: "vacuum", of: "b", figure: 0.4 },
    ]);
  });
});
