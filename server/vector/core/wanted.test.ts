import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { wantedOf } from "#server/vector/core/wanted.ts";

describe("wantedOf", () => {
  it.each([
    ["leaking tap, not the boiler", "leaking tap"],
    ["tap that leaks (not the boiler) in the yard", "tap that leaks, in the yard"],
    ["broken bench rather than a broken swing", "broken bench"],
    ["broken bench instead of a swing, in the park", "broken bench, in the park"],
    ["everything except for paint", "everything"],
    ["a slope without the steps", "a slope"],
    ["a fence – not a wall", "a fence"],
    ["not the skip but the bin", "the bin"],
    ["not the skip, the bin", "the bin"],
    ["a fence, not a wall, not a hedge", "a fence"],
    ["snow, nothing about rain", "snow"],
  ])("cuts what is set against the rest: %j", (text, wanted) => {
    expect(wantedOf(text)).toBe(wanted);
  });

  it.each([
    "no access",
    "not out",
    "bin was out, not emptied",
    "not put out, blinds down",
    "gate locked, no answer",
    "lid will not close",
    "a cart without a wheel",
    "called twice, not answered yet",
    "do-not-collect list",
    "without a code",
    "",
  ])("leaves what tells what happened: %j", (text) => {
    expect(wantedOf(text)).toBe(text);
  });

  it("never leaves nothing of something, and is done after one cut", () => {
    const words = fc.array(fc.constantFrom("bin", "gate", ",", "not", "but", "the", "rather than", "out"), {
      minLength: 1,
      maxLength: 9,
    });
    fc.assert(
      fc.property(words, (list) => {
        const text = list.join(" ");
        const wanted = wantedOf(text);
        expect(wanted.trim() === "").toBe(text.trim() === "");
        expect(text.split(/[ ,]+/)).toEqual(expect.arrayContaining(wanted.split(/[ ,]+/)));
      }),
    );
  });
});
