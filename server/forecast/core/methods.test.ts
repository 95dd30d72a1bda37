import { expect, it } from "vitest";
import { autocorrelation, seasonalPattern } from "#server/forecast/core/decomposition.ts";
import type { Frame, Method } from "#server/forecast/core/method.ts";
import { LAST_VALUE, SEASONAL_NAIVE } from "#server/forecast/core/naive.ts";
import { RIDGES } from "#server/forecast/core/ridge.ts";
import { findLongSeason } from "#server/forecast/core/seasons.ts";
import { minimise } from "#server/forecast/core/simplex.ts";
import { HOLT_WINTERS } from "#server/forecast/core/smoothing.ts";
import { OPTIMISED_THETA, THETA } from "#server/forecast/core/theta.ts";
import { seeded } from "#server/lib/random.ts";

const frame = (values: Float64Array, season: number, horizon: number): Frame => ({
  ...{ values, season, horizon },
  fitEnd: values.length,
  longSeason: null,
  calendar: null,
});

const ahead = (method: Method, values: Float64Array, season: number, horizon: number): Float64Array => {
  const out = new Float64Array(horizon);
  const roll = method.fit(frame(values, season, horizon));
  if (roll === null) throw new Error(`${method.name} did not fit`);
  roll(Int32Array.of(values.length), out);
  return out;
};

const PATTERN = [5, -1, 2, -6];
const patterned = (i: number) => 20 + (PATTERN[i % 4] as number);

it("naive methods repeat", () => {
  const values = Float64Array.of(1, 2, 3, 4, 5, 6);
  expect([...ahead(SEASONAL_NAIVE, values, 4, 6)]).toEqual([3, 4, 5, 6, 3, 4]);
  expect([...ahead(LAST_VALUE, values, 4, 2)]).toEqual([6, 6]);
  expect(LAST_VALUE.fit(frame(values, 1, 2))).toBeNull();
});

it.each([HOLT_WINTERS, THETA, OPTIMISED_THETA].map((method) => [method.name, method] as const))(
  "%s goes on with a pattern that never changes",
  (_, method) => {
    const forecast = ahead(
      method,
      Float64Array.from({ length: 60 }, (_, i) => patterned(i)),
      4,
      6,
    );
    forecast.forEach((value, h) => {
      expect(value).toBeCloseTo(patterned(60 + h), 1);
    });
  },
);

it("theta goes on with half the slope of what it was fitted to", () => {
  const line = Float64Array.from({ length: 200 }, (_, i) => 3 * i);
  const [first = 0, second = 0, third = 0] = ahead(THETA, line, 1, 3);
  expect(second - first).toBeCloseTo(1.5, 6);
  expect(third - second).toBeCloseTo(1.5, 6);
});

it.each(RIDGES.map((method) => [method.name, method] as const))(
  "%s finds what follows by rule",
  (_, method) => {
    const random = seeded(method.name);
    // A pattern on a wandering level: each value follows from the three rows of its past, and little chance.
    let level = 0;
    const values = Float64Array.from({ length: 400 }, (_, i) => {
      level += random.normal(0, 0.01);
      return level + 10 * Math.sin((2 * Math.PI * i) / 12);
    });
    const known = values.subarray(0, 388);
    const forecast = ahead(method, known, 12, 12);
    forecast.forEach((value, h) => {
      expect(Math.abs(value - (values[388 + h] as number))).toBeLessThan(0.8);
    });
  },
);

it("a method tried from earlier places looks at nothing behind them", () => {
  const random = seeded("leak");
  const values = Float64Array.from({ length: 160 }, (_, i) => patterned(i) + random.normal());
  const changed = values.map((value, i) => (i < 130 ? value : value + 1_000));
  for (const method of [SEASONAL_NAIVE, LAST_VALUE, HOLT_WINTERS, THETA, OPTIMISED_THETA, ...RIDGES]) {
    const [seen, hidden] = [values, changed].map((each) => {
      const out = new Float64Array(12);
      method.fit({ ...frame(each, 4, 6), fitEnd: 120 })?.(Int32Array.of(120, 130), out);
      return [...out];
    });
    expect(hidden, method.name).toEqual(seen);
  }
});

it("the pattern of a trended series has mean nought and its own shape", () => {
  const pattern = seasonalPattern(
    Float64Array.from({ length: 48 }, (_, i) => i + patterned(i)),
    4,
    48,
  );
  expect([...(pattern ?? [])].map((each) => Math.round(each * 1e9) / 1e9)).toEqual(PATTERN);
  expect(seasonalPattern(new Float64Array(7), 4, 7)).toBeNull();
});

it("a constant correlates with nothing", () => {
  expect(autocorrelation(new Float64Array(10).fill(3), 1, 10)).toBe(0);
});

it.each([
  ["hours have a week", 600, 24, 168],
  ["too short for a week", 400, 24, null],
  ["months have none", 400, 12, null],
])("a long season: %s", (_, length, season, expected) => {
  expect(findLongSeason(new Float64Array(length), season)).toBe(expected);
});

it("finds a season that nobody named", () => {
  const random = seeded("hidden");
  const values = Float64Array.from(
    { length: 300 },
    (_, i) => patterned(i) + (i % 26 === 3 ? 40 : 0) + random.normal(),
  );
  expect(findLongSeason(values, 1)).toBe(52);
  expect(
    findLongSeason(
      Float64Array.from({ length: 300 }, () => random.normal()),
      1,
    ),
  ).toBeNull();
});

it("the simplex finds the bottom of a bowl", () => {
  const at = minimise(([x = 0, y = 0]) => (x - 3) ** 2 + 10 * (y + 1) ** 2, [0, 0], 1, 300);
  expect(at[0]).toBeCloseTo(3, 2);
  expect(at[1]).toBeCloseTo(-1, 2);
});
