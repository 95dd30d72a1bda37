import { describe, expect, it } from "vitest";
import { rowsWatched } from "#server/ask/core/rules-alert.ts";
import type { AnswerPart } from "#server/ask/schema.ts";
import { QueryPlan } from "#server/ask/schema.ts";

const figures = (...values: (number | null)[]): AnswerPart => ({
  type: "figures",
  figures: values.map((value) => ({ label: "x", value, unit: "", compare: null })),
});
const rows = (total: number): AnswerPart => ({
  type: "rows",
  ...{ title: "x", columns: [], rows: [], total, view: "chart" },
});
const group = (more: object): QueryPlan =>
  QueryPlan.parse({ kind: "group", list: "exceptions", filters: [], by: "site", ...more });
const records = (more: object, bound: object | null = null): QueryPlan =>
  QueryPlan.parse({
    ...{ kind: "records", of: "safety", filters: [], show: "groups", sort: [], limit: 50 },
    ...{ columns: [], by: "driver", per100Km: null, ranking: { order: null, limit: null, bound } },
    ...more,
  });
const BOUND = { op: "gte", value: 3, upTo: null };

describe("an alert counts", () => {
  it.each<[what: string, plan: QueryPlan, parts: AnswerPart[], count: number]>([
    ["groups that keep a bound", group({ bound: BOUND }), [figures(12, 2), rows(2)], 2],
    ["no group where none keeps the bound", group({ bound: BOUND }), [figures(12, 0), rows(0)], 0],
    ["the rows of groups without a bound", group({}), [figures(12, 4), rows(4)], 12],
    ["rows and not their mean", group({ by: null, mean: "respondS" }), [figures(88.5, 12)], 12],
    ["no rows where there is no mean", group({ by: null, mean: "respondS" }), [figures(null, 0)], 0],
    [
      "groups whose mean keeps a bound",
      group({ mean: "respondS", bound: BOUND }),
      [figures(88, 12, 5), rows(5)],
      5,
    ],
    ["groups of records that keep a bound", records({}, BOUND), [figures(40), rows(1)], 1],
    ["records of groups without a bound", records({}), [figures(40), rows(7)], 40],
    [
      "records and not what a column of them comes to",
      records({ show: "count", by: null, value: { column: "overKmh", as: "max" } }),
      [figures(31, 6), rows(6)],
      6,
    ],
  ])("%s", (_, plan, parts, count) => {
    expect(parts.map((part) => rowsWatched(plan, part)).find((found) => found !== undefined)).toBe(count);
  });
});
