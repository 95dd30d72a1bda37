import { describe, expect, it } from "vitest";
import * as z from "zod";
import { CalendarDay, CalendarInstant, isCalendarDay } from "#server/lib/calendar-day.schema.ts";

describe("a day of the calendar", () => {
  it.each([
    ["2026-11-23", true],
    ["2024-02-29", true],
    ["1000-01-01", true],
    ["8999-12-31", true],
    ["2026-02-29", false],
    ["2026-13-01", false],
    ["2026-11-23T00:00:00Z", false],
    ["0000-01-01", false],
    ["0999-12-31", false],
    ["9000-01-01", false],
    ["-001000-01-01", false],
    ["", false],
  ])("%s: %s", (text, isDay) => {
    expect(isCalendarDay(text)).toBe(isDay);
    expect(CalendarDay.safeParse(text).success).toBe(isDay);
    if (text.length === 10) expect(CalendarInstant.safeParse(`${text}T09:00:00Z`).success).toBe(isDay);
  });

  it("is refused with its place, what was found and what is expected", () => {
    const { error } = z.object({ filter: z.object({ from: CalendarDay }) }).safeParse({
      filter: { from: "0000-01-01" },
    });
    expect(error === undefined ? "" : z.prettifyError(error)).toBe(
      '✖ found "0000-01-01", expected a day of the calendar such as 2026-11-23, of the years 1000 to 8999\n  → at filter.from',
    );
  });
});
