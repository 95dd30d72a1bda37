import { describe, expect, it } from "vitest";
import { readWhen } from "./when.ts";
import type { AskClock } from "./when-windows.ts";

const LONDON: AskClock = { now: "2026-11-25T12:40:00.000Z", timeZone: "Europe/London" };
const SYDNEY: AskClock = { now: "2026-11-25T01:40:00.000Z", timeZone: "Australia/Sydney" };

const days = (text: string, clock = LONDON) => {
  const { window } = readWhen(text, clock);
  return window && [window.firstDay, window.lastDay];
};

describe("days and seasons by their names", () => {
  it.each([
    ["tonnes on Hallowe'en", ["2026-10-31", "2026-10-31"]],
    ["tonnes since halloween", ["2026-10-31", "2026-11-25"]],
    ["misses on Bonfire Night", ["2026-11-05", "2026-11-05"]],
    ["misses on Easter Monday", ["2026-04-06", "2026-04-06"]],
    ["misses on Good Friday", ["2026-04-03", "2026-04-03"]],
    ["misses since Easter", ["2026-04-05", "2026-11-25"]],
    ["trucks on Christmas Day", ["2026-12-25", "2026-12-25"]],
    ["misses since Christmas", ["2025-12-25", "2026-11-25"]],
    ["misses last Christmas", ["2025-12-25", "2025-12-25"]],
    ["since the clocks went back", ["2026-10-25", "2026-11-25"]],
    ["since the clocks went forward", ["2026-03-29", "2026-11-25"]],
    ["overflow in summer", ["2026-06-01", "2026-08-31"]],
    ["overflow this autumn", ["2026-09-01", "2026-11-25"]],
    ["overflow last autumn", ["2025-09-01", "2025-11-30"]],
    ["overflow last winter", ["2025-12-01", "2026-02-28"]],
  ])("%s", (text, expected) => expect(days(text)).toEqual(expected));

  it("takes the change of the clocks from the zone", () =>
    expect(days("since the clocks went forward", SYDNEY)).toEqual(["2026-10-04", "2026-11-25"]));

  it.each(["routes that fall behind", "the week after New Year"])("finds no time in %s", (text) =>
    expect(days(text)).toBeNull(),
  );
});

describe("months in a row and parts of months", () => {
  it.each([
    ["for August, September and October", ["2026-08-01", "2026-10-31"]],
    ["July-August-September", ["2026-07-01", "2026-09-30"]],
    ["September and October together", ["2026-09-01", "2026-10-31"]],
    ["missed pickups october november", ["2026-10-01", "2026-11-25"]],
    ["first full week of October", ["2026-10-05", "2026-10-11"]],
    ["last full week of October", ["2026-10-19", "2026-10-25"]],
    ["first fortnight of November", ["2026-11-01", "2026-11-14"]],
    ["the quarter ended 30 September", ["2026-07-01", "2026-09-30"]],
    ["since a week last Monday", ["2026-11-16", "2026-11-25"]],
    ["since 3 January", ["2026-01-03", "2026-11-25"]],
    ["over the past 3 months", ["2026-08-26", "2026-11-25"]],
  ])("%s", (text, expected) => expect(days(text)).toEqual(expected));
});
