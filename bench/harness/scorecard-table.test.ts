import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { type Kept, scorecardTable, TABLE_BEGIN, TABLE_END, withTable } from "./scorecard-table.ts";

const kept: Kept = {
  ...{ commit: "abc1234", date: "2026-11-26T10:00:00Z", machine: { load1: 0 } },
  facts: [
    { name: "p99", value: 12.345, unit: "ms", target: { atMost: 10 } },
    {
      name: "hits",
      value: 90,
      unit: "%",
      target: { atLeast: 85 },
      against: { what: "none | at all", times: 3 },
    },
    { name: "plain", value: 1, unit: "s" },
    { name: "not measured", value: null, unit: "s", target: { atMost: 1 } },
  ],
};

// Cells are padded by the formatter; what they say is compared.
const cells = (table: string): string[][] =>
  table
    .split("\n")
    .filter((row) => row.startsWith("|") && !row.includes("---"))
    .map((row) => row.split(/(?<!\\)\|/).map((each) => each.trim()));

describe("the table of measured figures", () => {
  it("tells figures with a target or a path beside them, and says where one is missed", () => {
    expect(cells(scorecardTable({ api: kept })).slice(1)).toEqual([
      ["", "api", "p99", "12.3 ms", "at most 10 ms", "**no**", "", "2026-11-26, `abc1234`", ""],
      [
        "",
        "api",
        "hits",
        "90 %",
        "at least 85 %",
        "yes",
        "3.0 times none \\| at all",
        "2026-11-26, `abc1234`",
        "",
      ],
    ]);
  });

  it("is put between its marks and nowhere else", () => {
    const page = `a\n${TABLE_BEGIN}\nold\n${TABLE_END}\nb`;
    expect(withTable(page, "new")).toBe(`a\n${TABLE_BEGIN}\n\nnew\n\n${TABLE_END}\nb`);
    expect(() => withTable("a", "new")).toThrow(TABLE_BEGIN);
  });

  it("stands in the README as the baseline has it", () => {
    const { lines } = JSON.parse(readFileSync("bench/baseline.json", "utf8")) as {
      lines: Record<string, Kept>;
    };
    const readme = readFileSync("README.md", "utf8");
    const own = readme.slice(readme.indexOf(TABLE_BEGIN), readme.indexOf(TABLE_END));
    expect(cells(own)).toEqual(cells(scorecardTable(lines)));
  });
});
