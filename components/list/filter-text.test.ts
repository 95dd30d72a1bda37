import { describe, expect, it } from "vitest";
import { describeFilter, type FilterWords } from "./filter-text.ts";

const words: FilterWords = {
  op: (name) => name,
  yes: "Yes",
  no: "No",
  empty: "empty",
  notEmpty: "not empty",
  and: "and",
};

describe("a filter in words", () => {
  it("names choices by their labels, and counts those past the second", () => {
    const choices = ["a", "b", "c"].map((value) => ({ value, label: value.toUpperCase() }));
    const filter = { column: "x", op: "in", value: ["a", "b", "c"] } as const;
    expect(
      describeFilter({ ...filter, value: [...filter.value] }, { kind: "choice", choices }, words).value,
    ).toBe("A, B +1");
  });

  it("shows numbers in the unit they were typed in", () => {
    const kind = { kind: "number", unit: "min", factor: 60 } as const;
    expect(describeFilter({ column: "delayS", op: "gte", value: 900 }, kind, words).value).toBe("15 min");
    expect(describeFilter({ column: "delayS", op: "between", value: [60, 120] }, kind, words).value).toBe(
      "1 min and 2 min",
    );
  });

  it("says what is empty and what is true", () => {
    expect(describeFilter({ column: "route", op: "is-null", value: true }, undefined, words).value).toBe(
      "empty",
    );
    expect(describeFilter({ column: "route", op: "is-null", value: false }, undefined, words).value).toBe(
      "not empty",
    );
    expect(
      describeFilter({ column: "inWorkshop", op: "eq", value: false }, { kind: "flag" }, words).value,
    ).toBe("No");
  });
});
