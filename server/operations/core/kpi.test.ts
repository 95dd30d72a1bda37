import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { KPI_NAMES } from "#server/operations/names.schema.ts";
import { KPI_DEFINITIONS, kpiValue, NO_ROUTES, outliers } from "./kpi.ts";

describe("KPI definitions", () => {
  it.each([
    ["on-time", { stopsOnTime: 57, stopsDue: 60 }, 95],
    ["completion", { dueDone: 45, stopsDue: 60 }, 75],
    ["missed-per-1000", { stopsMissed: 3, stopsDue: 600 }, 5],
    ["stops-per-hour", { stopsDone: 96, routeS: 8 * 3600 }, 12],
    ["tonnes-per-route-hour", { weightKg: 12_000, routeS: 8 * 3600 }, 1.5],
    ["set-out-rate", { stopsDone: 90, notOut: 10 }, 90],
    ["contamination", { contaminated: 2, lifts: 100 }, 2],
    ["overflow", { overfull: 4, lifts: 200 }, 2],
    ["adherence", { plannedM: 50_000, deviationM: 5_000 }, 90],
    ["idle", { idleS: 1440, routeS: 8 * 3600 }, 5],
    ["cost-per-stop", { finishedCents: 50_000, finishedStops: 100 }, 5],
    ["cost-per-tonne", { finishedCents: 50_000, finishedKg: 10_000 }, 50],
    ["co2", { fuelL: 100 }, 268],
  ] as const)("%s is the ratio of the product page", (name, part, expected) => {
    expect(kpiValue(name, "", { ...NO_ROUTES, ...part }).value).toBeCloseTo(expected, 9);
  });

  it("is null, never zero or infinite, where nothing was due", () => {
    for (const name of KPI_NAMES.filter((n) => n !== "co2")) {
      expect(kpiValue(name, "", NO_ROUTES).value).toBeNull();
    }
  });

  it("covers every name", () => {
    expect(Object.keys(KPI_DEFINITIONS).sort()).toEqual([...KPI_NAMES].sort());
  });
});

describe("outliers", () => {
  it("returns values on the bad side of the median only, worst first", () => {
    fc.assert(
      fc.property(
        fc.array(fc.integer({ min: -1000, max: 1000 }), { maxLength: 40 }),
        fc.boolean(),
        (raw, isMoreBetter) => {
          const values = raw.map((value, i) => ({ key: String(i), value, numerator: value, denominator: 1 }));
          const found = outliers(values, isMoreBetter, 3);
          const sorted = [...raw].sort((a, b) => a - b);
          const median = sorted[Math.floor(sorted.length / 2)] ?? 0;
          for (const [i, v] of found.entries()) {
            const value = v.value ?? Number.NaN;
            expect(isMoreBetter ? value < median : value > median).toBe(true);
            const next = found[i + 1]?.value;
            if (next != null) expect(isMoreBetter ? next >= value : next <= value).toBe(true);
          }
          expect(found.length).toBeLessThanOrEqual(3);
        },
      ),
    );
  });
});
