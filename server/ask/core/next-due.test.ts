import { describe, expect, it } from "vitest";
import { nextDue } from "./next-due.ts";

const LONDON = "Europe/London";
const FRIDAYS = { weekdays: [5], minute: 17 * 60 };

describe("what goes out by a schedule", () => {
  it.each([
    ["later today", "2026-11-27T10:00:00Z", FRIDAYS, "2026-11-27T17:00:00.000Z"],
    ["in a week where its time has come", "2026-11-27T17:00:00Z", FRIDAYS, "2026-12-04T17:00:00.000Z"],
    ["on the next of its days", "2026-11-25T12:00:00Z", FRIDAYS, "2026-11-27T17:00:00.000Z"],
    [
      "tomorrow, each day",
      "2026-11-25T12:00:00Z",
      { weekdays: [1, 2, 3, 4, 5, 6, 7], minute: 420 },
      "2026-11-26T07:00:00.000Z",
    ],
    [
      "at the same time of the clock when it is set forward",
      "2026-03-28T09:00:00Z",
      { weekdays: [7], minute: 480 },
      "2026-03-29T07:00:00.000Z",
    ],
  ])("is due %s", (_, after, schedule, due) => {
    expect(nextDue(new Date(after), schedule, LONDON).toISOString()).toBe(due);
  });

  it("needs a weekday", () => {
    expect(() => nextDue(new Date(0), { weekdays: [], minute: 0 }, LONDON)).toThrow("expected one of 1 to 7");
  });
});
