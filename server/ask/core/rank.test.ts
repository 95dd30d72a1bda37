import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { rankRows } from "./rank.ts";

const rows = [
  { key: "R-10", value: 3 },
  { key: "R-2", value: 9 },
  { key: "R-3", value: null },
  { key: "R-4", value: 6 },
];
const none = { order: null, limit: null, bound: null };
const keys = (...args: Parameters<typeof rankRows>) => rankRows(...args).map((row) => row.key);
const MORE = { isMoreBetter: true, isTime: false };
const LESS = { isMoreBetter: false, isTime: false };

describe("rankRows", () => {
  it("puts the worst first by what is good for the KPI", () => {
    expect(keys(rows, { ...none, order: "worst" }, MORE)).toEqual(["R-10", "R-4", "R-2", "R-3"]);
    expect(keys(rows, { ...none, order: "worst" }, LESS)).toEqual(["R-2", "R-4", "R-10", "R-3"]);
    expect(keys(rows, { ...none, order: "best" }, LESS)).toEqual(["R-10", "R-4", "R-2", "R-3"]);
    expect(keys(rows, { ...none, order: "least", limit: 1 }, MORE)).toEqual(["R-10"]);
  });

  it("leaves times in their order and numbers in names by their value", () => {
    expect(keys(rows, none, { isMoreBetter: true, isTime: true })).toEqual(["R-2", "R-3", "R-4", "R-10"]);
  });

  it("orders by how far rows moved, and keeps those that moved that way", () => {
    const moved = [
      { key: "Ann", value: 5, before: 4 },
      { key: "Bob", value: 9, before: 12 },
      { key: "Cem", value: 7, before: 2 },
      { key: "Dov", value: 3, before: null },
    ];
    expect(keys(moved, { ...none, order: "rise" }, LESS)).toEqual(["Cem", "Dov", "Ann", "Bob"]);
    expect(keys(moved, { ...none, order: "fall", limit: 2 }, LESS)).toEqual(["Bob", "Ann"]);
    expect(keys(moved, { ...none, order: "rise", only: "risen" }, LESS)).toEqual(["Cem", "Dov", "Ann"]);
    expect(keys(moved, { ...none, order: "fall", only: "fallen" }, MORE)).toEqual(["Bob"]);
  });

  it("keeps exactly the rows within the bound, and never invents one", () => {
    const row = fc.record({ key: fc.string(), value: fc.option(fc.integer({ min: -9, max: 9 })) });
    const bound = fc.record({
      op: fc.constantFrom("gt", "gte", "lt", "lte", "between") as fc.Arbitrary<"gt">,
      value: fc.integer({ min: -9, max: 9 }),
      upTo: fc.constant(5),
    });
    fc.assert(
      fc.property(fc.array(row), bound, (all, kept) => {
        const { op, value, upTo } = kept as { op: string; value: number; upTo: number };
        const expected = all.filter(
          (r) =>
            r.value !== null &&
            {
              gt: r.value > value,
              gte: r.value >= value,
              lt: r.value < value,
              lte: r.value <= value,
              between: r.value >= value && r.value <= upTo,
            }[op],
        );
        const got = rankRows(all, { ...none, bound: kept }, MORE);
        expect(new Set(got)).toEqual(new Set(expected));
        expect(got).toHaveLength(expected.length);
      }),
    );
  });
});
