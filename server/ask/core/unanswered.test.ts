import { describe, expect, it } from "vitest";
import { leavesUnanswered, orElse } from "#server/ask/core/unanswered.ts";
import { NAMES } from "#server/ask/fixture-names.ts";
import type { QueryPlan } from "#server/ask/schema.ts";
import { linkerOf, prepared } from "#server/ask/understand.ts";

const linker = linkerOf(NAMES);
const askedOf = async (text: string) =>
  (
    await prepared(text, {
      ...{ linker, depotIds: [], findAddress: async () => [] },
      clock: { now: "2026-11-25T12:40:00.000Z", timeZone: "Europe/London" },
    })
  ).asked;

const OVERTIME: QueryPlan = {
  ...{ kind: "measure", name: "overtime", filter: { from: "2026-11-16", to: "2026-11-22" }, by: null },
  ...{ compare: null, ranking: { order: null, limit: null, bound: null } },
};
const ROUTES: QueryPlan = {
  ...{ kind: "list", list: "routes", filters: [], sort: [], limit: 100, view: "table", columns: ["name"] },
};
const OCTOBER = { from: "2026-10-01", to: "2026-10-31", label: "last month" };

describe("a plan that tells but how much there is", () => {
  it.each<[text: string, plan: QueryPlan, isLeft: boolean]>([
    ["how much overtime last week", OVERTIME, false],
    ["why was there overtime last week", OVERTIME, true],
    ["overtime last week and what caused it", OVERTIME, true],
    ["which routes are late and why", ROUTES, true],
    ["which stops were skipped and why", { ...ROUTES, list: "stops", columns: ["site", "reason"] }, false],
    ["why do we have exceptions", { ...ROUTES, list: "exceptions" }, false],
    ["is overtime heading up", OVERTIME, true],
    ["is overtime heading up", { ...OVERTIME, by: "week" }, false],
    ["is overtime heading up", { ...OVERTIME, compare: OCTOBER }, false],
    ["overtime this month against last month", OVERTIME, true],
    ["overtime this month against last month", { ...OVERTIME, compare: OCTOBER }, false],
    [
      "why is truck 42 so thirsty",
      { kind: "explain", subject: { column: "vehicleId", value: 42, label: "" }, day: "2026-11-25" },
      true,
    ],
    [
      "why is truck 42 late",
      { kind: "explain", subject: { column: "vehicleId", value: 42, label: "" }, day: "2026-11-25" },
      false,
    ],
  ])("%s", async (text, plan, isLeft) => expect(leavesUnanswered(await askedOf(text), plan)).toBe(isLeft));

  it("is offered beside another, and not run", async () => {
    const asked = await askedOf("overtime last week and what caused it");
    const left = { weighty: [], turning: [], fixed: [], unknown: [] };
    const reading = {
      plan: OVERTIME,
      window: null,
      uses: [],
      confidence: 1,
      reader: "rules" as const,
      ...left,
    };
    expect(orElse(asked, { kind: "reading", reading }, [reading]).kind).toBe("choice");
  });
});
