import { describe, expect, it } from "vitest";
import { createCalendar, holidaysOf, seasonOf } from "./calendar.ts";
import { dayOfIso, isoOfDay, midnightOf, stamp, weekdayOf } from "./days.ts";

const anchor = dayOfIso("2026-11-23");

describe("holidays", () => {
  it("are those of the published lists, substitute days included", () => {
    expect(holidaysOf(2026).map(({ day }) => isoOfDay(day))).toEqual([
      "2026-01-01",
      "2026-04-03",
      "2026-04-06",
      "2026-05-04",
      "2026-05-25",
      "2026-08-31",
      "2026-12-25",
      "2026-12-28",
    ]);
    expect(
      holidaysOf(2022)
        .slice(-2)
        .map(({ day }) => isoOfDay(day)),
    ).toEqual(["2022-12-26", "2022-12-27"]);
    expect(isoOfDay(holidaysOf(2024)[1]?.day ?? 0)).toBe("2024-03-29");
  });

  it("have no collection, and the rounds after them slide by a day", () => {
    const calendar = createCalendar({ seed: 1, anchor });
    const monday = dayOfIso("2026-05-25");
    expect(calendar.of(monday).roundsOf).toBeNull();
    expect([1, 2, 3, 4, 5].map((k) => calendar.of(monday + k).roundsOf)).toEqual([1, 2, 3, 4, 5]);
    expect(calendar.of(monday + 7).roundsOf).toBe(1);
  });
});

describe("calendar", () => {
  it("has a Tuesday of many misses within two weeks before the anchor, whatever day that is", () => {
    for (let k = 0; k < 7; k++) {
      const { badTuesday, of } = createCalendar({ seed: 1, anchor: anchor + k });
      expect(weekdayOf(badTuesday)).toBe(2);
      expect(anchor + k - badTuesday).toBeGreaterThan(0);
      expect(anchor + k - badTuesday).toBeLessThanOrEqual(7);
      expect(of(badTuesday).missed).toBeGreaterThan(2);
    }
  });

  it("gives the same day again", () => {
    const make = () => createCalendar({ seed: 7, anchor }).of(anchor - 100);
    expect(make()).toEqual(make());
  });

  it("has more organics in July than in January, and more glass at the turn of the year", () => {
    expect(seasonOf(dayOfIso("2026-07-10"), "organics")).toBeGreaterThan(
      1.5 * seasonOf(dayOfIso("2026-01-20"), "organics"),
    );
    expect(seasonOf(dayOfIso("2026-01-02"), "glass")).toBeGreaterThan(1.3);
  });
});

describe("days", () => {
  it("begin at local midnight on both sides of a change of clocks", () => {
    const zone = "Europe/London";
    expect(stamp(midnightOf(dayOfIso("2026-10-25"), zone))).toBe("2026-10-24 23:00:00+00");
    expect(stamp(midnightOf(dayOfIso("2026-10-26"), zone))).toBe("2026-10-26 00:00:00+00");
  });
});
