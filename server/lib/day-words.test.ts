import { describe, expect, it } from "vitest";
import { daysWords, dayWords, dayWordsIn } from "./day-words.ts";

describe("a service day in words", () => {
  it.each([
    ["2026-11-25", "Wed, 25 Nov 2026"],
    ["2027-01-02", "Sat, 2 Jan 2027"],
  ])("%s is %s", (day, words) => {
    expect(dayWords(day)).toBe(words);
  });

  it.each([
    ["2026-11-25", "2026-11-23", "Wed 25 Nov"],
    ["2027-01-02", "2026-12-30", "Sat, 2 Jan 2027"],
  ])("%s seen from %s is %s: the year is said where it is another", (day, reference, words) => {
    expect(dayWordsIn(day, reference)).toBe(words);
  });

  it("is said once for a range of one day", () => {
    expect(daysWords({ from: "2026-11-23", to: "2026-11-25" })).toBe("Mon, 23 Nov 2026 to Wed, 25 Nov 2026");
    expect(daysWords({ from: "2026-11-23", to: "2026-11-23" })).toBe("Mon, 23 Nov 2026");
  });
});
