import { describe, expect, it } from "vitest";
import type { ExceptionRow } from "#server/operations/schema.ts";
import { ranged, type Selection, targetsOf, toggled } from "./exception-selection.ts";

const row = (id: number, status: ExceptionRow["status"] = "open") => ({ id, status }) as ExceptionRow;
const rows = Array.from({ length: 10 }, (_, i) => row(100 + i));
const rowAt = (i: number) => (i === 5 ? undefined : rows[i]);
const none: Selection = new Map();
const ids = (selection: Selection) => [...selection.keys()];

describe("selection of exceptions", () => {
  it("ticks a row, and unticks it the second time", () => {
    const once = toggled(none, row(7));
    expect(ids(once)).toEqual([7]);
    expect(ids(toggled(once, row(7)))).toEqual([]);
    expect(ids(none)).toEqual([]);
  });

  it("ticks a range in either direction, and passes over rows that have not been read", () => {
    expect(ids(ranged(none, rowAt, 4, 7, true))).toEqual([104, 106, 107]);
    expect(ids(ranged(none, rowAt, 7, 4, true))).toEqual([104, 106, 107]);
  });

  it("unticks a range and leaves the rest", () => {
    const all = ranged(none, rowAt, 0, 9, true);
    expect(ids(ranged(all, rowAt, 2, 9, false))).toEqual([100, 101]);
  });

  it("offers a step only for rows it makes sense for", () => {
    const mixed = [row(1, "open"), row(2, "taken"), row(3, "closed")];
    expect(targetsOf(mixed, "take")).toEqual([1]);
    expect(targetsOf(mixed, "release")).toEqual([2]);
    expect(targetsOf(mixed, "close")).toEqual([1, 2]);
    expect(targetsOf(mixed, "reopen")).toEqual([3]);
  });
});
