import { describe, expect, it } from "vitest";
import { candidatesOf, candidateText, type TableFacts } from "#server/tuning/core/index-candidate.ts";
import { reckonedCost } from "#server/tuning/core/index-cost.ts";
import type { PlanNode } from "#server/tuning/core/plan.ts";

const facts: TableFacts = {
  ...{ schema: "public", table: "stop", rows: 100_000, pages: 2_000, isPartitioned: false },
  columns: new Map([
    ["id", { type: "bigint", distinct: -1 }],
    ["site_id", { type: "integer", distinct: 5_000 }],
    ["status", { type: "text", distinct: 4 }],
    ["at", { type: "timestamp with time zone", distinct: -0.9 }],
    ["gone_at", { type: "timestamp with time zone", distinct: 10 }],
  ]),
  indexes: [["id"]],
};
const tables = new Map([["stop", facts]]);
const scan = (filter: string): PlanNode => ({
  ...{ "Node Type": "Seq Scan", "Relation Name": "stop", Schema: "public", Alias: "s", Filter: filter },
  ...{ "Startup Cost": 0, "Total Cost": 3_000, "Plan Rows": 20 },
});
const candidates = (plan: PlanNode, own = tables) => candidatesOf(plan, own).map(candidateText).sort();

describe("indexes that could help a plan", () => {
  it.each<[string, string[]]>([
    ["(s.site_id = $1)", ["stop (site_id)"]],
    [
      "((s.status = $1) AND (s.site_id = $2))",
      ["stop (site_id)", "stop (site_id, status)", "stop (status)", "stop (status, site_id)"],
    ],
    ["((s.site_id = $1) AND (s.at > $2))", ["stop (at)", "stop (site_id)", "stop (site_id, at)"]],
    [
      "((s.site_id = $1) AND (s.gone_at IS NULL))",
      ["stop (gone_at)", "stop (site_id)", "stop (site_id, gone_at)"],
    ],
    // One row is found by its number; nothing is added by more keys, and an unknown pattern may begin with anything.
    ["((s.id = $1) AND (s.site_id = $2))", ["stop (site_id)"]],
    ["(s.status ~~ $1)", []],
  ])("are made of %s", (filter, expected) => {
    expect(candidates(scan(filter))).toEqual(expected);
  });

  it("hold the order of a few first rows behind what is looked up", () => {
    const sorted: PlanNode = {
      ...{ "Node Type": "Sort", "Sort Key": ["s.at DESC"], Plans: [scan("(s.status = $1)")] },
      ...{ "Startup Cost": 4_000, "Total Cost": 4_100, "Plan Rows": 25_000 },
    };
    expect(candidates(sorted)).toEqual(["stop (at)", "stop (status)", "stop (status, at)"]);
  });

  it("are none of a table in partitions, nor those that there are", () => {
    const own = (change: Partial<TableFacts>) => new Map([["stop", { ...facts, ...change }]]);
    expect(candidates(scan("(s.site_id = $1)"), own({ isPartitioned: true }))).toEqual([]);
    expect(candidates(scan("(s.site_id = $1)"), own({ indexes: [["site_id", "at"]] }))).toEqual([]);
  });
});

describe("the cost that is reckoned where the planner cannot be asked", () => {
  const index = (...keys: string[]) => ({ schema: "public", table: "stop", keys });

  it("falls where an index finds what the scan looks for, and stays where it does not", () => {
    const plan = scan("(s.site_id = $1)");
    expect(reckonedCost(plan, [], tables)).toBe(3_000);
    expect(reckonedCost(plan, [index("at")], tables)).toBe(3_000);
    expect(reckonedCost(plan, [index("site_id")], tables)).toBeLessThan(100);
  });

  it("is never more than the plan's, whatever a limit leaves undone", () => {
    const plan: PlanNode = {
      ...{ "Node Type": "Limit", Plans: [scan("(s.gone_at IS NULL)")] },
      ...{ "Startup Cost": 0, "Total Cost": 12, "Plan Rows": 1 },
    };
    expect(reckonedCost(plan, [], tables)).toBe(12);
  });
});
