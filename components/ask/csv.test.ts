import { describe, expect, it } from "vitest";
import { toCsv, toTsv } from "./csv.ts";

describe("CSV of a table", () => {
  it("quotes what holds commas, quotes and line ends, and leaves numbers bare", () => {
    expect(
      toCsv(
        ["name", "n"],
        [
          ['say "hi", ok', -3.5],
          [null, undefined],
          [["a", "b"], true],
        ],
      ),
    ).toBe('name,n\r\n"say ""hi"", ok",-3.5\r\n,\r\na; b,true\r\n');
  });

  it("does not let text become a formula in a spreadsheet", () => {
    expect(toCsv(["x"], [["=1+1"], ["@a"], ["-5 min"]])).toBe("x\r\n'=1+1\r\n'@a\r\n'-5 min\r\n");
  });
});

it("a table for the clipboard has a tab between cells, a line per row, and no formula", () => {
  expect(
    toTsv(
      ["name", "n"],
      [
        ["a\tb\nc", -3.5],
        ["=1", null],
        [["x", "y"], true],
      ],
    ),
  ).toBe("name\tn\na b c\t-3.5\n'=1\t\nx; y\ttrue");
});
