import { expect, it } from "vitest";
import { instantOn } from "./time-on-day.ts";

it.each([
  ["2026-11-25", "14:00", "Europe/London", "2026-11-25T14:00:00.000Z"],
  ["2026-07-25", "10:30", "Europe/London", "2026-07-25T09:30:00.000Z"],
  ["2026-11-25", "00:15", "Pacific/Auckland", "2026-11-24T11:15:00.000Z"],
  // The clocks go back at 03:00 in Berlin.
  ["2026-10-25", "04:00", "Europe/Berlin", "2026-10-25T03:00:00.000Z"],
  ["2026-10-25", "01:00", "Europe/Berlin", "2026-10-24T23:00:00.000Z"],
  ["2026-11-25", "", "Europe/London", undefined],
])("the clock of a zone shows a time on %s at %s in %s", (day, time, timeZone, instant) => {
  expect(instantOn(day, time, timeZone)).toBe(instant);
});
