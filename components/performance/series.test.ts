import { describe, expect, it } from "vitest";
import type { SamplePoint } from "#server/telemetry/schema.ts";
import { backOf, toColumns, unitOf, withEarlier, withLive, withRunning } from "./series.ts";

const point = (second: number, value: number): SamplePoint => ({
  at: new Date(Date.UTC(2026, 10, 23, 10, 0, second)).toISOString(),
  count: 2,
  sum: 2 * value,
  min: value,
  max: value,
  p50: value,
  p95: value + 1,
  p99: value + 2,
});
const fromS = Date.UTC(2026, 10, 23, 10, 0, 0) / 1000;

describe("columns of a meter's chart", () => {
  it("leave a gap where there was no traffic", () => {
    const [x, p50, , p99] = toColumns("histogram", [point(0, 5), point(2, 7)], {
      fromS,
      toS: fromS + 2,
      stepS: 1,
    });
    expect(x).toEqual([fromS, fromS + 1, fromS + 2]);
    expect(p50).toEqual([5, null, 7]);
    expect(p99).toEqual([7, null, 9]);
  });

  it("show a counter as its rate, which is nothing where nothing was counted", () => {
    const [, rate] = toColumns("counter", [point(0, 5)], { fromS, toS: fromS + 20, stepS: 10 });
    expect(rate).toEqual([1, 0, 0]);
  });

  it("show a gauge as its mean over the step", () => {
    expect(toColumns("gauge", [point(0, 5)], { fromS, toS: fromS, stepS: 1 })[1]).toEqual([5]);
  });
});

describe("live seconds", () => {
  it("replace the same second and push out what is older than the span", () => {
    const kept = withLive([point(0, 1), point(5, 2)], point(5, 9), 5);
    expect(kept.map(({ p50 }) => p50)).toEqual([1, 9]);
    expect(withLive(kept, point(8, 3), 5).map(({ p50 }) => p50)).toEqual([9, 3]);
  });
});

it("reads a meter's unit from its name", () => {
  expect(["api.request_ms", "process.rss_mb", "overall.gain_percent", "live.clients"].map(unitOf)).toEqual([
    "ms",
    "MB",
    "%",
    "",
  ]);
});

describe("a window held against an earlier one", () => {
  it.each([
    ["before", 300, 300],
    ["day", 3_600, 86_400],
    ["week", 3_600, 604_800],
    ["day", 604_800, 604_800],
    ["week", 604_800, 604_800],
  ] as const)("lies %s of %d s %d s back, and never overlaps it", (compared, spanS, backS) => {
    expect(backOf(compared, spanS)).toBe(backS);
    expect(backOf(compared, spanS)).toBeGreaterThanOrEqual(spanS);
  });

  it("stands behind its own lines, step by step, with gaps where it had no traffic", () => {
    const range = { fromS, toS: fromS + 20, stepS: 10 };
    const own = toColumns("histogram", [point(0, 5)], range);
    const earlier = [point(0, 3), point(20, 4)].map((each) => ({
      ...each,
      at: new Date(Date.parse(each.at) - 3_600_000).toISOString(),
    }));
    const columns = withEarlier(own, "histogram", earlier, { stepS: 10, backS: 3_600 });
    expect(columns).toHaveLength(5);
    expect(columns.at(-1)).toEqual([4, null, 5]);
    const rates = toColumns("counter", [], range);
    expect(withEarlier(rates, "counter", earlier, { stepS: 10, backS: 3_600 }).at(-1)).toEqual([0.6, 0, 0.8]);
  });
});

it("stands the running second behind those that are over, however it is dated", () => {
  const over = [point(0, 5), point(1, 6)];
  expect(withRunning(over, null)).toBe(over);
  expect(withRunning(over, point(2, 7)).map(({ at }) => at.slice(17, 19))).toEqual(["00", "01", "02"]);
  expect(withRunning(over, point(1, 7)).at(-1)).toMatchObject({ at: point(2, 0).at, p50: 7 });
  expect(withRunning([], point(1, 7))).toEqual([point(1, 7)]);
});
