import { describe, expect, it } from "vitest";
import { cellWords, figureWords } from "./cell-words.ts";

const print = { timeZone: "Europe/London", currency: "GBP" };

describe("a cell as it is printed", () => {
  it.each([
    ["text", "R-9", "R-9"],
    ["text", null, "–"],
    ["text", ["glass", "paper"], "glass, paper"],
    ["text", true, "yes"],
    ["number", 1234.567, "1,234.57"],
    ["percent", 87.54, "87.5%"],
    ["duration", 4_020, "1 hr 7 min"],
    ["duration", -600, "−10 min"],
    ["distance", 12_340, "12.3 km"],
    ["weight", 840, "840 kg"],
    ["weight", 12_400, "12.4 t"],
    ["money", 12_345, "£123.45"],
    ["time", "2026-07-01T12:05:00Z", "1 Jul, 13:05"],
    ["date", "2026-07-01", "Wed, 1 Jul 2026"],
  ] as const)("of %s: %j", (type, value, text) => {
    expect(cellWords(type, value, print)).toBe(text);
  });

  it.each([
    ["%", "12.35%"],
    ["money", "£12.35"],
    ["money/100 km", "£12.35 per 100 km"],
    ["per hour", "12.35 per hour"],
    ["", "12.35"],
  ])("of a figure in %j, which its row names", (unit, text) => {
    expect(cellWords("figure", 12.345, print, unit)).toBe(text);
  });

  it("stands beside its figures, each with its unit and what it is compared with", () => {
    expect(
      figureWords(
        {
          label: "on time",
          value: 91.234,
          unit: "%",
          compare: { label: "last week", value: null },
        },
        print,
      ),
    ).toBe("on time: 91.23% (last week: –)");
    expect(figureWords({ label: "cost", value: 12.5, unit: "money", compare: null }, print)).toBe(
      "cost: £12.50",
    );
  });
});
