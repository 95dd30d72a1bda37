import { expect, it } from "vitest";
import { smoothed } from "./smoothed.ts";

it.each([
  ["show me the five driver with the most exception", "show me the five drivers with the most exception"],
  ["which truck are at the transfer station north", "which truck are at the north transfer station"],
  ["how many stops per hour did R-24 the friday", "how many stops per hour did R-24 on friday"],
  ["alerts off until the monday", "alerts off until monday"],
  ["paper in the last december week", "paper in the last week of december"],
  [
    "complaints about noise in Harbour Street since the 1 of october, please.",
    "complaints about noise on Harbour Street since 1 october.",
  ],
  ["¿which routes are late?", "which routes are late?"],
  [
    "tell me when in the centre zone more than ten stop skipped were",
    "tell me when more than ten stop in the centre zone are skipped",
  ],
])("%s is said as %s", (glossed, english) => {
  expect(smoothed(glossed)).toBe(english);
});
