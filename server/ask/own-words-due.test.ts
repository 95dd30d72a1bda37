import { describe, expect, it } from "vitest";
import { NAMES } from "#server/ask/fixture-names.ts";
import { anyHouse, wordsAtTwentyToOne } from "#server/ask/fixture-words.ts";

const wordsOf = wordsAtTwentyToOne(NAMES, anyHouse);

const TODAY = "today (Wed, 25 Nov 2026)";
const ROUTES = `routes: not started or under way, planned end before 12:40, ${TODAY}, earliest planned end first`;
const STOPS = `stops: pending, planned before 12:40, ${TODAY}, earliest planned first`;

describe("what should be done by now is what is not done", () => {
  it.each([
    ["Which rounds ought to be finished by now?", ROUTES],
    ["which routes were supposed to be back already but aren't", ROUTES],
    ["Which collections were meant to have been made by now?", STOPS],
    ["which stops should have been served by now but haven't been", STOPS],
    [
      "which stops should have been served by 11:00?",
      `stops: pending, planned before 11:00, ${TODAY}, earliest planned first`,
    ],
    [
      "Which issues in Harbour should have been resolved by now?",
      "exceptions: zone is Harbour, not closed, past their respond-by time, earliest respond by first",
    ],
    // How many were due says nothing of whether they are done.
    ["How many rounds should be back by now?", `number of routes: planned end before 12:40, ${TODAY}`],
    ["How many stops were due to be done by now?", `number of stops: planned before 12:40, ${TODAY}`],
    [
      "How many stops should be done by now but are not?",
      `number of stops: pending, planned before 12:40, ${TODAY}`,
    ],
    // What is done is done, and an hour that is still to come is no bound of what has had its time.
    ["Which rounds are done by now?", `routes: done, ${TODAY}, latest ended first`],
    ["which stops should be served by 4 pm?", "unclear"],
  ])("%s", async (question, words) => {
    expect(await wordsOf(question)).toBe(words);
  });
});
