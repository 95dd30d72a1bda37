import { describe, expect, it } from "vitest";
import { createFormats } from "#components/formats.ts";
import { daysBefore, groupLabel, isOnTarget, kpiFigure, kpiMove } from "./kpi-format.ts";

const formats = createFormats({ locale: "en-GB", timeZone: "Europe/London", currency: "GBP" });

describe("figures of KPIs", () => {
  it.each([
    ["%", 91.24, "91.2%", null],
    ["per 1,000", 4.567, "4.57", "per1000"],
    ["per hour", 43.21, "43.2", "perHour"],
    ["t/h", 1.234, "1.23", "tonnesPerHour"],
    ["money", 3.456, "£3.46", null],
    ["kg", 1840, "1.8 t", null],
  ])("shows %s of %d as %s", (unit, value, text, unitKey) => {
    expect(kpiFigure(formats, unit, value)).toEqual({ text, unitKey });
  });

  it("shows a dash where nothing was due", () => {
    expect(kpiFigure(formats, "%", null)).toEqual({ text: "–", unitKey: null });
  });

  it("says whether a move was for the better, by the direction the KPI wants", () => {
    expect(kpiMove(92, 90, true)).toEqual({ by: 2, isUp: true, isBetter: true });
    expect(kpiMove(92, 90, false)?.isBetter).toBe(false);
    expect(kpiMove(90, 90.001, true)?.isBetter).toBeNull();
    expect(kpiMove(null, 90, true)).toBeNull();
  });

  it("keeps a target at its very value", () => {
    expect(isOnTarget(95, 95, true)).toBe(true);
    expect(isOnTarget(2.1, 2, false)).toBe(false);
    expect(isOnTarget(2.1, null, false)).toBeNull();
  });
});

describe("groups of a split", () => {
  it("reads keys by their dimension", () => {
    expect(groupLabel(formats, "day", "2026-11-23")).toBe("Mon 23 Nov");
    expect(groupLabel(formats, "month", "2026-11")).toBe("Nov 2026");
    expect(groupLabel(formats, "weekday", "7")).toBe("Sunday");
    expect(groupLabel(formats, "stream", "glass", (_, key) => key.toUpperCase())).toBe("GLASS");
    expect(groupLabel(formats, "route", "R-17")).toBe("R-17");
  });

  it("counts days back over the end of a month and of summer time", () => {
    expect(daysBefore("2026-11-02", 3)).toBe("2026-10-30");
    expect(daysBefore("2026-03-30", 1)).toBe("2026-03-29");
  });
});
