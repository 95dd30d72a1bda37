import { describe, expect, it } from "vitest";
import {
  isOfPlans,
  saysAmount,
  speaksOfTold,
  toldBefore,
  withAmount,
  withMeasure,
  withName,
} from "#server/ask/core/preamble.ts";

describe("what is told before a question", () => {
  it.each([
    ["We send letters, so which addresses were contaminated?", ["which addresses were contaminated?"]],
    ["I am new here. Show me the late routes.", ["Show me the late routes."]],
    ["Which routes are late?", []],
    ["Routes of the North zone, so far", []],
    ['The note said "wait. Show ID" at the gate', []],
  ])("is parted from it: %s", (text, asked) => {
    expect(toldBefore(text).map((each) => each.asked)).toEqual(asked);
  });
  it.each([
    ["A shipment arrives tomorrow", true],
    ["I am meeting the council on Thursday", true],
    ["Yesterday was a bad day", false],
    ["We had three breakdowns on Monday", false],
  ])("tells of plans, or of what was: %s", (told, isPlan) => {
    expect(isOfPlans(told)).toBe(isPlan);
  });
  it.each([
    ["fuel is 1.78 a litre now", true],
    ["we tip 20 tonnes a day", true],
    ["I have a call in ten minutes", false],
  ])("holds a figure to reckon by: %s", (told, holds) => {
    expect(saysAmount(told)).toBe(holds);
  });
  it.each([
    ["what do we do in that situation?", true],
    ["what does the manual say about it?", true],
    ["which routes are late?", false],
  ])("is spoken of again: %s", (asked, isSpoken) => {
    expect(speaksOfTold(asked)).toBe(isSpoken);
  });
  it("gives its name, its amount and its measure to what speaks of them", () => {
    const isOwned = (word: string) => word === "its";
    expect(withName("list what she reported", "Maria Santos", isOwned)).toBe(
      "list what Maria Santos reported",
    );
    expect(withName("what did its crews log", "contractor B", isOwned)).toBe(
      "what did contractor B's crews log",
    );
    expect(withName("which routes are late", "R-9", isOwned)).toBeUndefined();
    expect(withAmount("which are older than that?", "two hours")).toBe("which are older than two hours?");
    expect(withAmount("which are open?", "two hours")).toBeUndefined();
    expect(withMeasure("how is that figure computed", [{ text: "on-time" }])).toBe("how is on-time computed");
  });
});
