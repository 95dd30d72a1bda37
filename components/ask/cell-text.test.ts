import { describe, expect, it } from "vitest";
import { createFormats } from "#components/formats.ts";
import type { AnswerColumn } from "#server/ask/schema.ts";
import { cellText, figureText, isFigureColumn } from "./cell-text.ts";

const formats = createFormats({ locale: "en-GB", timeZone: "Europe/London", currency: "GBP" });
const context = {
  formats,
  today: "2026-11-23",
  word: (value: string) => (value === "no-access" ? "No access" : null),
};
const column = (type: AnswerColumn["type"], key = "x"): AnswerColumn => ({ key, label: key, type });

describe("cells of an answer", () => {
  it.each([
    [column("duration", "delayS"), 1_440, "+24 min"],
    [column("duration", "plannedS"), 12_000, "3 hr 20 min"],
    [column("distance"), 12_420, "12.4 km"],
    [column("weight"), 840, "840 kg"],
    [column("weight"), 12_400, "12.4 t"],
    [column("percent"), 91.2, "91.2%"],
    [column("percent", "change"), 3.21, "+3.21%"],
    [column("money"), 12_345, "£123.45"],
    [column("date"), "2026-11-23", "23 Nov 2026"],
    [column("time"), "2026-11-23T10:05:00.000Z", "10:05"],
    [column("time"), "2026-11-22T10:05:00.000Z", "22 Nov, 10:05"],
    [column("text"), "no-access", "No access"],
    [column("text"), ["a", "no-access"], "a, No access"],
    [column("text"), [], "–"],
    [column("number"), null, "–"],
  ])("shows %j of %j as %s", (of, value, text) => {
    expect(cellText(of, value, context)).toBe(text);
  });

  it.each([
    ["%", "91.2%"],
    ["money", "£91.20"],
    ["per hour", "91.2 per hour"],
  ])("shows a figure in %s, which its row names, as %s", (unit, text) => {
    expect(cellText(column("figure"), 91.2, context, unit)).toBe(text);
  });

  it("shows a figure in the unit of its column before that of its row", () => {
    expect(cellText({ ...column("figure"), unit: "money" }, 4.2, context, "%")).toBe("£4.20");
  });

  it("shows times in the depot's zone, over the change of summer time", () => {
    expect(cellText(column("time"), "2026-07-01T23:30:00.000Z", { ...context, today: "2026-07-02" })).toBe(
      "00:30",
    );
  });

  it("sets figures at the end of their cells, and words and times at the start", () => {
    expect(isFigureColumn(column("weight"))).toBe(true);
    expect(isFigureColumn(column("time"))).toBe(false);
  });
});

describe("figures of an answer", () => {
  it.each([
    ["%", 91.24, "91.2%"],
    ["", 42, "42"],
    ["min", 95, "1 hr 35 min"],
    ["money", 4.2, "£4.20"],
    ["money/100 km", 21.5, "£21.50 per 100 km"],
    ["per 1,000", 4.567, "4.57 per 1,000"],
    ["%", null, "–"],
  ])("shows %s of %j as %s", (unit, value, text) => {
    expect(figureText(formats, unit, value)).toBe(text);
  });
});
