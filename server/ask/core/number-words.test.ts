import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { inDigits } from "./number-words.ts";

describe("numbers of several words", () => {
  it.each([
    ["truck forty-two", "truck 42"],
    ["more than twenty nine stops", "more than 29 stops"],
    ["the next five hundred km", "the next 500 km"],
    ["a hundred and twenty stops", "120 stops"],
    ["two thousand kilos", "2000 kilos"],
    ["at seventeen hundred", "at 1700"],
    ["half a dozen missed pickups", "6 missed pickups"],
    ["a dozen stops", "12 stops"],
    ["two dozen stops", "24 stops"],
    ["the last score of stops", "the last 20 stops"],
    ["a couple of hours", "two hours"],
    ["misses per thousand stops", "misses per 1000 stops"],
    ["per 1k stops", "per 1000 stops"],
    ["a third of an hour", "20 minutes"],
    ["two thirds of an hour", "40 minutes"],
    ["longer than a quarter hour", "longer than 15 minutes"],
    ["a quarter of an hour", "15 minutes"],
    ["an hour and a half", "90 minutes"],
    ["two and a half tonnes", "2.5 tonnes"],
    ["four fifths full", "80 % full"],
    ["fill above four fifths", "fill above 80 %"],
    ["one seventy-eight per litre", "1.78 per litre"],
    ["its 8th stop", "its stop 8"],
    ["the fourteenth stop", "the stop 14"],
    ["the fourth zone", "the zone 4"],
  ])("%s: %s", (words, digits) => {
    expect(inDigits(words)).toBe(digits);
  });

  it.each([
    "which one is late",
    "five stops",
    "the first stop",
    "on the second stop",
    "hundreds of stops",
    "last quarter",
    "three quarters of the year",
    "this quarter hourly",
    "twenty to eleven",
    "a fifth truck",
  ])("leaves %s as it is", (text) => {
    expect(inDigits(text)).toBe(text);
  });

  it("says every number below a thousand that is said in words", () => {
    const ones = "one two three four five six seven eight nine".split(" ");
    const tens = "twenty thirty forty fifty sixty seventy eighty ninety".split(" ");
    const digit = fc.integer({ min: 1, max: 9 });
    fc.assert(
      fc.property(digit, fc.integer({ min: 2, max: 9 }), digit, (hundred, ten, one) => {
        const words = `${ones[hundred - 1]} hundred and ${tens[ten - 2]}-${ones[one - 1]}`;
        expect(inDigits(`${words} stops`)).toBe(`${hundred * 100 + ten * 10 + one} stops`);
      }),
    );
  });
});
