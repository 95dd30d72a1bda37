import { expect, it } from "vitest";
import { forbiddenTo, mayPropose } from "#server/ask/core/roles.ts";
import type { QueryPlan } from "#server/ask/schema.ts";
import { ROLES } from "#server/lib/scope.ts";

it("settings are put back by engineers and admins of the organisation that runs the platform", () => {
  const plan: QueryPlan = {
    kind: "propose",
    proposal: { action: "settings-back", prefix: "routing.", sinceS: 3_600 },
    words: "the settings of the optimiser",
  };
  for (const isOperator of [true, false]) {
    const may = ROLES.filter((role) => forbiddenTo({ role, isOperator }, plan) === undefined);
    expect(may).toEqual(isOperator ? ["engineer", "admin"] : []);
    expect(ROLES.filter((role) => mayPropose({ role, isOperator }, "settings-back"))).toEqual(may);
    expect(mayPropose({ role: "dispatcher", isOperator }, "replan")).toBe(true);
  }
  expect(forbiddenTo({ role: "admin", isOperator: false }, plan)?.text).toContain("runs the platform");
});
