import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { type GapRow, gapAfterKey, gapAt, momentOf } from "./board-gaps.ts";

const stop = (fromMs: number) => ({ fromMs, toMs: fromMs + 10 });
const row = (starts: readonly number[], pinned = 0): GapRow => ({ stops: starts.map(stop), pinned });

const rows = fc.uniqueArray(fc.integer({ min: 0, max: 50 }), { maxLength: 12 }).chain((starts) =>
  fc.record({
    stops: fc.constant(starts.toSorted((a, b) => a - b).map((start) => stop(start * 20))),
    pinned: fc.nat(starts.length),
  }),
);

describe("gapAt", () => {
  it.each([
    [-5, 0],
    [4, 0],
    [6, 1],
    [99, 1],
    [106, 2],
    [900, 3],
  ])("puts the moment %d before the stop number %d", (atMs, gap) => {
    expect(gapAt(row([0, 100, 200]), atMs)).toBe(gap);
  });

  it("never goes before a stop that stays", () => {
    expect(gapAt(row([0, 100, 200], 2), -5)).toBe(2);
  });

  it("finds a gap again from the moment it stands at", () => {
    fc.assert(
      fc.property(rows, fc.nat(12), (one, wanted) => {
        const gap = Math.max(one.pinned, Math.min(wanted, one.stops.length));
        const atMs = momentOf(one, gap);
        expect(atMs === null ? one.pinned : gapAt(one, atMs)).toBe(gap);
      }),
    );
  });
});

describe("gapAfterKey", () => {
  const board = [row([0, 100, 200], 1), row([50, 160]), row([])];

  it.each([
    ["ArrowRight", { row: 0, gap: 1 }, { row: 0, gap: 2 }],
    ["ArrowRight", { row: 0, gap: 3 }, { row: 0, gap: 3 }],
    ["ArrowLeft", { row: 0, gap: 1 }, { row: 0, gap: 1 }],
    ["ArrowDown", { row: 0, gap: 2 }, { row: 1, gap: 1 }],
    ["ArrowDown", { row: 1, gap: 2 }, { row: 2, gap: 0 }],
    ["ArrowUp", { row: 0, gap: 2 }, { row: 0, gap: 2 }],
    ["ArrowUp", { row: 2, gap: 0 }, { row: 1, gap: 0 }],
  ])("%s leads from %o to %o", (key, from, to) => {
    expect(gapAfterKey(key, from, board)).toEqual(to);
  });

  it("leaves other keys alone", () => {
    expect(gapAfterKey("Enter", { row: 0, gap: 1 }, board)).toBeUndefined();
  });

  it("never leaves the rows nor enters what stays", () => {
    const key = fc.constantFrom("ArrowUp", "ArrowDown", "ArrowLeft", "ArrowRight");
    fc.assert(
      fc.property(
        fc.array(rows, { minLength: 1, maxLength: 5 }),
        fc.array(key, { maxLength: 40 }),
        (all, keys) => {
          let at = { row: 0, gap: all[0]?.pinned ?? 0 };
          for (const each of keys) {
            at = gapAfterKey(each, at, all) ?? at;
            const here = all[at.row] as GapRow;
            expect(at.gap).toBeGreaterThanOrEqual(here.pinned);
            expect(at.gap).toBeLessThanOrEqual(here.stops.length);
          }
        },
      ),
    );
  });
});
