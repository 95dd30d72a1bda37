import fc from "fast-check";
import { beforeAll, describe, expect, it } from "vitest";
import { courseOf, lifeOfAlike } from "#server/forecast/core/life/alike.ts";
import { cutOff, generatedRuns } from "#server/forecast/core/life/fixture-runs.ts";
import { type LifeModel, learnLife } from "#server/forecast/core/life/life.ts";
import { findRegimes } from "#server/forecast/core/life/regimes.ts";
import { type Run, withoutGaps } from "#server/forecast/core/life/run.ts";
import { windowFeatures, windowValues } from "#server/forecast/core/life/windows.ts";
import { seeded } from "#server/lib/random.ts";

const BEFORE = [3, 8, 15, 25, 40];

describe.each([1, 3] as const)("units run in %i ways", (ways) => {
  const test = generatedRuns(15, seeded("others"), ways);
  let model: LifeModel;
  beforeAll(() => {
    model = learnLife(generatedRuns(40, seeded("learned"), ways), seeded(1));
  }, 60_000);
  const cases = () =>
    test.flatMap((run) => BEFORE.map((before) => ({ before, ...model.lifeOf(cutOff(run, before)) })));

  it("the sensors that show wear are found, and no others", () => {
    expect(model.sensors).toEqual([0, 1, 2, 3]);
  });

  it("lives are told far better than by their mean, and lie in their range about as often as it says", () => {
    const found = cases();
    const erred = Math.sqrt(
      found.reduce((sum, { before, cycles }) => sum + (cycles - before) ** 2, 0) / found.length,
    );
    // What is to be told has a scatter of 13.
    expect(erred).toBeLessThan(9);
    const inside = found.filter(({ before, low, high }) => before >= low && before <= high).length;
    expect(inside / found.length).toBeGreaterThan(0.75);
    for (const { cycles, low, high } of found) {
      expect(low).toBeLessThanOrEqual(cycles);
      expect(high).toBeGreaterThanOrEqual(cycles);
    }
  });

  it("near the end the reasons speak for a shorter life", () => {
    for (const run of test) {
      const { reasons } = model.lifeOf(cutOff(run, 3));
      expect(reasons[0]?.cycles).toBeLessThan(0);
    }
  });
});

it("settings that lie in heaps are ways of running, and scattered ones are none", () => {
  expect(findRegimes(generatedRuns(5, seeded(1), 3)).count).toBe(3);
  expect(findRegimes(generatedRuns(5, seeded(1), 1)).count).toBe(1);
});

it("units that went the same way are weighed as by hand", () => {
  fc.assert(
    fc.property(fc.integer(), (seed) => {
      const random = seeded(seed);
      const courses = Array.from({ length: 4 }, () =>
        courseOf(
          Float64Array.from({ length: 12 + random.int(20) }, () => random.normal(0, 2)),
          3,
        ),
      );
      const own = courses[0] as Float64Array;
      const at = own.length - 1;
      const points = Math.floor((at + 1) / 3);
      let [weights, lives] = [0, 0];
      for (const other of courses.slice(1))
        for (let end = points * 3 - 1; end < other.length; end += 2) {
          let apart = 0;
          for (let i = 0; i < points; i++)
            apart += ((other[end - 3 * i] as number) - (own[at - 3 * i] as number)) ** 2;
          const weight = Math.exp(-apart / 240);
          weights += weight;
          lives += weight * Math.min(9, other.length - 1 - end);
        }
      const found = lifeOfAlike(own, at, courses, { step: 3, mostCycles: 9, pace: 1, own: 0 });
      if (weights > 1e-9) expect(found[2]).toBeCloseTo(lives / weights, 8);
      else expect(weights).toBeLessThan(1e-9);
    }),
  );
});

it("windows of a straight line have its slope, its end and its means", () => {
  const health = Float64Array.from({ length: 100 }, (_, t) => 3 + 0.5 * t);
  const features = windowFeatures(0, 1);
  const values = windowValues({ cycles: health, health, sensors: [] }, 99, features);
  const at = (as: string, cycles: number) =>
    values[features.findIndex((each) => each.of === "health" && each.as === as && each.cycles === cycles)];
  expect(at("trend", 30)).toBeCloseTo(0.5, 10);
  expect(at("end", 30)).toBeCloseTo(52.5, 10);
  expect(at("level", 5)).toBeCloseTo(51.5, 10);
  expect(at("start", 20)).toBeCloseTo(7.75, 10);
});

it("gaps in readings are filled with what was read before", () => {
  expect([...withoutGaps(Float64Array.of(Number.NaN, 2, Number.NaN, 5))]).toEqual([2, 2, 2, 5]);
});

it.each<[string, (runs: Run[]) => Run[], string]>([
  ["few units", (runs) => runs.slice(0, 9), "found 9 units"],
  [
    "sensors that show nothing",
    (runs) => runs.map((run) => ({ ...run, sensors: run.sensors.slice(4) })),
    "found no sensor that changes",
  ],
])("refuses %s with a reason", (_, change, reason) => {
  expect(() => learnLife(change(generatedRuns(12, seeded(1))), seeded(1))).toThrow(reason);
});
