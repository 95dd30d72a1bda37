import { describe, expect, it } from "vitest";
import type { AnswerColumn, QueryPlan } from "#server/ask/schema.ts";
import { chartOf } from "./chart-of.ts";

const column = (key: string, type: AnswerColumn["type"]): AnswerColumn => ({ key, label: key, type });
const kpi = (by: "week" | "route"): QueryPlan => ({
  kind: "kpi",
  name: "on-time",
  filter: { from: "2026-11-01", to: "2026-11-23" },
  by,
  compare: null,
  ranking: { order: null, limit: null, bound: null },
  until: null,
});
const columns = [column("key", "text"), column("value", "number"), column("before", "number")];

describe("an answer's rows as a chart", () => {
  it("draws weeks as a line in the order of time, beside the window before", () => {
    const rows = [
      { key: "2026-11-16", value: 2, before: 1 },
      { key: "2026-11-09", value: 3, before: null },
    ];
    const chart = chartOf({ columns, rows, view: "chart" }, kpi("week"));
    expect(chart).toMatchObject({ shape: "line", by: "week", beforeLabel: "before" });
    expect(chart?.points).toEqual([
      { key: "2026-11-09", value: 3, before: null },
      { key: "2026-11-16", value: 2, before: 1 },
    ]);
  });

  it("draws routes as bars in the order of the answer", () => {
    const rows = [
      { key: "R-9", value: 9, before: 1 },
      { key: "R-1", value: 1, before: 2 },
    ];
    const chart = chartOf({ columns, rows, view: "chart" }, kpi("route"));
    expect(chart?.shape).toBe("bar");
    expect(chart?.points.map(({ key }) => key)).toEqual(["R-9", "R-1"]);
  });

  it("draws waits and calls by week as a line too, and what is no dimension of KPIs as bars", () => {
    const rows = [{ key: "2026-11-16", value: 2 }];
    const waits = (by: "week" | "facility") =>
      ({ ...kpi("week"), kind: "waits", by }) as unknown as QueryPlan;
    expect(chartOf({ columns, rows, view: "chart" }, waits("week"))).toMatchObject({ shape: "line" });
    expect(chartOf({ columns, rows, view: "chart" }, waits("facility"))).toMatchObject({
      shape: "bar",
      by: null,
    });
  });

  it("draws the ends that a forecast lies between, the wider where there are two, and none where they are unknown", () => {
    const foreseen = [
      ...[column("serviceDay", "date"), column("point", "weight"), column("low90", "weight")],
      ...[column("high90", "weight"), column("low", "weight"), column("high", "weight")],
    ];
    const rows = [
      { serviceDay: "2026-11-30", point: 5, low90: 2, high90: 9, low: 4, high: 6 },
      { serviceDay: "2026-12-01", point: 5, low90: null, high90: 9 },
    ];
    const chart = chartOf({ columns: foreseen, rows, view: "chart" }, undefined);
    expect(chart?.category.key).toBe("serviceDay");
    expect(chart?.points).toEqual([
      { key: "2026-11-30", value: 5, range: [2, 9] },
      { key: "2026-12-01", value: 5 },
    ]);
  });

  it("prefers shares to plain figures", () => {
    const shares = [column("key", "text"), column("hours", "number"), column("share", "percent")];
    const chart = chartOf(
      { columns: shares, rows: [{ key: "idle", hours: 3, share: 12 }], view: "chart" },
      undefined,
    );
    expect(chart?.column.key).toBe("share");
    expect(chart?.points).toEqual([{ key: "idle", value: 12 }]);
  });

  it("draws the value that was asked for, though a share stands beside it", () => {
    const both = [column("key", "text"), column("value", "money"), column("on-time", "percent")];
    const chart = chartOf(
      { columns: both, rows: [{ key: "R-1", value: 420, "on-time": 97 }], view: "chart" },
      kpi("route"),
    );
    expect(chart?.column).toMatchObject({ key: "value", type: "money" });
    expect(chart?.points).toEqual([{ key: "R-1", value: 420 }]);
  });

  it("is none for tables, and for rows without a figure", () => {
    expect(chartOf({ columns, rows: [], view: "table" }, undefined)).toBeNull();
    expect(chartOf({ columns: [column("key", "text")], rows: [], view: "chart" }, undefined)).toBeNull();
  });
});
