import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { readNumber, readQuantities } from "./quantity.ts";

const said = (text: string) =>
  readQuantities(text).map(
    (q) => `${q.op ?? "bare"} ${q.value}${q.upTo === null ? "" : `..${q.upTo}`} ${q.unit ?? "things"}`,
  );

describe("readQuantities", () => {
  it.each([
    ["idle for more than 15 minutes", ["gt 900 s"]],
    ["over an hour late", ["gt 3600 s"]],
    ["older than four hours", ["gt 14400 s"]],
    ["parked for a quarter of an hour", ["bare 900 s"]],
    ["quarter of an hour or three quarters of an hour", ["bare 900 s", "bare 2700 s"]],
    ["half an hour", ["bare 1800 s"]],
    ["1.5 hours and 20 min", ["bare 5400 s", "bare 1200 s"]],
    ["20min", ["bare 1200 s"]],
    ["at least 3 stops", ["gte 3 things"]],
    ["more than five stops", ["gt 5 things"]],
    ["3 or more", ["gte 3 things"]],
    ["not more than 10", ["lte 10 things"]],
    ["between 2 and 5 tonnes", ["between 2000..5000 kg"]],
    ["room for 1,5 t", ["bare 1500 kg"]],
    ["1,000 kg", ["bare 1000 kg"]],
    ["under 80%", ["lt 80 %"]],
    ["over the last 3 weeks", []],
    ["last quarter", []],
    ["2 routes", []],
    ["past 9 am", []],
    ["older then 4 hours", ["gt 14400 s"]],
    ["in excess of 13 minutes", ["gt 780 s"]],
    ["upwards of five stops", ["gt 5 things"]],
    ["fuller than 90 %", ["gt 90 %"]],
    ["no break in the past six hours", ["bare 21600 s"]],
    ["stopped past 20 minutes", ["gt 1200 s"]],
    ["2 metric tons to spare", ["bare 2000 kg"]],
    ["past 44 Mill Lane", []],
    ["how many stops an hour", []],
    ["the cost of a tonne", []],
    ["what a tonne costs", []],
    ["over an hour", ["gt 3600 s"]],
    ["an hour late", ["bare 3600 s"]],
  ])("%s", (text, quantities) => {
    expect(said(text)).toEqual(quantities);
  });

  it("reads back every bound it is told", () => {
    const bound = fc.record({
      words: fc.constantFrom(["more than", "gt"], ["at least", "gte"], ["under", "lt"], ["at most", "lte"]),
      value: fc.integer({ min: 0, max: 9999 }),
      unit: fc.constantFrom(["minutes", "s", 60], ["kg", "kg", 1], ["km", "m", 1000], ["stops", null, 1]),
    });
    fc.assert(
      fc.property(bound, ({ words, value, unit }) => {
        const [found] = readQuantities(`which ones have ${words[0]} ${value} ${unit[0]} today`);
        expect(found).toMatchObject({ op: words[1], value: value * Number(unit[2]), unit: unit[1] });
      }),
    );
  });
});

describe("readNumber", () => {
  it("reads numbers in words and digits", () => {
    expect(["twelve", "7", "1,5", "1,200", "soon"].map(readNumber)).toEqual([12, 7, 1.5, 1200, undefined]);
  });
});
