import { expect, it } from "vitest";
import { readComing } from "#server/ask/core/forecast-when.ts";

// A Monday.
const TODAY = "2026-11-23";

it.each([
  ["how many tonnes tomorrow", "2026-11-24", "2026-11-24"],
  ["tonnes the day after tomorrow", "2026-11-25", "2026-11-25"],
  ["trucks on Friday", "2026-11-27", "2026-11-27"],
  ["trucks next Friday", "2026-12-04", "2026-12-04"],
  ["trucks on Monday", "2026-11-30", "2026-11-30"],
  ["tonnes next week", "2026-11-30", "2026-12-06"],
  ["tonnes the week after next", "2026-12-07", "2026-12-13"],
  ["tonnes for the rest of this week", "2026-11-24", "2026-11-29"],
  ["tonnes at the weekend", "2026-11-28", "2026-11-29"],
  ["tonnes in the next 14 days", "2026-11-24", "2026-12-07"],
  ["tonnes over the next two weeks", "2026-11-24", "2026-12-07"],
  ["tonnes next month", "2026-12-01", "2026-12-31"],
  ["tonnes in January", "2027-01-01", "2027-01-31"],
  ["tonnes the week after New Year", "2027-01-04", "2027-01-10"],
  ["tonnes the week before Christmas", "2026-12-14", "2026-12-20"],
  ["tonnes on New Year's Day", "2027-01-01", "2027-01-01"],
])("%s", (text, firstDay, lastDay) => {
  expect(readComing(text, TODAY, "Europe/London")?.window).toMatchObject({
    firstDay,
    lastDay,
    isNamed: true,
  });
});

it.each(["how many tonnes last week", "tonnes yesterday", "where is truck 42"])(
  "%s names no days to come",
  (text) => {
    expect(readComing(text, TODAY, "Europe/London")).toBeNull();
  },
);

it("the window runs from midnight to midnight in the zone, over the change of the clocks too", () => {
  const { window } = readComing("tonnes on Sunday", "2026-03-23", "Europe/London") ?? {};
  expect([window?.from, window?.to]).toEqual(["2026-03-29T00:00:00.000Z", "2026-03-29T23:00:00.000Z"]);
});
