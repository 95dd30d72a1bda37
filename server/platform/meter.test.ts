import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { createMeter, REFUSED_SERIES } from "#server/platform/meter.ts";
import { meterToPrometheus } from "#server/platform/prometheus.ts";

const at = Date.parse("2026-11-23T10:00:00.700Z");
const meterAt = (maxSeries?: number) =>
  createMeter({ now: () => at, ...(maxSeries === undefined ? {} : { maxSeries }) });

describe("meter", () => {
  it("rolls a second up into count, sum, ends and quantiles, dated to the whole second", () => {
    const meter = meterAt();
    for (let ms = 1; ms <= 1000; ms++) meter.record("api.ms", ms, { route: "today" });
    expect(meter.flush()).toEqual([
      {
        at: new Date("2026-11-23T10:00:00Z"),
        name: "api.ms",
        labels: "route=today",
        kind: "histogram",
        count: 1000,
        sum: 500_500,
        min: 1,
        max: 1000,
        p50: expect.closeTo(500, 0),
        p95: expect.closeTo(950, 0),
        p99: expect.closeTo(990, 0),
      },
    ]);
  });

  it("keeps quantiles within a thousandth of the sorted values", () => {
    const value = fc.double({ min: 0.01, max: 1e6, noNaN: true });
    fc.assert(
      fc.property(fc.array(value, { minLength: 1, maxLength: 300 }), (values) => {
        const meter = meterAt();
        for (const each of values) meter.record("x", each);
        const sorted = [...values].sort((a, b) => a - b);
        const exact = sorted[Math.max(0, Math.ceil(sorted.length * 0.95) - 1)] ?? Number.NaN;
        const seen = meter.flush()[0]?.p95 ?? Number.NaN;
        expect(Math.abs(seen - exact)).toBeLessThanOrEqual(exact * 0.001 + 0.001);
      }),
    );
  });

  it("says nothing of a series without traffic, and starts each bucket anew", () => {
    const meter = meterAt();
    meter.record("api.ms", 5);
    meter.flush();
    expect(meter.flush()).toEqual([]);
    meter.record("api.ms", 7);
    expect(meter.flush()[0]).toMatchObject({ count: 1, min: 7, max: 7, p50: 7, p99: 7 });
  });

  it("tells a second while it runs, and leaves it as it is", () => {
    const meter = meterAt();
    expect(meter.peek("api.ms", "a=1")).toBeNull();
    meter.record("api.ms", 5, { a: 1 });
    meter.count("calls", 3);
    const soFar = meter.peek("api.ms", "a=1");
    expect(soFar).toMatchObject({ count: 1, sum: 5, p95: 5, at: new Date("2026-11-23T10:00:00Z") });
    expect(meter.peek("calls", "")).toMatchObject({ kind: "counter", sum: 3, p50: null });
    meter.record("api.ms", 7, { a: 1 });
    expect(meter.flush()).toContainEqual(expect.objectContaining({ name: "api.ms", count: 2, max: 7 }));
    expect(meter.peek("api.ms", "a=1")).toBeNull();
  });

  it("takes labels in any order for the same series", () => {
    const meter = meterAt();
    meter.count("calls", 2, { service: "maps", ok: true });
    meter.count("calls", 3, { ok: true, service: "maps" });
    expect(meter.flush()).toMatchObject([{ labels: "ok=true,service=maps", count: 2, sum: 5 }]);
  });

  it("measures milliseconds and takes labels known only at the end", () => {
    let clockMs = 100;
    const meter = createMeter({ now: () => at, monotonic: () => clockMs });
    const end = meter.time("ask.ms", { kind: "rules" });
    clockMs = 112.5;
    expect(end({ ok: true })).toBe(12.5);
    expect(meter.flush()).toMatchObject([{ labels: "kind=rules,ok=true", sum: 12.5, p50: 12.5 }]);
  });

  it("tells values measured within work with the labels around it, and splits no series by them", async () => {
    const meter = meterAt();
    const told: unknown[] = [];
    meter.onSample((name, value, labels, by) => told.push([name, value, labels, by]));
    const work = async () => {
      await new Promise((resolve) => setTimeout(resolve, 1));
      meter.record("plan.ms", 5);
      meter.count("hits", 2, { hit: true });
    };
    await Promise.all([meter.within({ "flag.a": "new" }, work), meter.within({}, work)]);
    meter.record("plan.ms", 6);
    expect(told).toEqual([
      ["plan.ms", 5, { "flag.a": "new" }, 1],
      ["hits", 1, { "flag.a": "new", hit: true }, 2],
      ["plan.ms", 5, {}, 1],
      ["hits", 1, { hit: true }, 2],
      ["plan.ms", 6, {}, 1],
    ]);
    expect(meter.flush().map(({ name, labels, count }) => [name, labels, count])).toEqual([
      ["plan.ms", "", 3],
      ["hits", "hit=true", 2],
    ]);
  });

  it("refuses series beyond its cap and counts the refusals", () => {
    const meter = meterAt(3);
    for (let i = 0; i < 10; i++) meter.count("calls", 1, { vehicle: i });
    const rollups = meter.flush();
    expect(rollups).toHaveLength(3);
    expect(rollups.find((each) => each.name === REFUSED_SERIES)).toMatchObject({ sum: 8 });
  });

  it("refuses a value of another kind or none under a name in use", () => {
    const meter = meterAt();
    meter.count("calls");
    expect(() => meter.gauge("calls", 1)).toThrow(/calls is a counter/);
    expect(() => meter.record("ms", Number.NaN)).toThrow(/NaN for ms, expected a finite number/);
  });

  it("writes totals since the start in Prometheus' format", () => {
    const meter = meterAt();
    meter.count("outbox.relayed", 2, { topic: 'a"b' });
    meter.record("api.ms", 4);
    meter.flush();
    meter.count("outbox.relayed", 3, { topic: 'a"b' });
    meter.gauge("memory.rss-mb", 91);
    expect(meterToPrometheus(meter).split("\n")).toEqual([
      "# TYPE roundsman_meter_refused counter",
      "roundsman_meter_refused 0",
      "# TYPE roundsman_outbox_relayed counter",
      'roundsman_outbox_relayed{topic="a_b"} 5',
      "# TYPE roundsman_api_ms summary",
      'roundsman_api_ms{quantile="0.5"} 4',
      'roundsman_api_ms{quantile="0.95"} 4',
      'roundsman_api_ms{quantile="0.99"} 4',
      "roundsman_api_ms_sum 4",
      "roundsman_api_ms_count 1",
      "# TYPE roundsman_memory_rss_mb gauge",
      "roundsman_memory_rss_mb 91",
      "# TYPE roundsman_meter_overflowed gauge",
      "roundsman_meter_overflowed 0",
      "",
    ]);
  });

  it("tells fewer than 500 series, the same ones each time, and loses no total", () => {
    const meter = meterAt(1_000);
    const seriesOf = () =>
      meterToPrometheus(meter)
        .trim()
        .split("\n")
        .filter((line) => !line.startsWith("#"));
    const namesOf = (lines: readonly string[]) => lines.map((line) => line.slice(0, line.lastIndexOf(" ")));
    for (let i = 0; i < 60; i++) meter.record("api.ms", i, { procedure: `p${i}` });
    const before = namesOf(seriesOf());
    for (let i = 0; i < 300; i++) meter.count("calls", 2, { vehicle: i });
    for (let i = 0; i < 60; i++) meter.record("jobs.ms", 1, { job: i });
    meter.flush();
    const after = seriesOf();
    expect(after.length).toBeLessThan(500);
    expect(namesOf(after)).toEqual(expect.arrayContaining(before));
    const sumOf = (metric: string) =>
      after
        .filter((line) => line.startsWith(`${metric}{`))
        .reduce((sum, line) => sum + Number(line.slice(line.lastIndexOf(" "))), 0);
    expect(sumOf("roundsman_calls")).toBe(600);
    expect(sumOf("roundsman_jobs_ms_count")).toBe(60);
    expect(sumOf("roundsman_api_ms_count")).toBe(60);
    expect(after).toContain('roundsman_jobs_ms_count{otel_metric_overflow="true"} 60');
    expect(Number(after.find((line) => line.startsWith("roundsman_meter_overflowed"))?.split(" ")[1])).toBe(
      283,
    );
  });
});
