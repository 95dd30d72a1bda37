import { expect, it } from "vitest";
import { spanWords } from "./span-words.ts";

it.each([
  [0, "0 min"],
  [20, "0 min"],
  [2_160, "36 min"],
  [3_590, "1 hr"],
  [6_696, "1 hr 52 min"],
  [7_200, "2 hr"],
  [169_200, "47 hr"],
  [172_800, "2 days"],
  [187_500, "2 days 4 hr"],
  [-600, "−10 min"],
  [-20, "0 min"],
])("%d seconds are %s", (seconds, words) => {
  expect(spanWords(seconds)).toBe(words);
});
