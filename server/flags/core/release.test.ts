import { describe, expect, it } from "vitest";
import { blockOf, boundOf, decideRelease, noticedAfterMinutes } from "#server/flags/core/release.ts";
import { ReleaseCounts, ReleasePlan } from "#server/flags/set.schema.ts";

const errors = { kind: "share", metric: "api.request_ms", bad: "outcome=failed" };
const slow = { kind: "above", metric: "api.request_ms", bound: 200 };
const planOf = (given: object = {}) =>
  ReleasePlan.parse({ flag: "a", from: null, to: "on", guards: [errors], ...given });

type Block = [number, number, number, number];
const repeated = (count: number, block: Block): Block[] => Array.from({ length: count }, () => block);
const CALM: Block = [10, 0, 90, 2];

const countsOf = (blocks: Block[] = repeated(200, CALM), given: object = {}) =>
  ReleaseCounts.parse({
    ...{ stage: 0, stageMinutes: 60, seen: { new: 2_000, old: 18_000 }, askers: { new: 1, old: 99 } },
    ...{ quietMinutes: 0, guards: [{ kind: "share", before: { n: 0, bad: 0 }, blocks }] },
    ...given,
  });

/** Totals of blocks of ten samples of each arm, all of one value. */
const sums = (blocks: number, value: number, from = 0) =>
  Array.from({ length: blocks }, (_, i) => {
    const n = from + 10 * (i + 1);
    const [sum, squares] = [100 * from + value * 10 * (i + 1), 1e9 + n];
    return { newN: n, newSum: sum, newSquares: squares, oldN: n, oldSum: sum, oldSquares: squares };
  });

describe("a release", () => {
  it.each([
    ["goes on once its time has passed and enough was seen", {}, countsOf(), "advance"],
    ["waits for its time", {}, countsOf(undefined, { stageMinutes: 5 }), "wait"],
    ["waits for samples", {}, countsOf(undefined, { seen: { new: 7, old: 100 } }), "wait"],
    ["is done after its last stage", {}, countsOf(undefined, { stage: 4 }), "done"],
    [
      "goes back where the new variant is worse",
      {},
      countsOf(repeated(200, [10, 3, 90, 2])),
      "rollback-worse",
    ],
    [
      "only pauses for a signal",
      { guards: [{ ...errors, action: "pause" }] },
      countsOf(repeated(200, [10, 3, 90, 2])),
      "pause-signal",
    ],
    [
      "goes back at a disaster, whatever the old variant does",
      { guards: [{ ...errors, hardLimit: 0.5 }] },
      countsOf([...repeated(100, CALM), ...repeated(3, [10, 8, 90, 70])]),
      "rollback-hard",
    ],
    [
      "does not believe a disaster of a few samples",
      { guards: [{ ...errors, hardLimit: 0.5 }] },
      countsOf([[5, 5, 40, 1]], { stageMinutes: 1 }),
      "wait",
    ],
    [
      "goes back at a disaster of a mean, however long it was well before",
      { guards: [{ kind: "mean", metric: "cost", hardLimit: 900 }] },
      countsOf([], { guards: [{ kind: "mean", totals: [...sums(300, 100), ...sums(3, 1_000, 3_000)] }] }),
      "rollback-hard",
    ],
    [
      "holds where the arms are not filled as planned",
      {},
      countsOf(undefined, { askers: { new: 300, old: 700 } }),
      "hold-ratio",
    ],
    ["holds where nobody comes", {}, countsOf(undefined, { quietMinutes: 30 }), "hold-quiet"],
    [
      "takes what is within its tolerance for no fault",
      { guards: [{ ...errors, tolerance: 3 }] },
      countsOf(repeated(200, [20, 1, 80, 2])),
      "advance",
    ],
  ])("%s", (_, plan, counts, verdict) => {
    expect(decideRelease(planOf(plan), counts).verdict).toBe(verdict);
  });

  it("decides the same again from the same counts, also after they were stored", () => {
    const [plan, counts] = [planOf(), countsOf(repeated(150, [10, 2, 90, 2]))];
    const again = ReleaseCounts.parse(JSON.parse(JSON.stringify(counts)));
    expect(decideRelease(ReleasePlan.parse(JSON.parse(JSON.stringify(plan))), again)).toEqual(
      decideRelease(plan, counts),
    );
  });

  it("divides its chance of a false alarm among the guards that take it back", () => {
    expect(boundOf(planOf())).toBe(500);
    expect(boundOf(planOf({ guards: [errors, slow, { ...slow, action: "pause" }] }))).toBe(1_000);
  });

  it("refuses counts that are not of its guards", () => {
    expect(() => decideRelease(planOf({ guards: [{ kind: "mean", metric: "cost" }] }), countsOf())).toThrow(
      /got share for guard 0, expected mean/,
    );
  });

  it("says after how long twice as bad would be noticed, the longer the less comes, and nothing without traffic", () => {
    const own = { kind: "share" as const, before: { n: 0, bad: 0 }, blocks: repeated(60, CALM) };
    const soon = noticedAfterMinutes(own, 10, 500, 2)!;
    expect(soon).toBeGreaterThan(5);
    expect(noticedAfterMinutes(own, 1_000, 500, 2)).toBeCloseTo(100 * soon);
    const none = { kind: "share" as const, before: { n: 0, bad: 0 }, blocks: [] };
    expect(noticedAfterMinutes(none, 10, 500, 2)).toBeNull();
  });

  it("counts in blocks that grow with its age", () => {
    expect([0, 19, 619, 6 * 3_600 + 61, 4 * 86_400 + 601].map(blockOf)).toEqual([
      0,
      15,
      610,
      6 * 3_600 + 60,
      4 * 86_400 + 600,
    ]);
  });
});
