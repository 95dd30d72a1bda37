import { describe, expect, it } from "vitest";
import { MONDAY, readOne } from "./fixture-read.ts";
import { SPAN_NAMES } from "./plan-names.schema.ts";
import { QueryPlan } from "./schema.ts";
import { isMovable, movedPlan, spanOf, windowOfSpan } from "./span.ts";

const TUESDAY = { ...MONDAY, now: "2026-11-24T09:00:00.000Z" };

describe("spans", () => {
  it.each([
    ["today", "2026-11-23", "2026-11-23"],
    ["yesterday", "2026-11-22", "2026-11-22"],
    ["this-week", "2026-11-23", "2026-11-23"],
    ["last-week", "2026-11-16", "2026-11-22"],
    ["last-7-days", "2026-11-17", "2026-11-23"],
    ["this-month", "2026-11-01", "2026-11-23"],
    ["last-month", "2026-10-01", "2026-10-31"],
    ["last-8-weeks", "2026-09-29", "2026-11-23"],
  ] as const)("%s is %s to %s on a Monday", (name, firstDay, lastDay) => {
    expect(windowOfSpan({ kind: "named", name }, MONDAY)).toMatchObject({ firstDay, lastDay });
  });

  it("keep a window by the name it was given, and else by its days", async () => {
    for (const name of SPAN_NAMES.filter((one) => one !== "this-week"))
      expect(spanOf(windowOfSpan({ kind: "named", name }, MONDAY), MONDAY)).toEqual({ kind: "named", name });
    const days = { kind: "days" as const, from: "2026-11-03", to: "2026-11-05" };
    expect(spanOf(windowOfSpan(days, MONDAY), MONDAY)).toEqual(days);
    const { window } = await readOne("missed stops this morning");
    expect(spanOf(window, MONDAY)).toEqual({ kind: "exact", window });
    expect(spanOf(null, MONDAY)).toBeNull();
  });

  it("refuse days in the wrong order by name", () => {
    expect(() => windowOfSpan({ kind: "days", from: "2026-11-05", to: "2026-11-03" }, MONDAY)).toThrow(
      "found 2026-11-05 to 2026-11-03",
    );
  });
});

describe("a plan moved to another time", () => {
  it.each([
    "Which routes are behind schedule and by how much?",
    "Stops per hour by route this month.",
    "tonnes collected by zone last week",
    "exceptions by zone last week",
    "Which KPI moved most since last month?",
    "how many missed stops today",
    "Why did the on-time rate drop last week?",
  ])("%s: stays the same over its own window, and lies in the other over another", async (question) => {
    const { plan, window } = await readOne(question);
    if (window === null || !isMovable(plan)) throw new Error(`${question}: found no window to move`);
    expect(movedPlan(plan, window, MONDAY)).toEqual(plan);
    const other = windowOfSpan({ kind: "days", from: "2026-10-05", to: "2026-10-09" }, MONDAY);
    const moved = QueryPlan.parse(movedPlan(plan, other, MONDAY));
    expect(JSON.stringify(moved)).toContain("2026-10-05");
    expect(JSON.stringify(moved)).toContain("2026-10-09");
    expect(JSON.stringify(moved)).not.toContain(window.firstDay);
    expect(movedPlan(moved, window, MONDAY)).toEqual(
      plan.kind === "movers" ? expect.objectContaining({ filter: plan.filter }) : plan,
    );
  });

  it("kept as today, is about the day it is opened on, and counts until that moment", async () => {
    const { plan, window } = await readOne(
      "What is our on-time rate so far today against the same time last Monday?",
    );
    expect(spanOf(window, MONDAY)).toEqual({ kind: "named", name: "today" });
    const moved = movedPlan(plan, windowOfSpan({ kind: "named", name: "today" }, TUESDAY), TUESDAY);
    expect(moved).toMatchObject({
      filter: { from: "2026-11-24", to: "2026-11-24" },
      until: TUESDAY.now,
      compare: { from: "2026-11-17", to: "2026-11-17" },
    });
  });

  it("has no time to move where it is about now", async () => {
    const { plan } = await readOne("Where is truck 42 right now?");
    expect(isMovable(plan)).toBe(false);
  });
});
