import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { gainOf } from "./overall.ts";
import type { LabelledBucket } from "./scorecard.ts";

const bucket = (name: string, labels: string, sum: number): LabelledBucket => ({
  ...{ at: new Date(0), name, labels, count: sum, sum, min: 1, max: 1 },
  ...{ p50: null, p95: null, p99: null },
});

describe("the gain over the unoptimised path", () => {
  it.each<[string, LabelledBucket[], number | null]>([
    ["nothing without traffic", [], null],
    ["nothing of less than twenty needs", [bucket("llm.cache", "by=text,hit=true", 19)], null],
    [
      "half, where half of the needs were spared",
      [bucket("llm.cache", "by=none,hit=false", 49), bucket("llm.cache", "by=text,hit=true", 50)],
      50,
    ],
    [
      "the geometric mean of lines, whatever their traffic",
      [
        ...[bucket("llm.cache", "hit=false", 24), bucket("llm.cache", "hit=true", 75)],
        bucket("external.calls", "saved=false,service=samsara", 9_999),
      ],
      50,
    ],
    [
      "nothing of caches that are no line",
      [bucket("cache.reads", "hit=true,of=settings", 500), bucket("api.request_ms", "", 500)],
      null,
    ],
  ])("is %s", (_, buckets, wanted) => {
    const found = gainOf(buckets);
    expect(found).toEqual(wanted === null ? null : expect.closeTo(wanted, 6));
  });

  it("is never below nothing nor all, and grows with what is spared", () => {
    const count = fc.integer({ min: 20, max: 10_000 });
    fc.assert(
      fc.property(count, count, count, (done, spared, more) => {
        const of = (n: number) =>
          gainOf([bucket("vector.cache", "hit=false", done), bucket("vector.cache", "hit=true", n)]) ?? -1;
        expect(of(spared)).toBeGreaterThan(0);
        expect(of(spared)).toBeLessThan(100);
        expect(of(spared + more)).toBeGreaterThan(of(spared));
      }),
    );
  });
});
