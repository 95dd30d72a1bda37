import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { WINDOW_ROWS, windowsFor } from "./row-windows.ts";

describe("windows of rows", () => {
  it("asks for one window at the start of a list and for the next before its end is reached", () => {
    expect(windowsFor(0, 30, 100_000)).toEqual([0]);
    expect(windowsFor(30, 60, 100_000)).toEqual([0, 1]);
    expect(windowsFor(70, 100, 100_000)).toEqual([0, 1]);
  });

  it("asks for the first window of an empty list, which says that it is empty", () => {
    expect(windowsFor(0, 0, 0)).toEqual([0]);
  });

  it("covers every visible row, stays inside the list and never asks for more than the view and a window on each side", () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 2_000_000 }),
        fc.integer({ min: 0, max: 2_000_000 }),
        fc.integer({ min: 0, max: 60 }),
        (total, at, height) => {
          const first = Math.min(at, total - 1);
          const last = Math.min(first + height, total - 1);
          const windows = windowsFor(first, last, total);
          for (const row of [first, last]) expect(windows).toContain(Math.floor(row / WINDOW_ROWS));
          expect(windows.every((n) => n >= 0 && n * WINDOW_ROWS < total)).toBe(true);
          expect(windows.length).toBeLessThanOrEqual(3);
        },
      ),
    );
  });
});
