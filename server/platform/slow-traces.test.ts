import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { createSlowTraces } from "#server/platform/slow-traces.ts";
import type { Trace } from "#server/platform/trace.ts";

const traceOf = (name: string, tookMs: number, beganAtMs = 0): Trace => ({
  ...{ id: "1", calledBy: null, name, kind: "call", beganAtMs, tookMs, error: null, spans: [], left: 0 },
});

describe("the slowest traces", () => {
  it("are for each name what sorting all of them gives", () => {
    fc.assert(
      fc.property(
        fc.array(fc.tuple(fc.constantFrom("a", "b", "c"), fc.integer({ min: 0, max: 1000 }))),
        (taken) => {
          const slow = createSlowTraces({ each: 3, nowMs: () => 0 });
          for (const [name, tookMs] of taken) slow.add(traceOf(name, tookMs));
          for (const name of ["a", "b", "c"])
            expect(slow.of(name).map(({ tookMs }) => tookMs)).toEqual(
              taken
                .filter(([one]) => one === name)
                .map(([, tookMs]) => tookMs)
                .sort((a, b) => b - a)
                .slice(0, 3),
            );
        },
      ),
    );
  });

  it("let go of what is older than their time, so that a new one has its place", () => {
    let now = 0;
    const slow = createSlowTraces({ each: 1, keepMs: 100, nowMs: () => now });
    slow.add(traceOf("a", 50, 0));
    now = 101;
    expect(slow.of("a")).toEqual([]);
    slow.add(traceOf("a", 2, 101));
    expect(slow.of("a").map(({ tookMs }) => tookMs)).toEqual([2]);
  });

  it("forget the name that was longest without a request when there are too many", () => {
    const slow = createSlowTraces({ names: 2, nowMs: () => 0 });
    for (const [at, name] of ["a", "b", "a", "c"].entries()) slow.add(traceOf(name, 1, at));
    expect(
      slow
        .names()
        .map(({ name }) => name)
        .sort(),
    ).toEqual(["a", "c"]);
  });
});
