import { describe, expect, it } from "vitest";
import { alertOn } from "#server/ask/core/follow-up-alerts.ts";

describe("an alert on the rows before", () => {
  it.each([
    ["Late routes in the East", "tell me when there are any", "tell me when any Late routes in the East"],
    ["Which routes are late?", "let me know if that happens", "tell me when any routes are late"],
    [
      "Missed pickups today",
      "warn me if there are more than 5",
      "tell me when more than 5 Missed pickups today",
    ],
    ["Show open exceptions", "and can you notify me about those", "tell me when any open exceptions"],
  ])("%s, %s", (before, sentence, said) => expect(alertOn(before, sentence)?.texts[0]).toBe(said));

  it.each([
    "tell me about the second one",
    "tell me when R-9 is late",
    "tell me why",
    "only those in the East",
  ])("is not asked for by: %s", (sentence) =>
    expect(alertOn("Which routes are late?", sentence)).toBeUndefined(),
  );
});
