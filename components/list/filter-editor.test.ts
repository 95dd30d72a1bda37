import { describe, expect, it } from "vitest";
import { numberFilter } from "./filter-editor.tsx";

describe("a filter between two bounds", () => {
  it("takes one bound, both in any order, or none", () => {
    expect(numberFilter("loadKg", "5", "")).toEqual({ column: "loadKg", op: "gte", value: 5 });
    expect(numberFilter("loadKg", "", "5")).toEqual({ column: "loadKg", op: "lte", value: 5 });
    expect(numberFilter("loadKg", "9", "5")).toEqual({ column: "loadKg", op: "between", value: [5, 9] });
    expect(numberFilter("loadKg", " ", "")).toBeUndefined();
  });

  it("stores what is typed in minutes as seconds", () => {
    expect(numberFilter("delayS", "1.5", "", 60)).toEqual({ column: "delayS", op: "gte", value: 90 });
  });

  it("takes what is no number for nothing", () => {
    expect(numberFilter("loadKg", "heavy", "")).toBeUndefined();
  });
});
