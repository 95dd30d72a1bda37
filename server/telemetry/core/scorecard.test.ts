import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { mergeBuckets, regroup } from "#server/telemetry/core/merge.ts";
import {
  isKept,
  isWithin,
  type LabelledBucket,
  reduceLine,
  SCORECARD,
} from "#server/telemetry/core/scorecard.ts";

const bucket = (second: number, count: number, value: number, labels = ""): LabelledBucket => ({
  at: new Date(Date.UTC(2026, 10, 23, 10, 0, second)),
  name: "x",
  labels,
  count,
  sum: count * value,
  min: value,
  max: value,
  p50: value,
  p95: value,
  p99: value,
});

describe("scorecard", () => {
  it("holds every line once, each with a meter of its own", () => {
    expect(SCORECARD).toHaveLength(15);
    expect(new Set(SCORECARD.map((line) => line.key)).size).toBe(15);
    expect(new Set(SCORECARD.map((line) => line.meter)).size).toBe(15);
  });

  it.each([
    [{ bound: { least: 120 }, isOfDemand: true } as const, 10, null],
    [{ bound: { least: 120 }, isOfDemand: true } as const, 120, true],
    [{ bound: { least: 85 } }, 10, false],
    [{ bound: { most: 200 } }, 10, true],
    [{ bound: { most: 200 } }, null, null],
  ])("says of %j at %s that it is kept: %s", (line, value, kept) => {
    expect(isKept(line, value)).toBe(kept);
  });

  it("reads meters that something writes", () => {
    const files = (folder: string): string[] =>
      readdirSync(folder, { withFileTypes: true }).flatMap((each) =>
        each.isDirectory()
          ? files(join(folder, each.name))
          : /(?<!\.test)\.tsx?$/.test(each.name) && each.name !== "scorecard.ts"
            ? [join(folder, each.name)]
            : [],
      );
    const source = [...files("server"), ...files("components")].map((file) => readFileSync(file, "utf8"));
    const isWritten = (meter: string) =>
      source.some((text) =>
        new RegExp(`(record|count|gauge|time)\\(\\s*"${meter}"|name: "${meter}"|"${meter}",`).test(text),
      );
    expect(SCORECARD.filter(({ meter }) => !isWritten(meter)).map(({ key }) => key)).toEqual([]);
  });

  it("reads a quantile over all labels, the peak, the mean and the share of a label", () => {
    const buckets = [bucket(0, 98, 10, "hit=true,kind=a"), bucket(1, 2, 500, "hit=false,kind=a")];
    expect(reduceLine("p95", buckets)).toBeCloseTo(10);
    expect(reduceLine("p99", buckets)).toBeCloseTo(500);
    expect(reduceLine("max", buckets)).toBe(500);
    expect(reduceLine("mean", buckets)).toBeCloseTo(19.8);
    const counted = [bucket(0, 9, 1, "hit=true,kind=a"), bucket(0, 1, 1, "hit=false,kind=a")];
    expect(reduceLine({ share: "hit=true" }, counted)).toBe(90);
  });

  it("has no value without traffic, and then says neither kept nor missed", () => {
    for (const { reduce, bound } of SCORECARD) {
      expect(reduceLine(reduce, [])).toBeNull();
      expect(isWithin(bound, null)).toBeNull();
    }
  });

  it.each([
    [{ most: 60 }, 60, true],
    [{ most: 60 }, 60.1, false],
    [{ least: 85 }, 85, true],
    [{ least: 85 }, 84, false],
  ])("holds %j against %d: %s", (bound, value, isMet) => {
    expect(isWithin(bound, value)).toBe(isMet);
  });
});

describe("merging of buckets", () => {
  it("adds counts and sums, keeps the ends, and dates the whole", () => {
    const at = new Date("2026-11-23T10:00:00Z");
    const whole = mergeBuckets([bucket(3, 2, 10), bucket(4, 1, 40)], at);
    expect(whole).toMatchObject({ at, count: 3, sum: 60, min: 10, max: 40 });
    expect(mergeBuckets([], at)).toBeNull();
  });

  it("groups on whole steps, in order, and leaves empty steps out", () => {
    const grouped = regroup([bucket(61, 1, 5), bucket(3, 1, 5), bucket(59, 1, 5), bucket(200, 1, 5)], 60);
    expect(grouped.map((each) => [each.at.toISOString().slice(14, 19), each.count])).toEqual([
      ["00:00", 2],
      ["01:00", 1],
      ["03:00", 1],
    ]);
  });
});
