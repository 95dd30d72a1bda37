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
    [
      "on the first Monday of a month",
      "2026-11-25T12:00:00Z",
      { weekdays: [1], minute: 480, nth: 1 },
      "2026-12-07T08:00:00.000Z",
    ],
    [
      "on the last day of a month",
      "2026-11-30T18:00:00Z",
      { weekdays: [1, 2, 3, 4, 5, 6, 7], minute: 1080, nth: -1 },
      "2026-12-31T18:00:00.000Z",
    ],
    [
      "on the last working day of a month that ends on a Sunday",
      "2027-01-01T00:00:00Z",
      { weekdays: [1, 2, 3, 4, 5], minute: 0, nth: -1 },
      "2027-01-29T00:00:00.000Z",
    ],
    [
      "on the 31st, in the next month that has one",
      "2027-02-01T00:00:00Z",
      { weekdays: [1, 2, 3, 4, 5, 6, 7], minute: 600, nth: 31 },
      "2027-03-31T09:00:00.000Z",
    ],
    [
      "on a fifth Monday, where a month has one",
      "2026-12-01T00:00:00Z",
      { weekdays: [1], minute: 600, nth: 5 },
      "2027-03-29T09:00:00.000Z",
    ],
  ])("is due %s", (_, after, schedule, due) => {
    expect(nextDue(new Date(after), schedule, LONDON).toISOString()).toBe(due);
  });

  it("needs a weekday", () => {
    expect(() => nextDue(new Date(0), { weekdays: [], minute: 0 }, LONDON)).toThrow(
      "expected weekdays of 1 to 7",
    );
  });
});
