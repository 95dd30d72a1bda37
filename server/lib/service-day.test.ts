import fc from "fast-check";
import { Temporal } from "temporal-polyfill";
import { describe, expect, it } from "vitest";
import {
  addDays,
  dayBounds,
  daysBetween,
  isoWeekOf,
  minutesOf,
  minutesToInstant,
  monthOf,
  quarterOf,
  rangeBounds,
  serviceDayOf,
  weekdayOf,
  weekOf,
} from "#server/lib/service-day.ts";

const LONDON = "Europe/London";
const ZONES = [
  LONDON,
  "Asia/Shanghai",
  "America/New_York",
  "Australia/Lord_Howe",
  "America/Santiago",
  "Asia/Kolkata",
];

describe("service day", () => {
  it.each([
    // Spring forward in 2026: 29 March, 01:00 UTC. Back: 25 October, 01:00 UTC.
    ["2026-03-28T23:59:59.999Z", LONDON, "2026-03-28"],
    ["2026-03-29T00:00:00Z", LONDON, "2026-03-29"],
    ["2026-03-29T22:59:59Z", LONDON, "2026-03-29"],
    ["2026-03-29T23:00:00Z", LONDON, "2026-03-30"],
    ["2026-10-24T23:00:00Z", LONDON, "2026-10-25"],
    ["2026-10-25T23:59:59Z", LONDON, "2026-10-25"],
    ["2026-10-26T00:00:00Z", LONDON, "2026-10-26"],
    ["2026-11-23T16:00:00Z", "Asia/Shanghai", "2026-11-24"],
    ["2026-11-23T04:59:59Z", "America/New_York", "2026-11-22"],
    ["2026-11-23T10:00:00+14:00", "UTC", "2026-11-22"],
  ])("of %s in %s is %s", (instant, zone, day) => {
    expect(serviceDayOf(instant, zone)).toBe(day);
    expect(serviceDayOf(new Date(instant), zone)).toBe(day);
    expect(serviceDayOf(Date.parse(instant), zone)).toBe(day);
  });

  it.each([
    ["2026-03-29", "2026-03-29T00:00:00.000Z", "2026-03-29T23:00:00.000Z", 23],
    ["2026-07-01", "2026-06-30T23:00:00.000Z", "2026-07-01T23:00:00.000Z", 24],
    ["2026-10-25", "2026-10-24T23:00:00.000Z", "2026-10-26T00:00:00.000Z", 25],
  ])("%s in London runs from %s to %s: %i hours", (day, start, end, hours) => {
    const bounds = dayBounds(day, LONDON);
    expect([bounds.start.toISOString(), bounds.end.toISOString()]).toEqual([start, end]);
    expect((+bounds.end - +bounds.start) / 3_600_000).toBe(hours);
  });

  it("starts at the first instant of a day that has no midnight", () => {
    // Chile goes from 00:00 to 01:00 on 6 September 2026.
    expect(dayBounds("2026-09-06", "America/Santiago").start.toISOString()).toBe("2026-09-06T04:00:00.000Z");
  });

  it.each([
    ["2026-03-29", 30, "2026-03-29T00:30:00.000Z", "before the gap"],
    ["2026-03-29", 90, "2026-03-29T01:30:00.000Z", "01:30 is skipped and becomes 02:30"],
    ["2026-03-29", 360, "2026-03-29T05:00:00.000Z", "06:00 on the wall"],
    ["2026-10-25", 90, "2026-10-25T00:30:00.000Z", "01:30 occurs twice, the earlier counts"],
    ["2026-10-25", 120, "2026-10-25T02:00:00.000Z", "after the second 01:00"],
    ["2026-10-24", 1500, "2026-10-25T00:00:00.000Z", "01:00 of the next day"],
    ["2026-11-23", -60, "2026-11-22T23:00:00.000Z", "23:00 of the day before"],
  ])("%s and %i minutes in London is %s: %s", (day, minutes, instant) => {
    expect(minutesToInstant(day, minutes, LONDON).toISOString()).toBe(instant);
  });

  it("agrees with Temporal on any instant, wall time and day of any zone", () => {
    const ms = fc.integer({ min: Date.UTC(2000, 0), max: Date.UTC(2037, 0) });
    const minutes = fc.integer({ min: 0, max: 1439 });
    fc.assert(
      fc.property(ms, minutes, fc.constantFrom(...ZONES), (at, minute, timeZone) => {
        const zoned = Temporal.Instant.fromEpochMilliseconds(at).toZonedDateTimeISO(timeZone);
        const day = zoned.toPlainDate().toString();
        expect(serviceDayOf(at, timeZone)).toBe(day);
        expect(Math.floor(minutesOf(at, timeZone))).toBe(zoned.hour * 60 + zoned.minute);
        const { start, end } = dayBounds(day, timeZone);
        expect(+start).toBe(zoned.startOfDay().epochMilliseconds);
        expect(+end).toBe(zoned.add({ days: 1 }).startOfDay().epochMilliseconds);
        const wall = zoned
          .toPlainDate()
          .toPlainDateTime({ hour: Math.floor(minute / 60), minute: minute % 60 });
        expect(+minutesToInstant(day, minute, timeZone)).toBe(
          wall.toZonedDateTime(timeZone).epochMilliseconds,
        );
      }),
      { numRuns: 500 },
    );
  });

  it("is right at the very instants an offset changes, whichever side is asked first", () => {
    for (const timeZone of ZONES) {
      let at: Temporal.ZonedDateTime | null = Temporal.ZonedDateTime.from(`2019-06-01T00:00[${timeZone}]`);
      for (let i = 0; i < 4; i++) {
        at = at.getTimeZoneTransition("next");
        if (at === null) break;
        for (const step of [0, -1, 1])
          expect(serviceDayOf(at.epochMilliseconds + step, timeZone)).toBe(
            at.add({ milliseconds: step }).toPlainDate().toString(),
          );
      }
    }
  });

  it("counts days over the end of February and of the year", () => {
    expect(addDays("2028-02-28", 1)).toBe("2028-02-29");
    expect(addDays("2026-01-01", -1)).toBe("2025-12-31");
    expect(daysBetween("2025-12-31", "2026-03-01")).toBe(60);
  });

  it("numbers weekdays from Monday, before 1970 too", () => {
    expect(["2026-11-23", "2026-11-29", "1970-01-01", "1969-12-29"].map(weekdayOf)).toEqual([1, 7, 4, 1]);
  });

  it("numbers weeks by ISO 8601, at the turn of years too", () => {
    const numbered = [
      ["2026-11-23", 48],
      ["2025-12-28", 52],
      ["2025-12-29", 1],
      ["2026-12-31", 53],
      ["2027-01-03", 53],
      ["2027-01-04", 1],
      ["2023-01-01", 52],
    ] as const;
    expect(numbered.map(([day]) => isoWeekOf(day))).toEqual(numbered.map(([, week]) => week));
    for (let day = "1999-12-27"; day < "2033-01-10"; day = addDays(day, 1)) {
      const { weekOfYear } = Temporal.PlainDate.from(day);
      expect(isoWeekOf(day)).toBe(weekOfYear);
    }
  });

  it("gives the week from Monday, the month and the quarter of a day", () => {
    expect(weekOf("2027-01-01")).toEqual({ from: "2026-12-28", to: "2027-01-03" });
    expect(monthOf("2028-02-10")).toEqual({ from: "2028-02-01", to: "2028-02-29" });
    expect(quarterOf("2026-11-23")).toEqual({ from: "2026-10-01", to: "2026-12-31" });
    const { start, end } = rangeBounds(monthOf("2026-10-09"), LONDON);
    expect([start.toISOString(), end.toISOString()]).toEqual([
      "2026-09-30T23:00:00.000Z",
      "2026-11-01T00:00:00.000Z",
    ]);
  });

  it.each(["2026-02-30", "2026-2-3", "today", ""])("refuses %s as a day", (day) => {
    expect(() => addDays(day, 1)).toThrow(/expected a day of the calendar/);
  });

  it("refuses what is no instant and no zone", () => {
    expect(() => serviceDayOf("soon", LONDON)).toThrow(/got instant soon/);
    expect(() => serviceDayOf(0, "Europe/Port_Ellery")).toThrow(RangeError);
  });
});
