import { expect, it } from "vitest";
import { hoursOn, instantOn } from "./time-on-day.ts";

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

it.each([
  ["10:00", "14:00", "2026-11-25T10:00:00.000Z", "2026-11-25T14:00:00.000Z"],
  ["22:00", "02:00", "2026-11-25T22:00:00.000Z", "2026-11-26T02:00:00.000Z"],
  ["22:00", "00:00", "2026-11-25T22:00:00.000Z", "2026-11-26T00:00:00.000Z"],
  ["22:00", "", "2026-11-25T22:00:00.000Z", undefined],
  ["", "02:00", undefined, "2026-11-25T02:00:00.000Z"],
])(
  "hours from %j until %j end on the day, or past midnight on the day after",
  (from, until, begun, ended) => {
    expect(hoursOn("2026-11-25", { from, until }, "Europe/London")).toEqual({ from: begun, until: ended });
  },
);

it("hours past midnight run over a change of the clocks", () => {
  expect(hoursOn("2026-10-24", { from: "23:00", until: "04:00" }, "Europe/Berlin")).toEqual({
    ...{ from: "2026-10-24T21:00:00.000Z", until: "2026-10-25T03:00:00.000Z" },
  });
});
