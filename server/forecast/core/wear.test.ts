import { expect, it } from "vitest";
import { learnWear, type WearModel, wearValues } from "#server/forecast/core/wear.ts";
import { MOST_DAYS, WEAR_FEATURES, type WearHistory } from "#server/forecast/maintenance.schema.ts";
import { type Random, seeded } from "#server/lib/random.ts";

const at = (values: readonly number[] | null, feature: (typeof WEAR_FEATURES)[number]): number =>
  values?.[WEAR_FEATURES.indexOf(feature)] ?? Number.NaN;

/** A truck that is repaired every so many days, its coolant hotter by a degree a day in the ten before. */
const truck = (vehicleId: number, days: number, every: number, random: Random, rise = 1): WearHistory => {
  const repairs = Array.from({ length: Math.floor(days / every) }, (_, i) => (i + 1) * every);
  return {
    vehicleId,
    repairs,
    faults: [],
    readings: Array.from({ length: days }, (_, day) => {
      const left = every - (day % every);
      return {
        ...{ day, odometerKm: 100 * day, engineHours: 6 * day, volts: 20 + random.normal(0, 0.2) },
        coolantC: 90 + random.normal(0, 0.5) + rise * Math.max(0, 10 - left),
        oilKpa: Number.NaN,
      };
    }),
  };
};

const run = (histories: readonly WearHistory[], lastKnown: number): WearModel | null => {
  const learning = learnWear(histories, lastKnown, seeded(1));
  let step = learning.next();
  while (step.done !== true) step = learning.next();
  return step.value;
};

const fleet = (rise: number): WearHistory[] =>
  Array.from({ length: 20 }, (_, i) => truck(i, 200, 31 + (i % 9), seeded(`truck ${i}`), rise));

it("what is looked at stands on the days up to a reading alone", () => {
  const history = truck(1, 80, 30, seeded(1));
  const faults = [
    { day: 35, severity: 1 },
    { day: 48, severity: 3 },
    { day: 51, severity: 3 },
  ];
  const values = wearValues({ ...history, faults }, 50);
  const cut = {
    ...history,
    faults: faults.slice(0, 2),
    readings: history.readings.slice(0, 51),
    repairs: [30],
  };
  expect(values).toEqual(wearValues(cut, 50));
  expect(at(values, "faults7")).toBe(1);
  expect(at(values, "faults14")).toBe(1);
  expect(at(values, "severe14")).toBe(1);
  expect(at(values, "sinceFault")).toBe(2);
  expect(at(values, "sinceRepair")).toBe(20);
  expect(at(values, "kmPerDay")).toBe(100);
  expect(at(values, "oil")).toBeNaN();
  expect(wearValues(history, 10)).toBe(null);
});

it("failures that show before are told, and by what shows", () => {
  const model = run(fleet(1), 199);
  expect(model?.fare.precision).toBeGreaterThan(0.8);
  expect(model?.fare.errorDays).toBeLessThan(0.6 * (model?.fare.usualErrorDays ?? 0));
  const history = truck(99, 200, 40, seeded("another"));
  const soon = model?.riskOf(wearValues(history, 158) ?? []);
  const late = model?.riskOf(wearValues(history, 130) ?? []);
  expect(soon?.chance).toBeGreaterThan(0.7);
  expect(late?.chance).toBeLessThan(0.3);
  expect(soon?.days).toBeLessThan(late?.days ?? 0);
  expect(soon?.reasons.some(({ feature, days }) => feature.startsWith("coolant") && days < 0)).toBe(true);
});

it("too few failures, vehicles or days teach nothing", () => {
  expect(run(fleet(1).slice(0, 9), 199)).toBe(null);
  expect(run(fleet(1), MOST_DAYS)).toBe(null);
  expect(
    run(
      fleet(1).map((history) => ({ ...history, repairs: [] })),
      199,
    ),
  ).toBe(null);
});
