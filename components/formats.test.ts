import { describe, expect, it } from "vitest";
import { createFormats, UNKNOWN } from "./formats.ts";

const formats = createFormats({
  ...{ locale: "en-GB", timeZone: "Europe/London", currency: "GBP" },
  now: () => Date.parse("2026-12-31T23:30:00Z"),
});

describe("formats", () => {
  it("writes times in the zone of the organisation, not of the machine", () => {
    expect(formats.time("2026-07-01T12:05:00Z")).toBe("13:05");
    expect(formats.time("2026-12-01T12:05:00Z")).toBe("12:05");
  });

  it("keeps the date of a service day whatever the zone is", () => {
    const far = createFormats({ locale: "en-GB", timeZone: "Pacific/Auckland", currency: "NZD" });
    expect(far.date("2026-11-23")).toBe(formats.date("2026-11-23"));
  });

  it("names the year of a date that lies in another", () => {
    expect(formats.day("2026-10-23")).toBe("Fri 23 Oct");
    expect(formats.day("2025-10-23")).toBe("Thu, 23 Oct 2025");
    expect(formats.dateTime("2026-10-23T05:29:00Z")).toBe("23 Oct, 06:29");
    expect(formats.dateTime("2025-10-23T05:29:00Z")).toBe("23 Oct 2025, 06:29");
  });

  it("goes by the year of the organisation, not of the machine", () => {
    const far = createFormats({
      ...{ locale: "en-GB", timeZone: "Pacific/Auckland", currency: "NZD" },
      now: () => Date.parse("2026-12-31T23:30:00Z"),
    });
    expect(far.day("2026-12-31")).toBe("Thu, 31 Dec 2026");
    expect(far.day("2027-01-01")).toBe("Fri 1 Jan");
  });

  it("writes what is below nothing with a minus, not with a hyphen", () => {
    expect([formats.money(-340), formats.number(-4), formats.measure(-0.5), formats.share(-0.5)]).toEqual([
      "−£3.40",
      "−4",
      "−0.5",
      "−50%",
    ]);
  });

  it("holds nothing for certain", () => {
    expect([0, 0.004, 0.126, 0.997, 1].map(formats.chance)).toEqual(["1%", "1%", "13%", "99%", "99%"]);
  });

  it("keeps one unit on an axis", () => {
    expect([0, 75_000, 800].map(formats.tonnes)).toEqual(["0 t", "75 t", "0.8 t"]);
    expect([1_100_000, 0, 50].map(formats.roundMoney)).toEqual(["£11,000", "£0", "£0.50"]);
  });

  it("marks lateness with a plus and earliness with a minus, in whole minutes", () => {
    expect(formats.delay(24 * 60 + 40)).toBe("+24 min");
    expect(formats.delay(-5 * 60)).toBe("−5 min");
    expect(formats.delay(59)).toBe("0 min");
  });

  it("gives an age in the largest unit that fits, rounded down", () => {
    expect([900, 59_999, 60_000, 3_599_999, 3_600_000, 86_400_000].map(formats.age)).toEqual([
      "0 sec",
      "59 sec",
      "1 min",
      "59 min",
      "1 hr",
      "1 day",
    ]);
  });

  it("never shows a negative age when clocks disagree", () => {
    expect(formats.age(-5000)).toBe("0 sec");
  });

  it("names days of the week from Monday 1 to Sunday 7", () => {
    expect(formats.weekdays([1, 4, 7])).toBe("Mon, Thu, Sun");
  });

  it("shows a dash for what is not known and a unit on what is", () => {
    expect(formats.kg(null)).toBe(UNKNOWN);
    expect(formats.kg(4230)).toBe("4,230 kg");
    expect(formats.distance(12_440)).toBe("12.4 km");
    expect(formats.duration(12_000)).toBe("3 hr 20 min");
    expect(formats.duration(0)).toBe("0 min");
    expect(formats.duration(-240)).toBe("−4 min");
    expect(formats.duration(-12_000)).toBe("−3 hr 20 min");
    expect(formats.minuteOfDay(390)).toBe("06:30");
  });

  it("gives a difference its sign, and none to one too small to show", () => {
    expect(formats.signed(1_240, formats.distance)).toBe("+1.2 km");
    expect(formats.signed(-340, formats.money)).toBe("−£3.40");
    expect(formats.signed(-20, formats.distance)).toBe("0 km");
  });
});
