import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { excerptOf, marksIn } from "#server/vector/core/marks.ts";

const marked = (query: string, text: string) =>
  marksIn(query, text).map(([from, until]) => text.slice(from, until));

describe("marks", () => {
  it.each([
    ["gate code", "The gate code is 4711.", ["gate", "code"]],
    ["gates", "Two gates, one GATE", ["gates", "GATE"]],
    ["contaner blocked", "Container blocked by a car", ["Container", "blocked"]],
    ["hydraulic leak", "Hydrualic leaks at the tailgate", ["Hydrualic", "leaks"]],
    ["gaet", "A late gate, a date", ["gate"]],
    ["what is the code", "What is the code of the barrier?", ["code"]],
    ["route 417", "route 418, then route 417", ["route", "route", "417"]],
    ["cafe", "Café on the corner, cafe\u0301 in the yard", ["Café", "cafe\u0301"]],
    ["driver's key", "the driver’s keys", ["driver’s", "keys"]],
    ["the", "the yard", ["the"]],
    ["glass", "nothing of it", []],
  ])("of %j in %j", (query, text, expected) => {
    expect(marked(query, text)).toEqual(expected);
  });

  it("lie in the text, in order and apart, whatever the words", () => {
    fc.assert(
      fc.property(fc.string({ unit: "grapheme" }), fc.string({ unit: "grapheme" }), (query, text) => {
        let last = 0;
        for (const [from, until] of marksIn(query, text)) {
          expect(from).toBeGreaterThanOrEqual(last);
          expect(until).toBeGreaterThan(from);
          last = until;
        }
        expect(last).toBeLessThanOrEqual(text.length);
      }),
    );
  });
});

describe("an excerpt", () => {
  it("is the whole of a short text", () => {
    expect(excerptOf("short", [], 100)).toEqual([0, 5]);
  });

  it("shows where the words are, from word to word", () => {
    const text = `${"before it ".repeat(40)}the gate code is here ${"after it ".repeat(40)}`;
    const [from, until] = excerptOf(text, marksIn("gate code", text), 100);
    const shown = text.slice(from, until);
    expect(shown).toContain("gate code");
    expect(text[from - 1]).toBe(" ");
    expect(text[until]).toBe(" ");
    expect(shown.length).toBeLessThanOrEqual(100);
  });

  it("never leaves the text and never grows beyond its length", () => {
    fc.assert(
      fc.property(fc.string(), fc.string(), fc.integer({ min: 10, max: 80 }), (query, text, length) => {
        const [from, until] = excerptOf(text, marksIn(query, text), length);
        expect(from).toBeGreaterThanOrEqual(0);
        expect(until).toBeLessThanOrEqual(text.length);
        expect(until - from).toBeLessThanOrEqual(length);
        if (text !== "") expect(until).toBeGreaterThan(from);
      }),
    );
  });
});
