import { describe, expect, it } from "vitest";
import { readWeekdayRun, readWeekdays, readWhen, todayWindow, windowBefore } from "./when.ts";
import type { AskClock } from "./when-windows.ts";

// A Monday, 10:30 in London and 11:30 in Berlin.
const LONDON: AskClock = { now: "2026-11-23T10:30:00.000Z", timeZone: "Europe/London" };
const days = (text: string, clock = LONDON) => {
  const { window } = readWhen(text, clock);
  return window && [window.firstDay, window.lastDay];
};

describe("readWhen", () => {
  it.each([
    ["routes today", ["2026-11-23", "2026-11-23"]],
    ["so far today", ["2026-11-23", "2026-11-23"]],
    ["yesterday by route", ["2026-11-22", "2026-11-22"]],
    ["the day before yesterday", ["2026-11-21", "2026-11-21"]],
    ["this week", ["2026-11-23", "2026-11-23"]],
    ["last week", ["2026-11-16", "2026-11-22"]],
    ["this month", ["2026-11-01", "2026-11-23"]],
    ["last month", ["2026-10-01", "2026-10-31"]],
    ["routes that were late last month", ["2026-10-01", "2026-10-31"]],
    ["stops late in October", ["2026-10-01", "2026-10-31"]],
    ["in late October", ["2026-10-21", "2026-10-31"]],
    ["last quarter", ["2026-07-01", "2026-09-30"]],
    ["this year", ["2026-01-01", "2026-11-23"]],
    ["in the last 90 days", ["2026-08-26", "2026-11-23"]],
    ["last two weeks", ["2026-11-10", "2026-11-23"]],
    ["on Tuesday", ["2026-11-17", "2026-11-17"]],
    ["on Monday", ["2026-11-23", "2026-11-23"]],
    ["last Monday", ["2026-11-16", "2026-11-16"]],
    ["last week's Friday", ["2026-11-20", "2026-11-20"]],
    ["Wednesday of last week", ["2026-11-18", "2026-11-18"]],
    ["Monday of this week", ["2026-11-23", "2026-11-23"]],
    ["this week's Friday", ["2026-11-27", "2026-11-27"]],
    ["since Friday", ["2026-11-20", "2026-11-23"]],
    ["in October", ["2026-10-01", "2026-10-31"]],
    ["in December", ["2025-12-01", "2025-12-31"]],
    ["in March 2025", ["2025-03-01", "2025-03-31"]],
    ["on 20 November", ["2026-11-20", "2026-11-20"]],
    ["on 2026-11-05", ["2026-11-05", "2026-11-05"]],
    ["between 3 November and 9 November", ["2026-11-03", "2026-11-09"]],
  ])("reads %s", (text, expected) => {
    expect(days(text)).toEqual(expected);
  });

  it.each([
    "which routes are late",
    "truck 42",
    "stops to be moved to tomorrow",
    "R-17",
    "whether truck 23 may go out",
  ])("finds no time in %s", (text) => {
    expect(days(text)).toBeNull();
  });

  // Monday 23 November, 10:30: what is told since a time of a day runs up to now.
  it.each([
    ["since yesterday noon", "2026-11-22T12:00", "2026-11-23T10:30"],
    ["since noon yesterday", "2026-11-22T12:00", "2026-11-23T10:30"],
    ["after yesterday noon", "2026-11-22T12:00", "2026-11-23T10:30"],
    ["from Saturday noon", "2026-11-21T12:00", "2026-11-23T10:30"],
    ["from Saturday noon until now", "2026-11-21T12:00", "2026-11-23T10:30"],
    ["between Saturday noon and now", "2026-11-21T12:00", "2026-11-23T10:30"],
    ["since Friday at 4", "2026-11-20T16:00", "2026-11-23T10:30"],
    ["since 20 November at 15:00", "2026-11-20T15:00", "2026-11-23T10:30"],
    ["since this morning at 9", "2026-11-23T09:00", "2026-11-23T10:30"],
    ["since 9 this morning", "2026-11-23T09:00", "2026-11-23T10:30"],
    ["since yesterday evening at 8", "2026-11-22T20:00", "2026-11-23T10:30"],
    ["since yesterday morning", "2026-11-22T06:00", "2026-11-23T10:30"],
    ["since yesterday afternoon", "2026-11-22T12:00", "2026-11-23T10:30"],
    ["from Friday noon to Saturday noon", "2026-11-20T12:00", "2026-11-21T12:00"],
    ["from yesterday 22:00 to 6:00 today", "2026-11-22T22:00", "2026-11-23T06:00"],
  ])("reads a time of a day in %s", (text, from, to) => {
    const { window, spans } = readWhen(text, LONDON);
    expect([window?.from, window?.to]).toEqual([`${from}:00.000Z`, `${to}:00.000Z`]);
    expect(spans).toEqual([{ start: 0, end: text.length }]);
  });

  it.each([
    ["after 16:00 yesterday", ["2026-11-22", "2026-11-22"]],
    ["from 9 to 11 yesterday", ["2026-11-22", "2026-11-22"]],
    ["since Monday 9 November", ["2026-11-09", "2026-11-23"]],
  ])("leaves %s to be a day", (text, expected) => {
    expect(days(text)).toEqual(expected);
  });

  it("reads the clock times of the depot's zone, not of the server", () => {
    const berlin: AskClock = { ...LONDON, timeZone: "Europe/Berlin" };
    expect(readWhen("since 9:00", berlin).window?.from).toBe("2026-11-23T08:00:00.000Z");
    expect(readWhen("since 9:00", LONDON).window?.from).toBe("2026-11-23T09:00:00.000Z");
  });

  it("takes a time that has not come yet for the day before", () => {
    expect(readWhen("since noon", LONDON).window).toMatchObject({
      from: "2026-11-22T12:00:00.000Z",
      to: "2026-11-23T10:30:00.000Z",
    });
  });

  it("covers 25 hours of the day on which the clocks go back", () => {
    const { window } = readWhen("yesterday", { now: "2026-10-26T10:00:00.000Z", timeZone: "Europe/London" });
    expect(window && (Date.parse(window.to) - Date.parse(window.from)) / 3_600_000).toBe(25);
  });
});

describe("windows to compare with", () => {
  it("a day compares with the same weekday a week before", () => {
    expect(windowBefore(todayWindow(LONDON))).toEqual({ from: "2026-11-16", to: "2026-11-16" });
  });

  it("part of a month compares with the same part of the month before", () => {
    const { window } = readWhen("this month", LONDON);
    expect(window && windowBefore(window)).toEqual({ from: "2026-10-01", to: "2026-10-23" });
  });

  it("a week compares with the week before", () => {
    const { window } = readWhen("last week", LONDON);
    expect(window && windowBefore(window)).toEqual({ from: "2026-11-09", to: "2026-11-15" });
  });
});

describe("days of the week", () => {
  it.each([
    ["misses on Mondays", [1]],
    ["misses every weekend", [6, 7]],
    ["the export on a Thursday, every week", [4]],
    ["every week on Fridays", [5]],
    ["misses last weekend", []],
  ])("%s", (text, expected) => {
    expect(readWeekdays(text).days).toEqual(expected);
  });

  it.each([
    ["over the last three Mondays", [1], ["2026-11-02", "2026-11-16"]],
    ["the last two weekends", [6, 7], ["2026-11-14", "2026-11-22"]],
    ["the last 5 weekdays", [1, 2, 3, 4, 5], ["2026-11-16", "2026-11-20"]],
  ])("%s are a window and days of it", (text, weekdays, range) => {
    const run = readWeekdayRun(text, LONDON);
    expect(run?.days).toEqual(weekdays);
    expect([run?.window?.firstDay, run?.window?.lastDay]).toEqual(range);
  });
});

it("reads what went before a time of day that something was noticed at", () => {
  const { window } = readWhen("latency jumped about 09:25, any flags flipped just before?", LONDON);
  expect([window?.from, window?.to]).toEqual(["2026-11-22T10:30:00.000Z", "2026-11-23T09:25:00.000Z"]);
});
