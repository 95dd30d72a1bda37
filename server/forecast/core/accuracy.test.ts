import { expect, it } from "vitest";
import { averagePrecision, covered, mase, seasonalScale } from "#server/forecast/core/accuracy.ts";

const of = (...values: number[]) => Float64Array.from(values);

it.each([
  ["one step", of(1, 3, 2, 6), 1, (2 + 1 + 4) / 3],
  ["over a season of two", of(1, 10, 3, 14), 2, 3],
  ["a gap counts on neither side", of(1, Number.NaN, 2, 6), 1, 4],
])("the scale is the mean change: %s", (_, values, season, scale) => {
  expect(seasonalScale(values, season)).toBeCloseTo(scale, 12);
});

it.each([
  ["the naive error is one", of(0, 1, 2, 3), of(4, 4), [3, 3], 1, 1],
  ["half of it", of(0, 2, 4, 6), of(7), [6], 1, 0.5],
  ["what is missing is left out", of(0, 2, 4, 6), of(Number.NaN, 10), [0, 6], 1, 2],
  ["a history that never changes has no scale", of(5, 5, 5), of(5), [5], 1, Number.NaN],
])("mase: %s", (_, history, actual, point, season, expected) => {
  const value = mase(history, actual, point, season);
  if (Number.isNaN(expected)) expect(value).toBeNaN();
  else expect(value).toBeCloseTo(expected, 12);
});

it("counts what lies within, ends included", () => {
  expect(covered(of(1, 2, Number.NaN, 4), { low: [1, 0, 0, 0], high: [2, 2, 2, 3] })).toEqual({
    inside: 2,
    known: 3,
  });
});

it.each([
  [[0.9, 0.8, 0.1], [true, true, false], 1],
  [[0.9, 0.8, 0.1], [false, true, true], (1 / 2 + 2 / 3) / 2],
  [[0.1, 0.2], [true, false], 0.5],
])("average precision of %j against %j is %f", (chances, isYes, expected) => {
  expect(averagePrecision(chances, isYes)).toBeCloseTo(expected, 12);
});

it("where nothing was a yes there is no precision", () => {
  expect(averagePrecision([0.3], [false])).toBeNaN();
});
