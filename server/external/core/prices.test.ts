import { describe, expect, it } from "vitest";
import sheets from "../prices.json" with { type: "json" };
import { centsOf, isPeak, type PriceSheet, sheetOn, unitsOf } from "./prices.ts";

const at = Date.UTC(2026, 10, 26, 8);
const graphhopper = sheetOn(sheets.graphhopper, at);

describe("prices", () => {
  it.each([
    ["route", { locations: 2 }, 1],
    ["route", { locations: 10 }, 1],
    ["route", { locations: 35 }, 3.5],
    ["matrix", { pairs: 1, longerSide: 1 }, 1],
    ["matrix", { pairs: 100, longerSide: 10 }, 50],
    ["matrix", { pairs: 10_000, longerSide: 100 }, 1_000],
    ["optimise", { vehicleLocations: 4, locations: 4 }, 10],
    ["optimise", { vehicleLocations: 600, locations: 40 }, 400],
    ["isochrone", { minutes: 3 }, 10],
    ["isochrone", { minutes: 30 }, 60],
  ])("%s of %o costs %d credits, as published", (operation, sizes, units) => {
    expect(unitsOf(graphhopper, operation, sizes)).toBeCloseTo(units, 9);
  });

  it("names an operation that has no price", () => {
    expect(() => unitsOf(graphhopper, "teleport", {})).toThrow('found no operation "teleport"');
  });

  const sheet = (from: string, centsPerUnit: number, peaks: PriceSheet["peaks"] = []): PriceSheet => ({
    ...{ from, centsPerUnit, peaks, source: "test", operations: {} },
    limits: { unitsPerDay: null, unitsPerMinute: null, requestsPerSecond: null },
  });

  it("takes the sheet of the day, in whatever order they stand", () => {
    const both = [sheet("2026-11-01", 2), sheet("2026-01-01", 1)];
    expect(sheetOn(both, Date.UTC(2026, 9, 31)).centsPerUnit).toBe(1);
    expect(sheetOn(both, Date.UTC(2026, 10, 1)).centsPerUnit).toBe(2);
    expect(() => sheetOn(both, Date.UTC(2025, 0, 1))).toThrow("prices on 2025-01-01");
  });

  it("charges more in hours of peak", () => {
    const peaked = sheet("2026-01-01", 2, [{ fromHour: 7, toHour: 10, times: 1.5 }]);
    expect([centsOf(peaked, 10, at), centsOf(peaked, 10, at + 2 * 3_600_000)]).toEqual([30, 20]);
    expect([isPeak(peaked, at), isPeak(peaked, at - 2 * 3_600_000)]).toEqual([true, false]);
  });
});
