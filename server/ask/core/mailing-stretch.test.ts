import { describe, expect, it } from "vitest";
import { isOfWork, stretchOf } from "#server/ask/core/mailing-stretch.ts";
import { QueryPlan } from "#server/ask/schema.ts";

const DAYS = [1, 2, 3, 4, 5, 6, 7];
const WORKING = [1, 2, 3, 4, 5];

describe("a mail whose question says no time is of", () => {
  it.each<[when: string, schedule: Parameters<typeof stretchOf>[0], stretch: string | undefined]>([
    ["each Monday", { weekdays: [1], minute: 480 }, "last week"],
    ["each Tuesday", { weekdays: [2], minute: 540 }, "last week"],
    ["each Friday", { weekdays: [5], minute: 1_020 }, "this week"],
    ["Mondays and Thursdays", { weekdays: [1, 4], minute: 480 }, undefined],
    ["each morning", { weekdays: DAYS, minute: 420 }, "yesterday"],
    ["each evening", { weekdays: DAYS, minute: 1_080 }, "today"],
    ["each working day at noon", { weekdays: WORKING, minute: 720 }, "today"],
    ["each working morning", { weekdays: WORKING, minute: 390 }, "yesterday"],
    ["the 1st of each month", { weekdays: DAYS, minute: 480, nth: 1 }, "last month"],
    ["the 15th of each month", { weekdays: DAYS, minute: 480, nth: 15 }, "this month"],
    ["the first Monday of each month", { weekdays: [1], minute: 480, nth: 1 }, "last month"],
    ["the third Monday of each month", { weekdays: [1], minute: 480, nth: 3 }, "this month"],
    ["the fifth working day of each month", { weekdays: WORKING, minute: 480, nth: 5 }, "last month"],
    ["the last day of each month", { weekdays: DAYS, minute: 1_080, nth: -1 }, "this month"],
  ])("%s", (_, schedule, stretch) => {
    expect(stretchOf(schedule)).toBe(stretch);
  });
});

describe("of a stretch of time is", () => {
  const list = (of: string, filters: object[]) =>
    QueryPlan.parse({ kind: "list", list: of, filters, sort: [], limit: 10, columns: [], view: "table" });
  it.each<[what: string, plan: QueryPlan, isOfTime: boolean]>([
    ["what was served", list("stops", [{ column: "status", op: "eq", value: "done" }]), true],
    ["what is left", list("stops", [{ column: "status", op: "eq", value: "pending" }]), false],
    ["what was reported", list("exceptions", [{ column: "kind", op: "eq", value: "overfull" }]), true],
    ["what is open", list("exceptions", [{ column: "isOpen", op: "eq", value: true }]), false],
    ["how trucks stand", list("vehicles", [{ column: "inWorkshop", op: "eq", value: true }]), false],
    [
      "what groups it by weeks is of several",
      QueryPlan.parse({ kind: "group", list: "exceptions", filters: [], by: "week" }),
      false,
    ],
  ])("%s", (_, plan, isOfTime) => {
    expect(isOfWork(plan)).toBe(isOfTime);
  });
});
