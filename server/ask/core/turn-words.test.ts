import { expect, it } from "vitest";
import { turnWords, withoutLead } from "./turn-words.ts";

it.each([
  ["Thank you. I would like the same thing for the third quarter.", "same for the third quarter."],
  ["The corresponding figures for September.", "same for September."],
  ["same 4 r-12", "same for r-12"],
  ["Was it the same story last Wednesday?", "same for last Wednesday?"],
  ["Restricted to organics.", "only organics."],
  ["Keep only the South ones", "only the South ones"],
  ["Fish out the ones on Mill Lane.", "only the ones on Mill Lane."],
  ["I only care about the front-load ones.", "only the front-load ones."],
  ["Zoom in on the south landfill.", "only the south landfill."],
  ["make it the whole month", "instead this month"],
  ["Leave out the contractors.", "except the contractors."],
  ["drop the ones without a photo", "only with photo"],
  ["not North though", "except North"],
  ["Go on, split it by depot.", "by depot."],
  ["How many is that for each depot?", "by depot?"],
  ["Division by day.", "by day."],
  ["by zone rather than route", "by zone instead"],
  ["Month-wise.", "by Month."],
  ["Who was driving?", "by driver"],
  ["Which routes did it come from, five worst only", "by route, the top five"],
  ["Put the dearest at the top", "highest first"],
  ["By zone rather than by size, descending.", "By zone instead, highest first."],
  ["ten worst will do", "the top ten"],
  ["Never mind the rest, what's up with R-41?", "what's up with R-41?"],
  ["Only those that Chen did not touch... no, forget that: only the last three.", "only the last three."],
  ["Since August, mind.", "Since August."],
])("%s says %s", (said, plain) => {
  expect(turnWords(said)).toBe(plain);
});

it.each([
  "Where is truck 7?",
  "Which routes are behind schedule?",
  "make it 8",
  "Cancel all routes.",
  "remove the audit log",
  "What changed since noon?",
])("%s says itself", (said) => {
  expect(turnWords(said)).toBe(said);
});

it("leaves only thanks and what is taken back away where a question stands by itself", () => {
  expect(withoutLead("Grand, can I have that as a CSV?")).toBe("can I have that as a CSV?");
  expect(withoutLead("Thanks.")).toBe("Thanks.");
  expect(withoutLead("Well done today")).toBe("Well done today");
});
