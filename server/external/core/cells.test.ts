import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { cellOf, cut, missingBlocks } from "./cells.ts";

const range = (count: number, from = 0) => Array.from({ length: count }, (_, i) => from + i);
const credits = (blocks: { from: number[]; to: number[] }[]) =>
  blocks.reduce((sum, { from, to }) => sum + (from.length * to.length) / 2, 0);

describe("cells", () => {
  it("are some metres wide, and different ones are different numbers", () => {
    const place = { lng: 6.13, lat: 49.61 };
    expect(cellOf(place)).toBe(cellOf({ lng: 6.130_04, lat: 49.610_04 }));
    expect(cellOf(place)).not.toBe(cellOf({ lng: 6.1302, lat: 49.61 }));
    expect(cellOf({ lng: 180, lat: 0 })).not.toBe(cellOf({ lng: -180, lat: 0.0001 }));
    expect(Number.isSafeInteger(cellOf({ lng: 180, lat: 90 }))).toBe(true);
  });

  it("a new table is one block", () => {
    const all = range(50);
    const blocks = missingBlocks(all, all, () => false);
    expect(blocks.map(({ from, to }) => [from.length, to.length])).toEqual([[50, 50]]);
  });

  it("one new stop is a row and a column", () => {
    const all = range(101);
    const blocks = missingBlocks(all, all, (row, column) => row !== 100 && column !== 100);
    expect(
      blocks.map(({ from, to }) => [from.length, to.length]).sort((a, b) => (a[0] ?? 0) - (b[0] ?? 0)),
    ).toEqual([
      [1, 100],
      [100, 1],
    ]);
    expect(credits(blocks)).toBe(100);
  });

  it("covers whatever is missing, and asks for nothing that lies in no row or column", () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 12 }),
        fc.integer({ min: 1, max: 12 }),
        fc.array(fc.boolean(), { minLength: 400, maxLength: 400 }),
        (rows, columns, known) => {
          const [from, to] = [range(rows), range(columns, 5)];
          const isKnown = (row: number, column: number) => known[row * 20 + column] ?? false;
          const blocks = missingBlocks(from, to, isKnown);
          const covered = new Set(blocks.flatMap((b) => b.from.flatMap((f) => b.to.map((t) => `${f}-${t}`))));
          for (const row of from)
            for (const column of to)
              if (row !== column && !isKnown(row, column) && !covered.has(`${row}-${column}`)) return false;
          return blocks.every(
            (b) => b.from.every((f) => from.includes(f)) && b.to.every((t) => to.includes(t)),
          );
        },
      ),
    );
  });

  it("cuts a block until its parts fit, and loses nothing", () => {
    const parts = cut({ from: range(30), to: range(70) }, (rows, columns) => rows * columns <= 400);
    expect(parts.every(({ from, to }) => from.length * to.length <= 400)).toBe(true);
    expect(parts.reduce((sum, { from, to }) => sum + from.length * to.length, 0)).toBe(2_100);
  });
});
