import fc from "fast-check";
import { expect, it } from "vitest";
import { bridged, forecast } from "#server/forecast/core/forecast.ts";
import { type Random, seeded } from "#server/lib/random.ts";

const noisy = (seed: string | number, length: number, season = 7): Float64Array => {
  const random = seeded(seed);
  return Float64Array.from({ length }, (_, i) =>
    Math.round(1_000 + 200 * Math.sin((2 * Math.PI * i) / season) + 30 * random.normal()),
  );
};

const series = fc.record({
  seed: fc.integer(),
  length: fc.integer({ min: 3, max: 120 }),
  horizon: fc.integer({ min: 1, max: 20 }),
  season: fc.constantFrom(1, 7, 12),
});

it("intervals contain the point, wider ones contain narrower ones, and all are numbers", () => {
  fc.assert(
    fc.property(series, ({ seed, length, horizon, season }) => {
      const { point, intervals } = forecast({ values: noisy(seed, length), horizon, season });
      const [narrow, wide] = intervals;
      expect(point.length).toBe(horizon);
      point.forEach((value, h) => {
        const ends = [wide?.low[h], narrow?.low[h], value, narrow?.high[h], wide?.high[h]] as number[];
        expect(ends.every(Number.isFinite)).toBe(true);
        expect(ends).toEqual([...ends].sort((a, b) => a - b));
      });
    }),
    { numRuns: 60, seed: 1 },
  );
});

it.each([
  [
    "noise around a pattern",
    150,
    (random: Random, i: number) => 20 * Math.sin((2 * Math.PI * i) / 7) + 5 * random.normal(),
  ],
  [
    "a longer history",
    400,
    (random: Random, i: number) => 20 * Math.sin((2 * Math.PI * i) / 7) + 5 * random.normal(),
  ],
  ["heavy tails", 300, (random: Random) => random.normal() / Math.max(0.25, Math.abs(random.normal()))],
])(
  "of 100 values that come, about 90 lie in the wide interval and 80 in the narrow one: %s",
  (name, length, make) => {
    const inside = [0, 0];
    const horizon = 7;
    const series = 60;
    for (let k = 0; k < series; k++) {
      const random = seeded(`${name} ${k}`);
      const all = Float64Array.from({ length: length + horizon }, (_, i) => make(random, i));
      const { intervals } = forecast({ values: all.subarray(0, length), horizon, season: 7 });
      intervals.forEach(({ low, high }, i) => {
        for (let h = 0; h < horizon; h++) {
          const value = all[length + h] as number;
          if (value >= (low[h] as number) && value <= (high[h] as number))
            inside[i] = (inside[i] as number) + 1;
        }
      });
    }
    const [narrow, wide] = inside.map((count) => (100 * count) / (series * horizon));
    // Three standard deviations of a share of 420 are 4.4 and 5.9 points.
    expect(Math.abs((wide as number) - 90)).toBeLessThan(4.5);
    expect(Math.abs((narrow as number) - 80)).toBeLessThan(6);
  },
);

it("the same values give the same answer, twice the values twice the answer", () => {
  fc.assert(
    fc.property(series, ({ seed, length, horizon, season }) => {
      const values = noisy(seed, length);
      const once = forecast({ values, horizon, season });
      expect(forecast({ values, horizon, season })).toEqual(once);
      // Twice is exact in binary, so that no comparison of two methods can turn.
      const twice = forecast({ values: values.map((value) => 2 * value), horizon, season });
      twice.point.forEach((value, h) => {
        expect(value).toBeCloseTo(2 * (once.point[h] as number), 6);
      });
      twice.intervals.forEach(({ high }, i) => {
        high.forEach((value, h) => {
          expect(value).toBeCloseTo(2 * (once.intervals[i]?.high[h] as number), 6);
        });
      });
    }),
    { numRuns: 40, seed: 2 },
  );
});

it("values moved up move the answer as far", () => {
  const values = noisy("shift", 100);
  const plain = forecast({ values, horizon: 7, season: 7 });
  const moved = forecast({ values: values.map((value) => value + 4_096), horizon: 7, season: 7 });
  moved.point.forEach((value, h) => {
    expect(value - 4_096).toBeCloseTo(plain.point[h] as number, 4);
  });
});

it.each([
  ["a constant", Float64Array.from({ length: 50 }, () => 7), [7, 7, 7]],
  ["zeros", new Float64Array(50), [0, 0, 0]],
  ["three observations", Float64Array.of(4, 4, 4), [4, 4, 4]],
])("%s goes on", (_, values, expected) => {
  const { point, intervals } = forecast({ values, horizon: 3, season: 7 });
  expect([...point].map((each) => Math.round(each * 1e6) / 1e6)).toEqual(expected);
  expect(intervals[1]?.high[2]).toBeCloseTo(expected[2] as number, 6);
});

it("three observations that differ get a wide interval", () => {
  const { point, intervals, method } = forecast({ values: Float64Array.of(1, 5, 3), horizon: 2, season: 1 });
  expect([method, ...point]).toEqual(["seasonal-naive", 3, 3]);
  expect(intervals[1]?.high[0]).toBeGreaterThan(7);
});

it("a gap is no value: with a pattern it hardly moves the answer", () => {
  const values = noisy("gap", 140);
  const whole = forecast({ values, horizon: 7, season: 7 });
  const holed = values.map((value, i) => (i === 90 || i === 55 ? Number.NaN : value));
  forecast({ values: holed, horizon: 7, season: 7 }).point.forEach((value, h) => {
    expect(Math.abs(value - (whole.point[h] as number))).toBeLessThan(40);
  });
});

it("values missing at the end are steps like those to come", () => {
  const values = noisy("tail", 140);
  const late = Float64Array.from([...values, Number.NaN, Number.NaN]);
  const { point } = forecast({ values: late, horizon: 5, season: 7 });
  expect([...point]).toEqual([...forecast({ values, horizon: 7, season: 7 }).point.slice(2)]);
});

it("negatives may come, unless nothing can be below nought", () => {
  const values = noisy("low", 80).map((value) => value - 1_000);
  expect(Math.min(...forecast({ values, horizon: 14, season: 7 }).point)).toBeLessThan(0);
  const { point, intervals } = forecast({ values, horizon: 14, season: 7, isNonNegative: true });
  expect(Math.min(...point, ...(intervals[1]?.low ?? []))).toBe(0);
});

it("a million rows answer, from the newest of them", () => {
  const values = noisy("million", 1_000_000);
  const { point } = forecast({ values, horizon: 7, season: 7 });
  expect(Math.abs((point[0] as number) - 1_000 - 200 * Math.sin((2 * Math.PI * 1_000_000) / 7))).toBeLessThan(
    60,
  );
});

it("what the calendar knows is learned", () => {
  const isHoliday = Float64Array.from({ length: 207 }, (_, i) => (i % 19 === 0 || i === 203 ? 1 : 0));
  const random = seeded("holiday");
  const values = Float64Array.from(
    { length: 200 },
    (_, i) => 100 - 80 * (isHoliday[i] as number) + random.normal(),
  );
  const plain = forecast({ values, horizon: 7, season: 7 });
  const told = forecast({ values, horizon: 7, season: 7, calendar: { columns: [isHoliday] } });
  expect(told.point[3]).toBeLessThan((plain.point[3] as number) - 30);
});

it.each([
  ["no values", new Float64Array(0), "found 0 values, expected 3 or more"],
  ["gaps only", new Float64Array(9).fill(Number.NaN), "found 0 values"],
  ["two values", Float64Array.of(1, 2), "found 2 values"],
  ["an endless value", Float64Array.of(1, 2, Number.POSITIVE_INFINITY), "not finite"],
])("%s are refused", (_, values, message) => {
  expect(() => forecast({ values, horizon: 3, season: 1 })).toThrow(message);
});

it("a gap is bridged along the line, and the ends by the nearest value", () => {
  const { NaN: gap } = Number;
  expect([...bridged(Float64Array.of(gap, 1, gap, gap, 4))]).toEqual([1, 1, 2, 3, 4]);
});
