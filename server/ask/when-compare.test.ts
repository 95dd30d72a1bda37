import { describe, expect, it } from "vitest";
import { readClockLimits } from "./when-clock.ts";
import { readTimes } from "./when-compare.ts";
import type { AskClock } from "./when-windows.ts";

// A Wednesday, ten in the morning of London's winter.
const CLOCK: AskClock = { now: "2026-11-25T10:30:00.000Z", timeZone: "Europe/London" };

describe("readTimes", () => {
  it.each([
    ["on-time today against last Monday", ["2026-11-25", "2026-11-25"], ["2026-11-23", "2026-11-23"]],
    [
      "compare on-time rate this week with last week",
      ["2026-11-23", "2026-11-25"],
      ["2026-11-16", "2026-11-18"],
    ],
    [
      "compare on-time rate this week and last week",
      ["2026-11-23", "2026-11-25"],
      ["2026-11-16", "2026-11-18"],
    ],
    [
      "this month against the same days of last month",
      ["2026-11-01", "2026-11-25"],
      ["2026-10-01", "2026-10-25"],
    ],
    [
      "year to date against the same period of the previous year",
      ["2026-01-01", "2026-11-25"],
      ["2025-01-01", "2025-11-25"],
    ],
    [
      "this month versus the same month last year",
      ["2026-11-01", "2026-11-25"],
      ["2025-11-01", "2025-11-25"],
    ],
    ["October against last year", ["2026-10-01", "2026-10-31"], ["2025-10-01", "2025-10-31"]],
    ["this year against last year", ["2026-01-01", "2026-11-25"], ["2025-01-01", "2025-12-31"]],
    [
      "overtime in two columns: September 2026 and October 2026",
      ["2026-10-01", "2026-10-31"],
      ["2026-09-01", "2026-09-30"],
    ],
    [
      "overtime, October and November side by side",
      ["2026-11-01", "2026-11-25"],
      ["2026-10-01", "2026-10-31"],
    ],
    [
      "between October and November to date, which KPI moved most",
      ["2026-11-01", "2026-11-25"],
      ["2026-10-01", "2026-10-31"],
    ],
    [
      "from last month till now, which indicator changed most",
      ["2026-11-01", "2026-11-25"],
      ["2026-10-01", "2026-10-31"],
    ],
    ["yesterday against last Tuesday", ["2026-11-24", "2026-11-24"], ["2026-11-17", "2026-11-17"]],
    ["this quarter against last quarter", ["2026-10-01", "2026-11-25"], ["2026-07-01", "2026-09-30"]],
    ["last week against the week before", ["2026-11-16", "2026-11-22"], ["2026-11-09", "2026-11-15"]],
    ["last week vs the week before last", ["2026-11-16", "2026-11-22"], ["2026-11-09", "2026-11-15"]],
    ["this month against October", ["2026-11-01", "2026-11-25"], ["2026-10-01", "2026-10-31"]],
    [
      "this month against the same days of October",
      ["2026-11-01", "2026-11-25"],
      ["2026-10-01", "2026-10-25"],
    ],
    ["October's overtime beside November so far", ["2026-10-01", "2026-10-31"], ["2026-11-01", "2026-11-25"]],
    ["November so far beside October's", ["2026-11-01", "2026-11-25"], ["2026-10-01", "2026-10-31"]],
    [
      "overtime this month beside it, and overtime last month: compare",
      ["2026-11-01", "2026-11-25"],
      ["2026-10-01", "2026-10-31"],
    ],
    [
      "on-time today until now and the equivalent for last Monday",
      ["2026-11-25", "2026-11-25"],
      ["2026-11-23", "2026-11-23"],
    ],
    ["today v yesterday", ["2026-11-25", "2026-11-25"], ["2026-11-24", "2026-11-24"]],
    ["on-time so far, this time last wednesday", ["2026-11-25", "2026-11-25"], ["2026-11-18", "2026-11-18"]],
    ["today against the same day last year", ["2026-11-25", "2026-11-25"], ["2025-11-25", "2025-11-25"]],
    ["changed between last week and this week", ["2026-11-23", "2026-11-25"], ["2026-11-16", "2026-11-22"]],
    ["compare October with September", ["2026-10-01", "2026-10-31"], ["2026-09-01", "2026-09-30"]],
    [
      "overtime compared, this month and the month before",
      ["2026-11-01", "2026-11-25"],
      ["2026-10-01", "2026-10-31"],
    ],
    ["last month against the month before", ["2026-10-01", "2026-10-31"], ["2026-09-01", "2026-09-30"]],
    [
      "overtime this month and how much they had the month before",
      ["2026-11-01", "2026-11-25"],
      ["2026-10-01", "2026-10-31"],
    ],
    ["overtime this month / previous month", ["2026-11-01", "2026-11-25"], ["2026-10-01", "2026-10-31"]],
    ["more overtime this month than last?", ["2026-11-01", "2026-11-25"], ["2026-10-01", "2026-10-31"]],
    [
      "on-time so far today, and what was it at this time last Monday?",
      ["2026-11-25", "2026-11-25"],
      ["2026-11-23", "2026-11-23"],
    ],
    [
      "the KPI with the biggest swing since last month",
      ["2026-11-01", "2026-11-25"],
      ["2026-10-01", "2026-10-31"],
    ],
    ["better than yesterday", null, ["2026-11-24", "2026-11-24"]],
    ["compare this plan with the same weekday last week", null, ["2026-11-18", "2026-11-18"]],
    ["compare this plan with the plan from a week ago", null, ["2026-11-18", "2026-11-18"]],
    [
      "compare yesterday's plan with the same day the week before",
      ["2026-11-24", "2026-11-24"],
      ["2026-11-17", "2026-11-17"],
    ],
    ["today against last week's Monday", ["2026-11-25", "2026-11-25"], ["2026-11-16", "2026-11-16"]],
  ])("%s", (text, own, other) => {
    const { when, compared } = readTimes(text, CLOCK);
    expect(when.window && [when.window.firstDay, when.window.lastDay]).toEqual(own);
    expect(compared && [compared.range.from, compared.range.to]).toEqual(other);
  });

  it.each([
    "routes late today and yesterday's exceptions",
    "stops left, sorted by time to finish",
    "which trucks go to the landfill today",
    "moved to tomorrow",
  ])("%s: compares nothing", (text) => {
    expect(readTimes(text, CLOCK).compared).toBeNull();
  });
});

describe("readClockLimits", () => {
  it.each([
    ["will finish after 4 pm", ["after 16:00"]],
    ["done before 9", ["before 09:00"]],
    ["finish by 15:30", ["before 15:30"]],
    ["between 8 and 10 am", ["after 08:00", "before 10:00"]],
    ["between 10 and 2 pm", ["after 10:00", "before 14:00"]],
    ["after noon", ["after 12:00"]],
    ["behind by 5 minutes", []],
    ["since 3 November", []],
    ["R-9 and by route", []],
    ["closed from 10 to 14", ["after 10:00", "before 14:00"]],
    ["before 3 o'clock", ["before 15:00"]],
    ["beyond 16:00", ["after 16:00"]],
    ["before 12:00 routes were done", ["before 12:00"]],
    ["swing by 9 Oak Court", []],
    ["the sofa from 5 Pine Close", []],
    ["the stops after 14", []],
  ])("%s", (text, limits) => {
    expect(readClockLimits(text, "2026-11-25", CLOCK).map((c) => `${c.side} ${c.words}`)).toEqual(limits);
  });

  it.each([
    ["closed from 22:00 to 02:00", "22:00", "26:00"],
    ["closed from 22 to 2", "22:00", "26:00"],
    ["closed from 10 pm to 2 am", "22:00", "26:00"],
    ["closed from 10 pm until midnight", "22:00", "24:00"],
    ["between 16:00 and 10:00", "16:00", "34:00"],
  ])("%s: ends on the next day", (text, from, until) => {
    const midnightMs = readClockLimits("after 0:00", "2026-11-25", CLOCK)[0]?.at ?? "";
    const hourOf = (at: string) => (Date.parse(at) - Date.parse(midnightMs)) / 3_600_000;
    expect(readClockLimits(text, "2026-11-25", CLOCK).map(({ at }) => `${hourOf(at)}:00`)).toEqual([
      from,
      until,
    ]);
  });
});
