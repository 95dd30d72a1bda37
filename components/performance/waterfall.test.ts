import { describe, expect, it } from "vitest";
import { timeByKind, toWaterfall } from "#components/performance/waterfall.ts";
import type { TraceSpan } from "#server/telemetry/schema.ts";

const span = (id: number, parentId: number | null, beginMs: number, tookMs: number | null): TraceSpan => ({
  ...{
    id,
    parentId,
    beginMs,
    tookMs,
    name: `s${id}`,
    kind: id === 1 ? "call" : "sql",
    facts: {},
    error: null,
  },
});

describe("waterfall", () => {
  it("puts each span under its parent, and draws it where and as wide as it was", () => {
    const spans = [span(1, null, 0, 100), span(2, 1, 0, 50), span(3, 1, 60, 20), span(4, 2, 10, 30)];
    expect(toWaterfall({ spans, tookMs: 100 }).map(({ span: { id }, ...row }) => ({ id, ...row }))).toEqual([
      { id: 1, depth: 0, begin: 0, width: 1, tookMs: 100 },
      { id: 2, depth: 1, begin: 0, width: 0.5, tookMs: 50 },
      { id: 4, depth: 2, begin: 0.1, width: 0.3, tookMs: 30 },
      { id: 3, depth: 1, begin: 0.6, width: 0.2, tookMs: 20 },
    ]);
  });

  it("ends what was still open with the trace, and keeps every bar inside and wide enough to see", () => {
    const spans = [span(1, null, 0, 100), span(2, 99, 90, null), span(3, 1, 100, 0)];
    const rows = toWaterfall({ spans, tookMs: 100 });
    expect(rows[1]).toMatchObject({ depth: 1, tookMs: 10 });
    for (const { begin, width } of rows) {
      expect(width).toBeGreaterThan(0);
      expect(begin + width).toBeLessThanOrEqual(1);
    }
  });

  it("counts time that statements share once", () => {
    const spans = [span(1, null, 0, 100), span(2, 1, 0, 50), span(3, 1, 40, 20), span(4, 1, 45, 5)];
    expect(timeByKind({ spans, tookMs: 100 })).toEqual(new Map([["sql", 60]]));
  });
});
